/// New data from a draw of the posterior.
#pragma once
#include "compiler/lower/lower.h"

namespace scmc {

/// Outputs: each variable that was measured, drawn anew by its mechanism (or computed anew), dense over its dims in the IR's order. What
/// follows from a measured variable follows from its new values; everything else is as in the draw. Positions are
/// numbers as the model counts them.
struct ReplicateProgram {
  Program program;
  std::vector<VariableId> variables;
};
ReplicateProgram lower_replicate(const Plan& plan, Diagnostics& diagnostics);

}  // namespace scmc
