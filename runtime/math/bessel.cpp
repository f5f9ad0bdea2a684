/// The modified Bessel function, and the two distributions whose densities have it: directions (von Mises) and lengths (Rice).
#include <boost/math/special_functions/bessel.hpp>
#include <cmath>

#include "runtime/math/integral.h"
#include "runtime/math/quantile.h"
#include "runtime/math/special.h"

namespace {

using scmc::math::integral, scmc::math::negligible, scmc::math::Tails, scmc::math::without_exceptions;
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double pi = 3.14159265358979323846;

/// exp(-x) I(x) for large x  [DLMF 10.40.1]
double hankel_series(double order, double x) {
  double term = 1, series = 1;
  for (int k = 1; k <= 20; ++k) series += term *= -(4 * order * order - (2 * k - 1) * (2 * k - 1)) / (8 * k * x);
  return series / std::sqrt(2 * pi * x);
}

// ---- von Mises around 0

/// The angle below -pi / 2 .. 0 from which on exp(-2 kappa sin(x / 2)^2) is not negligible beside its value at x.
double first_angle(double x, double kappa) {
  const double sine = std::sin(x / 2), last = sine * sine + negligible / (2 * kappa);
  return last < 1 ? -2 * std::asin(std::sqrt(last)) : -pi;
}

double von_mises_density(double x, double kappa) {
  const double sine = std::sin(x / 2);
  return std::exp(-2 * kappa * sine * sine) / (2 * pi * scmc_bessel_i_scaled(0, kappa));
}

/// The integral from -pi to x <= 0 of a weight times the density.
template <class Weight>
double von_mises_tail(double x, double kappa, Weight weight) {
  const double mass =
      integral([&](double t) { return weight(t) * std::exp(-2 * kappa * std::sin(t / 2) * std::sin(t / 2)); }, first_angle(x, kappa), x);
  return mass / (2 * pi * scmc_bessel_i_scaled(0, kappa));
}

Tails von_mises(double x, double kappa) {
  const double tail = von_mises_tail(-std::abs(x), kappa, [](double) { return 1; }), at = von_mises_density(x, kappa);
  return x < 0 ? Tails{tail, 1 - tail, at} : Tails{1 - tail, tail, at};
}

/// d P(X < x) / d kappa for x <= 0: the density's derivative is cos(t) - I1 / I0 times itself.
double von_mises_tail_by_kappa(double x, double kappa) {
  const double i0 = scmc_bessel_i_scaled(0, kappa), rest = (i0 - scmc_bessel_i_scaled(1, kappa)) / i0;
  return von_mises_tail(x, kappa, [rest](double t) { return rest - 2 * std::sin(t / 2) * std::sin(t / 2); });
}

bool is_concentration(double kappa) { return kappa >= 0 && std::isfinite(kappa); }

// ---- Rice of scale 1

/// The logarithm falls at least like that of a normal density around nu, on either side.
Tails rice(double x, double nu) {
  const auto density = [nu](double t) { return t * std::exp(-0.5 * (t - nu) * (t - nu)) * scmc_bessel_i_scaled(0, t * nu); };
  const double reach = std::sqrt((x - nu) * (x - nu) + 2 * negligible);
  if (x * x < nu * nu + 1) {
    const double below = integral(density, std::fmax(0, nu - reach), x);
    return {below, 1 - below, density(x)};
  }
  const double above = integral(density, x, nu + reach);
  return {1 - above, above, density(x)};
}

bool is_probability(double p) { return p >= 0 && p <= 1; }
bool is_length(double nu) { return nu >= 0 && std::isfinite(nu); }

}  // namespace

extern "C" {

double scmc_bessel_i_scaled(double order, double x) {
  if (!(order >= 0 && order <= 20) || !(x >= 0)) return NAN;
  if (x > 500) return hankel_series(order, x);
  return without_exceptions([&] { return std::exp(-x) * boost::math::cyl_bessel_i(order, x, scmc::math::Policy()); });
}

double scmc_von_mises_cdf(double x, double kappa) {
  if (!std::isfinite(x) || !is_concentration(kappa)) return NAN;
  const double angle = std::remainder(x, 2 * pi);
  return std::nearbyint((x - angle) / (2 * pi)) + von_mises(angle, kappa).below;
}

double scmc_von_mises_quantile(double p, double kappa) {
  if (!std::isfinite(p) || !is_concentration(kappa)) return NAN;
  const double turns = std::floor(p), rest = p - turns;
  if (rest == 0) return 2 * pi * turns - pi;
  const auto tails = [=](double x) { return std::abs(x) < pi ? von_mises(x, kappa) : Tails{double(x > 0), double(x < 0), 0}; };
  return 2 * pi * turns + scmc::math::solve<scmc::math::RealLine>(tails, rest, 0);
}

double scmc_von_mises_cdf_by_kappa(double x, double kappa) {
  if (!std::isfinite(x) || !is_concentration(kappa)) return NAN;
  const double angle = std::remainder(x, 2 * pi);
  return angle < 0 ? von_mises_tail_by_kappa(angle, kappa) : -von_mises_tail_by_kappa(-angle, kappa);
}

double scmc_rice_cdf(double x, double nu) {
  if (!(x >= 0) || !is_length(nu)) return NAN;
  return std::isinf(x) ? 1 : rice(x, nu).below;
}

double scmc_rice_quantile(double p, double nu) {
  if (!is_probability(p) || !is_length(nu)) return NAN;
  if (p == 0 || p == 1) return p == 0 ? 0 : infinity;
  return scmc::math::solve<scmc::math::PositiveHalf>([=](double x) { return rice(x, nu); }, p, std::sqrt(nu * nu + 1));
}
}
