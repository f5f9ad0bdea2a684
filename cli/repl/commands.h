/// The table of commands. Help, completion and dispatch read it.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "cli/repl/state.h"

namespace scmc::cli::repl {

/// What stands behind the word, for completion and for lines that go on.
enum class Argument {
  None,
  Files,
  Language,  ///< names, assignments, effects
  Command,
  Words,
};

struct Command {
  std::string_view name, usage, summary;
  std::string_view help;  ///< more of it, with examples; may be empty
  Argument argument;
  Outcome (*run)(Desk& desk, const State& state, const std::string& argument);
};

const std::vector<Command>& commands();
const Command* find_command(std::string_view name);
std::vector<std::string> command_names();

}  // namespace scmc::cli::repl
