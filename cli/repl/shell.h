/// The loop on a terminal, or over the lines of a pipe.
#pragma once
#include "cli/repl/repl.h"

namespace scmc::cli::repl {

/// The exit code: of a pipe 1 if any entry failed.
int run(Options options);

}  // namespace scmc::cli::repl
