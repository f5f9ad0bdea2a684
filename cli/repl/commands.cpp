#include "cli/repl/commands.h"

#include <algorithm>

#include "cli/repl/answers.h"
#include "cli/repl/files.h"
#include "cli/repl/fitting.h"
#include "cli/repl/statements.h"
#include "cli/repl/views.h"
#include "compiler/source/suggest.h"
#include "runtime/report/text.h"

namespace scmc::cli::repl {
namespace {

std::string all_commands() {
  std::size_t width = 0;
  for (const auto& command : commands()) width = std::max(width, command.usage.size());
  std::string text;
  for (const auto& command : commands())
    text += "  " + report::pad_right(std::string(command.usage), width) + "   " + std::string(command.summary) + "\n";
  return text;
}

constexpr std::string_view not_commands = R"(
Anything else is the language: `b ~ Normal(0, 1)` joins the model, or takes the place of what defined b;
`E[y | do(z = 1)]`, `P(y > 0 | do(z = 1))`, `E[y | cf(z = 0), z == 1]`, `b` and `100 * b / a` are answered.
An open bracket, an operator or `\` at the end lets a line go on. Ctrl-C stops a fit, or drops the line; Ctrl-D leaves.
)";

Outcome help_command(Desk& desk, const State&, const std::string& argument) {
  if (argument.empty()) return {.text = all_commands() + std::string(not_commands), .is_plain = true};
  const auto* command = find_command(argument);
  if (!command) {
    const auto near = closest(argument, command_names());
    desk.session.refuse({.code = "E0750",
                         .title = "there is no command `" + argument + "`",
                         .hint = Hint{near.empty() ? "`help` lists the commands" : "did you mean `" + near + "`?"}});
  }
  auto text = "  " + std::string(command->usage) + "   " + std::string(command->summary) + "\n";
  if (!command->help.empty()) text += "\n" + std::string(command->help) + "\n";
  return {.text = std::move(text), .is_plain = true};
}

Outcome time_command(Desk& desk, const State&, const std::string& argument) {
  if (argument != "on" && argument != "off")
    desk.session.refuse({.code = "E0751", .title = "`time` is on or off", .hint = Hint{"write `time on`, or `time off`"}});
  return {.timed = argument == "on"};
}

Outcome undo_command(Desk&, const State&, const std::string&) { return {.then = Outcome::Then::Undo}; }
Outcome quit_command(Desk&, const State&, const std::string&) { return {.then = Outcome::Then::Leave}; }

}  // namespace

const std::vector<Command>& commands() {
  static const std::vector<Command> table = {
      {"observe", "observe data.csv", "columns are measured values of the variables of their names",
       R"(  observe data.csv             all columns
  observe data.csv:y,x         some of them
  observe students.csv schools.csv
A file that was read before is read anew. `forget data.csv` leaves it out again.)",
       Argument::Files, observe_command},
      {"data", "data plan.csv", "a file that binds `data` lines and dimensions only", "", Argument::Files, data_command},
      {"do", "do z = 1", "what would happen, beside the scenarios before: the first is the baseline",
       R"(  do z = 0                     the baseline
  do z = 1                     beside it, with the difference
  do half: tv = 0.5 * tv       a name, and a value that names the natural one
  do price = 1..5              a scenario for each
  do                           all of them again
`undo` takes the last one back, `forget do` all of them.)",
       Argument::Language, do_command},
      {"fit", "fit [--draws 4000]", "fits the model now; questions do so by themselves where it is needed",
       R"(  fit --draws 4000             these stay for later fits:
  --chains, --warmup, --draws, --threads, --target-accept, --max-depth, --centred NAME, --seed
Ctrl-C stops it and keeps what was drawn.)",
       Argument::Words, fit_command},
      {"summary", "summary", "the parameters, and whether the draws are sound", "", Argument::None, summary_command},
      {"identify", "identify z -> y", "can the data answer? the formula, or why there is none",
       R"(  identify z -> y
  identify z -> y given w
  identify z -> y adjusting for c, w
  identify P(y_{z=0}=1 | z=1)  of what would have been)",
       Argument::Language, identify_command},
      {"show", "show", "the model, what is observed, what is fitted", "", Argument::None, show_command},
      {"rewrite", "rewrite do z = 1", "the model after an intervention, as a model",
       R"(  rewrite                      with what is observed
  rewrite do z = 1
  rewrite cf z = 0             beside its twin
  rewrite for y                what y is computed from
  rewrite prune                what a fit needs)",
       Argument::Language, rewrite_command},
      {"graph", "graph [dag.svg]", "the causal graph, as text or drawn into a file",
       R"(  graph
  graph do z = 1
  graph dag.svg                or .pdf, .png, .dot, .json
  graph do z = 1 dag.svg)",
       Argument::Files, graph_command},
      {"forget", "forget NAME", "takes a variable, a query, a data file, or by `forget do` all scenarios away", "", Argument::Language,
       forget_command},
      {"undo", "undo", "takes back the last change: a statement, data, a scenario", "", Argument::None, undo_command},
      {"save", "save FILE", "writes the model (.scm), or model, data and draws (.nc)", "", Argument::Files, save_command},
      {"load", "load FILE", "reads a model (.scm) in the place of this one, or a fit (.nc)", "", Argument::Files, load_command},
      {"time", "time on|off", "whether answers end with the seconds that they took", "", Argument::Words, time_command},
      {"help", "help [COMMAND]", "this list, or more of one command", "", Argument::Command, help_command},
      {"quit", "quit", "leaves", "", Argument::None, quit_command},
  };
  return table;
}

const Command* find_command(std::string_view name) {
  const auto found = std::ranges::find(commands(), name, &Command::name);
  return found == commands().end() ? nullptr : &*found;
}

std::vector<std::string> command_names() {
  std::vector<std::string> names;
  for (const auto& command : commands()) names.emplace_back(command.name);
  return names;
}

}  // namespace scmc::cli::repl
