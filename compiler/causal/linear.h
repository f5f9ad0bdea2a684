/// What mechanisms say that the graph does not: effects that are the same for every unit.
#pragma once
#include <set>

#include "compiler/check/checked.h"

namespace scmc {

/// Does every one of these variables add a constant times the others to what else moves it? Then the effect of one on another is a number,
/// whatever else there is. `nodes` are all variables over units: a factor that names one of them is not constant.
bool is_linear(const Checked& model, const std::set<VariableId>& path, VariableId treatment, const std::set<VariableId>& nodes);

/// Drawn from a Bernoulli, whatever the spelling.
bool is_binary(const Checked& model, VariableId id);

}  // namespace scmc
