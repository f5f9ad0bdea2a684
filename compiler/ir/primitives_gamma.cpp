/// The gamma function's family. A derivative by a shape has no derivative of its own: asking for one is an error.
#include "compiler/ir/record.h"
#include "runtime/math/special.h"

namespace scmc::ir::record {
namespace {

constexpr Cost cost = Cost::Special;

/// The density of Gamma(a, 1) at x.
Expression density(Expression a, Expression x) { return exp(call("xlogy", a - 1.0, x) - x - call("lgamma", a)); }

constexpr auto digamma_of_first = [](Args x, Expression) { return call("digamma", x[0]) - call("digamma", x[0] + x[1]); };
constexpr auto digamma_of_second = [](Args x, Expression) { return call("digamma", x[1]) - call("digamma", x[0] + x[1]); };
constexpr auto choose_by_n = [](Args x, Expression) { return call("digamma", x[0] + 1.0) - call("digamma", x[0] - x[1] + 1.0); };
constexpr auto choose_by_k = [](Args x, Expression) { return call("digamma", x[0] - x[1] + 1.0) - call("digamma", x[1] + 1.0); };

std::vector<Primitive> functions() {
  return {
      define<scmc_lgamma>({.name = "lgamma",
                           .pullback = by_partials<[](Args x, Expression) { return call("digamma", x[0]); }>,
                           .domain = {{0.05, 30}},
                           .cost = cost}),
      define<scmc_digamma>({.name = "digamma",
                            .pullback = by_partials<[](Args x, Expression) { return call("trigamma", x[0]); }>,
                            .domain = {{0.05, 30}},
                            .cost = cost}),
      define<scmc_trigamma>({.name = "trigamma",
                             .pullback = by_partials<[](Args x, Expression) { return call("polygamma", 2.0, x[0]); }>,
                             .domain = {{0.05, 30}},
                             .cost = cost}),
      define<scmc_polygamma>({.name = "polygamma",
                              .pullback = by_partials<fixed, [](Args x, Expression) { return call("polygamma", x[0] + 1.0, x[1]); }>,
                              .domain = {{1, 3, true}, {0.5, 30}},
                              .cost = cost}),
      define<scmc_lbeta>({.name = "lbeta",
                          .pullback = by_partials<digamma_of_first, digamma_of_second>,
                          .domain = {{0.05, 30}},
                          .cost = cost,
                          .commutative = true}),
      define<scmc_lchoose>(
          {.name = "lchoose", .pullback = by_partials<choose_by_n, choose_by_k>, .domain = {{10.5, 30}, {0.5, 10}}, .cost = cost}),
  };
}

constexpr auto p_by_shape = [](Args x, Expression) { return call("gamma_p_by_shape", x[0], x[1]); };
constexpr auto q_by_shape = [](Args x, Expression) { return -call("gamma_p_by_shape", x[0], x[1]); };
constexpr auto p_by_x = [](Args x, Expression) { return density(x[0], x[1]); };
constexpr auto q_by_x = [](Args x, Expression) { return -density(x[0], x[1]); };
constexpr auto inverse_by_shape = [](Args x, Expression y) { return -(call("gamma_p_by_shape", x[0], y) / density(x[0], y)); };
constexpr auto inverse_by_p = [](Args x, Expression y) { return recip(density(x[0], y)); };
constexpr auto inverse_by_q = [](Args x, Expression y) { return -recip(density(x[0], y)); };

std::vector<Primitive> incomplete() {
  return {
      define<scmc_gamma_p>(
          {.name = "gamma_p", .pullback = by_partials<p_by_shape, p_by_x>, .domain = {{0.2, 12}, {0.05, 20}}, .cost = cost}),
      define<scmc_gamma_q>(
          {.name = "gamma_q", .pullback = by_partials<q_by_shape, q_by_x>, .domain = {{0.2, 12}, {0.05, 20}}, .cost = cost}),
      define<scmc_gamma_p_inverse>({.name = "gamma_p_inverse",
                                    .pullback = by_partials<inverse_by_shape, inverse_by_p>,
                                    .domain = {{0.3, 12}, {0.05, 0.95}},
                                    .cost = cost}),
      define<scmc_gamma_q_inverse>({.name = "gamma_q_inverse",
                                    .pullback = by_partials<inverse_by_shape, inverse_by_q>,
                                    .domain = {{0.3, 12}, {0.05, 0.95}},
                                    .cost = cost}),
      define<scmc_gamma_p_by_shape>(
          {.name = "gamma_p_by_shape", .pullback = no_second_derivative, .domain = {{0.2, 12}, {0.05, 20}}, .cost = cost}),
  };
}

}  // namespace

std::vector<Primitive> gamma_family() {
  std::vector<Primitive> all = functions();
  for (auto& primitive : incomplete()) all.push_back(std::move(primitive));
  return all;
}

}  // namespace scmc::ir::record
