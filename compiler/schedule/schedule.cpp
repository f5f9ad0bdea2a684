/// Walks the plans of the contexts, from the outermost inwards, and writes down statements.
#include "compiler/schedule/schedule.h"

#include <algorithm>

#include "compiler/schedule/plan.h"
#include "compiler/source/match.h"

namespace scmc::schedule {
namespace {

using ir::DimId;
using ir::NodeId;

class Scheduler {
 public:
  explicit Scheduler(Nest& nest) : nest_(nest), facts_(nest.graph), stored_(nest.graph.nodes.size()), defined_(nest.graph.nodes.size()) {
    nest_.storage_of.resize(nest.graph.nodes.size());
    nest_.accumulator_of.resize(nest.graph.nodes.size());
    nest_.recur_of = ir::definitions(nest.graph);
    cleared_.resize(nest.graph.nodes.size());
  }

  void run() {
    bind_inputs();
    for (const auto& output : nest_.graph.outputs)
      if (!nest_.storage_of[index(output.node)]) give_storage(output.node, Context{});
    for (std::size_t i = 0; i < nest_.graph.nodes.size(); ++i)
      if (facts_.live[i]) give_storage_for(NodeId(i));
    nest_.body = schedule_inside({.tasks = all_tasks()});
  }

 private:
  /// The statements of one list, and the values whose scope it is.
  struct Scope {
    std::vector<Statement> statements = {};
    std::vector<NodeId> values = {};
  };

  const ir::Node& node(NodeId id) const { return nest_.graph[id]; }

  void bind_inputs() {
    for (std::size_t i = 0; i < nest_.graph.inputs.size(); ++i)
      nest_.storages.push_back({.node = {}, .input = ir::InputId(i), .dims = nest_.graph.inputs[i].dims});
    for (std::size_t i = 0; i < nest_.graph.nodes.size(); ++i)
      if (const auto* input = std::get_if<ir::Input>(&nest_.graph.nodes[i].kind)) nest_.storage_of[i] = StorageId(index(input->input));
  }

  /// Whole arrays: what a matrix function reads and writes, and positions that are gathered from.
  void give_storage_for(NodeId id) {
    if (const auto* gather = std::get_if<ir::Gather>(&node(id).kind)) give_positions_storage(gather->source);
    const auto* call = std::get_if<ir::Call>(&node(id).kind);
    if (!call) return;
    give_storage(id, Context{});
    for (auto arg : call->args)
      if (!nest_.storage_of[index(arg)]) give_storage(arg, Context{});
  }

  /// A gather from positions reads them from an array like any other.
  void give_positions_storage(NodeId source) {
    if (std::holds_alternative<ir::Iota>(node(source).kind)) give_storage(source, Context{});
  }

  std::vector<NodeId> all_tasks() const {
    std::vector<NodeId> tasks;
    for (std::size_t i = 0; i < nest_.graph.nodes.size(); ++i) {
      const auto& each = nest_.graph.nodes[i];
      const bool is_input = std::holds_alternative<ir::Input>(each.kind);
      if (facts_.live[i] && !is_input && (stored_[i] || !is_immediate(each))) tasks.push_back(NodeId(i));
    }
    return tasks;
  }

  /// Room for what must outlive the loops inside `path`: an array, or the cells of the current lanes.
  void give_storage(NodeId id, const Context& context) {
    ir::Dims open(context.path);
    std::sort(open.begin(), open.end());
    const auto dims = ir::without(node(id).dims, open);
    auto& slot = nest_.storage_of[index(id)];
    stored_[index(id)] = true;
    if (!slot) {
      slot = StorageId(nest_.storages.size());
      nest_.storages.push_back({.node = id, .input = {}, .dims = dims, .lanes = context.in_vector_loop});
    } else if (auto& storage = nest_.storages[index(*slot)]; storage.lanes) {
      storage.dims = ir::unite(storage.dims, dims);
    }
  }

  std::vector<Statement> schedule_inside(const Context& context) {
    scopes_.emplace_back();
    const Plan order = plan(facts_, context, stored_);
    for (auto id : order.published) give_storage(id, context);
    for (const auto& level : order.levels) {
      for (auto id : level.straight) compute(id, context.path);
      for (const auto& [key, members] : level.loops) open_loop(key, members, context);
    }
    for (auto id : scopes_.back().values) defined_[index(id)] = false;
    auto statements = std::move(scopes_.back().statements);
    scopes_.pop_back();
    return statements;
  }

  void append(Statement statement) { scopes_.back().statements.push_back(std::move(statement)); }

  void define(NodeId id, std::size_t depth) {
    defined_[index(id)] = true;
    scopes_[depth].values.push_back(id);
  }

  void store(NodeId id) {
    if (const auto slot = nest_.storage_of[index(id)]) append({Store{id, *slot}});
  }

  void compute(NodeId id, const std::vector<DimId>& path) {
    if (is_immediate(node(id))) return store(id);
    if (std::holds_alternative<ir::Call>(node(id).kind)) return append({Compute{id}});
    require_operands(id, path);
    const bool is_scatter = std::holds_alternative<ir::Scatter>(node(id).kind);
    if (is_scatter) clear(id);
    append({Compute{id}});
    if (is_scatter || std::holds_alternative<ir::Reduce>(node(id).kind)) return;
    define(id, path.size());
    store(id);
  }

  void require_operands(NodeId id, const std::vector<DimId>& path) {
    const auto* gather = std::get_if<ir::Gather>(&node(id).kind);
    for (auto operand : ir::operands(node(id))) {
      const bool reads_storage = gather && gather->source == operand && nest_.storage_of[index(operand)];
      const bool is_index = gather && std::find(gather->indices.begin(), gather->indices.end(), operand) != gather->indices.end();
      if (!reads_storage || is_index) require(operand, path);
    }
  }

  /// Makes a value of what lies in storage, in the outermost scope where all its dims are open.
  void require(NodeId id, const std::vector<DimId>& path) {
    if (is_immediate(node(id)) || defined_[index(id)]) return;
    std::size_t depth = 0;
    for (auto dim : node(id).dims) depth = std::max<std::size_t>(depth, std::find(path.begin(), path.end(), dim) - path.begin() + 1);
    scopes_[depth].statements.push_back({Load{id, *nest_.storage_of[index(id)]}});
    define(id, depth);
  }

  /// Before the first loop that adds into it.
  void clear(NodeId id) {
    if (cleared_[index(id)] || !nest_.storage_of[index(id)]) return;
    append({Clear{*nest_.storage_of[index(id)]}});
    cleared_[index(id)] = true;
  }

  void open_loop(const LoopKey& key, const std::vector<NodeId>& members, const Context& context) {
    Loop loop{.dim = key.dim, .vector = !key.group && !context.in_vector_loop};
    loop.backwards = key.group && facts_.groups[*key.group].component.backwards;
    for (auto id : members) {
      if (opens_here(id, key.dim, context.path)) loop.accumulators.push_back(add_accumulator(id, context));
      if (std::holds_alternative<ir::Scatter>(node(id).kind)) clear(id);
      if (key.group && std::holds_alternative<ir::Recur>(node(id).kind)) give_storage(id, context);
    }
    Context inner{.path = context.path, .tasks = members, .in_vector_loop = context.in_vector_loop || loop.vector};
    inner.path.push_back(key.dim);
    loop.body = schedule_inside(inner);
    const auto accumulators = loop.accumulators;
    append({std::move(loop)});
    for (auto id : accumulators) finish(nest_.accumulators[index(id)], context.path);
  }

  bool opens_here(NodeId id, DimId dim, const std::vector<DimId>& path) const {
    const auto is_folded = [&](DimId open) { return folds_over(node(id), open); };
    return is_folded(dim) && std::none_of(path.begin(), path.end(), is_folded);
  }

  AccumulatorId add_accumulator(NodeId id, const Context& context) {
    ir::Dims open(context.path);
    std::sort(open.begin(), open.end());
    const auto accumulator = AccumulatorId(nest_.accumulators.size());
    nest_.accumulators.push_back({.reduce = id, .kept = ir::without(node(id).dims, open), .across_lanes = !context.in_vector_loop});
    nest_.accumulator_of[index(id)] = accumulator;
    return accumulator;
  }

  void finish(const Accumulator& accumulator, const std::vector<DimId>& path) {
    if (!accumulator.kept.empty()) return;
    define(accumulator.reduce, path.size());
    store(accumulator.reduce);
  }

  Nest& nest_;
  Facts facts_;
  std::vector<bool> stored_, defined_, cleared_;
  std::vector<Scope> scopes_;
};

}  // namespace

Nest schedule(ir::Graph graph) {
  Nest nest;
  nest.graph = gathered_recurrences(graph);
  Scheduler(nest).run();
  return nest;
}

const ir::Dims& loop_dims(const ir::Graph& graph, NodeId id) {
  const auto& node = graph[id];
  if (const auto* reduce = std::get_if<ir::Reduce>(&node.kind)) return graph[reduce->arg].dims;
  if (const auto* scatter = std::get_if<ir::Scatter>(&node.kind)) return graph[scatter->values].dims;
  static const ir::Dims none;
  return std::holds_alternative<ir::Call>(node.kind) ? none : node.dims;
}

bool is_immediate(const ir::Node& node) {
  return std::holds_alternative<ir::Constant>(node.kind) || std::holds_alternative<ir::Size>(node.kind) ||
         std::holds_alternative<ir::Iota>(node.kind);
}

bool is_position(const ir::Node& node, DimId dim) {
  const auto* iota = std::get_if<ir::Iota>(&node.kind);
  return iota && iota->dim == dim;
}

}  // namespace scmc::schedule
