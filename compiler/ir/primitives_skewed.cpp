/// Skewed relatives of the normal distribution, standardised.
#include "compiler/ir/record.h"
#include "runtime/math/special.h"

namespace scmc::ir::record {
namespace {

constexpr Cost cost = Cost::Special;
constexpr double log_sqrt_two_pi = 0.918938533204672741780, pi = 3.14159265358979323846;

Expression log_normal_density(Expression x) { return -0.5 * square(x) - log_sqrt_two_pi; }
/// cdf / density of the standard normal.
Expression mills(Expression x) { return recip(call("inverse_mills", x)); }

// ---- skew normal

Expression skew_normal_density(Expression x, Expression alpha) {
  return 2.0 * exp(log_normal_density(x) + call("normal_log_cdf", alpha * x));
}
/// Minus twice that of Owen's T.
Expression skew_normal_by_alpha(Expression x, Expression alpha) {
  const Expression stretch = 1.0 + square(alpha);
  return -(exp(-0.5 * square(x) * stretch) / (pi * stretch));
}

constexpr auto skewed_by_x = [](Args x, Expression) { return skew_normal_density(x[0], x[1]); };
constexpr auto skewed_by_alpha = [](Args x, Expression) { return skew_normal_by_alpha(x[0], x[1]); };
constexpr auto skewed_quantile_by_p = [](Args x, Expression y) { return recip(skew_normal_density(y, x[1])); };
constexpr auto skewed_quantile_by_alpha = [](Args x, Expression y) {
  return -(skew_normal_by_alpha(y, x[1]) / skew_normal_density(y, x[1]));
};

// ---- normal plus exponential

/// exp(k^2 / 2 - k x) Phi(x - k), by what does not overflow.
Expression carried(Expression x, Expression k) {
  const Expression w = x - k, behind = call("lt", w, 0.0);
  const Expression left = log_normal_density(x) - log(call("inverse_mills", w)), right = -0.5 * k * (w + x) + call("normal_log_cdf", w);
  return exp(select(behind, left, right));
}
Expression ex_gaussian_by_rate(Expression x, Expression k) { return exp(log_normal_density(x)) + (x - k) * carried(x, k); }

constexpr auto sum_by_x = [](Args x, Expression) { return x[1] * carried(x[0], x[1]); };
constexpr auto sum_by_rate = [](Args x, Expression) { return ex_gaussian_by_rate(x[0], x[1]); };
constexpr auto sum_quantile_by_p = [](Args x, Expression y) { return recip(x[1] * carried(y, x[1])); };
constexpr auto sum_quantile_by_rate = [](Args x, Expression y) { return -(ex_gaussian_by_rate(y, x[1]) / (x[1] * carried(y, x[1]))); };

// ---- inverse Gaussian of mean 1

/// The standard normal density at sqrt(shape / x) (x - 1).
Expression core(Expression x, Expression shape) { return exp(log_normal_density(sqrt(shape / x) * (x - 1.0))); }
Expression inverse_gaussian_density(Expression x, Expression shape) { return core(x, shape) * sqrt(shape / x) / x; }
Expression inverse_gaussian_by_shape(Expression x, Expression shape) {
  return core(x, shape) * (2.0 * mills(-(sqrt(shape / x) * (x + 1.0))) - recip(sqrt(shape * x)));
}

constexpr auto time_by_x = [](Args x, Expression) { return inverse_gaussian_density(x[0], x[1]); };
constexpr auto time_by_shape = [](Args x, Expression) { return inverse_gaussian_by_shape(x[0], x[1]); };
constexpr auto time_quantile_by_p = [](Args x, Expression y) { return recip(inverse_gaussian_density(y, x[1])); };
constexpr auto time_quantile_by_shape = [](Args x, Expression y) {
  return -(inverse_gaussian_by_shape(y, x[1]) / inverse_gaussian_density(y, x[1]));
};

}  // namespace

std::vector<Primitive> skewed_family() {
  const Range real{-5, 5}, skew{-6, 6}, shape{0.1, 12}, positive{0.05, 8}, probability{0.02, 0.98};
  return {
      define<scmc_skew_normal_cdf>(
          {.name = "skew_normal_cdf", .pullback = by_partials<skewed_by_x, skewed_by_alpha>, .domain = {real, skew}, .cost = cost}),
      define<scmc_skew_normal_quantile>({.name = "skew_normal_quantile",
                                         .pullback = by_partials<skewed_quantile_by_p, skewed_quantile_by_alpha>,
                                         .domain = {probability, skew},
                                         .cost = cost}),
      define<scmc_ex_gaussian_cdf>(
          {.name = "ex_gaussian_cdf", .pullback = by_partials<sum_by_x, sum_by_rate>, .domain = {real, shape}, .cost = cost}),
      define<scmc_ex_gaussian_quantile>({.name = "ex_gaussian_quantile",
                                         .pullback = by_partials<sum_quantile_by_p, sum_quantile_by_rate>,
                                         .domain = {probability, shape},
                                         .cost = cost}),
      define<scmc_inverse_gaussian_cdf>(
          {.name = "inverse_gaussian_cdf", .pullback = by_partials<time_by_x, time_by_shape>, .domain = {positive, shape}, .cost = cost}),
      define<scmc_inverse_gaussian_quantile>({.name = "inverse_gaussian_quantile",
                                              .pullback = by_partials<time_quantile_by_p, time_quantile_by_shape>,
                                              .domain = {probability, shape},
                                              .cost = cost}),
  };
}

}  // namespace scmc::ir::record
