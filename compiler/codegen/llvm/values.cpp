/// Scopes of values.
#include "compiler/codegen/llvm/values.h"

#include <stdexcept>

namespace scmc::codegen {

using llvm::Value;

Value* Values::immediate(const ir::Node& node) {
  if (const auto* constant = std::get_if<ir::Constant>(&node.kind)) return frame_.number(constant->value);
  if (const auto* size = std::get_if<ir::Size>(&node.kind)) return frame_.size_as_number(size->dim);
  return frame_.positions_as_numbers(std::get<ir::Iota>(node.kind).dim);
}

Value* Values::operator[](ir::NodeId id) {
  if (!known_[index(id)]) {
    if (!schedule::is_immediate(graph_[id])) throw std::logic_error("node " + std::to_string(index(id)) + " is not in scope");
    define(id, immediate(graph_[id]));
  }
  return known_[index(id)];
}

void Values::define(ir::NodeId id, Value* value) {
  known_[index(id)] = value;
  order_.push_back(id);
}

void Values::in_scope(const std::function<void()>& body) {
  const auto values = order_.size();
  const auto functions = math_.mark();
  body();
  for (; order_.size() > values; order_.pop_back()) known_[index(order_.back())] = nullptr;
  math_.release(functions);
}

}  // namespace scmc::codegen
