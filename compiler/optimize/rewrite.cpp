/// Reachability, use counts, and copying by way of a builder.
#include "compiler/optimize/rewrite.h"

#include <algorithm>

#include "compiler/source/match.h"

namespace scmc::ir {

Node with_operands(Node node, const std::function<NodeId(NodeId)>& mapped) {
  const auto all = [&](std::vector<NodeId>& ids) {
    for (auto& id : ids) id = mapped(id);
  };
  match(
      node.kind, [](Constant&) {}, [](Input&) {}, [](Size&) {}, [](Iota&) {}, [](Noise&) {}, [&](Apply& apply) { all(apply.args); },
      [&](Select& select) { select = {mapped(select.condition), mapped(select.then), mapped(select.otherwise)}; },
      [&](Reduce& reduce) { reduce.arg = mapped(reduce.arg); },
      [&](Gather& gather) {
        gather.source = mapped(gather.source);
        all(gather.indices);
      },
      [&](Scatter& scatter) {
        scatter.values = mapped(scatter.values);
        all(scatter.indices);
      },
      [&](Stack& stack) { all(stack.items); });
  return node;
}

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
      [&](const Noise& noise) { return build.noise(noise.stream, noise.dims); });
}

std::vector<bool> reachable(const Graph& graph) {
  std::vector<bool> reached(graph.nodes.size(), false);
  for (const auto& output : graph.outputs) reached[index(output.node)] = true;
  for (std::size_t i = graph.nodes.size(); i-- > 0;)
    if (reached[i])
      for (auto operand : operands(graph.nodes[i])) reached[index(operand)] = true;
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

std::vector<bool> data_only(const Graph& graph) {
  DataOnly only;
  std::vector<bool> all;
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) all.push_back(only(graph, NodeId(i)));
  return all;
}

bool DataOnly::operator()(const Graph& graph, NodeId node) {
  for (std::size_t i = known_.size(); i < graph.nodes.size(); ++i) {
    const Node& next = graph.nodes[i];
    const auto* input = std::get_if<Input>(&next.kind);
    const auto reads = operands(next);
    const bool varies =
        std::holds_alternative<Noise>(next.kind) || (input && graph.inputs[index(input->input)].kind == InputKind::Parameter);
    known_.push_back(!varies && std::all_of(reads.begin(), reads.end(), [&](NodeId id) { return known_[index(id)]; }));
  }
  return known_[index(node)];
}

std::optional<std::vector<NodeId>> args_of(const Builder& build, NodeId node, std::string_view name) {
  const auto* apply = std::get_if<Apply>(&build[node].kind);
  if (!apply || apply->op->name != name) return std::nullopt;
  return apply->args;
}

Graph rewritten(const Graph& graph, const Rewrite& rewrite) {
  Graph interface{graph.dims, graph.inputs, {}, {}};
  Builder build{std::move(interface)};
  const auto reached = reachable(graph);
  std::vector<NodeId> made(graph.nodes.size());
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    if (!reached[i]) continue;
    const Node mapped = with_operands(graph.nodes[i], [&](NodeId id) { return made[index(id)]; });
    build.span = mapped.span;
    made[i] = rewrite(build, mapped, NodeId(i));
  }
  for (const auto& output : graph.outputs) build.output(output.name, made[index(output.node)]);
  return std::move(build).take();
}

}  // namespace scmc::ir
