#include "runtime/diagnose/loo.h"

#include <algorithm>
#include <boost/math/special_functions/erf.hpp>
#include <cmath>

#include "runtime/diagnose/psis.h"

namespace scmc::diagnose {
namespace {

double log_mean_exp(std::span<const double> values) { return log_sum_exp(values) - std::log(static_cast<double>(values.size())); }

/// The densities but for a factor, which keeps them from vanishing all.
Sample densities(const Sample& log_density) {
  const double most = std::ranges::max(log_density.values());
  return log_density.map([most](double x) { return std::exp(x - most); });
}

/// Quantiles of a standard normal distribution, for the variance of the logarithm of a normal estimate.
const std::vector<double>& normal_scores() {
  static const std::vector<double> scores = [] {
    std::vector<double> z;
    for (int r = 1; r <= 1000; ++r) z.push_back(-std::sqrt(2.0) * boost::math::erfc_inv(2 * (r - 0.375) / (1000 - 0.75 + 1)));
    return z;
  }();
  return scores;
}

/// [Vehtari, Simpson, Gelman, Yao, Gabry 2024]
double error_of_elpd(std::span<const double> log_density, std::span<const double> log_weights, double elpd, double relative_efficiency) {
  double variance_of_density = 0;  // relative to the squared density
  for (std::size_t i = 0; i < log_density.size(); ++i) {
    const double d = std::exp(log_density[i] - elpd) - 1;
    variance_of_density += std::exp(2 * log_weights[i]) * d * d;
  }
  std::vector<double> logs;
  for (double z : normal_scores())
    if (const double x = 1 + std::sqrt(variance_of_density) * z; x > 0) logs.push_back(std::log(x));
  return std::sqrt(variance(logs) / relative_efficiency);
}

}  // namespace

LeftOut leave_out(const Sample& log_density, std::optional<double> given) {
  LeftOut result;
  result.relative_efficiency = given ? *given : relative_efficiency(densities(log_density));
  if (!std::isfinite(result.relative_efficiency)) result.relative_efficiency = 1;  // a constant, or not a number
  const auto values = log_density.values();
  const auto ratios = log_density.map([](double x) { return -x; });
  const auto smoothed = smooth_weights(ratios.values(), result.relative_efficiency);
  std::vector<double> weighted;
  for (std::size_t i = 0; i < values.size(); ++i) weighted.push_back(values[i] + smoothed.log_weights[i]);
  result.elpd = log_sum_exp(weighted);
  result.p = log_mean_exp(values) - result.elpd;
  result.pareto_k = smoothed.pareto_k;
  result.mcse = error_of_elpd(values, smoothed.log_weights, result.elpd, result.relative_efficiency);
  return result;
}

Widely widely_applicable(const Sample& log_density) {
  const double p = variance(log_density.values());
  return {.elpd = log_mean_exp(log_density.values()) - p, .p = p};
}

Total total(std::span<const double> pointwise) {
  const auto n = static_cast<double>(pointwise.size());
  return {.value = n * mean(pointwise), .se = pointwise.size() > 1 ? std::sqrt(n * variance(pointwise)) : 0};
}

/// The mixture's mean log score is concave in the weights. Each step multiplies a weight by the mean share of its model in the density of
/// the mixture, which never lowers the score; the largest share bounds what is left to gain.  [Cover 1984]
std::vector<double> stacking_weights(const std::vector<std::vector<double>>& elpd) {
  constexpr int most_steps = 100'000;
  constexpr double close = 1e-10;
  const auto models = elpd.size(), data = elpd.front().size();
  std::vector<std::vector<double>> density(data, std::vector<double>(models));
  for (std::size_t i = 0; i < data; ++i) {
    double most = elpd[0][i];
    for (std::size_t k = 1; k < models; ++k) most = std::max(most, elpd[k][i]);
    for (std::size_t k = 0; k < models; ++k) density[i][k] = std::exp(elpd[k][i] - most);
  }
  std::vector<double> weights(models, 1.0 / static_cast<double>(models)), share(models);
  for (int step = 0; step < most_steps; ++step) {
    std::ranges::fill(share, 0);
    for (const auto& row : density) {
      double mixture = 0;
      for (std::size_t k = 0; k < models; ++k) mixture += weights[k] * row[k];
      for (std::size_t k = 0; k < models; ++k) share[k] += row[k] / mixture / static_cast<double>(data);
    }
    for (std::size_t k = 0; k < models; ++k) weights[k] *= share[k];
    if (std::ranges::max(share) < 1 + close) break;
  }
  return weights;
}

std::vector<double> pseudo_bma_weights(const std::vector<std::vector<double>>& elpd) {
  std::vector<double> weights;
  for (const auto& pointwise : elpd) weights.push_back(total(pointwise).value);
  const double all = log_sum_exp(weights);
  for (double& w : weights) w = std::exp(w - all);
  return weights;
}

}  // namespace scmc::diagnose
