/// Distribution functions and quantiles of counts: step functions of the count, smooth in the rate or probability.
#include "compiler/ir/record.h"
#include "runtime/math/special.h"

namespace scmc::ir::record {
namespace {

constexpr Cost cost = Cost::Special;

/// The probability of k successes in n trials.
Expression binomial_mass(Expression k, Expression n, Expression p) {
  return exp(call("lchoose", n, k) + call("xlogy", k, p) + call("xlog1py", n - k, -p));
}

/// The probability of k failures before r successes.
Expression negative_binomial_mass(Expression k, Expression r, Expression p) {
  return exp(call("xlogy", r, p) + call("xlog1py", k, -p) - call("lbeta", r, k + 1.0) - log(r + k));
}

Expression floor(Expression k) { return call("floor", k); }

/// The derivative of a cdf, which is 0 where no count is as small.
Expression from_zero(Expression k, Expression partial) { return select(call("ge", k, 0.0), partial, Expression(*k.build, 0.0)); }

constexpr auto poisson_by_rate = [](Args x, Expression) {
  const Expression k = floor(x[0]), rate = x[1];
  return from_zero(k, -exp(call("xlogy", k, rate) - rate - call("lgamma", k + 1.0)));
};
constexpr auto binomial_by_p = [](Args x, Expression) {
  const Expression k = floor(x[0]), n = x[1];
  return from_zero(k, -n * binomial_mass(k, n - 1.0, x[2]));
};
constexpr auto negative_binomial_by_r = [](Args x, Expression) {
  const Expression k = floor(x[0]);
  return from_zero(k, call("beta_cdf_by_a", x[1], k + 1.0, x[2]));
};
constexpr auto negative_binomial_by_p = [](Args x, Expression) {
  const Expression k = floor(x[0]), r = x[1], p = x[2];
  return from_zero(k, negative_binomial_mass(k, r, p) * (r + k) / p);
};

constexpr auto beta_binomial_by_a = [](Args x, Expression) { return call("beta_binomial_cdf_by_a", x[0], x[1], x[2], x[3]); };
/// The successes are at most k where the failures are not at most n - k - 1.
constexpr auto beta_binomial_by_b = [](Args x, Expression) {
  return -call("beta_binomial_cdf_by_a", x[1] - floor(x[0]) - 1.0, x[1], x[3], x[2]);
};

std::vector<Primitive> unlimited() {
  const Range count{0, 12, true}, rate{0.1, 12}, probability{0.05, 0.95};
  return {
      define<scmc_poisson_cdf>(
          {.name = "poisson_cdf", .pullback = by_partials<fixed, poisson_by_rate>, .domain = {count, rate}, .cost = cost}),
      define<scmc_poisson_quantile>({.name = "poisson_quantile", .type = integer, .domain = {probability, rate}, .cost = cost}),
      define<scmc_negative_binomial_cdf>({.name = "negative_binomial_cdf",
                                          .pullback = by_partials<fixed, negative_binomial_by_r, negative_binomial_by_p>,
                                          .domain = {count, rate, probability},
                                          .cost = cost}),
      define<scmc_negative_binomial_quantile>(
          {.name = "negative_binomial_quantile", .type = integer, .domain = {probability, rate, probability}, .cost = cost}),
  };
}

std::vector<Primitive> limited() {
  const Range count{0, 12, true}, trials{13, 20, true}, balls{15, 30, true}, shape{0.3, 12}, probability{0.05, 0.95};
  return {
      define<scmc_binomial_cdf>({.name = "binomial_cdf",
                                 .pullback = by_partials<fixed, fixed, binomial_by_p>,
                                 .domain = {count, trials, probability},
                                 .cost = cost}),
      define<scmc_binomial_quantile>(
          {.name = "binomial_quantile", .type = integer, .domain = {probability, trials, probability}, .cost = cost}),
      define<scmc_hypergeometric_cdf>({.name = "hypergeometric_cdf", .domain = {count, trials, balls, balls}, .cost = cost}),
      define<scmc_hypergeometric_quantile>(
          {.name = "hypergeometric_quantile", .type = integer, .domain = {probability, trials, balls, balls}, .cost = cost}),
      define<scmc_beta_binomial_cdf>({.name = "beta_binomial_cdf",
                                      .pullback = by_partials<fixed, fixed, beta_binomial_by_a, beta_binomial_by_b>,
                                      .domain = {count, trials, shape, shape},
                                      .cost = cost}),
      define<scmc_beta_binomial_quantile>(
          {.name = "beta_binomial_quantile", .type = integer, .domain = {probability, trials, shape, shape}, .cost = cost}),
      define<scmc_beta_binomial_cdf_by_a>(
          {.name = "beta_binomial_cdf_by_a", .pullback = no_second_derivative, .domain = {count, trials, shape, shape}, .cost = cost}),
  };
}

}  // namespace

std::vector<Primitive> counting_family() {
  std::vector<Primitive> all = unlimited();
  for (auto& primitive : limited()) all.push_back(std::move(primitive));
  return all;
}

}  // namespace scmc::ir::record
