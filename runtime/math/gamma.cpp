/// The gamma function's family.
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/special_functions/polygamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>
#include <cmath>
#include <limits>

#include "runtime/math/differences.h"
#include "runtime/math/policy.h"
#include "runtime/math/special.h"

namespace {

using scmc::math::derivative, scmc::math::is_shape, scmc::math::without_exceptions;
constexpr scmc::math::Policy policy{};
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double half_log_two_pi = 0.918938533204672741780;

bool is_pole(double x) { return x <= 0 && std::floor(x) == x; }

/// log gamma(x) - ((x - 1/2) log x - x + log(2 pi) / 2), for x >= 10: Stirling's series  [Abramowitz and Stegun 6.1.40]
double stirling_remainder(double x) {
  const double t = 1 / (x * x);
  return (1. / 12 - t * (1. / 360 - t * (1. / 1260 - t * (1. / 1680 - t * (1. / 1188 - t * (691. / 360360 - t / 156)))))) / x;
}

/// log beta(a, b) for 10 <= a <= b: the large terms are cancelled by hand.
double lbeta_both_large(double a, double b) {
  const double rest = stirling_remainder(a) + stirling_remainder(b) - stirling_remainder(a + b);
  return half_log_two_pi - 0.5 * std::log(b) + rest + (a - 0.5) * std::log(a / (a + b)) - b * std::log1p(a / b);
}

/// The same for a < 10 <= b.
double lbeta_one_large(double a, double b) {
  const double rest = stirling_remainder(b) - stirling_remainder(a + b);
  return scmc_lgamma(a) + rest + a - a * std::log(a + b) - (b - 0.5) * std::log1p(a / b);
}

}  // namespace

extern "C" {

double scmc_lgamma(double x) {
  int sign = 0;
  return ::lgamma_r(x, &sign);
}

double scmc_digamma(double x) {
  if (is_pole(x) || x == -infinity) return NAN;
  return x == infinity ? x : boost::math::digamma(x, policy);
}

double scmc_trigamma(double x) {
  if (is_pole(x)) return x == -infinity ? NAN : infinity;
  return x == infinity ? 0 : boost::math::trigamma(x, policy);
}

double scmc_polygamma(double order, double x) {
  if (is_pole(x) || !std::isfinite(x) || !(order >= 0)) return NAN;
  return without_exceptions([&] { return boost::math::polygamma(static_cast<int>(order), x, policy); });
}

double scmc_lbeta(double a, double b) {
  const double smaller = scmc_min(a, b), larger = scmc_max(a, b);
  if (smaller < 0 || std::isnan(smaller)) return NAN;
  if (smaller == 0) return infinity;
  if (std::isinf(larger)) return -infinity;
  if (smaller >= 10) return lbeta_both_large(smaller, larger);
  if (larger >= 10) return lbeta_one_large(smaller, larger);
  return scmc_lgamma(a) + scmc_lgamma(b) - scmc_lgamma(a + b);
}

double scmc_lchoose(double n, double k) {
  if (k < 0 || k > n) return -infinity;
  if (k == 0 || k == n) return 0;
  return -std::log1p(n) - scmc_lbeta(n - k + 1, k + 1);
}

double scmc_gamma_p(double a, double x) {
  if (!is_shape(a) || !(x >= 0)) return NAN;
  return std::isinf(x) ? 1 : without_exceptions([&] { return boost::math::gamma_p(a, x, policy); });
}

double scmc_gamma_q(double a, double x) {
  if (!is_shape(a) || !(x >= 0)) return NAN;
  return std::isinf(x) ? 0 : without_exceptions([&] { return boost::math::gamma_q(a, x, policy); });
}

double scmc_gamma_p_inverse(double a, double p) {
  if (!is_shape(a) || !(p >= 0 && p <= 1)) return NAN;
  return p == 1 ? infinity : without_exceptions([&] { return boost::math::gamma_p_inv(a, p, policy); });
}

double scmc_gamma_q_inverse(double a, double q) {
  if (!is_shape(a) || !(q >= 0 && q <= 1)) return NAN;
  return q == 0 ? infinity : without_exceptions([&] { return boost::math::gamma_q_inv(a, q, policy); });
}

/// The difference is taken of the smaller tail, which has more digits.
double scmc_gamma_p_by_shape(double a, double x) {
  if (!is_shape(a) || !(x >= 0)) return NAN;
  if (x == 0 || std::isinf(x)) return 0;
  const double scale = scmc_min(a, std::sqrt(a));
  if (x < a) return derivative([&](long double t) { return boost::math::gamma_p(t, static_cast<long double>(x), policy); }, a, scale);
  return -derivative([&](long double t) { return boost::math::gamma_q(t, static_cast<long double>(x), policy); }, a, scale);
}
}
