/// One function per kind of node, each a loop over cells that reads like the definition in graph.h.
#include "compiler/interpret/interpret.h"

#include <cmath>
#include <limits>
#include <stdexcept>

#include "compiler/interpret/walk.h"
#include "compiler/ir/primitives.h"
#include "compiler/source/match.h"
#include "runtime/math/random.h"
#include "runtime/math/special.h"

namespace scmc::ir {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

double neutral(Monoid monoid) {
  switch (monoid) {
    case Monoid::Sum:
      return 0;
    case Monoid::Product:
      return 1;
    case Monoid::Minimum:
      return infinity;
    case Monoid::Maximum:
      return -infinity;
    case Monoid::LogSumExp:
      return 0;
  }
  throw std::logic_error("no such monoid");
}

class Interpreter {
 public:
  Interpreter(const Graph& graph, const Inputs& inputs) : graph_(graph), inputs_(inputs) {}

  std::vector<Array> run() {
    for (const auto& node : graph_.nodes) values_.push_back(value(node));
    return std::move(values_);
  }

 private:
  const Array& of(NodeId id) const { return values_[index(id)]; }
  const Dims& dims(NodeId id) const { return graph_[id].dims; }
  std::int64_t size(DimId dim) const { return inputs_.sizes[index(dim)]; }
  Array filled(const Node& node, double with) const { return Array(cells(inputs_.sizes, node.dims), with); }

  std::vector<Dims> dims_of(const std::vector<NodeId>& nodes) const {
    std::vector<Dims> all;
    for (auto node : nodes) all.push_back(dims(node));
    return all;
  }
  Walk walk(const Dims& over, const std::vector<NodeId>& nodes) const { return {inputs_.sizes, over, dims_of(nodes)}; }

  Array value(const Node& node) const {
    return match(
        node.kind, [](const Constant& constant) { return Array{constant.value}; },
        [&](const Input& input) { return inputs_.values[index(input.input)]; },
        [&](const Size& size) { return Array{static_cast<double>(this->size(size.dim))}; },
        [&](const Iota& iota) { return count(iota.dim); }, [&](const Apply& apply) { return this->apply(node, apply); },
        [&](const Select& select) { return this->select(node, select); }, [&](const Reduce& reduce) { return this->reduce(node, reduce); },
        [&](const Gather& gather) { return this->gather(node, gather); },
        [&](const Scatter& scatter) { return this->scatter(node, scatter); }, [&](const Stack& stack) { return this->stack(node, stack); },
        [&](const Noise& noise) { return this->noise(node, noise); });
  }

  Array count(DimId dim) const {
    Array result;
    for (std::int64_t i = 0; i < size(dim); ++i) result.push_back(static_cast<double>(i));
    return result;
  }

  Array apply(const Node& node, const Apply& apply) const {
    Array result, args(apply.args.size());
    for (auto at = walk(node.dims, apply.args); !at.done(); at.next()) {
      for (std::size_t i = 0; i < args.size(); ++i) args[i] = of(apply.args[i])[at.offset(i)];
      result.push_back(apply.op->value(args));
    }
    return result;
  }

  Array select(const Node& node, const Select& select) const {
    Array result;
    for (auto at = walk(node.dims, {select.condition, select.then, select.otherwise}); !at.done(); at.next())
      result.push_back(of(select.condition)[at.offset(0)] != 0 ? of(select.then)[at.offset(1)] : of(select.otherwise)[at.offset(2)]);
    return result;
  }

  Array reduce(const Node& node, const Reduce& reduce) const {
    if (reduce.monoid == Monoid::LogSumExp) return log_sum_exp(node, reduce);
    std::vector<long double> totals(cells(inputs_.sizes, node.dims), neutral(reduce.monoid));
    const Array& arg = of(reduce.arg);
    Walk at(inputs_.sizes, dims(reduce.arg), {node.dims, dims(reduce.arg)});
    for (; !at.done(); at.next()) add(reduce.monoid, totals[at.offset(0)], arg[at.offset(1)]);
    return {totals.begin(), totals.end()};
  }

  static void add(Monoid monoid, long double& total, double value) {
    switch (monoid) {
      case Monoid::Sum:
      case Monoid::LogSumExp:
        total += value;
        return;
      case Monoid::Product:
        total *= value;
        return;
      case Monoid::Minimum:
        total = scmc_min(static_cast<double>(total), value);
        return;
      case Monoid::Maximum:
        total = scmc_max(static_cast<double>(total), value);
        return;
    }
  }

  /// m + log sum exp(x - m) with m the maximum; an infinite m is the result.
  Array log_sum_exp(const Node& node, const Reduce& of_log) const {
    const Array largest = reduce(node, {Monoid::Maximum, of_log.arg, of_log.over});
    std::vector<long double> totals(largest.size(), 0);
    Walk at(inputs_.sizes, dims(of_log.arg), {node.dims, dims(of_log.arg)});
    for (; !at.done(); at.next()) totals[at.offset(0)] += std::exp(of(of_log.arg)[at.offset(1)] - largest[at.offset(0)]);
    Array result;
    for (std::size_t i = 0; i < totals.size(); ++i)
      result.push_back(std::isinf(largest[i]) ? largest[i] : static_cast<double>(largest[i] + std::log(totals[i])));
    return result;
  }

  /// Where the indices of a cell point to in an array over `target`.
  std::size_t destination(const Dims& target, const std::vector<NodeId>& indices, const Walk& at) const {
    std::int64_t offset = 0;
    for (std::size_t i = 0; i < indices.size(); ++i)
      offset = offset * size(target[i]) + clamped(of(indices[i])[at.offset(i)], size(target[i]));
    return static_cast<std::size_t>(offset);
  }

  Array gather(const Node& node, const Gather& gather) const {
    Array result;
    const Array& source = of(gather.source);
    for (auto at = walk(node.dims, gather.indices); !at.done(); at.next())
      result.push_back(source.empty() ? std::nan("") : source[destination(dims(gather.source), gather.indices, at)]);
    return result;
  }

  Array scatter(const Node& node, const Scatter& scatter) const {
    std::vector<long double> result(cells(inputs_.sizes, node.dims), 0);
    auto arrays = scatter.indices;
    arrays.push_back(scatter.values);
    auto at = walk(dims(scatter.values), arrays);
    for (; !at.done() && !result.empty(); at.next())
      result[destination(scatter.target_dims, scatter.indices, at)] += of(scatter.values)[at.offset(scatter.indices.size())];
    return {result.begin(), result.end()};
  }

  Array stack(const Node& node, const Stack& stack) const {
    if (size(stack.dim) != static_cast<std::int64_t>(stack.items.size())) throw std::logic_error("stack: the dimension has another size");
    Array result = filled(node, 0);
    for (std::size_t p = 0; p < stack.items.size(); ++p) {
      Walk at(inputs_.sizes, node.dims, {node.dims, {stack.dim}, dims(stack.items[p])});
      for (; !at.done(); at.next())
        if (at.offset(1) == p) result[at.offset(0)] = of(stack.items[p])[at.offset(2)];
    }
    return result;
  }

  Array noise(const Node& node, const Noise& noise) const {
    Array result = filled(node, 0);
    for (std::size_t cell = 0; cell < result.size(); ++cell)
      result[cell] = scmc_noise_uniform(inputs_.key0, inputs_.key1, noise.stream, static_cast<std::uint64_t>(cell));
    return result;
  }

  const Graph& graph_;
  const Inputs& inputs_;
  std::vector<Array> values_;
};

}  // namespace

std::size_t cells(const std::vector<std::int64_t>& sizes, const Dims& dims) {
  std::size_t product = 1;
  for (auto dim : dims) product *= static_cast<std::size_t>(sizes[index(dim)]);
  return product;
}

std::vector<Array> interpret_all(const Graph& graph, const Inputs& inputs) { return Interpreter(graph, inputs).run(); }

std::vector<Array> interpret(const Graph& graph, const Inputs& inputs) {
  const auto values = interpret_all(graph, inputs);
  std::vector<Array> outputs;
  for (const auto& output : graph.outputs) outputs.push_back(values[index(output.node)]);
  return outputs;
}

}  // namespace scmc::ir
