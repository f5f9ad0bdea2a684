/// One function per kind of node, each a loop over cells that reads like the definition in graph.h.
#include "compiler/interpret/interpret.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

#include "compiler/interpret/walk.h"
#include "compiler/ir/kernels.h"
#include "compiler/ir/primitives.h"
#include "compiler/ir/recurrence.h"
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
  Interpreter(const Graph& graph, const Inputs& inputs) : graph_(graph), inputs_(inputs), defined_(definitions(graph)) {
    for (const auto& node : graph.nodes) values_.emplace_back(cells(inputs.sizes, node.dims), 0);
  }

  std::vector<Array> run() {
    for (const auto& component : components(graph_)) {
      if (component.is_recurrence()) recur(component);
      else compute(component.nodes.front());
    }
    return std::move(values_);
  }

 private:
  const Array& of(NodeId id) const { return values_[index(id)]; }
  const Dims& dims(NodeId id) const { return graph_[id].dims; }
  std::int64_t size(DimId dim) const { return inputs_.sizes[index(dim)]; }

  /// Position after position, each time all nodes.
  void recur(const Component& component) {
    const auto count = size(*component.dim);
    for (std::int64_t i = 0; i < count; ++i) {
      slice_ = Slice{*component.dim, component.backwards ? count - 1 - i : i};
      for (auto id : component.nodes) compute(id);
    }
    slice_.reset();
  }

  /// Calls `f(cell, walk)` at each cell of the node, in the slice that is being computed; the walk goes along with the operands.
  template <class F>
  void at_cells(NodeId id, const std::vector<NodeId>& operands, F f) {
    std::vector<Dims> arrays{dims(id)};
    for (auto operand : operands) arrays.push_back(dims(operand));
    for (Walk at(inputs_.sizes, dims(id), arrays, slice_); !at.done(); at.next()) f(values_[index(id)][at.offset(0)], at);
  }
  /// What the i-th of these operands is there.
  double operand(NodeId id, const Walk& at, std::size_t i) const { return of(id)[at.offset(i + 1)]; }

  void compute(NodeId id) {
    match(
        graph_[id].kind, [&](const Constant& constant) { values_[index(id)] = {constant.value}; },
        [&](const Input& input) { values_[index(id)] = inputs_.values[index(input.input)]; },
        [&](const Size& size) { values_[index(id)] = {static_cast<double>(this->size(size.dim))}; },
        [&](const Iota&) { std::iota(values_[index(id)].begin(), values_[index(id)].end(), 0.0); },
        [&](const Apply& apply) { this->apply(id, apply); }, [&](const Select& select) { this->select(id, select); },
        [&](const Reduce& reduce) { this->reduce(id, reduce); }, [&](const Gather& gather) { this->gather(id, gather); },
        [&](const Scatter& scatter) { this->scatter(id, scatter); }, [&](const Stack& stack) { this->stack(id, stack); },
        [&](const Noise& noise) { this->noise(id, noise); }, [&](const Past& past) { this->past(id, past); },
        [&](const Call& call) { this->call(id, call); },
        [&](const Recur& recur) {
          at_cells(id, {recur.value}, [&](double& cell, const Walk& at) { cell = operand(recur.value, at, 0); });
        });
  }

  void apply(NodeId id, const Apply& apply) {
    Array args(apply.args.size());
    at_cells(id, apply.args, [&](double& cell, const Walk& at) {
      for (std::size_t i = 0; i < args.size(); ++i) args[i] = operand(apply.args[i], at, i);
      cell = apply.op->value(args);
    });
  }

  void select(NodeId id, const Select& select) {
    at_cells(id, {select.condition, select.then, select.otherwise}, [&](double& cell, const Walk& at) {
      cell = operand(select.condition, at, 0) != 0 ? operand(select.then, at, 1) : operand(select.otherwise, at, 2);
    });
  }

  void reduce(NodeId id, const Reduce& reduce) {
    at_cells(id, {reduce.arg}, [&](double& cell, const Walk& at) { cell = folded(reduce, at.offset(1)); });
  }

  /// Calls `f` with the values that a reduction folds into the cell that begins there.
  template <class F>
  void at_folded(const Reduce& reduce, std::size_t start, F f) const {
    for (Walk at(inputs_.sizes, reduce.over, {dims(reduce.arg)}); !at.done(); at.next()) f(of(reduce.arg)[start + at.offset(0)]);
  }

  double folded(const Reduce& reduce, std::size_t start) const {
    if (reduce.monoid == Monoid::LogSumExp) return log_sum_exp(reduce, start);
    long double total = neutral(reduce.monoid);
    at_folded(reduce, start, [&](double value) { add(reduce.monoid, total, value); });
    return static_cast<double>(total);
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
  double log_sum_exp(const Reduce& of_log, std::size_t start) const {
    const double largest = folded({Monoid::Maximum, of_log.arg, of_log.over}, start);
    long double total = 0;
    at_folded(of_log, start, [&](double value) { total += std::exp(value - largest); });
    return std::isinf(largest) ? largest : static_cast<double>(largest + std::log(total));
  }

  /// Where indices point to in an array over `target`; `first` is the number of the first of them in the walk.
  std::size_t destination(const Dims& target, const std::vector<NodeId>& indices, const Walk& at, std::size_t first) const {
    std::int64_t offset = 0;
    for (std::size_t i = 0; i < indices.size(); ++i)
      offset = offset * size(target[i]) + clamped(of(indices[i])[at.offset(first + i)], size(target[i]));
    return static_cast<std::size_t>(offset);
  }

  void gather(NodeId id, const Gather& gather) {
    const Array& source = of(gather.source);
    at_cells(id, gather.indices, [&](double& cell, const Walk& at) {
      cell = source.empty() ? std::nan("") : source[destination(dims(gather.source), gather.indices, at, 1)];
    });
  }

  void scatter(NodeId id, const Scatter& scatter) {
    std::vector<long double> sums(of(id).size(), 0);
    std::vector<Dims> arrays{dims(scatter.values)};
    for (auto index : scatter.indices) arrays.push_back(dims(index));
    Walk from(inputs_.sizes, dims(scatter.values), arrays, slice_);
    for (; !from.done() && !sums.empty(); from.next())
      sums[destination(scatter.target_dims, scatter.indices, from, 1)] += of(scatter.values)[from.offset(0)];
    at_cells(id, {}, [&](double& cell, const Walk& at) { cell = static_cast<double>(sums[at.offset(0)]); });
  }

  void stack(NodeId id, const Stack& stack) {
    if (size(stack.dim) != static_cast<std::int64_t>(stack.items.size())) throw std::logic_error("stack: the dimension has another size");
    std::vector<Dims> arrays{dims(id), {stack.dim}};
    for (auto item : stack.items) arrays.push_back(dims(item));
    for (Walk at(inputs_.sizes, dims(id), arrays, slice_); !at.done(); at.next())
      values_[index(id)][at.offset(0)] = of(stack.items[at.offset(1)])[at.offset(2 + at.offset(1))];
  }

  void noise(NodeId id, const Noise& noise) {
    Array& values = values_[index(id)];
    for (std::size_t cell = 0; cell < values.size(); ++cell)
      values[cell] = scmc_noise_uniform(inputs_.key0, inputs_.key1, noise.stream, static_cast<std::uint64_t>(cell));
  }

  /// For every cell of the batch, the function on the arrays that begin there.
  void call(NodeId id, const Call& call) {
    std::vector<Dims> all{dims(id)};
    for (auto arg : call.args) all.push_back(dims(arg));
    Dims batch = without(dims(id), all_axes(call));
    for (auto arg : call.args) batch = unite(batch, without(dims(arg), all_axes(call)));
    const auto stride = [&](const Dims& dims, DimId of) {
      std::int64_t stride = 1;
      for (auto dim = dims.rbegin(); dim != dims.rend(); stride *= size(*dim++))
        if (*dim == of) return stride;
      return std::int64_t(0);
    };
    for (Walk at(inputs_.sizes, batch, all); !at.done(); at.next()) {
      std::vector<scmc_array> arrays;
      for (std::size_t i = 0; i < all.size(); ++i) {
        Array& values = values_[index(i == 0 ? id : call.args[i - 1])];
        arrays.push_back({values.data() + at.offset(i), stride(all[i], call.row), stride(all[i], call.column)});
      }
      call.kernel->function(size(call.row), size(call.column), arrays.data());
    }
  }

  void past(NodeId id, const Past& past) {
    const auto& place = *std::ranges::find(dims(id), past.dim);
    const auto number = static_cast<std::size_t>(&place - dims(id).data());
    std::int64_t stride = 1;
    for (std::size_t i = number + 1; i < dims(id).size(); ++i) stride *= size(dims(id)[i]);
    const Array& source = of(*defined_[index(past.recurrence)]);
    at_cells(id, {}, [&](double& cell, const Walk& at) {
      const auto position = at.position()[number] - past.lag;
      const bool inside = position >= 0 && position < size(past.dim);
      cell = inside ? source[static_cast<std::size_t>(static_cast<std::int64_t>(at.offset(0)) - past.lag * stride)] : 0;
    });
  }

  const Graph& graph_;
  const Inputs& inputs_;
  std::vector<std::optional<NodeId>> defined_;
  std::vector<Array> values_;
  std::optional<Slice> slice_;  ///< of the recurrence that is being computed
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
