/// Arithmetic: sums, products, powers, rounding.
#include <cmath>

#include "compiler/ir/record.h"
#include "runtime/math/special.h"

namespace scmc::ir::record {
namespace {

using Nodes = std::vector<NodeId>;
using Folded = std::optional<NodeId>;

constexpr auto one = [](Args x, Expression) { return Expression(x.context.build, 1.0); };
constexpr auto minus_one = [](Args x, Expression) { return Expression(x.context.build, -1.0); };

Folded fold_add(Builder& build, const Nodes& x) {
  for (int i : {0, 1}) {
    if (is_constant(build, x[i], 0)) return x[1 - i];
    if (const auto* negated = args_of(build, x[i], "neg")) return build.apply(op("sub"), {x[1 - i], negated->front()});
  }
  return std::nullopt;
}

Folded fold_sub(Builder& build, const Nodes& x) {
  if (is_constant(build, x[1], 0)) return x[0];
  if (is_constant(build, x[0], 0)) return build.apply(op("neg"), {x[1]});
  if (const auto* negated = args_of(build, x[1], "neg")) return build.apply(op("add"), {x[0], negated->front()});
  return std::nullopt;
}

/// x * 0 stays: it is NaN where x is not finite.
Folded fold_mul(Builder& build, const Nodes& x) {
  for (int i : {0, 1}) {
    if (is_constant(build, x[i], 1)) return x[1 - i];
    if (is_constant(build, x[i], -1)) return build.apply(op("neg"), {x[1 - i]});
  }
  const auto *a = args_of(build, x[0], "neg"), *b = args_of(build, x[1], "neg");
  if (a && b) return build.apply(op("mul"), {a->front(), b->front()});
  if (x[0] == x[1]) return build.apply(op("square"), {x[0]});
  return std::nullopt;
}

/// Division by a power of two is an exact multiplication.
Folded fold_div(Builder& build, const Nodes& x) {
  if (is_constant(build, x[0], 1)) return build.apply(op("recip"), {x[1]});
  const auto divisor = constant_value(build[x[1]]);
  int exponent = 0;
  if (divisor && std::abs(std::frexp(*divisor, &exponent)) == 0.5 && std::abs(exponent) < 1000)
    return build.apply(op("mul"), {x[0], build.constant(1 / *divisor)});
  return std::nullopt;
}

Folded fold_neg(Builder& build, const Nodes& x) {
  if (const auto* negated = args_of(build, x[0], "neg")) return negated->front();
  if (const auto* difference = args_of(build, x[0], "sub")) return build.apply(op("sub"), {difference->at(1), difference->at(0)});
  return std::nullopt;
}

Folded fold_recip(Builder& build, const Nodes& x) {
  if (const auto* inner = args_of(build, x[0], "recip")) return inner->front();
  return std::nullopt;
}

Folded fold_square(Builder& build, const Nodes& x) {
  for (auto name : {"neg", "abs"})
    if (const auto* inner = args_of(build, x[0], name)) return build.apply(op("square"), {inner->front()});
  return std::nullopt;
}

/// x to a small positive integer, by squaring.
NodeId integer_power(Builder& build, NodeId x, int exponent) {
  if (exponent == 1) return x;
  const NodeId half = integer_power(build, x, exponent / 2), even = build.apply(op("square"), {half});
  return exponent % 2 ? build.apply(op("mul"), {even, x}) : even;
}

Folded fold_pow(Builder& build, const Nodes& x) {
  const auto exponent = constant_value(build[x[1]]);
  if (!exponent) return std::nullopt;
  const double size = std::abs(*exponent);
  if (size == 0 && build[x[0]].dims.empty()) return build.constant(1);
  const bool small_integer = size >= 1 && size <= 8 && std::trunc(size) == size;
  if (!small_integer && size != 0.5) return std::nullopt;
  const NodeId power = size == 0.5 ? build.apply(op("sqrt"), {x[0]}) : integer_power(build, x[0], static_cast<int>(size));
  return *exponent < 0 ? build.apply(op("recip"), {power}) : power;
}

Folded fold_first(Builder& build, const Nodes& x) {
  if (without(build[x[1]].dims, build[x[0]].dims).empty()) return x[0];
  return std::nullopt;
}

Folded fold_annihilating(Builder& build, const Nodes& x) {
  const auto a = constant_value(build[x[0]]), b = constant_value(build[x[1]]);
  if ((a && *a != 0) || (b && std::isfinite(*b))) return build.apply(op("mul"), x);
  return std::nullopt;
}

/// By the first factor: 0 where it annihilates an infinite or undefined second one.
constexpr auto by_annihilator = [](Args x, Expression) {
  const Expression a = x[0], b = x[1];
  const Expression finite = call("lt", call("abs", b), Expression(x.context.build, HUGE_VAL));
  return select(call("and", call("eq", a, 0.0), call("not", finite)), Expression(x.context.build, 0.0), b);
};

Adjoints pull_annihilating(const PullbackContext& c) {
  const NodeId by_second = c.guarded ? c.times(c.seed, c.args[0]) : c.build.apply(op("annihilating_multiply"), {c.args[0], c.seed});
  return {adjoint<by_annihilator>(c), by_second};
}

/// min and max: the seed goes to the argument that was taken; to the first in a tie.
template <auto takes_first>
Adjoints pull_choice(const PullbackContext& c) {
  const Expression seed{c.build, c.seed}, zero{c.build, 0.0};
  const Expression first = takes_first(Expression{c.build, c.args[0]}, Expression{c.build, c.args[1]});
  return {select(first, seed, zero), select(first, zero, seed)};
}

constexpr auto at_most = [](Expression a, Expression b) { return call("le", a, b); };
constexpr auto at_least = [](Expression a, Expression b) { return call("ge", a, b); };

/// 0^0 = 1, and the derivative of x^b is b x^(b-1).
constexpr auto pow_by_base = [](Args x, Expression) { return x[1] * call("pow", x[0], x[1] - 1.0); };
constexpr auto pow_by_exponent = [](Args x, Expression y) { return call("xlogy", y, x[0]); };

std::vector<Primitive> sums_and_products() {
  return {
      define<[](double a, double b) { return a + b; }>({.name = "add",
                                                        .pullback = by_partials<one, one>,
                                                        .type = like_arguments,
                                                        .cpp = "($0 + $1)",
                                                        .commutative = true,
                                                        .fold = fold_add}),
      define<[](double a, double b) { return a - b; }>(
          {.name = "sub", .pullback = by_partials<one, minus_one>, .type = like_arguments, .cpp = "($0 - $1)", .fold = fold_sub}),
      define<[](double a, double b) { return a * b; }>(
          {.name = "mul",
           .pullback = by_partials<[](Args x, Expression) { return x[1]; }, [](Args x, Expression) { return x[0]; }>,
           .type = like_arguments,
           .cpp = "($0 * $1)",
           .commutative = true,
           .fold = fold_mul}),
      define<[](double a, double b) { return a / b; }>(
          {.name = "div",
           .pullback = by_partials<[](Args x, Expression) { return recip(x[1]); }, [](Args x, Expression y) { return -(y * recip(x[1])); }>,
           .cpp = "($0 / $1)",
           .domain = {{-3, 3}, {0.3, 4}},
           .cost = Cost::Division,
           .fold = fold_div}),
      define<[](double a) { return -a; }>(
          {.name = "neg", .pullback = by_partials<minus_one>, .type = like_arguments, .cpp = "(-$0)", .fold = fold_neg}),
      define<[](double a) { return 1 / a; }>({.name = "recip",
                                              .pullback = by_partials<[](Args, Expression y) { return -square(y); }>,
                                              .cpp = "(1 / $0)",
                                              .domain = {{0.2, 3}},
                                              .cost = Cost::Division,
                                              .fold = fold_recip}),
      define<[](double a, double) { return a; }>(
          {.name = "first", .pullback = by_partials<one, fixed>, .type = like_first, .cpp = "$0", .cost = Cost::Free, .fold = fold_first}),
      define<[](double a, double b) { return a == 0 ? 0 : a * b; }>({.name = "annihilating_multiply",
                                                                     .pullback = pull_annihilating,
                                                                     .type = like_arguments,
                                                                     .cpp = "($0 == 0 ? 0.0 : $0 * $1)",
                                                                     .switches = true,
                                                                     .fold = fold_annihilating}),
  };
}

std::vector<Primitive> powers() {
  return {
      define<[](double a) { return a * a; }>({.name = "square",
                                              .pullback = by_partials<[](Args x, Expression) { return 2.0 * x[0]; }>,
                                              .type = like_arguments,
                                              .cpp = "($0 * $0)",
                                              .fold = fold_square}),
      define<[](double a) { return std::sqrt(a); }>({.name = "sqrt",
                                                     .pullback = by_partials<[](Args, Expression y) { return 0.5 * recip(y); }>,
                                                     .cpp = "std::sqrt($0)",
                                                     .domain = {{0.1, 9}},
                                                     .cost = Cost::Division}),
      define<[](double a, double b) { return std::pow(a, b); }>({.name = "pow",
                                                                 .pullback = by_partials<pow_by_base, pow_by_exponent>,
                                                                 .cpp = "std::pow($0, $1)",
                                                                 .libmvec = "pow",
                                                                 .domain = {{0.1, 5}, {-3, 3}},
                                                                 .cost = Cost::Elementary,
                                                                 .fold = fold_pow}),
  };
}

std::vector<Primitive> choices() {
  return {
      define<[](double a) { return std::abs(a); }>({.name = "abs",
                                                    .pullback = by_partials<[](Args x, Expression) { return call("sign", x[0]); }>,
                                                    .type = like_arguments,
                                                    .cpp = "std::abs($0)"}),
      define<scmc_sign>({.name = "sign", .type = integer}),
      define<scmc_min>({.name = "min", .pullback = pull_choice<at_most>, .type = like_arguments, .switches = true}),
      define<scmc_max>({.name = "max", .pullback = pull_choice<at_least>, .type = like_arguments, .switches = true}),
  };
}

std::vector<Primitive> roundings() {
  return {
      define<[](double a) { return std::floor(a); }>({.name = "floor", .type = integer, .cpp = "std::floor($0)"}),
      define<[](double a) { return std::ceil(a); }>({.name = "ceil", .type = integer, .cpp = "std::ceil($0)"}),
      define<[](double a) { return std::round(a); }>({.name = "round", .type = integer, .cpp = "std::round($0)"}),
      define<[](double a) { return std::trunc(a); }>({.name = "trunc", .type = integer, .cpp = "std::trunc($0)"}),
      define<[](double a, double b) { return std::floor(a / b); }>({.name = "div_integer",
                                                                    .type = integer,
                                                                    .cpp = "std::floor($0 / $1)",
                                                                    .domain = {{-20, 20, true}, {1, 6, true}},
                                                                    .cost = Cost::Division}),
      define<[](double a, double b) { return a - b * std::floor(a / b); }>({.name = "mod",
                                                                            .type = like_arguments,
                                                                            .cpp = "($0 - $1 * std::floor($0 / $1))",
                                                                            .domain = {{-20, 20, true}, {1, 6, true}},
                                                                            .cost = Cost::Division}),
  };
}

}  // namespace

std::vector<Primitive> arithmetic() {
  std::vector<Primitive> all;
  for (auto group : {sums_and_products, powers, choices, roundings})
    for (auto& primitive : group()) all.push_back(std::move(primitive));
  return all;
}

}  // namespace scmc::ir::record
