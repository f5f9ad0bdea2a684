/// Normal distributions with a skew: by a factor (skew normal), by an exponential added (exponentially modified), by the time that a
/// drifting particle takes (inverse Gaussian). All of them standardised. No difference is taken of tails that nearly cancel.
#include <boost/math/special_functions/owens_t.hpp>
#include <cmath>

#include "runtime/math/integral.h"
#include "runtime/math/quantile.h"
#include "runtime/math/special.h"

namespace {

using scmc::math::integral, scmc::math::negligible, scmc::math::Tails, scmc::math::without_exceptions;
constexpr double pi = 3.14159265358979323846, log_sqrt_two_pi = 0.918938533204672741780;
constexpr double infinity = std::numeric_limits<double>::infinity();

double log_density(double x) { return -0.5 * x * x - log_sqrt_two_pi; }
double density(double x) { return std::exp(log_density(x)); }

/// cdf / density of the standard normal.
double mills(double x) { return 1 / scmc_inverse_mills(x); }

// ---- skew normal

/// P(X < -h), h >= 0: Phi(-h) - 2 T(h, a) with Owen's T  [Azzalini85]. Where the two nearly cancel it is what T's integral lacks beyond a,
/// with its variable a hyperbolic sine.
double skew_normal_tail(double h, double a) {
  const double normal = scmc_normal_cdf(-h);
  const double tail = without_exceptions([&] { return normal - 2 * boost::math::owens_t(h, a, scmc::math::Policy()); });
  if (a <= 0 || tail > 0.1 * normal) return tail;
  const auto beyond = [h](double v) { return std::exp(-0.5 * h * h * std::cosh(v) * std::cosh(v)) / std::cosh(v); };
  const double first = std::asinh(a), last = std::asinh(std::sqrt(a * a + 2 * negligible / (h * h)));
  return integral(beyond, first, std::fmin(last, first + negligible)) / pi;
}

Tails skew_normal(double x, double alpha) {
  const double tail = skew_normal_tail(std::abs(x), x < 0 ? alpha : -alpha);
  const double at = 2 * std::exp(log_density(x) + scmc_normal_log_cdf(alpha * x));
  return x < 0 ? Tails{tail, 1 - tail, at} : Tails{1 - tail, tail, at};
}

// ---- normal plus exponential

/// log of exp(k^2 / 2 - k x) Phi(x - k): how often the exponential number carries a sum beyond x whose normal part is below.
double log_carried(double x, double k) {
  const double w = x - k;
  return w < 0 ? log_density(x) - std::log(scmc_inverse_mills(w)) : -0.5 * k * (w + x) + scmc_normal_log_cdf(w);
}

/// Phi(x) less what is carried. Where the two nearly cancel, for small rates, by the integral over the exponential number.
double ex_gaussian_below(double x, double k) {
  const double normal = scmc_normal_cdf(x), carried = log_carried(x, k);
  const double below = x < 0 ? density(x) * (mills(x) - mills(x - k)) : -std::expm1(carried) - scmc_normal_cdf(-x);
  if (below > 0.01 * normal) return below;
  return integral([=](double t) { return k * std::exp(-k * t) * scmc_normal_cdf(x - t); }, 0, x + std::sqrt(x * x + 2 * negligible));
}

Tails ex_gaussian(double x, double k) {
  const double carried = std::exp(log_carried(x, k));
  return {ex_gaussian_below(x, k), scmc_normal_cdf(-x) + carried, k * carried};
}

// ---- inverse Gaussian of mean 1

/// exp(2 shape) Phi(-b) of the textbooks  [Chhikara and Folks 1989]  is density(a) Phi(-b) / density(b), which does not overflow.
Tails inverse_gaussian(double x, double shape) {
  const double a = std::sqrt(shape / x) * (x - 1), b = std::sqrt(shape / x) * (x + 1);
  const double below = scmc_normal_cdf(a) + density(a) * mills(-b);
  const double above = below > 0.5 ? density(a) * (mills(-a) - mills(-b)) : 1 - below;
  return {below, above, density(a) * std::sqrt(shape / x) / x};
}

bool is_probability(double p) { return p >= 0 && p <= 1; }

}  // namespace

extern "C" {

double scmc_skew_normal_cdf(double x, double alpha) {
  if (std::isnan(x) || !std::isfinite(alpha)) return NAN;
  return std::isinf(x) ? x > 0 : skew_normal(x, alpha).below;
}

double scmc_skew_normal_quantile(double p, double alpha) {
  if (!is_probability(p) || !std::isfinite(alpha)) return NAN;
  if (p == 0 || p == 1) return p == 0 ? -infinity : infinity;
  return scmc::math::solve<scmc::math::RealLine>([=](double x) { return skew_normal(x, alpha); }, p, 0);
}

double scmc_ex_gaussian_cdf(double x, double rate) {
  if (std::isnan(x) || !(rate > 0)) return NAN;
  return std::isinf(x) ? x > 0 : ex_gaussian(x, rate).below;
}

double scmc_ex_gaussian_quantile(double p, double rate) {
  if (!is_probability(p) || !(rate > 0)) return NAN;
  if (p == 0 || p == 1) return p == 0 ? -infinity : infinity;
  return scmc::math::solve<scmc::math::RealLine>([=](double x) { return ex_gaussian(x, rate); }, p, 1 / rate);
}

double scmc_inverse_gaussian_cdf(double x, double shape) {
  if (!(x >= 0) || !(shape > 0)) return NAN;
  return x == 0 || std::isinf(x) ? x > 0 : inverse_gaussian(x, shape).below;
}

double scmc_inverse_gaussian_quantile(double p, double shape) {
  if (!is_probability(p) || !(shape > 0)) return NAN;
  if (p == 0 || p == 1) return p == 0 ? 0 : infinity;
  return scmc::math::solve<scmc::math::PositiveHalf>([=](double x) { return inverse_gaussian(x, shape); }, p, shape / (1 + shape));
}
}
