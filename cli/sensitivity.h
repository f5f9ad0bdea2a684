/// How strong an unmeasured confounder would have to be, by formulas: beside the scan, which refits.
#pragma once
#include "cli/refute.h"

namespace scmc::cli {

/// The text that also asks for the ratio of the two worlds, where the outcome is binary.
ast::Model with_ratio(const Refuted& subject);

std::optional<EValue> e_value_of(const Refutation& refutation, const Refit* ratio);

/// Of a difference of two worlds of an outcome with additive noise, as if it were a coefficient: t = mean / sd, and as many degrees of
/// freedom as there are units more than parameters of the outcome's mechanism.
std::optional<OmittedVariable> omitted_variable_of(const Refutation& refutation, const Plan& plan);

/// The standard deviation of what was measured.
double spread(const std::vector<double>& values);

}  // namespace scmc::cli
