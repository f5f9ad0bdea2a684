/// Adjoints of recurrences: a recurrence the other way.
///
/// With x_t = f(x_{t-k}, ...), what flows back to x_t is what flows to it directly plus what flows to the Past of lag k at t + k. So the
/// adjoint of Past is defined by a Recur of its own, over the same dimension, and read by Past with the opposite lag. The sweep over the
/// nodes between them is that of any nodes.
#include "compiler/differentiate/adjoints.h"
#include "compiler/ir/primitives.h"

namespace scmc::ir {

Adjoints::Adjoints(Builder& build, std::vector<bool> active) : build_(build), active_(std::move(active)), adjoints_(active_.size()) {
  for (std::size_t i = 0; i < active_.size(); ++i) {
    const auto* past = std::get_if<Past>(&build_[NodeId(i)].kind);
    if (!past || !active_[i]) continue;
    pasts_.resize(std::max(pasts_.size(), index(past->recurrence) + 1));
    pasts_[index(past->recurrence)].push_back(*past);
  }
}

RecurrenceId Adjoints::reverse_of(const Past& past) {
  const auto key = std::pair(past.recurrence, past.lag);
  if (!reverse_.contains(key)) reverse_.emplace(key, build_.new_recurrence());
  return reverse_.at(key);
}

void pull_back_recur(Adjoints& adjoints, NodeId node, const Recur& recur) {
  Builder& build = adjoints.build();
  const Dims loop = build[node].dims;
  if (const auto direct = adjoints.of(node)) adjoints.add(recur.value, *direct, loop);
  if (index(recur.recurrence) >= adjoints.pasts().size()) return;
  for (const auto& past : adjoints.pasts()[index(recur.recurrence)])
    adjoints.add(recur.value, {build.past(adjoints.reverse_of(past), past.dim, -past.lag, past.dims), true}, loop);
}

void pull_back_past(Adjoints& adjoints, NodeId node, const Past& past) {
  Builder& build = adjoints.build();
  const NodeId own = adjoints.of(node) ? adjoints.of(node)->value : build.constant(0);
  build.recur(adjoints.reverse_of(past), past.dim, build.broadcast(own, past.dims));
}

}  // namespace scmc::ir
