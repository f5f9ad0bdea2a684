/// Which cells can influence an output: one sweep backwards. What Select and exact zeros switch off is not live.
#include <cmath>

#include "compiler/interpret/interpret.h"
#include "compiler/interpret/walk.h"
#include "compiler/ir/primitives.h"
#include "compiler/ir/recurrence.h"
#include "compiler/source/match.h"

namespace scmc::ir {
namespace {

using Live = std::vector<char>;

class Liveness {
 public:
  Liveness(const Graph& graph, const Inputs& inputs, const std::vector<Array>& values)
      : graph_(graph), inputs_(inputs), values_(values), defined_(definitions(graph)) {
    for (const auto& value : values) live_.emplace_back(value.size(), 0);
    for (const auto& output : graph.outputs) live_[index(output.node)].assign(values[index(output.node)].size(), 1);
  }

  std::vector<Live> run() {
    const auto order = components(graph_);
    for (auto component = order.rbegin(); component != order.rend(); ++component) {
      if (component->is_recurrence()) visit_recurrence(*component);
      else visit(component->nodes.front());
    }
    return std::move(live_);
  }

 private:
  const Dims& dims(NodeId id) const { return graph_[id].dims; }
  double value(NodeId id, std::size_t cell) const { return values_[index(id)][cell]; }
  void mark(NodeId id, std::size_t cell) { live_[index(id)][cell] = 1; }

  /// Against the order in which positions were computed.
  void visit_recurrence(const Component& component) {
    const auto count = inputs_.sizes[index(*component.dim)];
    for (std::int64_t i = count; i-- > 0;) {
      slice_ = Slice{*component.dim, component.backwards ? count - 1 - i : i};
      for (auto id = component.nodes.rbegin(); id != component.nodes.rend(); ++id) visit(*id);
    }
    slice_.reset();
  }

  void visit(NodeId id) {
    match(
        graph_[id].kind, [](const Constant&) {}, [](const Input&) {}, [](const Size&) {}, [](const Iota&) {}, [](const Noise&) {},
        [&](const Apply& apply) { visit_apply(id, apply); }, [&](const Select& select) { visit_select(id, select); },
        [&](const Reduce& reduce) { visit_all(id, dims(reduce.arg), {reduce.arg}); },
        [&](const Gather& gather) { visit_gather(id, gather); }, [&](const Scatter& scatter) { visit_scatter(id, scatter); },
        [&](const Stack& stack) { visit_stack(id, stack); }, [&](const Past& past) { visit_past(id, past); },
        [&](const Call& call) { visit_call(id, call); }, [&](const Recur& recur) { visit_all(id, dims(id), {recur.value}); });
  }

  /// Calls `f(walk)` at each cell of a loop in which the node's cell is live; array 0 is the node, the others follow.
  template <class F>
  void at_live_cells(NodeId id, const Dims& loop, const std::vector<NodeId>& others, F f) {
    std::vector<Dims> arrays{dims(id)};
    for (auto other : others) arrays.push_back(dims(other));
    for (Walk at(inputs_.sizes, loop, arrays, slice_); !at.done(); at.next())
      if (live_[index(id)][at.offset(0)]) f(at);
  }

  void visit_all(NodeId id, const Dims& loop, const std::vector<NodeId>& operands) {
    at_live_cells(id, loop, operands, [&](const Walk& at) {
      for (std::size_t i = 0; i < operands.size(); ++i) mark(operands[i], at.offset(i + 1));
    });
  }

  void visit_apply(NodeId id, const Apply& apply) {
    if (apply.op->name != "annihilating_multiply") return visit_all(id, dims(id), apply.args);
    at_live_cells(id, dims(id), apply.args, [&](const Walk& at) {
      mark(apply.args[0], at.offset(1));
      if (value(apply.args[0], at.offset(1)) != 0) mark(apply.args[1], at.offset(2));
    });
  }

  void visit_select(NodeId id, const Select& select) {
    at_live_cells(id, dims(id), {select.condition, select.then, select.otherwise}, [&](const Walk& at) {
      mark(select.condition, at.offset(1));
      if (value(select.condition, at.offset(1)) != 0) mark(select.then, at.offset(2));
      else mark(select.otherwise, at.offset(3));
    });
  }

  /// The offset that indices point to; `first` is the number of the first of them in the walk.
  std::size_t destination(const Dims& target, const std::vector<NodeId>& indices, const Walk& at, std::size_t first) const {
    std::int64_t offset = 0;
    for (std::size_t i = 0; i < indices.size(); ++i) {
      const auto size = inputs_.sizes[index(target[i])];
      offset = offset * size + clamped(value(indices[i], at.offset(first + i)), size);
    }
    return static_cast<std::size_t>(offset);
  }

  void visit_gather(NodeId id, const Gather& gather) {
    at_live_cells(id, dims(id), gather.indices, [&](const Walk& at) {
      for (std::size_t i = 0; i < gather.indices.size(); ++i) mark(gather.indices[i], at.offset(i + 1));
      if (!values_[index(gather.source)].empty()) mark(gather.source, destination(dims(gather.source), gather.indices, at, 1));
    });
  }

  void visit_scatter(NodeId id, const Scatter& scatter) {
    std::vector<Dims> arrays{dims(scatter.values)};
    for (auto i : scatter.indices) arrays.push_back(dims(i));
    for (Walk at(inputs_.sizes, dims(scatter.values), arrays, slice_); !at.done() && !live_[index(id)].empty(); at.next()) {
      if (!live_[index(id)][destination(scatter.target_dims, scatter.indices, at, 1)]) continue;
      mark(scatter.values, at.offset(0));
      if (value(scatter.values, at.offset(0)) == 0) continue;
      for (std::size_t i = 0; i < scatter.indices.size(); ++i) mark(scatter.indices[i], at.offset(i + 1));
    }
  }

  void visit_stack(NodeId id, const Stack& stack) {
    for (std::size_t p = 0; p < stack.items.size(); ++p) {
      Walk at(inputs_.sizes, dims(id), {dims(id), {stack.dim}, dims(stack.items[p])}, slice_);
      for (; !at.done(); at.next())
        if (at.offset(1) == p && live_[index(id)][at.offset(0)]) mark(stack.items[p], at.offset(2));
    }
  }

  /// Every cell of a result depends on all of its arguments.
  void visit_call(NodeId id, const Call& call) {
    const bool some = std::ranges::any_of(live_[index(id)], [](char live) { return live != 0; });
    if (!some) return;
    for (auto arg : call.args) std::ranges::fill(live_[index(arg)], 1);
  }

  void visit_past(NodeId id, const Past& past) {
    const NodeId source = *defined_[index(past.recurrence)];
    const auto number = static_cast<std::size_t>(std::ranges::find(dims(id), past.dim) - dims(id).begin());
    std::int64_t stride = 1;
    for (std::size_t i = number + 1; i < dims(id).size(); ++i) stride *= inputs_.sizes[index(dims(id)[i])];
    at_live_cells(id, dims(id), {}, [&](const Walk& at) {
      const auto position = at.position()[number] - past.lag;
      if (position < 0 || position >= inputs_.sizes[index(past.dim)]) return;
      mark(source, static_cast<std::size_t>(static_cast<std::int64_t>(at.offset(0)) - past.lag * stride));
    });
  }

  const Graph& graph_;
  const Inputs& inputs_;
  const std::vector<Array>& values_;
  std::vector<std::optional<NodeId>> defined_;
  std::vector<Live> live_;
  std::optional<Slice> slice_;  ///< of the recurrence that is being visited
};

/// The indices of a gather or scatter, the loop in which they are used, and what they point into.
struct Access {
  const std::vector<NodeId>& indices;
  const Dims& loop;
  const Dims& target;
};

std::optional<Access> access(const Graph& graph, NodeId id) {
  const Node& node = graph[id];
  if (const auto* gather = std::get_if<Gather>(&node.kind)) return Access{gather->indices, node.dims, graph[gather->source].dims};
  if (const auto* scatter = std::get_if<Scatter>(&node.kind)) return Access{scatter->indices, graph[scatter->values].dims, node.dims};
  return std::nullopt;
}

bool inside(double index, std::int64_t size) { return index >= 0 && index < static_cast<double>(size) && std::trunc(index) == index; }

/// Whether the access at a cell of its loop matters: a gather if its result does, a scatter if it adds something that does.
bool matters(const Node& node, const std::vector<Array>& values, const std::vector<Live>& live, NodeId id, std::size_t cell) {
  const auto* scatter = std::get_if<Scatter>(&node.kind);
  if (!scatter) return live[index(id)][cell];
  return live[index(scatter->values)][cell] && values[index(scatter->values)][cell] != 0;
}

}  // namespace

std::optional<OutOfRange> find_out_of_range(const Graph& graph, const Inputs& inputs) {
  const auto values = interpret_all(graph, inputs);
  const auto live = Liveness(graph, inputs, values).run();
  for (std::size_t n = 0; n < graph.nodes.size(); ++n) {
    const auto accessed = access(graph, NodeId(n));
    for (std::size_t i = 0; accessed && i < accessed->indices.size(); ++i) {
      const NodeId id = accessed->indices[i];
      const DimId dim = accessed->target[i];
      for (Walk at(inputs.sizes, accessed->loop, {graph[id].dims, accessed->loop}); !at.done(); at.next()) {
        const double position = values[index(id)][at.offset(0)];
        if (!inside(position, inputs.sizes[index(dim)]) && matters(graph.nodes[n], values, live, NodeId(n), at.offset(1)))
          return OutOfRange{{NodeId(n), at.position()}, dim, position};
      }
    }
  }
  return std::nullopt;
}

std::optional<Cell> find_not_finite(const Graph& graph, const Inputs& inputs) {
  const auto values = interpret_all(graph, inputs);
  const auto live = Liveness(graph, inputs, values).run();
  for (std::size_t n = 0; n < graph.nodes.size(); ++n) {
    if (constant_value(graph.nodes[n])) continue;
    for (Walk at(inputs.sizes, graph.nodes[n].dims, {graph.nodes[n].dims}); !at.done(); at.next())
      if (live[n][at.offset(0)] && !std::isfinite(values[n][at.offset(0)])) return Cell{NodeId(n), at.position()};
  }
  return std::nullopt;
}

}  // namespace scmc::ir
