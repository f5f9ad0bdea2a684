/// Parallel worlds over one graph: counterfactual variables as nodes, one node for all that are the same variable.  [SP08, section 4]
///
/// A node is a variable with what its mechanism reads: constants where an intervention set the cause, other nodes where it did not.
/// Nodes with one mechanism and the same causes are the same random variable, so equal nodes are made once: that is the merging of
/// parallel worlds. What an event says of a node is then read by all of its children: from {M = 1} and {Y reads M} follows {Y reads 1},
/// and worlds that agree in what is known merge, too.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "compiler/identify/admg.h"

namespace scmc::identify {

/// A constant as it was written, or the value that a question leaves open, which stands under the variable's own name.
struct Value {
  std::optional<std::string> constant;
  auto operator<=>(const Value&) const = default;
};

enum class NodeId : std::uint32_t {};
using Cause = std::variant<Value, NodeId>;

struct Node {
  std::size_t variable;
  std::map<std::size_t, Cause> causes;  ///< by the parent in the graph
  auto operator<=>(const Node&) const = default;
};

/// `X=1` or the nested `M_{X=0}` in the subscript of `Y_{X=1,M_{X=0}}`: a variable set to a constant, or to what it is in a world of its
/// own.
struct Setting {
  std::size_t variable;
  std::optional<Value> value;
  std::vector<Setting> world = {};
};

using Event = std::map<NodeId, Value>;

/// The nodes made so far; causes have smaller numbers than their effects.
class Worlds {
 public:
  explicit Worlds(const Admg& graph);

  const Admg& graph() const { return graph_; }
  const Node& operator[](NodeId id) const { return nodes_[static_cast<std::size_t>(id)]; }

  /// The variable as it is where `world` holds: a node, or the value that the world sets it to.
  Cause evaluate(std::size_t variable, const std::vector<Setting>& world);

  /// The nodes once it is known that `known` holds: in its place its children read its value, and what then agrees is merged. Maps every
  /// node of `of` and of `known` to the one that it has become. Nothing if nodes that merge have different values.
  std::optional<std::map<NodeId, NodeId>> substitute(const Event& known, const std::vector<NodeId>& of);

  /// With the given nodes themselves, in the order of the graph.
  std::vector<NodeId> ancestors(const std::vector<NodeId>& of) const;

  /// Do they share exogenous noise? Copies of one variable do, and copies of u and v where u <-> v.
  bool confounded(NodeId a, NodeId b) const;

  /// `Y_{X=0}`: with the constants that it depends on; nested where those differ between its causes.
  std::string name(NodeId id) const;

 private:
  NodeId intern(Node node);

  const Admg& graph_;
  std::vector<std::size_t> order_;  ///< of the variables, causes before effects
  std::vector<std::size_t> place_;  ///< of a variable in that order
  std::vector<Node> nodes_;
  std::map<Node, NodeId> known_;
};

/// Maximal sets of nodes connected by shared noise.
std::vector<std::vector<NodeId>> c_components(const Worlds& worlds, const std::vector<NodeId>& nodes);

/// Are x and all of y independent given z, by the graph over the nodes? Their causes are read off the nodes.
bool separated(const Worlds& worlds, NodeId x, const std::vector<NodeId>& y, const std::vector<NodeId>& z);

}  // namespace scmc::identify
