/// How the records of the primitives' table are written: a definition as a C++ function, partial derivatives as mathematics.
#pragma once
#include <array>
#include <type_traits>
#include <utility>

#include "compiler/ir/expression.h"
#include "compiler/ir/primitives.h"

namespace scmc::ir::record {

using Adjoints = std::vector<std::optional<NodeId>>;

/// The arguments of an application, in a partial derivative.
struct Args {
  const PullbackContext& context;
  Expression operator[](std::size_t i) const { return {context.build, context.args[i]}; }
};

/// Stands for the partial derivative by an argument in which a function is locally constant.
constexpr std::nullptr_t fixed = nullptr;

template <auto partial>
std::optional<NodeId> adjoint(const PullbackContext& context) {
  if constexpr (std::is_null_pointer_v<decltype(partial)>) return std::nullopt;
  else return context.times(context.seed, partial(Args{context}, Expression{context.build, context.result}));
}

/// The pullback from the partial derivatives, each a function of the arguments x and the value y: x_i gets seed * partial_i(x, y).
template <auto... partials>
Adjoints by_partials(const PullbackContext& context) {
  return {adjoint<partials>(context)...};
}

template <class... Double>
constexpr std::size_t arity_of(double (*)(Double...)) {
  return sizeof...(Double);
}

/// The pullback of a derivative that is computed by differences: throws, for a wrong second derivative would be worse.
Adjoints no_second_derivative(const PullbackContext& context);

template <auto function, std::size_t... i>
double apply_to(std::span<const double> x, std::index_sequence<i...>) {
  return function(x[i]...);
}

std::string call_text(std::string_view function, std::size_t arity);
NodeType real(std::span<const NodeType>);
NodeType integer(std::span<const NodeType>);
NodeType like_arguments(std::span<const NodeType>);  ///< an integer if all arguments are
NodeType like_first(std::span<const NodeType>);

/// The arguments of a node that applies the primitive of that name, or null. Valid until the next node is added.
const std::vector<NodeId>* args_of(const Builder& build, NodeId node, std::string_view name);
bool is_constant(const Builder& build, NodeId node, double value);

/// Completes a record by its definition, a function of doubles.
template <auto definition>
Primitive define(Primitive record) {
  constexpr auto function = +definition;
  constexpr std::size_t arity = arity_of(function);
  record.arity = arity;
  record.value = [](std::span<const double> x) { return apply_to<definition>(x, std::make_index_sequence<arity_of(+definition)>()); };
  record.address = reinterpret_cast<const void*>(function);
  record.symbol = "scmc_" + std::string(record.name);
  if (record.cpp.empty()) record.cpp = call_text(record.symbol, arity);
  if (!record.type) record.type = real;
  record.domain.resize(arity, record.domain.empty() ? Range{} : record.domain.back());
  return record;
}

std::vector<Primitive> arithmetic();
std::vector<Primitive> comparison();
std::vector<Primitive> exponential();
std::vector<Primitive> trigonometric();
std::vector<Primitive> normal_family();
std::vector<Primitive> gamma_family();
std::vector<Primitive> beta_family();
std::vector<Primitive> bessel_family();
std::vector<Primitive> skewed_family();
std::vector<Primitive> counting_family();

}  // namespace scmc::ir::record
