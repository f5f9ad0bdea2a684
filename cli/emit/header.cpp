#include "cli/emit/header.h"

#include <algorithm>
#include <sstream>

#include "cli/emit/data_text.h"
#include "cli/emit/program_text.h"
#include "cli/emit/text.h"
#include "compiler/codegen/cpp/names.h"

namespace scmc::cli {
namespace {

constexpr std::size_t longest_comment = 110;

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
    std::string programs;
    for (const auto& program : emission_.programs)
      programs += program_text(emission_, members_, program, [this](const Span& span) { return origin(span); });
    const auto layout = layout_text();
    EmittedText text;
    text.header = opening() + data_struct(emission_, members_, programs + layout) + layout + programs + model_class() + "\n}  // namespace " + about_.name + "\n";
    add_data(members_, about_, text);
    return text;
  }

 private:
  const Checked& model() const { return *emission_.plan.bound.model; }

  // ---- what the model says

  std::string opening() const {
    std::ostringstream out;
    out << "// " << emitted_mark() << "\n//\n// " << without_folder(about_.model) << (about_.files.empty() ? "" : " with " + listed_files(about_.files))
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

  /// `9: y[day] ~ Normal(y_mu, sigma_y)`; nothing for texts of the library.
  std::string origin(const Span& span) const {
    if (span.end <= span.begin || session_.sources[span.file].path != about_.model) return "";
    for (const auto& statement : model().model->statements)
      if (statement.span.file == span.file && statement.span.begin <= span.begin && span.end <= statement.span.end)
        return std::to_string(session_.sources.position(span.file, statement.span.begin).line) + ": " +
               one_line(session_.sources.text(statement.span));
    return "";
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
