#include "cli/emit/header.h"

#include <algorithm>
#include <sstream>

#include "cli/emit/members.h"
#include "compiler/codegen/cpp/names.h"
#include "compiler/schedule/schedule.h"
#include "runtime/data/write.h"

namespace scmc::cli {
namespace {

constexpr std::size_t most_literals = 20000;  ///< more numbers would take a compiler long
constexpr std::size_t longest_comment = 110;

std::string rule(const std::string& title) {
  return "\n// " + std::string(64, '-') + " " + title + "\n\n";
}

std::string without_folder(const std::string& path) { return path.substr(path.rfind('/') + 1); }

/// On one line, without comments.
std::string one_line(std::string_view text) {
  std::string line;
  bool is_comment = false;
  for (char c : text) {
    if (c == '#') is_comment = true;
    if (c == '\n') is_comment = false;
    if (is_comment) continue;
    const bool is_space = c == '\n' || c == ' ' || c == '\t' || c == '\r';
    if (!is_space) line += c;
    else if (!line.empty() && line.back() != ' ') line += ' ';
  }
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line.size() <= longest_comment ? line : line.substr(0, longest_comment - 4) + " ...";
}

class Header {
 public:
  Header(const Session& session, const Emission& emission, const EmittedAbout& about)
      : session_(session), emission_(emission), about_(about), members_(emission) {}

  EmittedText run() {
    const auto programs = all_programs();
    const auto layout = layout_text();
    EmittedText text;
    text.header = opening() + data_struct(programs + layout) + layout + programs + model_class() + "\n}  // namespace " + about_.name + "\n";
    data_text(text);
    return text;
  }

 private:
  const Checked& model() const { return *emission_.plan.bound.model; }

  // ---- what the model says

  std::string opening() const {
    std::ostringstream out;
    out << "// " << emitted_mark() << "\n//\n// " << without_folder(about_.model) << (about_.files.empty() ? "" : " with " + listed_files())
        << " as C++17. Change the model, not this file.\n//\n";
    std::istringstream lines(about_.text);
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
      while (!line.empty() && (line.back() == '\\' || line.back() == '\r' || line.back() == ' ')) line.pop_back();
      char digits[16];
      std::snprintf(digits, sizeof digits, "%4d", ++number);
      out << "// " << digits << (line.empty() ? "" : "  " + line) << "\n";
    }
    out << "//\n// How to read it: `q` is the unconstrained vector. Each program has two functions: `prepare` computes once what depends on data\n"
           "// alone, `evaluate` the rest. A comment names the statement that the lines below it come from, the library's texts unfolded.\n"
           "#pragma once\n#include <utility>\n\n#include \"runtime/emitted/functions.h\"\n#include \"runtime/emitted/model.h\"\n\nnamespace "
        << about_.name << " {\n\nusing namespace scmc::emitted;\n";
    return out.str();
  }

  std::string listed_files() const {
    std::string text;
    for (const auto& file : about_.files) text += (text.empty() ? "" : ", ") + without_folder(file);
    return text;
  }

  /// `9: y[day] ~ Normal(y_mu, sigma_y)`; nothing for texts of the library.
  std::string origin(const Span& span) const {
    if (span.end <= span.begin || session_.sources[span.file].path != about_.model) return "";
    for (const auto& statement : model().model->statements)
      if (statement.span.file == span.file && statement.span.begin <= span.begin && span.end <= statement.span.end)
        return std::to_string(session_.sources.position(span.file, statement.span.begin).line) + ": " +
               one_line(session_.sources.text(statement.span));
    return "";
  }

  // ---- data

  std::string data_struct(const std::string& used) const {
    struct Line {
      std::string declared, comment;
    };
    std::vector<Line> lines;
    std::string visits;
    for (std::size_t d = 0; d < emission_.plan.dimensions.dims.size(); ++d) {
      if (!uses_size(used, d)) continue;
      const auto name = members_.sizes()[d].substr(5);
      lines.push_back({"std::int64_t " + name + " = " + std::to_string(emission_.plan.dimensions.sizes[d]) + ";", dim_comment(d)});
      visits += "  visitor.size(\"" + name + "\", data." + name + ");\n";
    }
    for (const auto& member : members_.all()) {
      const bool is_number = member.about.dims.empty();
      lines.push_back({is_number ? "double " + member.name + " = 0;" : "std::vector<double> " + member.name + ";", member.about.comment});
      visits += is_number ? "  visitor.number(\"" + member.name + "\", data." + member.name + ");\n"
                          : "  visitor.column(" + members_.quantity(member) + ", data." + member.name + ");\n";
    }
    std::size_t width = 0;
    for (const auto& line : lines) width = std::max(width, line.declared.size() + 2);
    std::string text = rule("data") + "struct Data {\n";
    for (const auto& line : lines)
      text += "  " + line.declared + (line.comment.empty() ? "" : std::string(width - line.declared.size(), ' ') + "// " + line.comment) + "\n";
    return text + "};\n\n// Shows a visitor every member: `Arrange` checks them, `Fill` reads them.\n"
           "template <class Visitor>\nvoid visit(Data& data, Visitor&& visitor) {\n" +
           (visits.empty() ? "  (void)data, (void)visitor;\n" : visits) + "}\n";
  }

  bool uses_size(const std::string& used, std::size_t d) const {
    for (const auto& member : members_.all())
      if (ir::contains(member.about.dims, ir::DimId(d))) return true;
    const auto& size = members_.sizes()[d];
    for (auto at = used.find(size); at != std::string::npos; at = used.find(size, at + 1)) {
      const auto end = at + size.size();
      if (end == used.size() || !(std::isalnum(static_cast<unsigned char>(used[end])) || used[end] == '_')) return true;
    }
    return false;
  }

  std::string dim_comment(std::size_t d) const {
    for (std::size_t i = 0; i < model().dims.size(); ++i)
      if (ir::index(emission_.plan.dimensions.of_model[i]) == d && !model().dims[i].implied) return "dim " + model().dims[i].name;
    const auto& name = emission_.plan.dimensions.dims[d].name;
    if (name.find('\'') != std::string::npos) return "a further axis like " + name.substr(0, name.find('\''));
    const auto dot = name.rfind('.');
    if (dot == std::string::npos) return name == "bisection" ? "halvings, where a quantile has no formula" : "";
    const auto of = name.substr(0, dot), what = name.substr(dot + 1);
    return what == "values"     ? "the values of " + of + ", over which it is summed out"
           : what == "previous" ? "the same, one position before"
           : what == "missing"  ? "the cells of " + of + " that were not measured"
           : what == "free"     ? "the numbers that make " + of
                                : "";
  }

  /// Literals where they are few, else a file beside the header.
  void data_text(EmittedText& text) const {
    std::size_t numbers = 0;
    for (const auto& member : members_.all()) numbers += member.about.values.size();
    const bool is_literal = numbers <= most_literals;
    std::ostringstream out;
    out << "// " << emitted_mark() << "\n//\n// The data that the model was emitted with" << (about_.files.empty() ? "" : ": " + listed_files())
        << ".\n#pragma once\n#include <string>\n\n#include \"" << about_.name << ".h\"\n\nnamespace " << about_.name << " {\n\n"
        << "// Data from a .json file with an entry for each member; what it leaves out stays as it is.\n"
           "inline Data read_data(const std::string& path, Data data = {}) {\n"
           "  Fill fill(read_entries_of_file(path), true);\n  visit(data, fill);\n  fill.finish();\n  return data;\n}\n\n";
    if (is_literal) {
      out << "inline Data data() {\n  Data data;\n";
      for (const auto& member : members_.all()) out << "  data." << member.name << " = " << literal(member.about) << ";\n";
      out << "  return data;\n}\n";
    } else {
      const auto macro = upper(about_.name) + "_JSON";
      out << "#ifndef " << macro << "\n#define " << macro << " \"" << about_.name << ".json\"\n#endif\n\n"
          << "inline Data data(const std::string& path = " << macro << ") { return read_data(path); }\n";
      text.json = json();
    }
    out << "\n}  // namespace " << about_.name << "\n";
    text.data = out.str();
  }

  static std::string upper(std::string text) {
    for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return text;
  }

  static std::string literal(const EmittedMember& member) {
    const auto text = [](double x) {
      auto digits = codegen::number_text(x);
      if (digits.ends_with(".0")) digits.resize(digits.size() - 2);
      return digits.front() == '(' ? digits.substr(1, digits.size() - 2) : digits;
    };
    if (member.dims.empty()) return text(member.values.front());
    std::string all = "{", line;
    for (std::size_t i = 0; i < member.values.size(); ++i) {
      const auto number = text(member.values[i]) + (i + 1 < member.values.size() ? ", " : "");
      if (line.size() + number.size() > 120) {
        all += line.substr(0, line.size() - 1) + "\n" + std::string(member.name.size() + 11, ' ');
        line.clear();
      }
      line += number;
    }
    return all + line + "}";
  }

  std::string json() const {
    data::Table table{.file = "", .format = data::Format::Json, .columns = {}, .rows = 0, .lines = {}};
    for (const auto& member : members_.all())
      table.columns.push_back(data::number_column(
          member.name, member.about.values,
          member.about.dims.empty() ? std::vector<std::size_t>{} : std::vector<std::size_t>{member.about.values.size()}));
    return data::format_json(table);
  }

  // ---- layout

  std::string layout_text() const {
    std::ostringstream out;
    out << rule("layout");
    std::size_t begin = 0;
    out << "// q holds, at the sizes above:\n";
    for (std::size_t i = 0; i < emission_.plan.slots.size(); ++i) {
      const auto& slot = emission_.plan.slots[i];
      const auto end = begin + static_cast<std::size_t>(slot.size);
      const auto range = "q[" + std::to_string(begin) + (slot.size > 1 ? " .. " + std::to_string(end - 1) : "") + "]";
      out << "//   " << range << std::string(range.size() < 14 ? 14 - range.size() : 1, ' ') << slot.name
          << (slot.holes ? ", its missing cells" : "") << (slot.noncentred ? ", by its noise" : "")
          << (slot.transform.empty() ? "" : ", by the transform " + slot.transform) << "\n";
      begin = end;
    }
    out << "inline Layout layout(" << (mentions_data() ? "const Data& data" : "const Data&") << ") {\n  Layout all;\n";
    out << "  all.terms = {";
    for (std::size_t i = 0; i < emission_.terms.size(); ++i) out << (i ? ", " : "") << '"' << emission_.terms[i] << '"';
    out << "};\n";
    const auto add = [&](const char* name, const std::vector<EmittedQuantity>& quantities) {
      if (quantities.empty()) return;
      out << "  all." << name << " = {";
      for (std::size_t i = 0; i < quantities.size(); ++i)
        out << (i ? ",\n" + std::string(10 + std::string(name).size(), ' ') : "") << members_.quantity(quantities[i]);
      out << "};\n";
    };
    add("unconstrained", emission_.unconstrained), add("parameters", emission_.parameters);
    add("computed", emission_.computed), add("generated", emission_.generated);
    out << "  return all;\n}\n";
    return out.str();
  }

  bool mentions_data() const {
    for (const auto* list : {&emission_.unconstrained, &emission_.parameters, &emission_.computed, &emission_.generated})
      for (const auto& q : *list)
        if (!q.dims.empty() || !q.part.empty()) return true;
    return false;
  }

  // ---- programs

  std::string all_programs() const {
    std::string text;
    for (const auto& program : emission_.programs) text += program_text(program);
    return text;
  }

  std::string program_text(const EmittedProgram& program) const {
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
            .origin = [this](const Span& span) { return origin(span); }};
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

  // ---- the class

  std::string model_class() const {
    std::ostringstream out;
    out << rule("the model") << "inline Programs<Data> programs() {\n  return {";
    for (std::size_t i = 0; i < std::size(standard); ++i) {
      const bool exists = std::ranges::count(emission_.programs, standard[i], &EmittedProgram::name) > 0;
      out << (i ? ",\n          " : "") << (exists ? std::string(standard[i]) + "::program" : "{}");
    }
    out << "};\n}\n\n// `Model model(data());` its functions are those of runtime/emitted/model.h"
        << (emission_.scenarios.empty() ? "" : ", and one for each scenario") << ".\n"
        << "class Model : public scmc::emitted::Model<Data> {\n public:\n"
        << "  explicit Model(Data data) : Model(arranged(std::move(data), [](Data& d, const auto& visitor) { visit(d, visitor); })) {}\n";
    if (!emission_.no_generate.empty()) out << "\n  // generate: not for this model, since " << emission_.no_generate << ".\n";
    if (!emission_.scenarios.empty()) out << scenario_methods();
    out << "\n private:\n  explicit Model(std::shared_ptr<const Data> data)\n      : scmc::emitted::Model<Data>(data, programs(), "
           "::" << about_.name << "::layout(*data))";
    for (const auto& program : worlds()) out << ",\n        " << program << "_(" << program_value(program) << ", data)";
    out << " {}\n";
    for (const auto& program : worlds()) out << (program == worlds().front() ? "\n" : "") << "  Prepared<Data> " << program << "_;\n";
    out << "};\n";
    return out.str();
  }

  static constexpr const char* standard[] = {"log_density", "log_density_gradient", "log_jacobian_gradient",
                                             "constrain",   "unconstrain",          "generate"};

  std::string program_value(const std::string& name) const {
    return "::" + about_.name + "::" + name + "::program";
  }

  std::vector<std::string> worlds() const {
    std::vector<std::string> names;
    for (const auto& program : emission_.programs)
      if (program.name.starts_with("worlds_")) names.push_back(program.name);
    return names;
  }

  std::string scenario_methods() const {
    std::ostringstream out;
    out << "\n  // What a scenario's function returns, each the mean over all elements in one draw of what would happen.\n"
           "  static std::vector<std::string> answers() { return {";
    for (std::size_t i = 0; i < emission_.reported.size(); ++i) out << (i ? ", " : "") << '"' << emission_.reported[i] << '"';
    out << "}; }\n";
    for (const auto& scenario : emission_.scenarios) {
      out << "\n  // " << scenario.scenario << "\n  std::vector<double> " << scenario.name << "(const double* q, Key key) const {";
      if (scenario.set.empty()) {
        out << " return " << scenario.program << "_(q, nullptr, key); }\n";
        continue;
      }
      std::string set;
      for (double x : scenario.set) set += (set.empty() ? "" : ", ") + codegen::number_text(x);
      out << "\n    const double set[] = {" << set << "};\n    return " << scenario.program << "_(q, set, key);\n  }\n";
    }
    return out.str();
  }

  const Session& session_;
  const Emission& emission_;
  const EmittedAbout& about_;
  Members members_;
};

}  // namespace

std::string emitted_mark() { return "Made by scmc " SCMC_VERSION "."; }

EmittedText emitted_text(const Session& session, const Emission& emission, const EmittedAbout& about) {
  return Header(session, emission, about).run();
}

}  // namespace scmc::cli
