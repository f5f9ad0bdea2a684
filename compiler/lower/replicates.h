/// Data as the model would draw them, from a draw of the posterior.
#pragma once
#include <vector>

#include "compiler/lower/worlds.h"

namespace scmc {

/// Outputs: measured variables, dense over their dims in the IR's order.
struct ReplicateProgram {
  Program program;
  std::vector<VariableId> variables;
};

/// For checks of a mechanism: each measured variable drawn anew from its own, given the parameters and its causes as they were measured (or
/// imputed); what it reads of its own earlier positions is drawn, too.
ReplicateProgram lower_replicates(const Plan& plan, Diagnostics& diagnostics);

/// A new data set: what follows from a measured variable follows from its new values; everything else is as in the draw. Positions are
/// numbers as the model counts them.
ReplicateProgram lower_generated(const Plan& plan, Diagnostics& diagnostics);

/// `value` of the replicated data, all of the variables that it reads drawn anew together, and of the data as they are.
struct StatisticProgram {
  Program program;  ///< outputs: `replicated`, `observed`
};
StatisticProgram lower_statistic(const Plan& plan, const TermPtr& value, Diagnostics& diagnostics);

}  // namespace scmc
