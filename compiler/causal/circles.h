/// No value may name an effect of what it sets.
#pragma once
#include <vector>

#include "compiler/check/intervention.h"

namespace scmc {

/// Reports a value that depends, at the same moment, on what the same `do` sets by it. An earlier position (`y[t - 1]`) may be named.
void check_circles(const Checked& model, const std::vector<ast::Assignment>& assignments, const std::vector<Intervention>& interventions,
                   Diagnostics& diagnostics);

}  // namespace scmc
