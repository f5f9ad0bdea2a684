/// The change of volume from the unconstrained vector to the scale of the model.
#pragma once
#include "compiler/lower/lower.h"

namespace scmc {

/// Output `log_jacobian`: log |d x / d q| of all slots, that of noises which stand for their variables included. What the log-density
/// (`lower_density`) has beyond the density of the variables themselves.
Program lower_log_jacobian(const Plan& plan, Diagnostics& diagnostics);

}  // namespace scmc
