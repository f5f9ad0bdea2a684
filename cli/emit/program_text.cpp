#include "cli/emit/program_text.h"

#include <sstream>

#include "cli/emit/text.h"
#include "compiler/schedule/schedule.h"

namespace scmc::cli {
namespace {

class ProgramText {
 public:
  ProgramText(const Emission& emission, const Members& members, const std::function<std::string(const Span&)>& origin)
      : emission_(emission), members_(members), origin_(origin) {}

  std::string text(const EmittedProgram& program) const {
    std::string text = rule(program.name);
    for (const auto& line : program.comment)
      if (!line.empty()) text += "// " + line + "\n";
    const auto prepare = print(program.optimized.split.prepare, prepare_interface(program));
    const auto evaluate = print(program.optimized.split.evaluate, evaluate_interface(program));
    text += "namespace " + program.name + " {\n\n" + sizes("prepare_sizes", prepare) + prepare.text + "\n" + sizes("sizes", evaluate) +
            evaluate.text + "\ninline constexpr Program<Data> program = {prepare_sizes, prepare, sizes, evaluate};\n\n}  // namespace " +
            program.name + "\n";
    return text;
  }

 private:
  static codegen::FunctionText print(const ir::Graph& graph, const codegen::FunctionInterface& interface) {
    return codegen::print_function(schedule::schedule(graph), interface);
  }

  static std::string sizes(const std::string& name, const codegen::FunctionText& function) {
    const bool reads = (function.out + function.work).find("data.") != std::string::npos;
    const auto opening = "inline Sizes " + name + "(const Data&" + (reads ? " data" : "") + ") {";
    const auto result = "return {" + function.out + ", " + function.work + "};";
    if (opening.size() + result.size() < 130) return opening + " " + result + " }\n\n";
    return opening + "\n  " + wrapped(result) + "\n}\n\n";
  }

  /// Broken at sums.
  static std::string wrapped(const std::string& text) {
    std::string result, line;
    std::istringstream words(text);
    for (std::string word; words >> word;) {
      if (line.size() > 90 && word == "+") result += line + "\n         ", line.clear();
      line += (line.empty() ? "" : " ") + word;
    }
    return result + line;
  }

  codegen::FunctionInterface interface(const std::string& name, std::vector<std::string> parameters) const {
    return {.name = name, .parameters = std::move(parameters), .sizes = members_.sizes(), .inputs = {},
            .origin = origin_};
  }

  codegen::InputPlace member_place(const EmittedProgram& program, std::size_t input) const {
    const auto member = members_.holding(program, input);
    return {.array = {}, .member = "data." + member, .name = member};
  }

  codegen::FunctionInterface prepare_interface(const EmittedProgram& program) const {
    auto result = interface("prepare", {"const Data& data", "double* out", "double* work"});
    for (auto input : program.optimized.split.data) result.inputs.push_back(member_place(program, ir::index(input)));
    return result;
  }

  codegen::FunctionInterface evaluate_interface(const EmittedProgram& program) const {
    auto result = interface("evaluate", {"const Data& data", "const double* prepared", "const double* q", "const double* given",
                                         "const std::uint64_t* key", "double* out", "double* work"});
    const auto& split = program.optimized.split;
    for (std::size_t i = 0; i < split.sources.size(); ++i) {
      const auto& info = split.evaluate.inputs[i];
      const bool is_slot = i < emission_.plan.slots.size();
      if (info.kind == ir::InputKind::Parameter)
        result.inputs.push_back({.array = is_slot ? "q" : "given", .member = {}, .name = is_slot ? slot_name(emission_.plan.slots[i]) : info.name});
      else if (split.sources[i].kind == ir::Source::Prepared) result.inputs.push_back({.array = "prepared", .member = {}, .name = prepared_name(info)});
      else result.inputs.push_back(member_place(program, split.sources[i].number));
    }
    return result;
  }
  static std::string slot_name(const Slot& slot) {
    return slot.name + (slot.holes ? "_missing" : slot.noncentred ? "_noise" : slot.packed ? "_free" : "");
  }
  /// Numbers are read where they are; arrays have a name.
  static std::string prepared_name(const ir::InputInfo& info) { return info.dims.empty() ? "" : info.name; }

  const Emission& emission_;
  const Members& members_;
  const std::function<std::string(const Span&)>& origin_;
};

}  // namespace

std::string program_text(const Emission& emission, const Members& members, const EmittedProgram& program,
                         const std::function<std::string(const Span&)>& origin) {
  return ProgramText(emission, members, origin).text(program);
}

}  // namespace scmc::cli
