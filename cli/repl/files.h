/// Data, models and fits that come from files or go there.
#pragma once
#include "cli/repl/state.h"

namespace scmc::cli::repl {

Outcome observe_command(Desk& desk, const State& state, const std::string& argument);
Outcome data_command(Desk& desk, const State& state, const std::string& argument);
Outcome load_command(Desk& desk, const State& state, const std::string& argument);
Outcome save_command(Desk& desk, const State& state, const std::string& argument);

/// The state with further data, whatever of them a model will take.
State with_data(Desk& desk, const State& state, const DataOptions& options);
State with_model(Desk& desk, const State& state, const std::string& path);

}  // namespace scmc::cli::repl
