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

}  // namespace

std::vector<Primitive> counting_family() {
  const Range count{0, 12, true}, trials{13, 20, true}, rate{0.1, 12}, probability{0.05, 0.95};
  return {
      define<scmc_poisson_cdf>(
          {.name = "poisson_cdf", .pullback = by_partials<fixed, poisson_by_rate>, .domain = {count, rate}, .cost = cost}),
      define<scmc_poisson_quantile>({.name = "poisson_quantile", .type = integer, .domain = {probability, rate}, .cost = cost}),
      define<scmc_binomial_cdf>({.name = "binomial_cdf",
                                 .pullback = by_partials<fixed, fixed, binomial_by_p>,
                                 .domain = {count, trials, probability},
                                 .cost = cost}),
      define<scmc_binomial_quantile>(
          {.name = "binomial_quantile", .type = integer, .domain = {probability, trials, probability}, .cost = cost}),
      define<scmc_negative_binomial_cdf>({.name = "negative_binomial_cdf",
                                          .pullback = by_partials<fixed, negative_binomial_by_r, negative_binomial_by_p>,
                                          .domain = {count, rate, probability},
                                          .cost = cost}),
      define<scmc_negative_binomial_quantile>(
          {.name = "negative_binomial_quantile", .type = integer, .domain = {probability, rate, probability}, .cost = cost}),
  };
}

}  // namespace scmc::ir::record
