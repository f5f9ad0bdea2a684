/// The normal distribution function, its logarithm and their inverses, exact far into the tails.
#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <limits>

#include "runtime/math/policy.h"
#include "runtime/math/special.h"

namespace {

constexpr double sqrt_half = 0.707106781186547524401, sqrt_two = 1.41421356237309504880, log_sqrt_two_pi = 0.918938533204672741780;
constexpr double asymptotic_below = -30;

/// 1 - 1/x^2 + 3/x^4 - 15/x^6 + ...: cdf(x) = density(x) / -x times this, for x far below 0  [Abramowitz and Stegun 26.2.12]
double tail_series(double x) {
  const double t = 1 / (x * x);
  double term = 1, series = 1;
  for (int k = 1; k <= 8; ++k) series += term *= -(2 * k - 1) * t;
  return series;
}

/// A Newton step on log cdf(x) = log_p, quadratic and from the left monotone: the log cdf is concave.
double newton_step(double x, double log_p) { return x - (scmc_normal_log_cdf(x) - log_p) / scmc_inverse_mills(x); }

}  // namespace

extern "C" {

double scmc_erf_inverse(double p) { return std::abs(p) <= 1 ? boost::math::erf_inv(p, scmc::math::Policy()) : NAN; }

double scmc_normal_cdf(double x) { return 0.5 * std::erfc(-sqrt_half * x); }

double scmc_normal_log_cdf(double x) {
  if (x > 1) return std::log1p(-scmc_normal_cdf(-x));
  if (x > asymptotic_below) return std::log(scmc_normal_cdf(x));
  if (std::isinf(x)) return x;
  return -0.5 * x * x - std::log(-x) - log_sqrt_two_pi + std::log(tail_series(x));
}

double scmc_inverse_mills(double x) {
  if (x > asymptotic_below) return std::exp(-0.5 * x * x - log_sqrt_two_pi) / scmc_normal_cdf(x);
  if (std::isinf(x)) return -x;
  return -x / tail_series(x);
}

double scmc_normal_quantile(double p) { return p >= 0 && p <= 1 ? -sqrt_two * boost::math::erfc_inv(2 * p, scmc::math::Policy()) : NAN; }

double scmc_normal_quantile_of_log(double log_p) {
  if (!(log_p <= 0)) return NAN;
  if (log_p > -700) return scmc_normal_quantile(std::exp(log_p));
  if (std::isinf(log_p)) return log_p;
  double x = -std::sqrt(-2 * (log_p + log_sqrt_two_pi + 0.5 * std::log(-2 * log_p)));
  for (int i = 0; i < 4; ++i) x = newton_step(x, log_p);
  return x;
}
}
