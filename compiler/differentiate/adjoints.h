/// The adjoints of one reverse sweep, and how each kind of node hands its own to its operands.
#pragma once
#include <map>
#include <optional>
#include <vector>

#include "compiler/ir/expression.h"
#include "compiler/ir/graph.h"

namespace scmc::ir {

/// What flows back into a node. `dims` of the value may lack dims of the node: it is then the same along them, as a sum's adjoint is.
/// Guarded: an exact 0 means that the node has no influence there, and annihilates whatever factor follows.
struct Adjoint {
  NodeId value;
  bool guarded = false;
};

class Adjoints {
 public:
  /// `active`: which nodes depend on a parameter; nothing is built for the others.
  Adjoints(Builder& build, std::vector<bool> active);

  bool is_active(NodeId node) const { return active_[index(node)]; }
  const std::optional<Adjoint>& of(NodeId node) const { return adjoints_[index(node)]; }

  /// Adds to the adjoint of a node, summing over the dims along which the node was broadcast. `loop` are the dims of the place
  /// where the node was read: the contribution counts once for every cell of it.
  void add(NodeId node, Adjoint contribution, const Dims& loop);

  Builder& build() { return build_; }

  /// The recurrence the other way in which lies what flows back to a Past.
  RecurrenceId reverse_of(const Past& past);
  /// By RecurrenceId, the lags at which the graph reads it.
  const std::vector<std::vector<Past>>& pasts() const { return pasts_; }

 private:
  Builder& build_;
  std::vector<bool> active_;
  std::vector<std::optional<Adjoint>> adjoints_;
  std::vector<std::vector<Past>> pasts_;
  std::map<std::pair<RecurrenceId, std::int64_t>, RecurrenceId> reverse_;  ///< by recurrence and lag
};

/// Hands the adjoint of a node, which it must have, to its operands.
void pull_back(Adjoints& adjoints, NodeId node);

// ---- by kind, each in the file of its name
void pull_back_reduce(Adjoints& adjoints, NodeId node, const Reduce& reduce);
void pull_back_gather(Adjoints& adjoints, NodeId node, const Gather& gather);
void pull_back_scatter(Adjoints& adjoints, NodeId node, const Scatter& scatter);
void pull_back_past(Adjoints& adjoints, NodeId node, const Past& past);
void pull_back_recur(Adjoints& adjoints, NodeId node, const Recur& recur);

}  // namespace scmc::ir
