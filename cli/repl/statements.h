/// Statements that are typed: they join the model, which is checked as a whole; where it is refused, nothing has changed.
#pragma once
#include "cli/repl/state.h"

namespace scmc::cli::repl {

/// What a new definition replaces is said. Queries leave the fit as it is, and are answered at once where there is something to answer
/// from.
Outcome add_statements(Desk& desk, const State& state, FileId typed);

/// `forget NAME`: a variable, a query, a data file; `forget do`: all scenarios.
Outcome forget_command(Desk& desk, const State& state, const std::string& argument);

}  // namespace scmc::cli::repl
