/// The scalar operations of the IR: one record each, value and pullback side by side. Nothing else changes when one is added.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/ir/graph.h"

namespace scmc::ir {

/// What the reverse sweep hands to a pullback: builds nodes for the adjoint of each argument. A null entry means that no adjoint flows there.
struct PullbackContext {
  Builder& build;
  const std::vector<NodeId>& args;
  NodeId result;
  NodeId seed;   ///< the adjoint of the result
  bool guarded;  ///< the seed may be exactly 0 where factors are infinite or NaN: multiply by `annihilating_multiply`
  NodeId times(NodeId seed, NodeId factor) const;  ///< seed * factor, annihilating if guarded
};
using Pullback = std::vector<std::optional<NodeId>> (*)(const PullbackContext&);

/// How code generators spell it: an LLVM emitter by name, a C++ expression with $0, $1, ...
struct Primitive {
  std::string_view name;  ///< as in the language where it can be written there
  std::size_t arity;
  double (*value)(std::span<const double> x);  ///< the definition; code generators must agree to 1e-13 relative
  Pullback pullback;                           ///< null: not differentiable (comparisons, floor); its adjoint is 0
  NodeType (*type)(std::span<const NodeType> args);
  std::string_view cpp;        ///< C++ expression; `std::` and `scmc::math::` functions may be used
  std::string_view symbol;     ///< extern "C" function double(double...) in runtime/math for code generators that have nothing better; empty: inline only
  std::string_view libmvec;    ///< stem of the vector function of glibc ("exp" for _ZGVdN4v_exp); empty: none
  double lower, upper;         ///< the range (closed where attained) from which the property tests draw arguments
};

/// All primitives; `find` by name returns null where there is none.
std::span<const Primitive> primitives();
const Primitive* find_primitive(std::string_view name);

/// The same as find, but a bug if absent: `op("mul")`.
const Primitive& op(std::string_view name);

}  // namespace scmc::ir
