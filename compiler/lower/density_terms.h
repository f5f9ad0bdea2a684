/// The log-density statement by statement.
#pragma once
#include "compiler/lower/lower.h"

namespace scmc {

/// Outputs: the terms whose sum is the output of `lower_density`, each a number, in the order of the model's text. A term belongs to one
/// random variable (the log|Jacobian| of its slot included), to several that share discrete causes which are summed out, or to none: a
/// `factor` line.
struct DensityTerms {
  Program program;
  std::vector<std::vector<VariableId>> of;
};
DensityTerms lower_density_terms(const Plan& plan, Diagnostics& diagnostics);

}  // namespace scmc
