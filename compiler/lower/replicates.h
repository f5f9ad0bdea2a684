/// Data as the model would draw them: for checks of what it says of the data that it was fitted to.
#pragma once
#include <vector>

#include "compiler/lower/worlds.h"

namespace scmc {

/// Each measured variable drawn anew from its own mechanism, given the parameters and its causes as they were measured (or imputed); what
/// it reads of its own earlier positions is drawn, too. Outputs: dense over their dims in the IR's order.
struct ReplicateProgram {
  Program program;
  std::vector<VariableId> variables;
};
ReplicateProgram lower_replicates(const Plan& plan, Diagnostics& diagnostics);

/// `value` of the replicated data, all of the variables that it reads drawn anew together, and of the data as they are.
struct StatisticProgram {
  Program program;  ///< outputs: `replicated`, `observed`
};
StatisticProgram lower_statistic(const Plan& plan, const TermPtr& value, Diagnostics& diagnostics);

}  // namespace scmc
