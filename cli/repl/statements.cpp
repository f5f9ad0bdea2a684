#include "cli/repl/statements.h"

#include <algorithm>
#include <filesystem>

#include "cli/repl/answers.h"
#include "cli/repl/fitting.h"
#include "cli/repl/model_edit.h"
#include "compiler/ast/print.h"
#include "compiler/parse/parse.h"
#include "compiler/source/suggest.h"

namespace scmc::cli::repl {
namespace {

/// Without the comments around it.
std::string bare(ast::Statement statement) {
  statement.comments.clear(), statement.trailing.clear(), statement.continues_line = false;
  auto text = ast::print(statement);
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

bool is_query(const ast::Statement& statement) { return std::holds_alternative<ast::QueryStatement>(statement.node); }

std::string replacements(const Edited& edited, const std::vector<ast::Statement>& added) {
  std::string text;
  for (const auto& old : edited.replaced)
    if (std::ranges::none_of(added, [&](const ast::Statement& now) { return ast::same(old, now); })) text += "replaced  " + bare(old) + "\n";
  return text;
}

/// The queries among what was added, answered.
Outcome with_answers(Desk& desk, Outcome outcome, const std::vector<ast::Statement>& added) {
  if (!outcome.next->fitted && !has_data(*outcome.next)) return outcome;
  for (const auto& statement : added) {
    auto answered = ask_query(desk, *outcome.next, std::get<ast::QueryStatement>(statement.node).name.name);
    outcome.text += answered.text;
    outcome.next = std::move(answered.next);
  }
  return outcome;
}

std::vector<std::string> known_names(const State& state) {
  std::vector<std::string> names{"do"};
  for (const auto& statement : state.model->model->statements)
    if (const auto name = ast::declared_name(statement)) names.push_back(name->name);
  for (const auto& file : state.data->files) names.push_back(file.table.file);
  return names;
}

std::optional<State> without_file(const State& state, const std::string& name) {
  BindOptions data = *state.data;
  const auto is_it = [&](const DataFile& file) {
    return file.table.file == name || std::filesystem::path(file.table.file).filename() == name;
  };
  if (std::erase_if(data.files, is_it) == 0) return std::nullopt;
  State next = state;
  next.data = std::make_shared<const BindOptions>(std::move(data));
  next.fitted = nullptr;
  return next;
}

}  // namespace

Outcome add_statements(Desk& desk, const State& state, FileId typed) {
  auto& session = desk.session;
  const auto parsed = parse_model(session.sources, typed, session.diagnostics);
  session.settle();
  const auto& added = parsed->statements;
  auto edited = with_statements(*state.model->model, added);
  Outcome outcome{.text = replacements(edited, added), .next = state, .change = session.sources[typed].text};
  outcome.next->model = check_model(desk, state.name, std::move(edited.model));
  if (std::ranges::all_of(added, is_query)) return with_answers(desk, std::move(outcome), added);
  outcome.next->fitted = nullptr;
  outcome.is_plain = true;
  return outcome;
}

Outcome forget_command(Desk& desk, const State& state, const std::string& argument) {
  const std::string change = "forget " + argument;
  if (argument == "do") {
    State next = state;
    next.scenarios.clear();
    return {.next = std::move(next), .change = change};
  }
  if (auto next = without_file(state, argument)) return {.next = std::move(next), .change = change};
  auto edited = without(*state.model->model, argument);
  if (edited.replaced.empty()) {
    const auto near = closest(argument, known_names(state));
    desk.session.refuse({.code = "E0751",
                         .title = argument.empty() ? "`forget` names nothing" : "there is no `" + argument + "` to forget",
                         .hint = Hint{near.empty() ? "name a variable, a query, a data file, or `do` for all scenarios" : "did you mean `" + near + "`?"}});
  }
  Outcome outcome{.is_plain = true, .next = state, .change = change};
  for (const auto& old : edited.replaced) outcome.text += "forgotten  " + bare(old) + "\n";
  outcome.next->model = check_model(desk, state.name, std::move(edited.model));
  if (!std::ranges::all_of(edited.replaced, is_query)) outcome.next->fitted = nullptr;
  return outcome;
}

}  // namespace scmc::cli::repl
