/// A further cause in a mechanism: what a hidden common cause, or one more covariate, would do to it.
#pragma once
#include <optional>
#include <string>

#include "compiler/check/checked.h"

namespace scmc {

/// The text with `cause` added where the mechanisms of a variable say what is to be expected of it:
///
///     Normal(mu, sigma)        Normal(mu + sigma * cause, sigma)
///     Bernoulli(invlogit(e))   Bernoulli(invlogit(e + cause))
///     Poisson(rate)            Poisson(rate * exp(cause))
///
/// so that it counts in standard deviations of the noise, in logits or in logarithms, and more of it makes the variable larger. What is
/// written around a distribution, as `Truncated(D, 0)`, stays. Nothing where a mechanism has no such place.
std::optional<ast::Model> with_cause(const Checked& model, ast::Model text, VariableId variable, const ast::ExprPtr& cause);

/// Is the cause counted in standard deviations of an additive noise?
bool has_additive_noise(const Checked& model, VariableId variable);

}  // namespace scmc
