/// The scalar operations of the IR: one record each, value and pullback side by side. Nothing else changes when one is added.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/ir/graph.h"

namespace scmc::ir {

/// What the reverse sweep hands to a pullback: builds nodes for the adjoint of each argument. A null entry means that no adjoint flows
/// there.
struct PullbackContext {
  Builder& build;
  const std::vector<NodeId>& args;
  NodeId result;
  NodeId seed;   ///< the adjoint of the result
  bool guarded;  ///< the seed may be exactly 0 where factors are infinite or NaN: multiply by `annihilating_multiply`
  NodeId times(NodeId seed, NodeId factor) const;  ///< seed * factor, annihilating if guarded
};
using Pullback = std::vector<std::optional<NodeId>> (*)(const PullbackContext&);

/// From where the property tests draw an argument (closed where attained).
struct Range {
  double lower = -3, upper = 3;
  bool integer = false;
};

/// What one evaluation costs, roughly in additions: decides what is worth preparing, storing, or recomputing.
enum class Cost : std::uint8_t { Free = 0, Arithmetic = 1, Division = 5, Elementary = 20, Special = 200 };

/// An equal but simpler node, where there is one: called with the arguments before the node is built.
using Fold = std::optional<NodeId> (*)(Builder& build, const std::vector<NodeId>& args);

/// How code generators spell it: an LLVM emitter by name, a C++ expression with $0, $1, ...
struct Primitive {
  std::string_view name;  ///< as in the language where it can be written there
  std::size_t arity = 0;
  double (*value)(std::span<const double> x) = nullptr;  ///< the definition; code generators must agree to 1e-13 relative
  Pullback pullback = nullptr;                           ///< null: not differentiable (comparisons, floor); its adjoint is 0
  NodeType (*type)(std::span<const NodeType> args) = nullptr;
  std::string cpp = {};            ///< C++ expression; `std::` and the `scmc_` functions of runtime/math/special.h may be used
  std::string symbol = {};         ///< a name for `address`, double(double...), for code generators that have nothing better
  std::string_view libmvec = {};   ///< stem of the vector function of glibc ("exp" for _ZGVdN4v_exp); empty: none
  std::vector<Range> domain = {};  ///< one per argument
  Cost cost = Cost::Arithmetic;
  bool commutative = false;
  bool switches = false;  ///< an argument may have no influence on the value: the adjoints of this primitive are `guarded`
  Fold fold = nullptr;
  const void* address = nullptr;  ///< of the definition as a C function double(double...)
};

/// All primitives; `find` by name returns null where there is none.
std::span<const Primitive> primitives();
const Primitive* find_primitive(std::string_view name);

/// The same as find, but a bug if absent: `op("mul")`.
const Primitive& op(std::string_view name);

}  // namespace scmc::ir
