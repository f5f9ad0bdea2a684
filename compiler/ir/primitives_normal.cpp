/// The error functions and the normal distribution.
#include <cmath>

#include "compiler/ir/record.h"
#include "runtime/math/special.h"

namespace scmc::ir::record {
namespace {

constexpr double two_over_sqrt_pi = 1.12837916709551257390, log_sqrt_two_pi = 0.918938533204672741780;

/// log of the standard normal density.
Expression log_density(Expression x) { return -0.5 * square(x) - log_sqrt_two_pi; }

std::vector<Primitive> error_functions() {
  return {
      define<[](double x) { return std::erf(x); }>(
          {.name = "erf",
           .pullback = by_partials<[](Args x, Expression) { return two_over_sqrt_pi * exp(-square(x[0])); }>,
           .cpp = "std::erf($0)",
           .libmvec = "erf",
           .cost = Cost::Elementary}),
      define<[](double x) { return std::erfc(x); }>(
          {.name = "erfc",
           .pullback = by_partials<[](Args x, Expression) { return -two_over_sqrt_pi * exp(-square(x[0])); }>,
           .cpp = "std::erfc($0)",
           .libmvec = "erfc",
           .cost = Cost::Elementary}),
      define<scmc_erf_inverse>({.name = "erf_inverse",
                                .pullback = by_partials<[](Args, Expression y) { return exp(square(y)) * (1 / two_over_sqrt_pi); }>,
                                .domain = {{-0.99, 0.99}},
                                .cost = Cost::Special}),
  };
}

std::vector<Primitive> distribution() {
  return {
      define<scmc_normal_cdf>({.name = "normal_cdf",
                               .pullback = by_partials<[](Args x, Expression) { return exp(log_density(x[0])); }>,
                               .domain = {{-8, 8}},
                               .cost = Cost::Elementary}),
      define<scmc_normal_log_cdf>({.name = "normal_log_cdf",
                                   .pullback = by_partials<[](Args x, Expression) { return call("inverse_mills", x[0]); }>,
                                   .domain = {{-60, 8}},
                                   .cost = Cost::Special}),
      define<scmc_inverse_mills>({.name = "inverse_mills",
                                  .pullback = by_partials<[](Args x, Expression y) { return -y * (x[0] + y); }>,
                                  .domain = {{-20, 8}},
                                  .cost = Cost::Special}),
      define<scmc_normal_quantile>({.name = "normal_quantile",
                                    .pullback = by_partials<[](Args, Expression y) { return exp(-log_density(y)); }>,
                                    .domain = {{0.001, 0.999}},
                                    .cost = Cost::Special}),
      define<scmc_normal_quantile_of_log>({.name = "normal_quantile_of_log",
                                           .pullback = by_partials<[](Args x, Expression y) { return exp(x[0] - log_density(y)); }>,
                                           .domain = {{-30, -0.01}},
                                           .cost = Cost::Special}),
  };
}

}  // namespace

std::vector<Primitive> normal_family() {
  std::vector<Primitive> all = error_functions();
  for (auto& primitive : distribution()) all.push_back(std::move(primitive));
  return all;
}

}  // namespace scmc::ir::record
