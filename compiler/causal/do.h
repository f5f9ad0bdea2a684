/// The intervention: mechanisms are replaced, or a value is set beside the natural one; what was measured downstream is open again.
#pragma once
#include <optional>
#include <vector>

#include "compiler/check/checked.h"

namespace scmc {

/// The model under `do(assignments)`, as a text that checks again. Pure; `do` twice is `do` once, and the order of two does not matter
/// unless they set common elements or one names what the other sets. Nothing after reporting an assignment that cannot be meant.
///
/// A whole variable whose value does not name it: `z[day] ~ Bernoulli(p)` becomes `do z[day] = 1`. A slice, or a value that names the
/// variable: the mechanism stays and `do x[20..30] = 0` stands behind it. The mark `observe` leaves every strict descendant of what is set,
/// and a text that held such marks is headed `# prediction under do(z = 1)`.
std::optional<ast::Model> intervene(const Checked& model, const std::vector<ast::Assignment>& assignments, Diagnostics& diagnostics);

}  // namespace scmc
