/// A graph as text, one line a node: `%12 [obs] = mul %3 %7`.
#include <charconv>

#include "compiler/ir/graph.h"
#include "compiler/ir/kernels.h"
#include "compiler/ir/primitives.h"
#include "compiler/source/match.h"

namespace scmc::ir {
namespace {

std::string_view word(Monoid monoid) {
  switch (monoid) {
    case Monoid::Sum:
      return "sum";
    case Monoid::Product:
      return "product";
    case Monoid::Minimum:
      return "minimum";
    case Monoid::Maximum:
      return "maximum";
    case Monoid::LogSumExp:
      return "log_sum_exp";
  }
  return "";
}

std::string_view word(InputKind kind) {
  switch (kind) {
    case InputKind::Parameter:
      return "parameter";
    case InputKind::Data:
      return "data";
    case InputKind::Prepared:
      return "prepared";
  }
  return "";
}

/// The shortest digits that read back as the same number.
std::string digits(double value) {
  char text[32];
  return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

std::string names(const Graph& graph, const Dims& dims) {
  std::string text;
  for (auto dim : dims) text += (text.empty() ? "" : ", ") + graph.dims[index(dim)].name;
  return text;
}

std::string bracketed(const Graph& graph, const Dims& dims) { return dims.empty() ? "" : "[" + names(graph, dims) + "]"; }

std::string word_of(const Graph& graph, const Node& node) {
  const auto name = [&](DimId dim) { return graph.dims[index(dim)].name; };
  return match(
      node.kind, [](const Constant& constant) { return digits(constant.value); },
      [&](const Input& input) { return "input " + graph.inputs[index(input.input)].name; },
      [&](const Size& size) { return "size " + name(size.dim); }, [&](const Iota& iota) { return "iota " + name(iota.dim); },
      [](const Apply& apply) { return std::string(apply.op->name); }, [](const Select&) { return std::string("select"); },
      [&](const Reduce& reduce) { return std::string(word(reduce.monoid)) + " over " + names(graph, reduce.over); },
      [](const Gather&) { return std::string("gather"); }, [](const Scatter&) { return std::string("scatter"); },
      [&](const Stack& stack) { return "stack over " + name(stack.dim); },
      [](const Noise& noise) { return "noise " + std::to_string(noise.stream); },
      [&](const Past& past) {
        return "past " + std::to_string(index(past.recurrence)) + " of " + name(past.dim) + " by " + std::to_string(past.lag);
      },
      [&](const Call& call) { return std::string(call.kernel->name) + " over " + name(call.row) + ", " + name(call.column); },
      [&](const Recur& recur) { return "recur " + std::to_string(index(recur.recurrence)) + " over " + name(recur.dim); });
}

std::string line(const Graph& graph, std::size_t i) {
  const Node& node = graph.nodes[i];
  const std::string dims = bracketed(graph, node.dims);
  std::string text = std::string("%") + std::to_string(i) + (dims.empty() ? "" : " " + dims) + " = " + word_of(graph, node);
  for (auto operand : operands(node)) text += " %" + std::to_string(index(operand));
  return text + "\n";
}

}  // namespace

std::string print(const Graph& graph) {
  std::string text;
  for (const auto& input : graph.inputs) text += std::string(word(input.kind)) + " " + input.name + bracketed(graph, input.dims) + "\n";
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) text += line(graph, i);
  for (const auto& output : graph.outputs) text += "output " + output.name + " = %" + std::to_string(index(output.node)) + "\n";
  return text;
}

}  // namespace scmc::ir
