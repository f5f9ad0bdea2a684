/// What passes are made of: the nodes that matter, and copying a graph through a builder.
#pragma once
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "compiler/ir/graph.h"
#include "compiler/ir/primitives.h"

namespace scmc::ir {

/// Adds an equal node, whose operands are the builder's, with sharing and folding.
NodeId rebuild(Builder& build, const Node& node);

/// Which nodes an output reads, directly or not.
std::vector<bool> reachable(const Graph& graph);

/// How often each node is read by reachable nodes and outputs.
std::vector<int> use_counts(const Graph& graph);

/// Which nodes depend on nothing but data, sizes and constants.
std::vector<bool> data_only(const Graph& graph);

/// The same of a graph that grows; a Past, whose recurrence may not be known yet, counts as varying.
class DataOnly {
 public:
  bool operator()(const Graph& graph, NodeId node);

 private:
  std::vector<bool> known_;
};

/// The arguments of a node that applies the primitive of that name. A copy: adding nodes moves them.
std::optional<std::vector<NodeId>> args_of(const Builder& build, NodeId node, std::string_view name);

/// Copies what is reachable, node by node; `rewrite` makes the new node from the old one with mapped operands.
/// The interface (dims, inputs, names and order of outputs) stays.
using Rewrite = std::function<NodeId(Builder&, const Node& mapped, NodeId old)>;
Graph rewritten(const Graph& graph, const Rewrite& rewrite);

}  // namespace scmc::ir
