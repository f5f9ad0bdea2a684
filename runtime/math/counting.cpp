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

bool is_count(double n, double largest) { return n >= 0 && n <= largest && std::floor(n) == n; }

/// What a mass has to be multiplied by for the next smaller count, if `at` draws of `n` were successes: of an urn, and of one to which each
/// ball comes back with another of its kind.
struct Urn {
  double n, successes, failures;
  double ratio(double at) const { return at * (failures - n + at) / ((n - at + 1) * (successes - at + 1)); }
  double log_mass(double at) const {
    return scmc_lchoose(successes, at) + scmc_lchoose(failures, n - at) - scmc_lchoose(successes + failures, n);
  }
  double lower() const { return std::fmax(0, n - failures); }
  double upper() const { return std::fmin(n, successes); }
  double mean() const { return n * (successes / (successes + failures)); }
  double deviation() const { return std::sqrt(mean() * failures / (successes + failures)); }
  Urn swapped() const { return {n, failures, successes}; }
  bool has_one_mode() const { return true; }
};
struct PolyaUrn {
  double n, a, b;
  double ratio(double at) const { return at * (n - at + b) / ((n - at + 1) * (at - 1 + a)); }
  double log_mass(double at) const { return scmc_lchoose(n, at) + scmc_lbeta(at + a, n - at + b) - scmc_lbeta(a, b); }
  double lower() const { return 0; }
  double upper() const { return n; }
  double mean() const { return n * (a / (a + b)); }
  double deviation() const { return std::sqrt(mean() * (b / (a + b)) * ((a + b + n) / (a + b + 1))); }
  PolyaUrn swapped() const { return {n, b, a}; }
  bool has_one_mode() const { return a >= 1 && b >= 1; }
};

/// Sums weight(k) P(k) for k = from, from - 1, ...; masses beyond the mode that add nothing are left out.
template <class Counts, class Weight>
double sum_downwards(const Counts& counts, double from, Weight weight) {
  const bool falls = counts.has_one_mode() && from <= counts.mean();
  double mass = std::exp(counts.log_mass(from)), sum = 0;
  for (double k = from; k >= counts.lower(); mass *= counts.ratio(k), --k) {
    sum += weight(k) * mass;
    if (falls && mass < 1e-20 * std::abs(sum)) break;
  }
  return sum;
}

/// From the smaller tail; the upper one is the lower one of failures.
template <class Counts>
double cdf_by_sum(const Counts& counts, double k) {
  const double below = std::floor(k);
  if (below < counts.lower() || below >= counts.upper()) return below >= counts.upper();
  const auto one = [](double) { return 1; };
  if (below < counts.mean()) return sum_downwards(counts, below, one);
  return 1 - sum_downwards(counts.swapped(), counts.n - below - 1, one);
}

template <class Counts>
double quantile_by_sum(const Counts& counts, double p) {
  if (p == 1) return counts.upper();
  const Guess guess = normal_guess(p, counts.mean(), counts.deviation());
  return std::fmax(counts.lower(), smallest_with([&](double k) { return cdf_by_sum(counts, k); }, p, guess));
}

/// Sums take longer beyond.
constexpr double largest_urn = 1e9, largest_polya_urn = 1e5;

bool is_urn(double n, double successes, double failures) {
  return is_count(n, largest_urn) && is_count(successes, largest_urn) && is_count(failures, largest_urn) && n <= successes + failures;
}
bool is_polya_urn(double n, double a, double b) { return is_count(n, largest_polya_urn) && a > 0 && b > 0 && std::isfinite(a + b); }

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
double scmc_hypergeometric_cdf(double k, double n, double successes, double failures) {
  if (std::isnan(k) || !is_urn(n, successes, failures)) return NAN;
  return cdf_by_sum(Urn{n, successes, failures}, k);
}

double scmc_hypergeometric_quantile(double p, double n, double successes, double failures) {
  if (!is_probability(p) || !is_urn(n, successes, failures)) return NAN;
  return quantile_by_sum(Urn{n, successes, failures}, p);
}

double scmc_beta_binomial_cdf(double k, double n, double a, double b) {
  if (std::isnan(k) || !is_polya_urn(n, a, b)) return NAN;
  return cdf_by_sum(PolyaUrn{n, a, b}, k);
}

double scmc_beta_binomial_quantile(double p, double n, double a, double b) {
  if (!is_probability(p) || !is_polya_urn(n, a, b)) return NAN;
  return quantile_by_sum(PolyaUrn{n, a, b}, p);
}

/// The derivative of log P(j) by a is digamma(j + a) - digamma(a) less a constant.
double scmc_beta_binomial_cdf_by_a(double k, double n, double a, double b) {
  if (std::isnan(k) || !is_polya_urn(n, a, b)) return NAN;
  const double below = std::floor(k), constant = scmc_digamma(n + a + b) - scmc_digamma(a + b);
  if (below < 0 || below >= n) return 0;
  return sum_downwards(PolyaUrn{n, a, b}, below, [=](double j) { return scmc_digamma(j + a) - scmc_digamma(a) - constant; });
}
}
