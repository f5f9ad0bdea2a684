/// Writes IR as mathematics: `Expression x{build, id}; x * log(x) + 1` adds the nodes and is the last of them.
#pragma once
#include <string_view>

#include "compiler/ir/graph.h"
#include "compiler/ir/primitives.h"

namespace scmc::ir {

struct Expression {
  Builder* build;
  NodeId node;
  Expression(Builder& builder, NodeId id) : build(&builder), node(id) {}
  Expression(Builder& builder, double value) : build(&builder), node(builder.constant(value)) {}
  operator NodeId() const { return node; }
};

/// The primitive of that name.
template <class... Rest>
Expression call(std::string_view name, Expression first, Rest... rest) {
  return {*first.build, first.build->apply(op(name), {first.node, Expression(*first.build, rest).node...})};
}
template <class... Rest>
Expression call(std::string_view name, double first, Expression second, Rest... rest) {
  return call(name, Expression(*second.build, first), second, rest...);
}

inline Expression operator+(Expression a, Expression b) { return call("add", a, b); }
inline Expression operator+(Expression a, double b) { return call("add", a, b); }
inline Expression operator+(double a, Expression b) { return call("add", a, b); }
inline Expression operator-(Expression a, Expression b) { return call("sub", a, b); }
inline Expression operator-(Expression a, double b) { return call("sub", a, b); }
inline Expression operator-(double a, Expression b) { return call("sub", a, b); }
inline Expression operator*(Expression a, Expression b) { return call("mul", a, b); }
inline Expression operator*(Expression a, double b) { return call("mul", a, b); }
inline Expression operator*(double a, Expression b) { return call("mul", a, b); }
inline Expression operator/(Expression a, Expression b) { return call("div", a, b); }
inline Expression operator/(Expression a, double b) { return call("div", a, b); }
inline Expression operator/(double a, Expression b) { return call("div", a, b); }
inline Expression operator-(Expression a) { return call("neg", a); }

inline Expression exp(Expression x) { return call("exp", x); }
inline Expression log(Expression x) { return call("log", x); }
inline Expression sqrt(Expression x) { return call("sqrt", x); }
inline Expression square(Expression x) { return call("square", x); }
inline Expression recip(Expression x) { return call("recip", x); }
inline Expression select(Expression condition, Expression then, Expression otherwise) {
  return {*condition.build, condition.build->select(condition, then, otherwise)};
}
inline Expression sum(Expression x, Dims over) { return {*x.build, x.build->reduce(Monoid::Sum, x, std::move(over))}; }

}  // namespace scmc::ir
