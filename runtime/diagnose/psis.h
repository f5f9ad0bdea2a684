/// Pareto-smoothed importance sampling  [Vehtari, Simpson, Gelman, Yao, Gabry 2024].
///
/// The numbers are those of R's package loo 2.5.1.
#pragma once
#include <span>
#include <vector>

#include "runtime/diagnose/sample.h"

namespace scmc::diagnose {

struct Smoothed {
  std::vector<double> log_weights;  ///< they sum to one
  double pareto_k = 0;              ///< shape of the tail; infinite where there is none to fit
};

/// Of the log-ratios the largest, ceil(min(n / 5, 3 sqrt(n / relative efficiency))), become quantiles of the Pareto distribution fitted to
/// them.
Smoothed smooth_weights(std::span<const double> log_ratios, double relative_efficiency);

/// Independent draws that tell as much of the mean as one draw does: of whole chains, not of halves.
double relative_efficiency(const Sample& sample);

struct Pareto {
  double shape = 0, scale = 0;
};
/// Of exceedances in ascending order, by an empirical Bayes estimate [Zhang, Stephens 2009], the shape drawn towards 1/2 as by ten further
/// exceedances.
Pareto fit_pareto(std::span<const double> exceedances);

double log_sum_exp(std::span<const double> values);

}  // namespace scmc::diagnose
