/// Ranks, and the normal scores that make diagnostics immune to heavy tails  [Vehtari et al. 2021, Bayesian Analysis 16].
#pragma once
#include <span>
#include <vector>

#include "runtime/diagnose/sample.h"

namespace scmc::diagnose {

/// From 1; equal values share the mean of their ranks. There must be no NaN.
std::vector<double> average_ranks(std::span<const double> values);

/// Quantiles of the standard normal at (rank - 3/8) / (n + 1/4); all NaN if any draw is.
Sample normal_scores(const Sample& sample);

/// Distances from the median, so that a difference in scale becomes one in location.
Sample folded(const Sample& sample);

}  // namespace scmc::diagnose
