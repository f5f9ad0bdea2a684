/// Adjoints of the reductions, one function a monoid. The seed is never multiplied by more than a row's own factor,
/// so that value and adjoint of a row can be computed in one pass.
#include <cmath>
#include <stdexcept>

#include "compiler/differentiate/adjoints.h"

namespace scmc::ir {
namespace {

struct Reduction {
  Expression arg, result, seed;
  Dims over;
  bool guarded;
  Expression zero() const { return {*arg.build, 0.0}; }
  Expression times(Expression factor) const { return call(guarded ? "annihilating_multiply" : "mul", seed, factor); }
};

/// Every cell gets the seed as it is: the sum's adjoint needs no broadcast, a missing dim means the same along it.
Adjoint by_sum(const Reduction& r) { return {r.seed, r.guarded}; }

/// The product of the other cells. Where one cell is 0 only that cell has one that is not; where two are, none has.
Adjoint by_product(const Reduction& r) {
  const Expression one{*r.arg.build, 1.0}, is_zero = call("eq", r.arg, 0.0);
  const Expression zeros = sum(is_zero, r.over), nonzero = select(is_zero, one, r.arg);
  const Expression product{*r.arg.build, r.arg.build->reduce(Monoid::Product, nonzero, r.over)};
  const Expression none = call("eq", zeros, 0.0), only = call("eq", zeros, 1.0);
  const Expression at_zero = select(only, product, r.zero()), elsewhere = select(none, product / nonzero, r.zero());
  return {r.times(select(is_zero, at_zero, elsewhere)), true};
}

/// A number for each cell of `over`, ascending in the order of storage.
Expression rank(Builder& build, const Dims& over) {
  Expression rank{build, build.iota(over.front())};
  for (auto dim : without(over, {over.front()})) rank = rank * Expression(build, build.size(dim)) + Expression(build, build.iota(dim));
  return rank;
}

/// The first cell that attains the minimum or maximum.
Adjoint by_extremum(const Reduction& r) {
  Builder& build = *r.arg.build;
  const Expression attained = call("eq", r.arg, r.result), cell = rank(build, r.over);
  const Expression candidate = select(attained, cell, Expression(build, HUGE_VAL));
  const Expression first{build, build.reduce(Monoid::Minimum, candidate, r.over)};
  return {select(call("eq", candidate, first), select(attained, r.seed, r.zero()), r.zero()), true};
}

/// The share of each cell; none where all are minus infinity.
Adjoint by_log_sum_exp(const Reduction& r) {
  const Expression impossible = call("eq", r.result, Expression(*r.arg.build, -HUGE_VAL));
  return {r.times(select(impossible, r.zero(), exp(r.arg - r.result))), true};
}

Adjoint by(Monoid monoid, const Reduction& r) {
  switch (monoid) {
    case Monoid::Sum:
      return by_sum(r);
    case Monoid::Product:
      return by_product(r);
    case Monoid::Minimum:
    case Monoid::Maximum:
      return by_extremum(r);
    case Monoid::LogSumExp:
      return by_log_sum_exp(r);
  }
  throw std::logic_error("no such monoid");
}

}  // namespace

void pull_back_reduce(Adjoints& adjoints, NodeId node, const Reduce& reduce) {
  Builder& build = adjoints.build();
  const Adjoint seed = *adjoints.of(node);
  const Reduction reduction{{build, reduce.arg}, {build, node}, {build, seed.value}, reduce.over, seed.guarded};
  const Dims loop = build[reduce.arg].dims;
  adjoints.add(reduce.arg, by(reduce.monoid, reduction), loop);
}

}  // namespace scmc::ir
