/// The structural map x = q(u; causes) of a mechanism: its quantile function, by formula or by bisection of its cdf.
#pragma once
#include "compiler/lower/term.h"

namespace scmc {

/// Halvings of an interval: what is left of the scale below is less than a double resolves.
constexpr std::int64_t bisections = 72;

/// Does some mechanism of the variable have a cdf, but no formula for its inverse?
bool is_inverted(const Checked& model, const Variable& variable);

/// As stored. Reports a distribution that has neither.
ir::NodeId structural_map(const Plan& plan, TermLowering& terms, VariableId id, const Instance& instance, const TermPtr& noise,
                          Diagnostics& diagnostics);

}  // namespace scmc
