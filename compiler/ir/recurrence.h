/// The order in which a graph can be evaluated: single nodes, and groups of nodes that make up a recurrence.
#pragma once
#include <optional>
#include <vector>

#include "compiler/ir/graph.h"

namespace scmc::ir {

/// Nodes that must be evaluated together. Of a recurrence: all nodes that lie on a circle through a Past and its Recur, position by
/// position along `dim`.
struct Component {
  std::vector<NodeId> nodes = {};  ///< ascending
  std::optional<DimId> dim = {};   ///< of a recurrence; none for a single node
  bool backwards = false;          ///< from the last position to the first
  bool is_recurrence() const { return dim.has_value(); }
};

/// Operands before uses. A graph without recurrences: every node by itself, in order.
std::vector<Component> components(const Graph& graph);

/// By RecurrenceId, the node that defines it; recurrences that are nowhere defined have none.
std::vector<std::optional<NodeId>> definitions(const Graph& graph);

bool has_recurrences(const Graph& graph);

/// Marks all that the marked nodes read, directly or not.
/// A Past reads its Recur.
void close_over_operands(const Graph& graph, std::vector<bool>& marked);

/// Which nodes depend, directly or not, on those for which `starts` holds. A Past depends on its Recur. `stops`: does not pass it on.
/// Which nodes depend, directly or not, on those for which `starts` holds; nothing depends through those for which `stops` does.
/// A Past depends on its Recur.
template <class Starts, class Stops>
std::vector<bool> dependents(const Graph& graph, Starts starts, Stops stops) {
  const auto defined = definitions(graph);
  std::vector<bool> found(graph.nodes.size(), false);
  const auto reads_found = [&](std::size_t i) {
    const Node& node = graph.nodes[i];
    if (const auto* past = std::get_if<Past>(&node.kind)) return bool(found[index(*defined[index(past->recurrence)])]);
    for (auto operand : operands(node))
      if (found[index(operand)]) return true;
    return false;
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
      if (found[i] || stops(graph.nodes[i]) || !(starts(graph.nodes[i]) || reads_found(i))) continue;
      found[i] = true;
      changed = changed || !defined.empty();
    }
  }
  return found;
}

}  // namespace scmc::ir
