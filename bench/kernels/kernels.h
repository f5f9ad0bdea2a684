/// Gradients written by hand with vector types: what a compiler of models can hope for.
#pragma once
#include <cstdint>
#include <vector>

namespace scmc::bench {

/// q: b0, b1, a, bz, bc, log s. The rows must be a multiple of 4.
double ads_by_hand(const std::vector<std::vector<double>>& data, const double* q, double* gradient);

/// data: x[k, obs], z[obs]. The rows must be a multiple of 4.
double logistic_regression_by_hand(const std::vector<std::vector<double>>& data, const double* q, double* gradient);

}  // namespace scmc::bench
