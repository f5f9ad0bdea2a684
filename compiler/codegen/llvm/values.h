/// The values in scope: what each node is, as a number or as a pack.
#pragma once
#include "compiler/codegen/llvm/frame.h"
#include "compiler/codegen/llvm/vector_math.h"

namespace scmc::codegen {

class Values {
 public:
  using Value = llvm::Value;
  Values(Frame& frame, const ir::Graph& graph) : frame_(frame), graph_(graph), known_(graph.nodes.size(), nullptr), math_(frame.build()) {}

  const ir::Graph& graph() const { return graph_; }
  VectorMath& math() { return math_; }

  /// A number if it is the same in all lanes, as far as known; else a pack.
  Value* operator[](ir::NodeId id);
  Value* pack(ir::NodeId id) { return frame_.pack((*this)[id]); }
  bool is_known(ir::NodeId id) const { return known_[index(id)] || schedule::is_immediate(graph_[id]); }
  void define(ir::NodeId id, Value* value);

  /// Runs what has a scope of its own.
  void in_scope(const std::function<void()>& body);

 private:
  Value* immediate(const ir::Node& node);

  Frame& frame_;
  const ir::Graph& graph_;
  std::vector<Value*> known_;
  std::vector<ir::NodeId> order_;
  VectorMath math_;
};

}  // namespace scmc::codegen
