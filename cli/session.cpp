#include "cli/session.h"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <iostream>
#include <sstream>

#include "cli/sweep.h"
#include "compiler/causal/assignments.h"
#include "compiler/causal/question.h"
#include "compiler/parse/parse.h"
#include "compiler/source/suggest.h"
#include "runtime/data/table.h"

namespace scmc::cli {
namespace {

/// `data.csv:y,x` as file and columns; a colon within a path that exists is part of the path.
std::pair<std::string, std::vector<std::string>> split_columns(const std::string& text) {
  const auto colon = text.rfind(':');
  if (colon == std::string::npos || std::filesystem::exists(text)) return {text, {}};
  std::vector<std::string> columns;
  std::string rest = text.substr(colon + 1);
  for (std::size_t begin = 0; begin <= rest.size();) {
    const auto end = std::min(rest.find(',', begin), rest.size());
    if (end > begin) columns.push_back(rest.substr(begin, end - begin));
    begin = end + 1;
  }
  return {text.substr(0, colon), columns};
}

}  // namespace

Diagnostic from_problem(const data::Problem& problem) {
  Diagnostic d{.code = problem.code, .title = problem.title, .place = data::place(problem)};
  if (!problem.note.empty()) d.notes.push_back(problem.note);
  if (!problem.hint.empty()) d.hint = Hint{problem.hint};
  return d;
}

Session::Session(const CommonOptions& options) : Session(options, std::cerr, isatty(STDERR_FILENO) != 0) {}

Session::Session(const CommonOptions& options, std::ostream& errors, bool colour) : options_(options), errors_(errors), colour_(colour) {
  library = options.stdlib.empty() ? std::make_unique<Library>(sources) : std::make_unique<Library>(sources, options.stdlib);
  if (!options.model.empty()) library->add_folder(std::filesystem::path(options.model).parent_path().string());
}

void Session::settle() {
  for (; printed_ < diagnostics.all().size(); ++printed_) {
    const auto& d = diagnostics.all()[printed_];
    if (!options_.quiet || d.severity != Severity::Warning) complain(d);
  }
  if (diagnostics.has_errors()) throw Refused{};
}

void Session::complain(const Diagnostic& diagnostic) const {
  if (options_.json()) errors_ << to_json(diagnostic, sources);
  else render(errors_, diagnostic, sources, colour_);
  errors_ << "\n";
}

void Session::refuse(Diagnostic diagnostic) {
  diagnostics.report(std::move(diagnostic));
  settle();
  throw Refused{};
}

void Session::remark(const std::string& text) const {
  if (!options_.quiet) errors_ << "note: " << text << "\n";
}

void Session::forget_reports() {
  diagnostics = {};
  printed_ = 0;
}

std::vector<std::string> file_names(const std::vector<std::string>& paths) {
  std::vector<std::string> names;
  for (const auto& path : paths) names.push_back(std::filesystem::path(path).filename().string());
  return names;
}

std::string read_text(Session& session, const std::string& path) {
  auto text = data::read_file(path);
  for (const auto& problem : text.problems) session.diagnostics.report(from_problem(problem));
  session.settle();
  return *std::move(text);
}

std::shared_ptr<const Checked> Session::load() { return load(options_.model, read_text(*this, options_.model)); }

std::shared_ptr<const Checked> Session::load(const std::string& name, std::string text) {
  const auto file = sources.add(name, std::move(text));
  auto model = parse_model(sources, file, diagnostics);
  settle();
  return check(std::move(*model));
}

std::shared_ptr<const Checked> Session::check(ast::Model model) {
  auto checked = scmc::check(std::move(model), *library, diagnostics);
  settle();
  checked = check_questions(std::move(*checked), diagnostics);
  settle();
  return std::make_shared<const Checked>(std::move(*checked));
}

std::shared_ptr<const Checked> Session::with_queries(const Checked& model, const std::vector<std::string>& queries,
                                                     const std::string& option) {
  ast::Model extended = *model.model;
  for (const auto& text : queries) {
    auto query = parse_query(sources, sources.add(option, text), diagnostics);
    settle();
    extended.statements.push_back({.span = query->name.span, .node = std::move(*query)});
  }
  return check(std::move(extended));
}

BindOptions Session::read_data(const DataOptions& options) {
  BindOptions result;
  const auto read = [&](const std::string& text, bool inputs_only) {
    auto [path, columns] = split_columns(text);
    auto table = data::read_table(path);
    for (const auto& problem : table.problems) diagnostics.report(from_problem(problem));
    if (table) result.files.push_back({*std::move(table), columns, inputs_only});
  };
  for (const auto& file : options.observe) read(file, false);
  for (const auto& file : options.data) read(file, true);
  for (const auto& name : options.latent) result.latent.insert(name);
  for (const auto& size : options.sizes) {
    const auto equal = size.find('=');
    const char* const end = size.data() + size.size();
    std::int64_t value = 0;
    const auto read = std::from_chars(equal == std::string::npos ? end : size.data() + equal + 1, end, value);
    if (read.ec != std::errc{} || read.ptr != end || value <= 0)
      diagnostics.report({.code = "E0701",
                          .title = "`" + size + "` is not the size of a dimension",
                          .place = "--dim",
                          .hint = Hint{"write `--dim day=100`"}});
    else result.sizes[size.substr(0, equal)] = value;
  }
  settle();
  return result;
}

void Session::require_variables(const Checked& model, const std::string& option, const std::vector<std::string>& names) {
  std::vector<std::string> variables;
  for (const auto& v : model.variables) variables.push_back(v.name);
  for (const auto& name : names) {
    if (model.find(name)) continue;
    const auto near = closest(name, variables);
    refuse({.code = "E0704",
            .title = "there is no variable `" + name + "`",
            .place = option,
            .hint = Hint{near.empty() ? "name a variable of the model; `scmc check` lists them" : "did you mean `" + near + "`?"}});
  }
}

Bound Session::bind(std::shared_ptr<const Checked> model, BindOptions options) {
  require_variables(*model, "--latent", {options.latent.begin(), options.latent.end()});
  auto bound = scmc::bind(std::move(model), options, diagnostics);
  settle();
  return std::move(*bound);
}

namespace {

/// `c,y`: variables, where no file has that name.
std::optional<std::vector<std::string>> as_variables(const Checked& model, const std::string& text) {
  if (std::filesystem::exists(text)) return std::nullopt;
  std::vector<std::string> names;
  std::istringstream parts(text);
  for (std::string name; std::getline(parts, name, ',');) {
    if (std::ranges::none_of(model.variables, [&](const Variable& v) { return v.name == name; })) return std::nullopt;
    names.push_back(name);
  }
  return names;
}

}  // namespace

std::vector<std::string> take_variables(const Checked& model, std::vector<std::string>& observe) {
  std::vector<std::string> variables;
  std::erase_if(observe, [&](const std::string& text) {
    const auto names = as_variables(model, text);
    if (names) variables.insert(variables.end(), names->begin(), names->end());
    return names.has_value();
  });
  return variables;
}

std::pair<std::string, std::string> split_name(const std::string& text) {
  const auto colon = text.find(':');
  const auto equal = text.find_first_of("=~");
  if (colon == std::string::npos || colon > equal) return {"", text};
  return {text.substr(0, colon), text.substr(colon + 1)};
}

namespace {
/// {"beta": 0, "sigma": 0.2} as assignments.
std::string assignments_of_json(Session& session, const std::string& path) {
  auto table = data::read_table(path);
  for (const auto& problem : table.problems) session.diagnostics.report(from_problem(problem));
  session.settle();
  std::string text;
  for (const auto& column : table->columns) {
    char number[32];
    if (column.values.size() != 1)
      session.refuse({.code = "E0702",
                      .title = "`" + column.name + "` in " + path + " is not a single number",
                      .hint = Hint{"give one number for each variable: {\"" + column.name + "\": 0}"}});
    std::snprintf(number, sizeof number, "%.17g", column.values.front());
    text += (text.empty() ? "" : ", ") + column.name + " = " + number;
  }
  return text;
}
}  // namespace

std::vector<ast::Assignment> Session::assignments(const std::string& text, const std::string& from) {
  const bool json = text.size() > 5 && text.ends_with(".json");
  const auto file = sources.add(from, json ? assignments_of_json(*this, text) : text);
  auto parsed = parse_assignments(sources, file, diagnostics);
  settle();
  return std::move(*parsed);
}

std::vector<Scenario> Session::scenarios(const Checked& model, const std::vector<std::string>& interventions) {
  std::vector<Scenario> result;
  for (const auto& text : interventions) {
    const auto [name, rest] = split_name(text);
    const auto swept = sweep(*this, rest);
    for (const auto& assigned : swept) {
      auto meaning = check_assignments(model, assigned, diagnostics);
      settle();
      const bool is_named = !name.empty() && swept.size() == 1;
      result.push_back({is_named ? name : (name.empty() ? "" : name + ": ") + describe(assigned), std::move(*meaning)});
    }
  }
  return result;
}

}  // namespace scmc::cli
