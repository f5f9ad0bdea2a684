/// Exponentials and logarithms, and the compositions of both that lose no digits.
#include <cmath>

#include "compiler/ir/record.h"
#include "runtime/math/special.h"

namespace scmc::ir::record {
namespace {

/// d/dx of x log y at x, and of y: 0 where x = 0 annihilates.
constexpr auto xlogy_by_y = [](Args x, Expression) { return call("annihilating_multiply", x[0], recip(x[1])); };
constexpr auto xlog1py_by_y = [](Args x, Expression) { return call("annihilating_multiply", x[0], recip(1.0 + x[1])); };

/// The weight of a in log(exp a + exp b), 0 where both are minus infinity.
Expression weight(Expression a, Expression result) {
  const Expression zero{*a.build, 0.0}, none = call("eq", result, Expression(*a.build, -HUGE_VAL));
  return select(none, zero, exp(a - result));
}
constexpr auto weight_of_first = [](Args x, Expression y) { return weight(x[0], y); };
constexpr auto weight_of_second = [](Args x, Expression y) { return weight(x[1], y); };

using Nodes = std::vector<NodeId>;
using Folded = std::optional<NodeId>;

/// The only argument of what is applied to the first argument, if that is the primitive of this name.
Folded inner(const Builder& build, const Nodes& x, std::string_view name) {
  const auto* args = args_of(build, x[0], name);
  return args ? Folded(args->front()) : std::nullopt;
}

/// A logarithm undoes an exponential: this keeps the digits, and the value where the exponential overflows or vanishes.
Folded fold_log(Builder& build, const Nodes& x) {
  if (const auto u = inner(build, x, "exp")) return u;
  if (const auto u = inner(build, x, "invlogit")) return build.apply(op("log_invlogit"), {*u});
  return std::nullopt;
}

/// log(1 + exp(u)), and log(1 - invlogit(u)) = log invlogit(-u)
Folded fold_log1p(Builder& build, const Nodes& x) {
  if (const auto u = inner(build, x, "exp")) return build.apply(op("log1p_exp"), {*u});
  const auto negated = inner(build, x, "neg");
  const auto u = negated ? inner(build, {*negated}, "invlogit") : std::nullopt;
  return u ? Folded(build.apply(op("log_invlogit"), {build.apply(op("neg"), {*u})})) : std::nullopt;
}

Folded fold_logit(Builder& build, const Nodes& x) { return inner(build, x, "invlogit"); }

std::vector<Primitive> plain() {
  return {
      define<[](double x) { return std::exp(x); }>({.name = "exp",
                                                    .pullback = by_partials<[](Args, Expression y) { return y; }>,
                                                    .cpp = "std::exp($0)",
                                                    .libmvec = "exp",
                                                    .domain = {{-20, 20}},
                                                    .cost = Cost::Elementary}),
      define<[](double x) { return std::log(x); }>({.name = "log",
                                                    .pullback = by_partials<[](Args x, Expression) { return recip(x[0]); }>,
                                                    .cpp = "std::log($0)",
                                                    .libmvec = "log",
                                                    .domain = {{0.01, 20}},
                                                    .cost = Cost::Elementary,
                                                    .fold = fold_log}),
      define<[](double x) { return std::log1p(x); }>({.name = "log1p",
                                                      .pullback = by_partials<[](Args x, Expression) { return recip(1.0 + x[0]); }>,
                                                      .cpp = "std::log1p($0)",
                                                      .libmvec = "log1p",
                                                      .domain = {{-0.9, 20}},
                                                      .cost = Cost::Elementary,
                                                      .fold = fold_log1p}),
      define<[](double x) { return std::expm1(x); }>({.name = "expm1",
                                                      .pullback = by_partials<[](Args x, Expression) { return exp(x[0]); }>,
                                                      .cpp = "std::expm1($0)",
                                                      .libmvec = "expm1",
                                                      .domain = {{-20, 20}},
                                                      .cost = Cost::Elementary}),
  };
}

std::vector<Primitive> logistic() {
  return {
      define<scmc_invlogit>({.name = "invlogit",
                             .pullback = by_partials<[](Args x, Expression y) { return y * call("invlogit", -x[0]); }>,
                             .domain = {{-40, 40}},
                             .cost = Cost::Elementary}),
      define<scmc_logit>({.name = "logit",
                          .pullback = by_partials<[](Args x, Expression) { return recip(x[0] * (1.0 - x[0])); }>,
                          .domain = {{0.01, 0.99}},
                          .cost = Cost::Elementary,
                          .fold = fold_logit}),
      define<scmc_log_invlogit>({.name = "log_invlogit",
                                 .pullback = by_partials<[](Args x, Expression) { return call("invlogit", -x[0]); }>,
                                 .domain = {{-40, 40}},
                                 .cost = Cost::Elementary}),
      define<scmc_log1p_exp>({.name = "log1p_exp",
                              .pullback = by_partials<[](Args x, Expression) { return call("invlogit", x[0]); }>,
                              .domain = {{-40, 40}},
                              .cost = Cost::Elementary}),
      define<scmc_log1m_exp>({.name = "log1m_exp",
                              .pullback = by_partials<[](Args x, Expression) { return -recip(call("expm1", -x[0])); }>,
                              .domain = {{-40, -0.01}},
                              .cost = Cost::Elementary}),
      define<scmc_log_add_exp>({.name = "log_add_exp",
                                .pullback = by_partials<weight_of_first, weight_of_second>,
                                .domain = {{-20, 20}},
                                .cost = Cost::Elementary,
                                .commutative = true,
                                .switches = true}),
  };
}

std::vector<Primitive> products_with_logarithms() {
  return {
      define<scmc_xlogy>({.name = "xlogy",
                          .pullback = by_partials<[](Args x, Expression) { return log(x[1]); }, xlogy_by_y>,
                          .domain = {{-3, 3}, {0.01, 20}},
                          .cost = Cost::Elementary,
                          .switches = true}),
      define<scmc_xlog1py>({.name = "xlog1py",
                            .pullback = by_partials<[](Args x, Expression) { return call("log1p", x[1]); }, xlog1py_by_y>,
                            .domain = {{-3, 3}, {-0.9, 20}},
                            .cost = Cost::Elementary,
                            .switches = true}),
  };
}

}  // namespace

std::vector<Primitive> exponential() {
  std::vector<Primitive> all;
  for (auto group : {plain, logistic, products_with_logarithms})
    for (auto& primitive : group()) all.push_back(std::move(primitive));
  return all;
}

}  // namespace scmc::ir::record
