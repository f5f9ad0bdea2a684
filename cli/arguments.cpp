#include "cli/arguments.h"

#include <algorithm>
#include <cctype>

#include "compiler/source/suggest.h"

namespace scmc::cli {
namespace {

std::string q(const std::string& code) { return "`" + code + "`"; }

/// `scmc run`, or `scmc` where no command was recognised.
std::string called(const CLI::App& command) { return command.get_parent() ? "scmc " + command.get_name() : "scmc"; }

const CLI::App& command_of(const CLI::App& app) {
  const auto chosen = app.get_subcommands();
  return chosen.empty() ? app : *chosen.front();
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

Diagnostic diagnostic(std::string title, std::string hint) {
  return {.code = "E0706", .title = std::move(title), .place = "command line", .hint = Hint{std::move(hint)}};
}

Diagnostic no_command(const CLI::App& app, const std::vector<std::string>& left) {
  std::vector<std::string> names;
  for (const auto* command : app.get_subcommands([](const CLI::App*) { return true; })) names.push_back(command->get_name());
  const std::string all = "the commands are " + listed(names);
  if (left.empty()) return diagnostic("no command is given", all);
  const auto near = closest(left.front(), names);
  return diagnostic("there is no command " + q(left.front()), near.empty() ? all : "did you mean " + q("scmc " + near) + "?");
}

Diagnostic not_expected(const CLI::App& command, const std::vector<std::string>& left) {
  const auto option = std::ranges::find_if(left, [](const std::string& word) { return word.starts_with("-"); });
  if (option == left.end())
    return diagnostic(q(left.front()) + " is one argument too many",
                      q(called(command) + " --help") + " shows what it takes" +
                          (command.get_option_no_throw("--observe") ? "; data files stand behind `--observe`" : ""));
  const auto name = option->substr(0, option->find('='));
  std::vector<std::string> names;
  for (const auto* known : command.get_options())
    if (!known->get_lnames().empty()) names.push_back("--" + known->get_lnames().front());
  const auto near = closest(name, names);
  return diagnostic(q(called(command)) + " has no option " + q(name),
                    near.empty() ? q(called(command) + " --help") + " lists its options" : "did you mean " + q(near) + "?");
}

/// CLI11 names the option at the start of its message, or behind `Could not convert: `.
const CLI::Option* option_in(const CLI::App& command, const std::string& message) {
  for (const auto* option : command.get_options()) {
    const auto name = option->get_name();
    if (message.starts_with(name + ":") || message.starts_with(name + " ") || message.find(": " + name + " = ") != std::string::npos)
      return option;
  }
  return nullptr;
}

Diagnostic bad_value(const CLI::App& command, const std::string& message) {
  const auto* option = option_in(command, message);
  if (!option) return diagnostic(message, q(called(command) + " --help") + " shows what it takes");
  const auto name = q(option->get_name());
  const auto meaning = name + ": " + option->get_description();
  const auto given = option->results();
  if (given.empty() || given.front().empty()) return diagnostic(name + " has no value", meaning);
  if (given.size() > 1) return diagnostic(name + " is given " + std::to_string(given.size()) + " times", "give it once");
  const auto range = message.find("not in ");
  return diagnostic(name + " cannot be " + q(given.front()) + (range == std::string::npos ? "" : ": " + message.substr(range)), meaning);
}

}  // namespace

Diagnostic out_of_memory() {
  return {.code = "E0707",
          .title = "there is not enough memory",
          .notes = {"an array over several dimensions has as many elements as the product of their sizes"},
          .hint = Hint{"check the sizes of the dimensions, in the model, in the data and behind `--dim`; take fewer draws"}};
}

Diagnostic output_is_lost() {
  return {.code = "E0818",
          .title = "standard output cannot be written",
          .notes = {"the answer is not whole"},
          .hint = Hint{"is the disk full, or the output closed? A fit that was kept with `-o` answers again: `scmc predict`"}};
}

Diagnostic wrong_arguments(const CLI::App& app, const CLI::ParseError& error) {
  const auto& command = command_of(app);
  const auto left = app.remaining(true);
  if (&command == &app) return left.empty() || !left.front().starts_with("-") ? no_command(app, left) : not_expected(app, left);
  if (dynamic_cast<const CLI::ExtrasError*>(&error)) return not_expected(command, left);
  if (dynamic_cast<const CLI::ExcludesError*>(&error))
    return diagnostic(error.what(), "leave one of them out; `scmc " + command.get_name() + " --help` says what they mean");
  if (dynamic_cast<const CLI::RequiredError*>(&error))
    return command.get_option_no_throw("fit")
               ? diagnostic(q(called(command)) + " needs a fit", "write " + q(called(command) + " fit.nc"))
               : diagnostic(q(called(command)) + " needs a model", "write " + q(called(command) + " model.scm"));
  return bad_value(command, error.what());
}

}  // namespace scmc::cli
