/// The order of the nodes that remain to be computed inside some open loops: levels, and at each level straight-line code and shared loops.
#pragma once
#include <map>
#include <vector>

#include "compiler/ir/recurrence.h"
#include "compiler/schedule/nest.h"

namespace scmc::schedule {

/// The nodes of a recurrence, contiguous in the graph. Along its batch dims all of them stay in place: their loops are opened before that
/// of the recurrence, those over other dims inside it.
struct Group {
  ir::Component component;
  ir::Dims batch = {};
};

/// What does not change from one context to the next.
struct Facts {
  const ir::Graph& graph;
  std::vector<std::vector<ir::NodeId>> users;  ///< of nodes that influence an output, by nodes that do
  std::vector<bool> live;
  std::vector<Group> groups;
  std::vector<std::optional<std::size_t>> group_of;  ///< per node
  explicit Facts(const ir::Graph& graph);
};

/// A loop that nodes may share: over a dim, or the one that runs a recurrence.
struct LoopKey {
  ir::DimId dim;
  std::optional<std::size_t> group = {};
  friend auto operator<=>(const LoopKey&, const LoopKey&) = default;
};

/// The loops that are open, outermost first, and the nodes to be computed inside them, operands first.
struct Context {
  std::vector<ir::DimId> path = {};
  std::vector<ir::NodeId> tasks = {};
  bool in_vector_loop = false;
};

/// First the straight-line code, then the loops; they need only what lower levels hold, and what the straight-line code defines.
struct Level {
  std::vector<ir::NodeId> straight;
  std::map<LoopKey, std::vector<ir::NodeId>> loops;
};

struct Plan {
  std::vector<Level> levels;
  std::vector<ir::NodeId> published;  ///< must be stored, since another loop or straight-line code reads them
};

/// `stored`: nodes that have storage already and are therefore computed once.
Plan plan(const Facts& facts, const Context& context, const std::vector<bool>& stored);

/// The loop that a node needs next: the last of its dims that is not open; none for straight-line code.
std::optional<LoopKey> next_loop(const Facts& facts, const std::vector<ir::DimId>& path, ir::NodeId node);

/// Recurrences become contiguous, and what reads a Past from outside of its recurrence reads a shifted Recur instead.
ir::Graph gathered_recurrences(const ir::Graph& graph);

/// Is this a Reduce that folds over that dim?
bool folds_over(const ir::Node& node, ir::DimId dim);

}  // namespace scmc::schedule
