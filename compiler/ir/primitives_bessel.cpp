/// The modified Bessel function and the distributions of directions and lengths that have it.
#include "compiler/ir/record.h"
#include "runtime/math/special.h"

namespace scmc::ir::record {
namespace {

constexpr Cost cost = Cost::Special;
constexpr double two_pi = 6.28318530717958647693;

Expression bessel(double order, Expression x) { return call("bessel_i_scaled", order, x); }

/// I' is the next I plus order / x times itself  [DLMF 10.29.2]; exp(-x) takes one off.
constexpr auto bessel_by_x = [](Args x, Expression y) {
  const Expression order = x[0], none = call("eq", order, 0.0), zero{*order.build, 0.0};
  return call("bessel_i_scaled", order + 1.0, x[1]) + (select(none, zero, order / x[1]) - 1.0) * y;
};

Expression von_mises_density(Expression x, Expression kappa) {
  return exp(-2.0 * kappa * square(call("sin", 0.5 * x))) / (two_pi * bessel(0, kappa));
}

constexpr auto angle_by_x = [](Args x, Expression) { return von_mises_density(x[0], x[1]); };
constexpr auto angle_by_kappa = [](Args x, Expression) { return call("von_mises_cdf_by_kappa", x[0], x[1]); };
constexpr auto angle_quantile_by_p = [](Args x, Expression y) { return recip(von_mises_density(y, x[1])); };
constexpr auto angle_quantile_by_kappa = [](Args x, Expression y) {
  return -(call("von_mises_cdf_by_kappa", y, x[1]) / von_mises_density(y, x[1]));
};

/// The density of Rice(nu, 1) with I of this order; minus that of order 1 is the derivative of the cdf by nu.
Expression rice_density(double order, Expression x, Expression nu) { return x * exp(-0.5 * square(x - nu)) * bessel(order, x * nu); }

constexpr auto length_by_x = [](Args x, Expression) { return rice_density(0, x[0], x[1]); };
constexpr auto length_by_nu = [](Args x, Expression) { return -rice_density(1, x[0], x[1]); };
constexpr auto length_quantile_by_p = [](Args x, Expression y) { return recip(rice_density(0, y, x[1])); };
constexpr auto length_quantile_by_nu = [](Args x, Expression y) { return bessel(1, y * x[1]) / bessel(0, y * x[1]); };

}  // namespace

std::vector<Primitive> bessel_family() {
  const Range angle{-3, 3}, kappa{0.1, 12}, probability{0.02, 0.98}, length{0.05, 8};
  return {
      define<scmc_bessel_i_scaled>(
          {.name = "bessel_i_scaled", .pullback = by_partials<fixed, bessel_by_x>, .domain = {{0, 3, true}, {0.05, 30}}, .cost = cost}),
      define<scmc_von_mises_cdf>(
          {.name = "von_mises_cdf", .pullback = by_partials<angle_by_x, angle_by_kappa>, .domain = {angle, kappa}, .cost = cost}),
      define<scmc_von_mises_quantile>({.name = "von_mises_quantile",
                                       .pullback = by_partials<angle_quantile_by_p, angle_quantile_by_kappa>,
                                       .domain = {probability, kappa},
                                       .cost = cost}),
      define<scmc_von_mises_cdf_by_kappa>(
          {.name = "von_mises_cdf_by_kappa", .pullback = no_second_derivative, .domain = {angle, kappa}, .cost = cost}),
      define<scmc_rice_cdf>(
          {.name = "rice_cdf", .pullback = by_partials<length_by_x, length_by_nu>, .domain = {length, length}, .cost = cost}),
      define<scmc_rice_quantile>({.name = "rice_quantile",
                                  .pullback = by_partials<length_quantile_by_p, length_quantile_by_nu>,
                                  .domain = {probability, length},
                                  .cost = cost}),
  };
}

}  // namespace scmc::ir::record
