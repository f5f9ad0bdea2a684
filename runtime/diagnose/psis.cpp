/// Tails of importance weights.
#include "runtime/diagnose/psis.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "runtime/diagnose/ess.h"

namespace scmc::diagnose {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr std::size_t least_tail = 5;

std::size_t tail_length(std::size_t draws, double relative_efficiency) {
  const auto n = static_cast<double>(draws);
  return static_cast<std::size_t>(std::ceil(std::min(0.2 * n, 3 * std::sqrt(n / relative_efficiency))));
}

/// Of the exponential of `-theta x` seen as a profile of the likelihood: its logarithm per exceedance.
double profile(double theta, std::span<const double> x) {
  double k = 0;
  for (double value : x) k += std::log1p(-theta * value) / static_cast<double>(x.size());
  return std::log(-theta / k) - k - 1;
}

double quantile(const Pareto& pareto, double p) { return pareto.scale * std::expm1(-pareto.shape * std::log1p(-p)) / pareto.shape; }

/// Replaces the tail, which is ascending and lies above `cutoff`.
double smooth_tail(std::vector<double>& tail, double cutoff) {
  const double base = std::exp(cutoff);
  std::vector<double> exceedances;
  for (double log_ratio : tail) exceedances.push_back(std::exp(log_ratio) - base);
  const auto pareto = fit_pareto(exceedances);
  if (!std::isfinite(pareto.shape)) return pareto.shape;
  for (std::size_t i = 0; i < tail.size(); ++i)
    tail[i] = std::log(quantile(pareto, (static_cast<double>(i) + 0.5) / static_cast<double>(tail.size())) + base);
  return pareto.shape;
}

}  // namespace

double log_sum_exp(std::span<const double> values) {
  const double most = std::ranges::max(values);
  if (!std::isfinite(most)) return most;
  double sum = 0;
  for (double x : values) sum += std::exp(x - most);
  return most + std::log(sum);
}

double relative_efficiency(const Sample& sample) { return ess_of_whole_chains(sample) / static_cast<double>(sample.values().size()); }

Pareto fit_pareto(std::span<const double> x) {
  const auto n = static_cast<double>(x.size());
  const auto points = static_cast<std::size_t>(30 + std::floor(std::sqrt(n)));
  const double quarter = x[static_cast<std::size_t>(std::floor(n / 4 + 0.5)) - 1];
  std::vector<double> thetas, logs;
  for (std::size_t j = 1; j <= points; ++j) {
    const double spread = std::sqrt(static_cast<double>(points) / (static_cast<double>(j) - 0.5));
    thetas.push_back(1 / x.back() + (1 - spread) / (3 * quarter));
    logs.push_back(n * profile(thetas.back(), x));
  }
  const double total = log_sum_exp(logs);
  double theta = 0, shape = 0;
  for (std::size_t j = 0; j < points; ++j) theta += thetas[j] * std::exp(logs[j] - total);
  for (double value : x) shape += std::log1p(-theta * value) / n;
  const double scale = -shape / theta;
  shape = (shape * n + 10 * 0.5) / (n + 10);
  return {std::isnan(shape) ? infinite : shape, scale};
}

Smoothed smooth_weights(std::span<const double> log_ratios, double relative_efficiency) {
  const double most = std::ranges::max(log_ratios);
  Smoothed result{.log_weights = {log_ratios.begin(), log_ratios.end()}, .pareto_k = infinite};
  auto& weights = result.log_weights;
  for (double& w : weights) w -= most;
  const auto length = tail_length(weights.size(), relative_efficiency);
  if (length >= least_tail && length < weights.size()) {
    std::vector<std::size_t> order(weights.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return weights[i]; });
    const auto begin = weights.size() - length;
    std::vector<double> tail;
    for (std::size_t i = begin; i < order.size(); ++i) tail.push_back(weights[order[i]]);
    if (tail.back() - tail.front() >= std::numeric_limits<double>::epsilon() / 100) {
      result.pareto_k = smooth_tail(tail, weights[order[begin - 1]]);
      for (std::size_t i = 0; i < tail.size(); ++i) weights[order[begin + i]] = std::min(tail[i], 0.0);  // no weight beyond the largest
    }
  }
  const double total = log_sum_exp(weights);
  for (double& w : weights) w -= total;
  return result;
}

}  // namespace scmc::diagnose
