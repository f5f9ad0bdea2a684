/// How a discrete variable's value goes over into another when its probabilities change: P(now j | was i).
///
/// The two distributions do not say it; a structural map does. It is a choice of the model, so whoever asks for a counterfactual of a
/// discrete variable should be told which.
#pragma once
#include <vector>

namespace scmc::effects {

/// By [was][now]; rows of values that had probability 0 are NaN.
using Transition = std::vector<std::vector<double>>;

/// By the inverse distribution function: one uniform number, values in order. For two values, counts and what is ordered: as little as
/// possible moves up and down. Depends on the order of the values.
Transition by_inverse_cdf(const std::vector<double>& was, const std::vector<double>& now);

/// By Gumbel noise on log-probabilities, of which the largest wins: without regard to order. If i was the value and becomes no less likely
/// relative to all others, it stays.  [Oberst, Sontag 2019, ICML]
Transition by_gumbel_max(const std::vector<double>& was, const std::vector<double>& now);

}  // namespace scmc::effects
