/// The order of the nodes that remain to be computed inside some open loops: levels, and at each level straight-line code and shared loops.
#pragma once
#include <map>
#include <vector>

#include "compiler/schedule/nest.h"

namespace scmc::schedule {

/// What does not change from one context to the next.
struct Facts {
  const ir::Graph& graph;
  std::vector<std::vector<ir::NodeId>> users;  ///< of nodes that influence an output, by nodes that do
  std::vector<bool> live;
  explicit Facts(const ir::Graph& graph);
};

/// The loops that are open, outermost first, and the nodes to be computed inside them, operands first.
struct Context {
  std::vector<ir::DimId> path = {};
  std::vector<ir::NodeId> tasks = {};
};

/// First the straight-line code, then the loops; they need only what lower levels hold, and what the straight-line code defines.
struct Level {
  std::vector<ir::NodeId> straight;
  std::map<ir::DimId, std::vector<ir::NodeId>> loops;
};

struct Plan {
  std::vector<Level> levels;
  std::vector<ir::NodeId> published;  ///< must be stored, since another loop or straight-line code reads them
};

/// `stored`: nodes that have storage already and are therefore computed once.
Plan plan(const Facts& facts, const Context& context, const std::vector<bool>& stored);

/// The loop that a node needs next: the last of its dims that is not open; none for straight-line code.
std::optional<ir::DimId> next_loop(const ir::Graph& graph, const std::vector<ir::DimId>& path, ir::NodeId node);

/// Is this a Reduce that folds over that dim?
bool folds_over(const ir::Node& node, ir::DimId dim);

}  // namespace scmc::schedule
