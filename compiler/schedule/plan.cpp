/// Levels by longest path, then places by demand.
#include "compiler/schedule/plan.h"

#include <algorithm>
#include <set>

#include "compiler/ir/primitives.h"
#include "compiler/source/match.h"

namespace scmc::schedule {
namespace {

using ir::DimId;
using ir::NodeId;

/// Does the gather read its source, in this dim, only at the position where it stands?
bool stays_in_place(const ir::Graph& graph, const ir::Gather& gather, DimId dim) {
  const auto& dims = graph[gather.source].dims;
  const auto at = std::find(dims.begin(), dims.end(), dim) - dims.begin();
  return is_position(graph[gather.indices[at]], dim);
}

/// Worth a store and a load rather than a second evaluation.
bool is_expensive(const ir::Graph& graph, NodeId id) {
  constexpr auto worth_storing = static_cast<ir::Cost>(12);
  const auto is_computed = [&](NodeId index) { return !is_immediate(graph[index]); };
  return match(
      graph[id].kind, [](const ir::Constant&) { return false; }, [](const ir::Input&) { return false; },
      [](const ir::Size&) { return false; }, [](const ir::Iota&) { return false; },
      [](const ir::Apply& apply) { return apply.op->cost >= worth_storing; }, [](const ir::Select&) { return false; },
      [](const ir::Reduce&) { return true; },
      [&](const ir::Gather& gather) { return std::any_of(gather.indices.begin(), gather.indices.end(), is_computed); },
      [](const ir::Scatter&) { return true; }, [](const ir::Stack&) { return false; }, [](const ir::Noise&) { return true; });
}

class Planner {
 public:
  Planner(const Facts& facts, const Context& context, const std::vector<bool>& stored)
      : facts_(facts), graph_(facts.graph), context_(context), stored_(stored), level_(graph_.nodes.size(), -1) {
    published_.resize(graph_.nodes.size());
    places_.resize(graph_.nodes.size());
    loop_.resize(graph_.nodes.size());
  }

  Plan run() {
    for (auto task : context_.tasks) loop_[index(task)] = next_loop(graph_, context_.path, task);
    for (auto task : context_.tasks) level_[index(task)] = earliest_level(task);
    for (auto task : context_.tasks) publish_operands(task);
    for (auto task = context_.tasks.rbegin(); task != context_.tasks.rend(); ++task) find_places(*task);
    return collect();
  }

 private:
  bool is_task(NodeId node) const { return level_[index(node)] >= 0; }
  std::optional<DimId> loop(NodeId node) const { return loop_[index(node)]; }

  /// Can `user` read `operand` inside the loop that both share, position by position?
  bool is_local(NodeId operand, NodeId user) const {
    const auto dim = loop(operand);
    if (!dim || dim != loop(user) || !ir::contains(graph_[operand].dims, *dim)) return false;
    if (std::holds_alternative<ir::Scatter>(graph_[operand].kind)) return false;
    const auto* gather = std::get_if<ir::Gather>(&graph_[user].kind);
    return !gather || gather->source != operand || stays_in_place(graph_, *gather, *dim);
  }

  int earliest_level(NodeId task) const {
    int level = 0;
    for (auto operand : ir::operands(graph_[task]))
      if (is_task(operand)) level = std::max(level, level_[index(operand)] + (reads_whole(operand, task) ? 1 : 0));
    return level;
  }

  /// Must all of `operand` be there before `user` can run?
  bool reads_whole(NodeId operand, NodeId user) const {
    if (is_immediate(graph_[operand])) {
      const auto* gather = std::get_if<ir::Gather>(&graph_[user].kind);
      return gather && gather->source == operand;
    }
    if (std::holds_alternative<ir::Scatter>(graph_[operand].kind)) return true;
    return loop(operand) && !is_local(operand, user);
  }

  /// A reduce that ends with one value needs no storage: the value outlives the loop.
  bool ends_as_value(NodeId node) const {
    const auto* reduce = std::get_if<ir::Reduce>(&graph_[node].kind);
    if (!reduce || !loop(node) || !ir::contains(reduce->over, *loop(node))) return false;
    const auto& kept = graph_[node].dims;
    return std::all_of(kept.begin(), kept.end(), [&](DimId dim) { return is_open(dim); });
  }

  bool is_open(DimId dim) const { return std::find(context_.path.begin(), context_.path.end(), dim) != context_.path.end(); }

  void publish_operands(NodeId task) {
    for (auto operand : ir::operands(graph_[task]))
      if (is_task(operand) && reads_whole(operand, task) && !ends_as_value(operand)) published_[index(operand)] = true;
  }

  bool is_pinned(NodeId node) const {
    if (!loop(node) || stored_[index(node)] || published_[index(node)]) return true;
    return folds_over(graph_[node], *loop(node)) || std::holds_alternative<ir::Scatter>(graph_[node].kind);
  }

  /// Users come before: a node is computed in the loops that need it; in one only, if it is expensive or stored anyway.
  void find_places(NodeId node) {
    auto& places = places_[index(node)];
    if (!is_pinned(node))
      for (auto user : facts_.users[index(node)])
        if (is_task(user) && is_local(node, user)) places.insert(places_[index(user)].begin(), places_[index(user)].end());
    if (places.empty()) places = {level_[index(node)]};
    if (places.size() < 2 || !is_expensive(graph_, node)) return;
    published_[index(node)] = true;
    places = {*places.begin()};
  }

  Plan collect() const {
    Plan plan;
    for (auto task : context_.tasks) {
      if (published_[index(task)]) plan.published.push_back(task);
      for (int place : places_[index(task)]) {
        plan.levels.resize(std::max<std::size_t>(plan.levels.size(), place + 1));
        auto& level = plan.levels[place];
        (loop(task) ? level.loops[*loop(task)] : level.straight).push_back(task);
      }
    }
    return plan;
  }

  const Facts& facts_;
  const ir::Graph& graph_;
  const Context& context_;
  const std::vector<bool>& stored_;
  std::vector<int> level_;
  std::vector<bool> published_;
  std::vector<std::set<int>> places_;
  std::vector<std::optional<DimId>> loop_;
};

}  // namespace

Facts::Facts(const ir::Graph& graph) : graph(graph), users(graph.nodes.size()), live(graph.nodes.size()) {
  for (const auto& output : graph.outputs) live[index(output.node)] = true;
  for (std::size_t i = graph.nodes.size(); i-- > 0;) {
    if (!live[i]) continue;
    for (auto operand : ir::operands(graph.nodes[i])) {
      live[index(operand)] = true;
      users[index(operand)].push_back(NodeId(i));
    }
  }
}

Plan plan(const Facts& facts, const Context& context, const std::vector<bool>& stored) { return Planner(facts, context, stored).run(); }

std::optional<DimId> next_loop(const ir::Graph& graph, const std::vector<DimId>& path, NodeId node) {
  const auto& dims = loop_dims(graph, node);
  for (auto dim = dims.rbegin(); dim != dims.rend(); ++dim)
    if (std::find(path.begin(), path.end(), *dim) == path.end()) return *dim;
  return std::nullopt;
}

bool folds_over(const ir::Node& node, DimId dim) {
  const auto* reduce = std::get_if<ir::Reduce>(&node.kind);
  return reduce && ir::contains(reduce->over, dim);
}

}  // namespace scmc::schedule
