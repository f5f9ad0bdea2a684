/// The model and what follows from it, looked at: nothing here changes the state, but that a summary may need a fit.
#pragma once
#include "cli/repl/state.h"

namespace scmc::cli::repl {

Outcome show_command(Desk& desk, const State& state, const std::string& argument);
Outcome rewrite_command(Desk& desk, const State& state, const std::string& argument);
Outcome graph_command(Desk& desk, const State& state, const std::string& argument);
Outcome identify_command(Desk& desk, const State& state, const std::string& argument);
Outcome summary_command(Desk& desk, const State& state, const std::string& argument);

}  // namespace scmc::cli::repl
