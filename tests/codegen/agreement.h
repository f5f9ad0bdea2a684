/// Compares a code generator with the interpreter, within what rounding can do to each cell.
#pragma once
#include <cmath>
#include <string>
#include <vector>

#include "compiler/codegen/bound.h"
#include "compiler/interpret/interpret.h"
#include "compiler/ir/expression.h"
#include "compiler/ir/graph.h"
#include "compiler/ir/primitives.h"

namespace scmc::testing {

/// The same graph, every real cell of every node off by a random relative error of at most `size`.
inline ir::Graph perturbed(const ir::Graph& graph, double size, std::uint64_t seed) {
  ir::Graph result = graph;
  result.nodes.clear();
  std::vector<ir::NodeId> moved;
  const auto add = [&](ir::Node node) { return result.add(std::move(node)); };
  const auto move = [&](ir::NodeId& id) { id = moved[index(id)]; };
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    ir::Node node = ir::with_operands(graph.nodes[i], [&](ir::NodeId id) { return moved[index(id)]; });
    const auto dims = node.dims;
    const bool is_exact = node.type == ir::NodeType::Integer || std::holds_alternative<ir::Constant>(node.kind) ||
                          std::holds_alternative<ir::Noise>(node.kind);
    moved.push_back(add(std::move(node)));
    if (is_exact) continue;
    const auto apply = [&](std::string_view name, ir::NodeId a, ir::NodeId b) { return add({ir::Apply{&ir::op(name), {a, b}}, dims}); };
    const auto noise = add({ir::Noise{seed * 1000003 + i, dims}, dims});
    const auto centred = apply("sub", noise, add({ir::Constant{0.5}, {}}));
    const auto factor = apply("add", apply("mul", centred, add({ir::Constant{2 * size}, {}})), add({ir::Constant{1}, {}}));
    moved.back() = apply("mul", moved.back(), factor);
  }
  for (auto& output : result.outputs) move(output.node);
  return result;
}

/// What the outputs must be, cell by cell, and how far off they may be.
struct Reference {
  std::vector<ir::Array> values, tolerances;
};

/// Tolerance: 1e-12 relative, and five times what errors of 1e-13 in every cell of every node change; infinite where these errors
/// decide whether there is a value.
inline Reference reference(const ir::Graph& graph, const ir::Inputs& inputs) {
  Reference result{.values = ir::interpret(graph, inputs), .tolerances = {}};
  for (const auto& values : result.values) {
    auto& tolerances = result.tolerances.emplace_back();
    for (double value : values) tolerances.push_back(1e-12 * std::abs(value) + 1e-300);
  }
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    const auto shaken = ir::interpret(perturbed(graph, 1e-13, seed), inputs);
    for (std::size_t o = 0; o < shaken.size(); ++o)
      for (std::size_t i = 0; i < shaken[o].size(); ++i) {
        const double change = std::abs(shaken[o][i] - result.values[o][i]);
        const bool same_kind =
            std::isnan(shaken[o][i]) == std::isnan(result.values[o][i]) && std::isinf(shaken[o][i]) == std::isinf(result.values[o][i]);
        if (!same_kind) result.tolerances[o][i] = INFINITY;
        else if (std::isfinite(change)) result.tolerances[o][i] += 5 * change;
      }
  }
  return result;
}

/// The outputs of a bound program, at the parameters among some inputs.
inline std::vector<ir::Array> evaluate(const codegen::Bound& bound, const ir::Graph& graph, const ir::Inputs& inputs) {
  std::vector<const double*> parameters;
  for (std::size_t i = 0; i < graph.inputs.size(); ++i)
    if (graph.inputs[i].kind == ir::InputKind::Parameter) parameters.push_back(inputs.values[i].data());
  std::vector<ir::Array> outputs;
  std::vector<double*> pointers;
  for (std::size_t o = 0; o < graph.outputs.size(); ++o) outputs.emplace_back(bound.output_size(o), -12345.0);
  for (auto& output : outputs) pointers.push_back(output.data());
  auto workspace = bound.workspace();
  bound.evaluate(workspace, parameters, pointers, {inputs.key0, inputs.key1});
  return outputs;
}

inline std::vector<ir::Array> data_of(const ir::Graph& graph, const ir::Inputs& inputs) {
  std::vector<ir::Array> data;
  for (std::size_t i = 0; i < graph.inputs.size(); ++i)
    if (graph.inputs[i].kind != ir::InputKind::Parameter) data.push_back(inputs.values[i]);
  return data;
}

/// Empty if all cells agree, else the first that does not.
inline std::string disagreement(const ir::Graph& graph, const Reference& expected, const std::vector<ir::Array>& found) {
  for (std::size_t o = 0; o < found.size(); ++o) {
    if (found[o].size() != expected.values[o].size()) return graph.outputs[o].name + " has another size";
    for (std::size_t i = 0; i < found[o].size(); ++i) {
      const double a = expected.values[o][i], b = found[o][i];
      const bool agree = a == b || (std::isnan(a) && std::isnan(b)) || std::abs(a - b) <= expected.tolerances[o][i] ||
                         std::isinf(expected.tolerances[o][i]);
      if (!agree)
        return graph.outputs[o].name + "[" + std::to_string(i) + "]: expected " + std::to_string(a) + ", found " + std::to_string(b) +
               ", off by " + std::to_string((b - a) / a);
    }
  }
  return "";
}

}  // namespace scmc::testing
