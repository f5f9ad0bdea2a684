/// Comparisons and logic: truth values are 0 and 1; a comparison with a NaN is false, but for `ne`.
#include <cmath>

#include "compiler/ir/record.h"

namespace scmc::ir::record {
namespace {

/// Whether a node is 0 or 1 in every cell, so that logic may pass it through unchanged.
bool is_truth_value(const Builder& build, NodeId node) {
  const auto* apply = std::get_if<Apply>(&build[node].kind);
  if (!apply) return false;
  for (auto name : {"eq", "ne", "lt", "le", "gt", "ge", "and", "or", "not", "is_nan"})
    if (apply->op->name == name) return true;
  return false;
}

/// `neutral and x` is x, if x is a truth value.
template <bool neutral>
std::optional<NodeId> fold_logic(Builder& build, const std::vector<NodeId>& x) {
  for (int i : {0, 1}) {
    const auto value = constant_value(build[x[i]]);
    if (value && (*value != 0) == neutral && is_truth_value(build, x[1 - i])) return x[1 - i];
  }
  return std::nullopt;
}

std::optional<NodeId> fold_not(Builder& build, const std::vector<NodeId>& x) {
  if (const auto* inner = args_of(build, x[0], "not"); inner && is_truth_value(build, inner->front())) return inner->front();
  return std::nullopt;
}

constexpr Range small_integer{-2, 2, true};

}  // namespace

std::vector<Primitive> comparison() {
  const std::vector<Range> any = {small_integer};
  return {
      define<[](double a, double b) { return double(a == b); }>(
          {.name = "eq", .type = integer, .cpp = "double($0 == $1)", .domain = any, .commutative = true}),
      define<[](double a, double b) { return double(a != b); }>(
          {.name = "ne", .type = integer, .cpp = "double($0 != $1)", .domain = any, .commutative = true}),
      define<[](double a, double b) { return double(a < b); }>({.name = "lt", .type = integer, .cpp = "double($0 < $1)", .domain = any}),
      define<[](double a, double b) { return double(a <= b); }>({.name = "le", .type = integer, .cpp = "double($0 <= $1)", .domain = any}),
      define<[](double a, double b) { return double(a > b); }>({.name = "gt", .type = integer, .cpp = "double($0 > $1)", .domain = any}),
      define<[](double a, double b) { return double(a >= b); }>({.name = "ge", .type = integer, .cpp = "double($0 >= $1)", .domain = any}),
      define<[](double a, double b) { return double(a != 0 && b != 0); }>({.name = "and",
                                                                           .type = integer,
                                                                           .cpp = "double($0 != 0 && $1 != 0)",
                                                                           .domain = any,
                                                                           .commutative = true,
                                                                           .fold = fold_logic<true>}),
      define<[](double a, double b) { return double(a != 0 || b != 0); }>({.name = "or",
                                                                           .type = integer,
                                                                           .cpp = "double($0 != 0 || $1 != 0)",
                                                                           .domain = any,
                                                                           .commutative = true,
                                                                           .fold = fold_logic<false>}),
      define<[](double a) { return double(a == 0); }>(
          {.name = "not", .type = integer, .cpp = "double($0 == 0)", .domain = any, .fold = fold_not}),
      define<[](double a) { return double(std::isnan(a)); }>(
          {.name = "is_nan", .type = integer, .cpp = "double(std::isnan($0))", .domain = any}),
  };
}

}  // namespace scmc::ir::record
