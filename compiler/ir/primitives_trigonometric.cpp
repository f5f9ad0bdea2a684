/// Circular and hyperbolic functions and their inverses.
#include <cmath>

#include "compiler/ir/record.h"

namespace scmc::ir::record {
namespace {

constexpr Cost cost = Cost::Elementary;

Expression squared_radius(Args x) { return square(x[0]) + square(x[1]); }

std::vector<Primitive> circular() {
  return {
      define<[](double x) { return std::sin(x); }>({.name = "sin",
                                                    .pullback = by_partials<[](Args x, Expression) { return call("cos", x[0]); }>,
                                                    .cpp = "std::sin($0)",
                                                    .libmvec = "sin",
                                                    .cost = cost}),
      define<[](double x) { return std::cos(x); }>({.name = "cos",
                                                    .pullback = by_partials<[](Args x, Expression) { return -call("sin", x[0]); }>,
                                                    .cpp = "std::cos($0)",
                                                    .libmvec = "cos",
                                                    .cost = cost}),
      define<[](double x) { return std::tan(x); }>({.name = "tan",
                                                    .pullback = by_partials<[](Args, Expression y) { return 1.0 + square(y); }>,
                                                    .cpp = "std::tan($0)",
                                                    .libmvec = "tan",
                                                    .domain = {{-1.4, 1.4}},
                                                    .cost = cost}),
      define<[](double x) { return std::asin(x); }>(
          {.name = "asin",
           .pullback = by_partials<[](Args x, Expression) { return recip(sqrt(1.0 - square(x[0]))); }>,
           .cpp = "std::asin($0)",
           .libmvec = "asin",
           .domain = {{-0.95, 0.95}},
           .cost = cost}),
      define<[](double x) { return std::acos(x); }>(
          {.name = "acos",
           .pullback = by_partials<[](Args x, Expression) { return -recip(sqrt(1.0 - square(x[0]))); }>,
           .cpp = "std::acos($0)",
           .libmvec = "acos",
           .domain = {{-0.95, 0.95}},
           .cost = cost}),
      define<[](double x) { return std::atan(x); }>({.name = "atan",
                                                     .pullback = by_partials<[](Args x, Expression) { return recip(1.0 + square(x[0])); }>,
                                                     .cpp = "std::atan($0)",
                                                     .libmvec = "atan",
                                                     .cost = cost}),
      define<[](double y, double x) { return std::atan2(y, x); }>(
          {.name = "atan2",
           .pullback = by_partials<[](Args x, Expression) { return x[1] / squared_radius(x); },
                                   [](Args x, Expression) { return -(x[0] / squared_radius(x)); }>,
           .cpp = "std::atan2($0, $1)",
           .libmvec = "atan2",
           .domain = {{-3, 3}, {0.1, 3}},
           .cost = cost}),
  };
}

std::vector<Primitive> hyperbolic() {
  return {
      define<[](double x) { return std::sinh(x); }>({.name = "sinh",
                                                     .pullback = by_partials<[](Args x, Expression) { return call("cosh", x[0]); }>,
                                                     .cpp = "std::sinh($0)",
                                                     .libmvec = "sinh",
                                                     .cost = cost}),
      define<[](double x) { return std::cosh(x); }>({.name = "cosh",
                                                     .pullback = by_partials<[](Args x, Expression) { return call("sinh", x[0]); }>,
                                                     .cpp = "std::cosh($0)",
                                                     .libmvec = "cosh",
                                                     .cost = cost}),
      define<[](double x) { return std::tanh(x); }>(
          {.name = "tanh",
           .pullback = by_partials<[](Args x, Expression) { return square(recip(call("cosh", x[0]))); }>,
           .cpp = "std::tanh($0)",
           .libmvec = "tanh",
           .cost = cost}),
  };
}

}  // namespace

std::vector<Primitive> trigonometric() {
  std::vector<Primitive> all = circular();
  for (auto& primitive : hyperbolic()) all.push_back(std::move(primitive));
  return all;
}

}  // namespace scmc::ir::record
