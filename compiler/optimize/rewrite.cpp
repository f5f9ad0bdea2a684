/// Reachability, use counts, and copying by way of a builder.
#include "compiler/optimize/rewrite.h"

#include <algorithm>

#include "compiler/ir/recurrence.h"
#include "compiler/source/match.h"

namespace scmc::ir {

NodeId rebuild(Builder& build, const Node& node) {
  build.span = node.span;
  return match(
      node.kind, [&](const Constant& constant) { return build.constant(constant.value); },
      [&](const Input& input) { return build.input(input.input); }, [&](const Size& size) { return build.size(size.dim); },
      [&](const Iota& iota) { return build.iota(iota.dim); }, [&](const Apply& apply) { return build.apply(*apply.op, apply.args); },
      [&](const Select& select) { return build.select(select.condition, select.then, select.otherwise); },
      [&](const Reduce& reduce) { return build.reduce(reduce.monoid, reduce.arg, reduce.over); },
      [&](const Gather& gather) { return build.gather(gather.source, gather.indices); },
      [&](const Scatter& scatter) { return build.scatter(scatter.values, scatter.indices, scatter.target_dims); },
      [&](const Stack& stack) { return build.stack(stack.dim, stack.items); },
      [&](const Noise& noise) { return build.noise(noise.stream, noise.dims); },
      [&](const Past& past) { return build.past(past.recurrence, past.dim, past.lag, past.dims, node.type); },
      [&](const Call& call) { return build.call(*call.kernel, call.args, call.row, call.column, call.own); },
      [&](const Recur& recur) { return build.recur(recur.recurrence, recur.dim, recur.value); });
}

std::vector<bool> reachable(const Graph& graph) {
  std::vector<bool> reached(graph.nodes.size(), false);
  for (const auto& output : graph.outputs) reached[index(output.node)] = true;
  close_over_operands(graph, reached);
  return reached;
}

std::vector<int> use_counts(const Graph& graph) {
  const auto reached = reachable(graph);
  std::vector<int> uses(graph.nodes.size(), 0);
  for (const auto& output : graph.outputs) ++uses[index(output.node)];
  for (std::size_t i = 0; i < graph.nodes.size(); ++i)
    if (reached[i])
      for (auto operand : operands(graph.nodes[i])) ++uses[index(operand)];
  return uses;
}

namespace {

bool is_variable(const Graph& graph, const Node& node) {
  const auto* input = std::get_if<Input>(&node.kind);
  return std::holds_alternative<Noise>(node.kind) || (input && graph.inputs[index(input->input)].kind == InputKind::Parameter);
}

}  // namespace

std::vector<bool> data_only(const Graph& graph) {
  auto varies = dependents(graph, [&](const Node& node) { return is_variable(graph, node); }, [](const Node&) { return false; });
  varies.flip();
  return varies;
}

bool DataOnly::operator()(const Graph& graph, NodeId node) {
  for (std::size_t i = known_.size(); i < graph.nodes.size(); ++i) {
    const Node& next = graph.nodes[i];
    const auto reads = operands(next);
    const bool varies = std::holds_alternative<Past>(next.kind) || is_variable(graph, next);
    known_.push_back(!varies && std::all_of(reads.begin(), reads.end(), [&](NodeId id) { return known_[index(id)]; }));
  }
  return known_[index(node)];
}

std::optional<std::vector<NodeId>> args_of(const Builder& build, NodeId node, std::string_view name) {
  const auto* apply = std::get_if<Apply>(&build[node].kind);
  if (!apply || apply->op->name != name) return std::nullopt;
  return apply->args;
}

namespace {

/// What a recurrence is made of stays: another node would not be the one that Past reads.
bool is_recurrent(const Node& node) { return std::holds_alternative<Past>(node.kind) || std::holds_alternative<Recur>(node.kind); }

}  // namespace

Graph rewritten(const Graph& graph, const Rewrite& rewrite) {
  Graph interface{graph.dims, graph.inputs, {}, {}};
  Builder build{std::move(interface)};
  const auto reached = reachable(graph);
  std::vector<NodeId> made(graph.nodes.size());
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    if (!reached[i]) continue;
    const Node mapped = with_operands(graph.nodes[i], [&](NodeId id) { return made[index(id)]; });
    build.span = mapped.span;
    made[i] = is_recurrent(mapped) ? rebuild(build, mapped) : rewrite(build, mapped, NodeId(i));
  }
  for (const auto& output : graph.outputs) build.output(output.name, made[index(output.node)]);
  return std::move(build).take();
}

}  // namespace scmc::ir
