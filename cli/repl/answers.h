/// Questions and what-ifs, answered from the fit in a line or a small table.
#pragma once
#include "cli/repl/state.h"

namespace scmc::cli::repl {

/// An expression that was typed: one number, or, of a variable or a query over dimensions, one for each element.
Outcome ask(Desk& desk, const State& state, FileId typed);

/// A query of the model.
Outcome ask_query(Desk& desk, const State& state, const std::string& name);

/// `do z = 1`: what would happen, beside the scenarios before; without an assignment, those alone.
Outcome do_command(Desk& desk, const State& state, const std::string& argument);

}  // namespace scmc::cli::repl
