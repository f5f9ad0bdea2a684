/// The reverse sweep: nodes backwards from the output, each handing its adjoint on; then the adjoints of the parameters become outputs.
#include "compiler/differentiate/differentiate.h"

#include <algorithm>
#include <stdexcept>

#include "compiler/differentiate/adjoints.h"
#include "compiler/ir/recurrence.h"
#include "compiler/optimize/passes.h"

namespace scmc::ir {
namespace {

/// Which nodes depend on a parameter through operations that have a derivative.
std::vector<bool> active_nodes(const Graph& graph) {
  const auto is_parameter = [&](const Node& node) {
    const auto* input = std::get_if<Input>(&node.kind);
    return input && graph.inputs[index(input->input)].kind == InputKind::Parameter;
  };
  const auto is_flat = [](const Node& node) {
    const auto* apply = std::get_if<Apply>(&node.kind);
    return apply && !apply->op->pullback;
  };
  return dependents(graph, is_parameter, is_flat);
}

/// Recurrences hand on what later positions read, also where nothing reads them directly.
bool hands_on(Adjoints& adjoints, NodeId node) {
  const auto& kind = adjoints.build()[node].kind;
  return adjoints.of(node) || (adjoints.is_active(node) && (std::holds_alternative<Past>(kind) || std::holds_alternative<Recur>(kind)));
}

NodeId output_node(const Graph& graph, std::string_view name) {
  for (const auto& output : graph.outputs)
    if (output.name == name) return output.node;
  throw std::logic_error("no output `" + std::string(name) + "`");
}

/// The adjoint of a parameter over all of its dims, 0 if nothing flowed there.
NodeId gradient_of(Adjoints& adjoints, NodeId input) {
  Builder& build = adjoints.build();
  const auto& adjoint = adjoints.of(input);
  const Dims dims = build[input].dims;
  return build.broadcast(adjoint ? adjoint->value : build.constant(0), dims);
}

}  // namespace

std::string gradient_name(std::string_view input) { return "gradient." + std::string(input); }

Graph differentiate(const Graph& graph, std::string_view output) {
  Builder build{graph};
  std::vector<NodeId> parameters;
  for (std::size_t i = 0; i < graph.inputs.size(); ++i)
    if (graph.inputs[i].kind == InputKind::Parameter) parameters.push_back(build.input(InputId(i)));
  const NodeId scalar = output_node(graph, output);
  if (!graph[scalar].dims.empty()) throw std::logic_error("only a scalar has a gradient");

  Adjoints adjoints{build, active_nodes(build.graph())};
  adjoints.add(scalar, {build.constant(1)}, {});
  for (std::size_t i = index(scalar) + 1; i-- > 0;)
    if (hands_on(adjoints, NodeId(i))) pull_back(adjoints, NodeId(i));

  for (auto parameter : parameters) {
    const auto& info = graph.inputs[index(std::get<Input>(build[parameter].kind).input)];
    build.output(gradient_name(info.name), gradient_of(adjoints, parameter));
  }
  return sweep(std::move(build).take());  // pullbacks build adjoints of arguments that are not parameters too
}

}  // namespace scmc::ir
