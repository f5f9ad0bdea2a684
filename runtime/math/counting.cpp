/// Distribution functions and quantiles of counts.
#include <cmath>
#include <limits>

#include "runtime/math/special.h"

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Where a search for a quantile begins and how far it steps at first.
struct Guess {
  double centre, width;
};

/// The smallest integer k >= 0 with cdf(k) >= p, for 0 <= p < 1: a bracket that doubles, then halves. `cdf` does not fall. NaN if it is
/// NaN.
template <class Cdf>
double smallest_with(Cdf cdf, double p, Guess guess) {
  constexpr double largest = 0x1p52;  // beyond, not every integer is a double
  if (cdf(0) >= p) return 0;
  if (!(guess.centre < largest)) return NAN;
  double step = std::ceil(std::fmin(guess.width, largest)) + 1;
  double low = std::fmax(0, std::floor(guess.centre - step)), high = low + 2 * step;
  for (; low > 0 && cdf(low) >= p; step *= 2) high = low, low = std::fmax(0, low - step);
  for (; cdf(high) < p && high < largest; step *= 2) low = high, high += step;
  if (!(cdf(high) >= p)) return NAN;
  while (high - low > 1) {
    const double middle = std::floor(low + (high - low) / 2);
    (cdf(middle) >= p ? high : low) = middle;
  }
  return high;
}

/// The normal approximation at p.
Guess normal_guess(double p, double mean, double deviation) {
  return {mean + deviation * std::fmax(-40, std::fmin(40, scmc_normal_quantile(p))), 0.1 * deviation};
}

bool is_probability(double p) { return p >= 0 && p <= 1; }

}  // namespace

extern "C" {

double scmc_poisson_cdf(double k, double rate) {
  if (!(rate >= 0) || std::isnan(k)) return NAN;
  if (k < 0) return 0;
  return std::isinf(k) || rate == 0 ? 1 : scmc_gamma_q(std::floor(k) + 1, rate);
}

double scmc_poisson_quantile(double p, double rate) {
  if (!is_probability(p) || !(rate >= 0)) return NAN;
  if (p == 1) return infinity;
  return smallest_with([&](double k) { return scmc_poisson_cdf(k, rate); }, p, normal_guess(p, rate, std::sqrt(rate)));
}

double scmc_binomial_cdf(double k, double n, double success) {
  if (!(n >= 0) || !is_probability(success) || std::isnan(k)) return NAN;
  if (k < 0 || k >= n) return k >= n && k >= 0;
  const double below = std::floor(k);
  return scmc_beta_ccdf(below + 1, n - below, success);
}

double scmc_binomial_quantile(double p, double n, double success) {
  if (!is_probability(p) || !(n >= 0) || std::isinf(n) || !is_probability(success)) return NAN;
  if (p == 1) return n;
  const Guess guess = normal_guess(p, n * success, std::sqrt(n * success * (1 - success)));
  return smallest_with([&](double k) { return scmc_binomial_cdf(k, n, success); }, p, guess);
}

double scmc_negative_binomial_cdf(double k, double successes, double success) {
  if (!(successes > 0) || !(success > 0 && success <= 1) || std::isnan(k)) return NAN;
  if (k < 0) return 0;
  return std::isinf(k) ? 1 : scmc_beta_cdf(successes, std::floor(k) + 1, success);
}

double scmc_negative_binomial_quantile(double p, double successes, double success) {
  if (!is_probability(p) || !(successes > 0) || !(success > 0 && success <= 1)) return NAN;
  if (p == 1) return infinity;
  const double mean = successes * (1 - success) / success;
  const Guess guess = normal_guess(p, mean, std::sqrt(mean / success));
  return smallest_with([&](double k) { return scmc_negative_binomial_cdf(k, successes, success); }, p, guess);
}
}
