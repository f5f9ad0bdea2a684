/// The twin model: beside what was, what would have been, by the same noise.  [Balke and Pearl 1994]
#pragma once
#include <optional>
#include <vector>

#include "compiler/check/checked.h"

namespace scmc {

/// The model, and behind it copies of what `cf(assignments)` sets and of everything that follows from it, named with a suffix `_cf`. A
/// copied mechanism reads the noise of the factual variable: `y_cf[day] = Normal(mu_cf, s).location_scale(noise(y))`. What the assignments
/// do not reach is shared. Pure. Nothing after reporting an assignment that cannot be meant, or a mechanism whose noise is no number:
/// categories, vectors and matrices, distributions without a quantile function.
std::optional<ast::Model> twin(const Checked& model, const std::vector<ast::Assignment>& assignments, Diagnostics& diagnostics);

}  // namespace scmc
