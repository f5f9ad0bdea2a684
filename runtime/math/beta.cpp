/// The incomplete beta function, its inverse, and Student's t, which is one.
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <cmath>
#include <limits>

#include "runtime/math/differences.h"
#include "runtime/math/policy.h"
#include "runtime/math/special.h"

namespace {

using scmc::math::derivative, scmc::math::is_shape, scmc::math::without_exceptions;
constexpr scmc::math::Policy policy{};
constexpr double infinity = std::numeric_limits<double>::infinity();

/// P(X > |x|) for X ~ t(nu).
template <class Real>
Real upper_tail_of_t(Real nu, Real x) {
  const Real square = x * x;
  if (square > nu) return boost::math::ibeta(nu / 2, Real(0.5), nu / (nu + square), policy) / 2;
  return boost::math::ibetac(Real(0.5), nu / 2, square / (nu + square), policy) / 2;
}

/// d I_x(a, b) / da, from the smaller of both tails.
double beta_by_a(double a, double b, double x) {
  const long double second = b, at = x;
  const double scale = scmc_min(a, std::sqrt(a));
  if (x < a / (a + b)) return derivative([&](long double t) { return boost::math::ibeta(t, second, at, policy); }, a, scale);
  return -derivative([&](long double t) { return boost::math::ibetac(t, second, at, policy); }, a, scale);
}

/// d I_x(a, b) / db, likewise.
double beta_by_b(double a, double b, double x) {
  const long double first = a, at = x;
  const double scale = scmc_min(b, std::sqrt(b));
  if (x < a / (a + b)) return derivative([&](long double t) { return boost::math::ibeta(first, t, at, policy); }, b, scale);
  return -derivative([&](long double t) { return boost::math::ibetac(first, t, at, policy); }, b, scale);
}

/// Where x^a / (a B(a, b)), the first term of I_x(a, b)  [DLMF 8.17.7], reaches p.
double beta_tail_quantile(double a, double b, double p) { return std::exp((std::log(p * a) + scmc_lbeta(a, b)) / a); }

/// From there by Newton's method on log I over log x: Boost's own start loses tiny p for a = 1/2.
double beta_inverse_in_tail(double a, double b, double p) {
  double x = beta_tail_quantile(a, b, p);
  for (int step = 0; step < 4; ++step) {
    const double cdf = boost::math::ibeta(a, b, x, policy);
    x *= std::exp(-std::log(cdf / p) * cdf / (x * boost::math::ibeta_derivative(a, b, x, policy)));
  }
  return x;
}

}  // namespace

extern "C" {

double scmc_beta_cdf(double a, double b, double x) {
  if (!is_shape(a) || !is_shape(b) || std::isnan(x)) return NAN;
  if (x <= 0 || x >= 1) return x >= 1;
  return without_exceptions([&] { return boost::math::ibeta(a, b, x, policy); });
}

double scmc_beta_ccdf(double a, double b, double x) {
  if (!is_shape(a) || !is_shape(b) || std::isnan(x)) return NAN;
  if (x <= 0 || x >= 1) return x <= 0;
  return without_exceptions([&] { return boost::math::ibetac(a, b, x, policy); });
}

double scmc_beta_cdf_inverse(double a, double b, double p) {
  if (!is_shape(a) || !is_shape(b) || !(p >= 0 && p <= 1)) return NAN;
  const double start = p > 0 ? beta_tail_quantile(a, b, p) : 0;
  if (start > 1e-290 && start * (1 + b) < 0.01) return without_exceptions([&] { return beta_inverse_in_tail(a, b, p); });
  return without_exceptions([&] { return boost::math::ibeta_inv(a, b, p, policy); });
}

double scmc_beta_cdf_by_a(double a, double b, double x) {
  if (!is_shape(a) || !is_shape(b) || std::isnan(x)) return NAN;
  return x <= 0 || x >= 1 ? 0 : beta_by_a(a, b, x);
}

double scmc_beta_cdf_by_b(double a, double b, double x) {
  if (!is_shape(a) || !is_shape(b) || std::isnan(x)) return NAN;
  return x <= 0 || x >= 1 ? 0 : beta_by_b(a, b, x);
}

double scmc_student_t_cdf(double nu, double x) {
  if (!(nu > 0) || std::isnan(x)) return NAN;
  if (!is_shape(nu)) return scmc_normal_cdf(x);
  const double tail = std::isinf(x) ? 0 : upper_tail_of_t(nu, std::abs(x));
  return x > 0 ? 1 - tail : tail;
}

double scmc_student_t_quantile(double nu, double p) {
  if (!(nu > 0) || !(p >= 0 && p <= 1)) return NAN;
  if (p == 0 || p == 1) return p == 0 ? -infinity : infinity;
  if (!is_shape(nu)) return scmc_normal_quantile(p);
  return without_exceptions([&] { return boost::math::quantile(boost::math::students_t_distribution<double, scmc::math::Policy>(nu), p); });
}

double scmc_student_t_cdf_by_nu(double nu, double x) {
  if (!(nu > 0) || std::isnan(x)) return NAN;
  if (!is_shape(nu) || std::isinf(x) || x == 0) return 0;
  const long double at = std::abs(x);
  const double by_nu = derivative([&](long double t) { return upper_tail_of_t(t, at); }, nu, nu);
  return x > 0 ? -by_nu : by_nu;
}
}
