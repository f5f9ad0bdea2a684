/// sweep: drops the nodes that no output reads. Keeps every value bit by bit; the interface stays.
///
/// Example: after `simplify` replaced log(exp x) by x, the exp is gone.
#include "compiler/optimize/passes.h"
#include "compiler/optimize/rewrite.h"

namespace scmc::ir {

Graph sweep(const Graph& graph) {
  const auto reached = reachable(graph);
  Graph result{graph.dims, graph.inputs, {}, graph.outputs};
  std::vector<NodeId> moved(graph.nodes.size());
  for (std::size_t i = 0; i < graph.nodes.size(); ++i)
    if (reached[i]) moved[i] = result.add(with_operands(graph.nodes[i], [&](NodeId id) { return moved[index(id)]; }));
  for (auto& output : result.outputs) output.node = moved[index(output.node)];
  return result;
}

}  // namespace scmc::ir
