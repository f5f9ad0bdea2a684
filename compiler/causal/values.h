/// Which values a variable can be set to.
#pragma once
#include "compiler/check/checked.h"

namespace scmc {

/// Reports constants in the value that the variable can never have: 0.5 for a Bernoulli, -1 for a HalfNormal, a label that its dimension
/// lacks. The bounds of a continuous support belong to it: spending 0 is a fair intervention on a positive spend.
void check_value_support(const Checked& model, const Variable& variable, const TermPtr& value, Diagnostics& diagnostics);

/// Reports a distribution that draws such values.
void check_policy_support(const Checked& model, const Variable& variable, const Instance& policy, Diagnostics& diagnostics);

}  // namespace scmc
