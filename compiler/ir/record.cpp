/// Types and spellings that many records share.
#include "compiler/ir/record.h"

#include <algorithm>
#include <stdexcept>

namespace scmc::ir::record {

Adjoints no_second_derivative(const PullbackContext& context) {
  const auto& apply = std::get<Apply>(context.build[context.result].kind);
  throw std::domain_error("`" + std::string(apply.op->name) + "` has no derivative");
}

std::string call_text(std::string_view function, std::size_t arity) {
  std::string text = std::string(function) + "(";
  for (std::size_t i = 0; i < arity; ++i) text += (i ? ", $" : "$") + std::to_string(i);
  return text + ")";
}

NodeType real(std::span<const NodeType>) { return NodeType::Real; }

NodeType integer(std::span<const NodeType>) { return NodeType::Integer; }

NodeType like_arguments(std::span<const NodeType> args) {
  const bool all = std::all_of(args.begin(), args.end(), [](NodeType type) { return type == NodeType::Integer; });
  return all ? NodeType::Integer : NodeType::Real;
}

NodeType like_first(std::span<const NodeType> args) { return args.front(); }

const std::vector<NodeId>* args_of(const Builder& build, NodeId node, std::string_view name) {
  const auto* apply = std::get_if<Apply>(&build[node].kind);
  return apply && apply->op->name == name ? &apply->args : nullptr;
}

bool is_constant(const Builder& build, NodeId node, double value) { return constant_value(build[node]) == value; }

}  // namespace scmc::ir::record
