/// share: equal nodes become one, and what the builder folds is folded. Keeps values up to the identities of the builder.
///
/// Needs nothing; worth its while after a pass that added nodes without a builder, or that made operands equal.
/// Example: `%5 = exp %1`, `%9 = exp %1` become one node.
#include "compiler/optimize/passes.h"
#include "compiler/optimize/rewrite.h"

namespace scmc::ir {

Graph share(const Graph& graph) {
  return sweep(rewritten(graph, [](Builder& build, const Node& mapped, NodeId) { return rebuild(build, mapped); }));
}

}  // namespace scmc::ir
