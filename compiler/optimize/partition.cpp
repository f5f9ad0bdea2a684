/// partition: nodes that depend on data only, and that cost more than a load, move to `prepare` and come back as Prepared inputs.
///
/// Keeps values bit by bit. Needs `factor` before it, so that sums of data are nodes of their own, and differentiation, so that no input of
/// the gradient is missed. A scalar is always prepared; an array if a row of it takes several operations, a transcendental function,
/// a reduction or a gather by data. Example: sum(lgamma(y + 1)) is a number, log(x) a column, x - 1 is computed where it is used.
#include "compiler/optimize/partition.h"

#include <algorithm>

#include "compiler/ir/primitives.h"
#include "compiler/ir/recurrence.h"
#include "compiler/optimize/rewrite.h"
#include "compiler/source/match.h"

namespace scmc::ir {
namespace {

constexpr int load = 3;         ///< a row that costs less is computed again
constexpr int gathered = 4;     ///< a load from a place that only data tell
constexpr int rearranged = 50;  ///< a reduction, scatter or stack for every row

bool is_trivial(const Node& node) {
  return match(
      node.kind, [](const Constant&) { return true; }, [](const Input&) { return true; }, [](const Size&) { return true; },
      [](const Iota&) { return true; }, [](const auto&) { return false; });
}

/// Decides which data-only nodes are prepared, from where the rest of the program reads them.
class Frontier {
 public:
  explicit Frontier(const Graph& graph)
      : graph_(graph), data_only_(data_only(graph)), visited_(graph.nodes.size()), prepared_(graph.nodes.size()) {}

  std::vector<bool> run() {
    const auto reached = reachable(graph_);
    for (const auto& output : graph_.outputs) read(output.node);
    for (std::size_t i = 0; i < graph_.nodes.size(); ++i)
      if (reached[i] && !data_only_[i])
        for (auto operand : operands(graph_.nodes[i])) read(operand);
    return prepared_;
  }

 private:
  void read(NodeId id) {
    if (!data_only_[index(id)] || visited_[index(id)] || is_trivial(graph_[id])) return;
    visited_[index(id)] = true;
    counted_.assign(graph_.nodes.size(), false);
    if (graph_[id].dims.empty() || row_cost(id, graph_[id].dims) >= load) prepared_[index(id)] = true;
    else
      for (auto operand : operands(graph_[id])) read(operand);
  }

  int own_cost(const Node& node) const {
    return match(
        node.kind, [](const Apply& apply) { return static_cast<int>(apply.op->cost); }, [](const Select&) { return 1; },
        [](const Reduce&) { return rearranged; }, [&](const Gather& gather) { return gather_cost(gather); },
        [](const Scatter&) { return rearranged; }, [](const Stack&) { return rearranged; }, [](const Past&) { return rearranged; },
        [](const Recur&) { return rearranged; }, [](const Call&) { return rearranged; }, [](const auto&) { return 0; });
  }

  /// Slices and shifts are plain loads.
  int gather_cost(const Gather& gather) const {
    for (auto id : gather.indices)
      if (reads_input(id)) return gathered;
    return 0;
  }
  bool reads_input(NodeId id) const {
    if (std::holds_alternative<Input>(graph_[id].kind)) return true;
    const auto reads = operands(graph_[id]);
    return std::any_of(reads.begin(), reads.end(), [&](NodeId operand) { return reads_input(operand); });
  }

  /// What a cell costs, counting only nodes over all dims: those over fewer are computed less often.
  int row_cost(NodeId id, const Dims& dims) {
    const Node& node = graph_[id];
    if (node.dims != dims || counted_[index(id)]) return 0;
    counted_[index(id)] = true;
    int cost = own_cost(node);
    for (auto operand : operands(node)) cost += row_cost(operand, dims);
    return cost;
  }

  const Graph& graph_;
  std::vector<bool> data_only_, visited_, prepared_, counted_;
};

/// Copies nodes into a new graph with inputs of its own.
class Extract {
 public:
  explicit Extract(const Graph& from) : from_(from), build_(from.dims), made_(from.nodes.size()) {}

  /// From now on the node is this input.
  void replace(NodeId node, InputInfo info) { made_[index(node)] = build_.input(build_.declare_input(std::move(info))); }

  void declare(InputInfo info) { build_.declare_input(std::move(info)); }

  NodeId copy(NodeId id) {
    auto& made = made_[index(id)];
    if (made) return *made;
    if (const auto* past = std::get_if<Past>(&from_[id].kind)) open_.push_back(past->recurrence);
    made = rebuild(build_, with_operands(from_[id], [&](NodeId operand) { return copy(operand); }));
    return *made;
  }
  void output(const std::string& name, NodeId node) { build_.output(name, copy(node)); }
  /// Recurrences that were read from are copied too.
  Graph take() && {
    const auto defined = definitions(from_);
    while (!open_.empty()) {
      const auto recurrence = open_.back();
      open_.pop_back();
      copy(*defined[index(recurrence)]);
    }
    return std::move(build_).take();
  }

 private:
  const Graph& from_;
  Builder build_;
  std::vector<std::optional<NodeId>> made_;
  std::vector<RecurrenceId> open_;  ///< read by a Past that was copied
};

/// The node that stands for each input, if it is read when everything behind `stops` is not.
std::vector<std::optional<NodeId>> inputs_read(const Graph& graph, const std::vector<NodeId>& from, const std::vector<bool>& stops) {
  std::vector<std::optional<NodeId>> read(graph.inputs.size());
  std::vector<bool> wanted(graph.nodes.size(), false);
  for (auto id : from) wanted[index(id)] = true;
  const auto defined = definitions(graph);
  for (bool again = true; again;) {
    again = false;
    for (std::size_t i = graph.nodes.size(); i-- > 0;) {
      if (!wanted[i] || stops[i]) continue;
      if (const auto* input = std::get_if<Input>(&graph.nodes[i].kind)) read[index(input->input)] = NodeId(i);
      for (auto operand : operands(graph.nodes[i])) wanted[index(operand)] = true;
      const auto* past = std::get_if<Past>(&graph.nodes[i].kind);
      if (!past || wanted[index(*defined[index(past->recurrence)])]) continue;
      wanted[index(*defined[index(past->recurrence)])] = again = true;
    }
  }
  return read;
}

std::string prepared_name(std::size_t number) { return "prepared" + std::to_string(number); }

void extract_prepare(const Graph& graph, const std::vector<NodeId>& prepared, Partitioned& result) {
  Extract prepare(graph);
  const auto read = inputs_read(graph, prepared, std::vector<bool>(graph.nodes.size(), false));
  for (std::size_t i = 0; i < graph.inputs.size(); ++i) {
    if (!read[i]) continue;
    prepare.replace(*read[i], graph.inputs[i]);
    result.data.push_back(InputId(i));
  }
  for (std::size_t i = 0; i < prepared.size(); ++i) prepare.output(prepared_name(i), prepared[i]);
  result.prepare = std::move(prepare).take();
}

void extract_evaluate(const Graph& graph, const std::vector<NodeId>& prepared, const std::vector<bool>& stops, Partitioned& result) {
  std::vector<NodeId> outputs;
  for (const auto& output : graph.outputs) outputs.push_back(output.node);
  const auto read = inputs_read(graph, outputs, stops);
  Extract evaluate(graph);
  for (std::size_t i = 0; i < graph.inputs.size(); ++i) {
    const bool is_parameter = graph.inputs[i].kind == InputKind::Parameter;
    if (!read[i] && !is_parameter) continue;
    if (read[i]) evaluate.replace(*read[i], graph.inputs[i]);
    else evaluate.declare(graph.inputs[i]);
    result.sources.push_back({Source::Original, i});
  }
  for (std::size_t i = 0; i < prepared.size(); ++i) {
    const Node& node = graph[prepared[i]];
    evaluate.replace(prepared[i], {prepared_name(i), InputKind::Prepared, node.dims, node.type});
    result.sources.push_back({Source::Prepared, i});
  }
  for (const auto& output : graph.outputs) evaluate.output(output.name, output.node);
  result.evaluate = std::move(evaluate).take();
}

}  // namespace

Partitioned partition(const Graph& graph) {
  const auto is_prepared = Frontier(graph).run();
  std::vector<NodeId> prepared;
  for (std::size_t i = 0; i < graph.nodes.size(); ++i)
    if (is_prepared[i]) prepared.push_back(NodeId(i));
  Partitioned result;
  extract_prepare(graph, prepared, result);
  extract_evaluate(graph, prepared, is_prepared, result);
  return result;
}

}  // namespace scmc::ir
