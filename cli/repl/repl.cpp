#include "cli/repl/repl.h"

#include <algorithm>
#include <chrono>
#include <new>

#include "cli/arguments.h"
#include "cli/repl/answers.h"
#include "cli/repl/entry.h"
#include "cli/repl/files.h"
#include "cli/repl/fitting.h"
#include "cli/repl/statements.h"
#include "compiler/parse/typed.h"
#include "compiler/source/suggest.h"

namespace scmc::cli::repl {
namespace {

std::vector<std::string> known_words(const State& state) {
  auto words = command_names();
  for (const auto& v : state.model->variables) words.push_back(v.name);
  for (const auto& q : state.model->queries) words.push_back(q.name);
  return words;
}

Diagnostic not_understood(const State& state, const std::string& word) {
  const auto near = closest(word, known_words(state));
  return {.code = "E0750",
          .title = "there is no command, no variable and no query `" + word + "`",
          .hint = Hint{near.empty() ? "`help` lists the commands, `show` the model" : "did you mean `" + near + "`?"}};
}

Diagnostic half_a_statement(const Span& open, const std::string& text) {
  const bool is_bracket = text == "(" || text == "[" || text == "{";
  return {.code = "E0753",
          .title = "the input ends within a statement",
          .primary = Label{open, is_bracket ? "not closed" : "something has to follow"},
          .notes = {"the lines before it stand as they are"},
          .hint = Hint{is_bracket ? "close the bracket" : "complete the statement, or leave it out"}};
}

}  // namespace

Repl::Repl(Options options) : options_(std::move(options)), session_(options_.common, errors_, options_.colour) {
  session_.interventions_from = "do";
  State first;
  if (!options_.common.model.empty()) first.name = options_.common.model;
  first.sampler = options_.sampler;
  first.sampler.seed = options_.common.seed;
  Desk desk{session_};
  first.model = check_model(desk, first.name, {});
  history_.push_back(std::move(first));
}

/// What a step does becomes a reply; a refusal leaves the state as it was.
template <class Step>
Reply Repl::respond(Step&& step) {
  const auto begin = std::chrono::steady_clock::now();
  Reply reply;
  const auto refuse = [&](const Diagnostic& diagnostic) { render(errors_, diagnostic, {}, options_.colour), errors_ << "\n", reply.failed = true; };
  session_.forget_reports();
  try {
    accept(step(), reply);
  } catch (const Refused&) { reply.failed = true; } catch (const std::bad_alloc&) { refuse(out_of_memory()); } catch (const std::exception& bug) {
    refuse({.code = "", .title = "internal error: " + std::string(bug.what()), .hint = Hint{"this is a bug in scmc: please report it with what was typed"}});
  }
  reply.errors = errors_.str();
  errors_.str("");
  reply.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  reply.timed = timed_ && !reply.failed && !reply.is_plain && !reply.text.empty();
  return reply;
}

void Repl::accept(Outcome outcome, Reply& reply) {
  reply.text = std::move(outcome.text), reply.is_plain = outcome.is_plain;
  reply.leave = outcome.then == Outcome::Then::Leave;
  if (outcome.timed) timed_ = *outcome.timed;
  if (outcome.then == Outcome::Then::Undo) {
    if (changes_.empty())
      session_.refuse({.code = "E0752", .title = "there is nothing to undo", .hint = Hint{"`undo` takes back statements, data, scenarios and options of the fit"}});
    reply.text = "undone  " + on_one_line(changes_.back()) + "\n", reply.is_plain = true;
    history_.pop_back(), changes_.pop_back();
  }
  if (!outcome.next) return;
  if (outcome.change.empty()) history_.back() = std::move(*outcome.next);
  else history_.push_back(std::move(*outcome.next)), changes_.push_back(std::move(outcome.change));
}

Reply Repl::begin() {
  return respond([&] {
    Desk desk{session_};
    Outcome outcome{.next = state()};
    if (!options_.common.model.empty()) outcome.next = with_model(desk, *outcome.next, options_.common.model);
    const auto& data = options_.data;
    if (data.observe.empty() && data.data.empty() && data.sizes.empty() && data.latent.empty()) return outcome;
    outcome.next = with_data(desk, *outcome.next, data);
    session_.require_variables(*outcome.next->model, "--latent", data.latent);
    outcome.text = "  " + data_line(bound_of(desk, *outcome.next, outcome.next->model)) + "\n";
    return outcome;
  });
}

/// A word that means nothing is more often a misspelt command than a variable that is not there.
void Repl::require_meaning(const std::string& text) {
  const auto word = lone_word(text);
  if (word.empty()) return;
  const auto words = known_words(state());
  static const std::vector<std::string> of_expressions = {"if", "not", "E", "P", "infinity"};
  const auto is = [&](const std::vector<std::string>& list) { return std::ranges::find(list, word) != list.end(); };
  if (!is(words) && !is(of_expressions) && !state().model->find_dim(word)) session_.refuse(not_understood(state(), word));
}

Outcome Repl::run(Desk& desk, const Command& command, const std::string& argument) {
  if (command.argument == Argument::None && !argument.empty())
    session_.refuse({.code = "E0751",
                     .title = "`" + std::string(command.name) + "` takes nothing behind it",
                     .hint = Hint{"write `" + std::string(command.name) + "`; `(" + std::string(command.name) + ")` is a variable of that name"}});
  return command.run(desk, state(), argument);
}

Outcome Repl::enter(const std::string& text) {
  Desk desk{session_, options_.progress};
  const auto entry = read_entry(text);
  if (entry.kind == EntryKind::Nothing) return {};
  if (entry.kind == EntryKind::Command) return run(desk, *entry.command, entry.argument);
  if (entry.kind == EntryKind::Question) require_meaning(text);
  const auto typed = session_.sources.add("input", text);
  return entry.kind == EntryKind::Statements ? add_statements(desk, state(), typed) : ask(desk, state(), typed);
}

Reply Repl::read(const std::string& text) {
  return respond([&] { return enter(without_backslashes(text)); });
}

Reply Repl::broken_off(const std::string& text) {
  return respond([&]() -> Outcome {
    auto whole = without_backslashes(text);
    while (!whole.empty() && (whole.back() == '\\' || whole.back() == '\n')) whole.pop_back();
    const auto typed = session_.sources.add("input", whole);
    const auto look = look_at_typed(session_.sources, typed);
    if (!look.unfinished) return enter(whole);  // it only promised a further line
    session_.refuse(half_a_statement(*look.unfinished, std::string(session_.sources.text(*look.unfinished))));
  });
}

}  // namespace scmc::cli::repl
