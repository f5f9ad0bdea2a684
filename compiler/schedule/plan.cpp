/// Levels by longest path, then places by demand.
#include "compiler/schedule/plan.h"

#include <algorithm>
#include <set>

#include "compiler/ir/primitives.h"
#include "compiler/ir/recurrence.h"
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
      [](const ir::Scatter&) { return true; }, [](const ir::Stack&) { return false; }, [](const ir::Noise&) { return true; },
      [](const ir::Past&) { return true; }, [](const ir::Recur&) { return true; }, [](const ir::Call&) { return true; });
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
    for (auto task : context_.tasks) loop_[index(task)] = next_loop(facts_, context_.path, task);
    for (auto task : context_.tasks) level_[index(task)] = 0;
    for (auto task : context_.tasks) set_level(task);
    for (auto task : context_.tasks) publish_operands(task);
    for (auto task = context_.tasks.rbegin(); task != context_.tasks.rend(); ++task) find_places(*task);
    return collect();
  }

 private:
  bool is_task(NodeId node) const { return level_[index(node)] >= 0; }
  std::optional<LoopKey> loop(NodeId node) const { return loop_[index(node)]; }

  /// The recurrence of a node while its loop is not open yet: its nodes stay together.
  std::optional<std::size_t> group(NodeId node) const {
    const auto number = facts_.group_of[index(node)];
    return number && !is_open(*facts_.groups[*number].component.dim) ? number : std::nullopt;
  }
  bool same_group(NodeId a, NodeId b) const { return group(a) && group(a) == group(b); }

  /// Can `user` read `operand` inside the loop that both share, position by position?
  bool is_local(NodeId operand, NodeId user) const {
    const auto shared = loop(operand);
    if (!shared || shared != loop(user) || !ir::contains(graph_[operand].dims, shared->dim)) return false;
    if (same_group(operand, user)) return true;
    if (std::holds_alternative<ir::Scatter>(graph_[operand].kind)) return false;
    const auto* gather = std::get_if<ir::Gather>(&graph_[user].kind);
    return !gather || gather->source != operand || stays_in_place(graph_, *gather, shared->dim);
  }

  /// The nodes of a recurrence share the level that the last of them needs; they follow one another.
  void set_level(NodeId task) {
    level_[index(task)] = std::max(level_[index(task)], earliest_level(task));
    if (!group(task) || facts_.groups[*group(task)].component.nodes.back() != task) return;
    int highest = 0;
    for (auto member : facts_.groups[*group(task)].component.nodes) highest = std::max(highest, level_[index(member)]);
    for (auto member : facts_.groups[*group(task)].component.nodes) level_[index(member)] = highest;
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
    if (same_group(operand, user)) return false;
    if (std::holds_alternative<ir::Scatter>(graph_[operand].kind)) return true;
    return loop(operand) && !is_local(operand, user);
  }

  /// A reduce that ends with one value needs no storage: the value outlives the loop.
  bool ends_as_value(NodeId node) const {
    const auto* reduce = std::get_if<ir::Reduce>(&graph_[node].kind);
    if (!reduce || !loop(node) || !ir::contains(reduce->over, loop(node)->dim)) return false;
    const auto& kept = graph_[node].dims;
    return std::all_of(kept.begin(), kept.end(), [&](DimId dim) { return is_open(dim); });
  }

  bool is_open(DimId dim) const { return std::find(context_.path.begin(), context_.path.end(), dim) != context_.path.end(); }

  void publish_operands(NodeId task) {
    for (auto operand : ir::operands(graph_[task]))
      if (is_task(operand) && reads_whole(operand, task) && !ends_as_value(operand)) published_[index(operand)] = true;
  }

  bool is_pinned(NodeId node) const {
    if (!loop(node) || group(node) || stored_[index(node)] || published_[index(node)]) return true;
    return folds_over(graph_[node], loop(node)->dim) || std::holds_alternative<ir::Scatter>(graph_[node].kind);
  }

  /// Users come before: a node is computed in the loops that need it; in one only, if it is expensive or stored anyway.
  void find_places(NodeId node) {
    auto& places = places_[index(node)];
    if (!is_pinned(node))
      for (auto user : facts_.users[index(node)])
        if (is_task(user) && is_local(node, user)) places.insert(places_[index(user)].begin(), places_[index(user)].end());
    if (places.empty()) places = {level_[index(node)]};
    if (group(node) || stored_[index(node)]) publish_to_other_places(node);
    if (places.size() < 2 || !is_expensive(graph_, node)) return;
    published_[index(node)] = true;
    places = {*places.begin()};
  }

  /// A node of a recurrence is computed in its place alone. So is one with storage, which may lack a dim of this context.
  void publish_to_other_places(NodeId node) {
    for (auto user : facts_.users[index(node)])
      if (is_task(user) && !same_group(node, user) && places_[index(user)] != std::set{level_[index(node)]}) published_[index(node)] = true;
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
  std::vector<std::optional<LoopKey>> loop_;
};

}  // namespace

namespace {

/// The dims that all nodes of a recurrence have, beside its own, and along which none reads or adds elsewhere.
ir::Dims batch_dims(const ir::Graph& graph, const ir::Component& component) {
  const auto is_member = [&](NodeId id) { return std::ranges::binary_search(component.nodes, id); };
  ir::Dims batch = ir::without(graph[component.nodes.front()].dims, {*component.dim});
  const auto keep_in_place = [&](const std::vector<NodeId>& indices, const ir::Dims& of) {
    for (std::size_t i = 0; i < of.size(); ++i)
      if (!is_position(graph[indices[i]], of[i])) batch = ir::without(batch, {of[i]});
  };
  for (auto id : component.nodes) {
    batch = ir::without(batch, ir::without(batch, graph[id].dims));
    if (const auto* gather = std::get_if<ir::Gather>(&graph[id].kind); gather && is_member(gather->source))
      keep_in_place(gather->indices, graph[gather->source].dims);
    if (const auto* scatter = std::get_if<ir::Scatter>(&graph[id].kind)) keep_in_place(scatter->indices, scatter->target_dims);
  }
  return batch;
}

/// Copies a graph component by component.
class Gathering {
 public:
  explicit Gathering(const ir::Graph& graph) : graph_(graph), defined_(ir::definitions(graph)), moved_(graph.nodes.size()) {
    result_.dims = graph.dims;
    result_.inputs = graph.inputs;
  }

  ir::Graph run() {
    for (const auto& component : ir::components(graph_)) {
      inside_ = component.is_recurrence();
      for (auto id : component.nodes)
        if (inside_ || !std::holds_alternative<ir::Past>(graph_[id].kind)) moved_[index(id)] = copy(graph_[id]);
      if (!inside_) continue;
      for (auto id : component.nodes)
        if (std::holds_alternative<ir::Past>(graph_[id].kind)) moved_[index(id)].reset();  // from outside it is another node
    }
    inside_ = false;
    for (const auto& output : graph_.outputs) result_.outputs.push_back({output.name, at(output.node)});
    return std::move(result_);
  }

 private:
  NodeId copy(const ir::Node& node) {
    return result_.add(ir::with_operands(node, [&](NodeId id) { return at(id); }));
  }

  NodeId at(NodeId id) {
    if (!moved_[index(id)]) moved_[index(id)] = shifted(std::get<ir::Past>(graph_[id].kind));
    return *moved_[index(id)];
  }

  /// The Recur at the position that a Past reads, 0 where there is none.
  NodeId shifted(const ir::Past& past) {
    const auto integer = [&](ir::NodeKind kind, ir::Dims dims) {
      return result_.add({std::move(kind), std::move(dims), ir::NodeType::Integer});
    };
    const auto apply = [&](const char* name, NodeId a, NodeId b) { return integer(ir::Apply{&ir::op(name), {a, b}}, {past.dim}); };
    const NodeId here = integer(ir::Iota{past.dim}, {past.dim});
    const NodeId position = apply("sub", here, integer(ir::Constant{static_cast<double>(past.lag)}, {}));
    const NodeId inside =
        past.lag > 0 ? apply("ge", position, integer(ir::Constant{0}, {})) : apply("lt", position, integer(ir::Size{past.dim}, {}));
    std::vector<NodeId> indices;
    for (auto dim : past.dims) indices.push_back(dim == past.dim ? position : integer(ir::Iota{dim}, {dim}));
    const NodeId source = *moved_[index(*defined_[index(past.recurrence)])];
    const NodeId value = result_.add({ir::Gather{source, indices}, past.dims, result_[source].type});
    const NodeId zero = integer(ir::Constant{0}, {});
    return result_.add({ir::Select{inside, value, zero}, past.dims, result_[source].type});
  }

  const ir::Graph& graph_;
  std::vector<std::optional<NodeId>> defined_, moved_;
  ir::Graph result_;
  bool inside_ = false;
};

}  // namespace

ir::Graph gathered_recurrences(const ir::Graph& graph) { return ir::has_recurrences(graph) ? Gathering(graph).run() : graph; }

Facts::Facts(const ir::Graph& graph) : graph(graph), users(graph.nodes.size()), live(graph.nodes.size()), group_of(graph.nodes.size()) {
  for (const auto& output : graph.outputs) live[index(output.node)] = true;
  ir::close_over_operands(graph, live);
  for (std::size_t i = graph.nodes.size(); i-- > 0;)
    if (live[i])
      for (auto operand : ir::operands(graph.nodes[i])) users[index(operand)].push_back(NodeId(i));
  if (!ir::has_recurrences(graph)) return;
  for (auto& component : ir::components(graph)) {
    if (!component.is_recurrence() || !live[index(component.nodes.front())]) continue;
    for (auto id : component.nodes) group_of[index(id)] = groups.size();
    auto batch = batch_dims(graph, component);
    groups.push_back({std::move(component), std::move(batch)});
  }
}

Plan plan(const Facts& facts, const Context& context, const std::vector<bool>& stored) { return Planner(facts, context, stored).run(); }

std::optional<LoopKey> next_loop(const Facts& facts, const std::vector<DimId>& path, NodeId node) {
  const auto& dims = loop_dims(facts.graph, node);
  const auto is_closed = [&](DimId dim) { return std::find(path.begin(), path.end(), dim) == path.end(); };
  const auto number = facts.group_of[index(node)];
  const Group* group = number ? &facts.groups[*number] : nullptr;
  const bool waits = group && is_closed(*group->component.dim);
  for (auto dim = dims.rbegin(); dim != dims.rend(); ++dim)
    if (is_closed(*dim) && (!waits || ir::contains(group->batch, *dim))) return LoopKey{*dim};
  return waits ? std::optional(LoopKey{*group->component.dim, number}) : std::nullopt;
}

bool folds_over(const ir::Node& node, DimId dim) {
  const auto* reduce = std::get_if<ir::Reduce>(&node.kind);
  return reduce && ir::contains(reduce->over, dim);
}

}  // namespace scmc::schedule
