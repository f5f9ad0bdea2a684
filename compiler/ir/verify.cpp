/// Checks every invariant of the header graph.h; a violation is a bug of the pass that is named.
#include <algorithm>
#include <stdexcept>

#include "compiler/ir/graph.h"
#include "compiler/ir/kernels.h"
#include "compiler/ir/primitives.h"
#include "compiler/ir/recurrence.h"
#include "compiler/source/match.h"

namespace scmc::ir {
namespace {

class Verifier {
 public:
  Verifier(const Graph& graph, std::string_view after) : graph_(graph), after_(after) {}

  void run() {
    for (const auto& input : graph_.inputs) check_dims(input.dims, "input `" + input.name + "`");
    for (std::size_t i = 0; i < graph_.nodes.size(); ++i) check_node(NodeId(i));
    for (const auto& output : graph_.outputs) require(exists(output.node), "output `" + output.name + "` has no node");
    if (has_recurrences(graph_)) check_recurrences();
  }

 private:
  void require(bool holds, const std::string& otherwise) const {
    if (!holds) throw std::logic_error("after " + std::string(after_) + ": " + otherwise);
  }
  bool exists(NodeId id) const { return index(id) < graph_.nodes.size(); }
  const Dims& dims(NodeId id) const { return graph_[id].dims; }

  void check_dims(const Dims& dims, const std::string& of) const {
    require(std::adjacent_find(dims.begin(), dims.end(), std::greater_equal<>()) == dims.end(), of + ": dims are not sorted and distinct");
    require(dims.empty() || index(dims.back()) < graph_.dims.size(), of + ": no such dimension");
  }

  void check_node(NodeId id) const {
    const Node& node = graph_[id];
    const std::string name = std::string("%") + std::to_string(index(id));
    for (auto operand : operands(node)) require(operand < id, name + " stands before its operand");
    check_dims(node.dims, name);
    require(node.dims == expected_dims(node, name), name + ": dims do not follow from its operands");
    require(node.type == expected_type(node), name + ": type does not follow from its operands");
  }

  void check_recurrences() const {
    const auto defined = definitions(graph_);
    std::vector<bool> seen(defined.size(), false);
    for (const auto& node : graph_.nodes) {
      if (const auto* recur = std::get_if<Recur>(&node.kind)) {
        require(!seen[index(recur->recurrence)], "a recurrence is defined twice");
        seen[index(recur->recurrence)] = true;
      }
      const auto* past = std::get_if<Past>(&node.kind);
      if (!past) continue;
      require(past->lag != 0, "a past without lag");
      const auto definition = defined[index(past->recurrence)];
      require(definition.has_value(), "a recurrence without definition");
      require(std::get<Recur>(graph_[*definition].kind).dim == past->dim && dims(*definition) == node.dims,
              "a past differs from its recurrence");
      require(node.type == NodeType::Real || graph_[*definition].type == node.type, "a past has another type than its recurrence");
    }
    for (const auto& component : components(graph_))
      if (component.is_recurrence()) check_recurrence(component);
  }

  /// Its nodes read each other at one position only, and go one way along one dimension.
  void check_recurrence(const Component& component) const {
    const auto is_member = [&](NodeId id) { return std::ranges::binary_search(component.nodes, id); };
    const auto in_place = [&](const std::vector<NodeId>& indices, const Dims& of) {
      for (std::size_t i = 0; i < of.size(); ++i)
        if (of[i] == *component.dim) {
          const auto* iota = std::get_if<Iota>(&graph_[indices[i]].kind);
          return iota && iota->dim == *component.dim;
        }
      return true;
    };
    for (auto id : component.nodes) {
      const Node& node = graph_[id];
      require(contains(node.dims, *component.dim), "a node of a recurrence does not run over its dimension");
      if (const auto* past = std::get_if<Past>(&node.kind))
        require(past->dim == *component.dim && (past->lag < 0) == component.backwards, "a recurrence goes two ways");
      require(!std::holds_alternative<Call>(node.kind), "a matrix function in a recurrence");
      if (const auto* gather = std::get_if<Gather>(&node.kind))
        require(!is_member(gather->source) || in_place(gather->indices, dims(gather->source)),
                "a recurrence reads another position of itself");
      if (const auto* scatter = std::get_if<Scatter>(&node.kind))
        require(in_place(scatter->indices, scatter->target_dims), "a recurrence adds to another position of itself");
    }
  }

  Dims united(const std::vector<NodeId>& nodes) const {
    Dims all;
    for (auto node : nodes) all = unite(all, dims(node));
    return all;
  }

  void check_indices(const std::vector<NodeId>& indices, const Dims& of, const std::string& name) const {
    require(indices.size() == of.size(), name + ": one index per dimension");
    for (auto id : indices) require(graph_[id].type == NodeType::Integer, name + ": an index is not an integer");
  }

  Dims expected_dims(const Node& node, const std::string& name) const {
    return match(
        node.kind, [](const Constant&) { return Dims{}; },
        [&](const Input& input) {
          require(index(input.input) < graph_.inputs.size(), name + ": no such input");
          return graph_.inputs[index(input.input)].dims;
        },
        [&](const Size& size) {
          check_dims({size.dim}, name);
          return Dims{};
        },
        [](const Iota& iota) { return Dims{iota.dim}; },
        [&](const Apply& apply) {
          require(apply.op && apply.args.size() == apply.op->arity, name + ": arity");
          return united(apply.args);
        },
        [&](const Select& select) { return united({select.condition, select.then, select.otherwise}); },
        [&](const Reduce& reduce) {
          check_dims(reduce.over, name);
          require(!reduce.over.empty() && without(reduce.over, dims(reduce.arg)).empty(), name + ": reduces over absent dims");
          return without(dims(reduce.arg), reduce.over);
        },
        [&](const Gather& gather) {
          check_indices(gather.indices, dims(gather.source), name);
          return united(gather.indices);
        },
        [&](const Scatter& scatter) {
          check_dims(scatter.target_dims, name);
          check_indices(scatter.indices, scatter.target_dims, name);
          require(without(united(scatter.indices), dims(scatter.values)).empty(), name + ": an index has more dims than the values");
          return scatter.target_dims;
        },
        [&](const Stack& stack) {
          require(!stack.items.empty() && !contains(united(stack.items), stack.dim), name + ": items run over the stacked dimension");
          return unite(united(stack.items), {stack.dim});
        },
        [](const Noise& noise) { return noise.dims; },
        [&](const Past& past) {
          require(contains(past.dims, past.dim), name + ": a past does not run over its dimension");
          return past.dims;
        },
        [&](const Recur& recur) { return dims(recur.value); },
        [&](const Call& call) {
          require(call.args.size() == call.kernel->args.size(), name + ": arity");
          Dims batch;
          for (std::size_t i = 0; i < call.args.size(); ++i) {
            const Dims own = axes(call, call.kernel->args[i]), rest = without(dims(call.args[i]), own);
            require(without(own, dims(call.args[i])).empty(), name + ": an argument does not run over its axes");
            require(without(rest, all_axes(call)) == rest, name + ": an argument runs over an axis that is not its own");
            batch = unite(batch, rest);
          }
          return unite(batch, axes(call, call.kernel->result));
        });
  }

  NodeType common_type(const std::vector<NodeId>& nodes) const {
    const bool integer = std::all_of(nodes.begin(), nodes.end(), [&](NodeId id) { return graph_[id].type == NodeType::Integer; });
    return integer ? NodeType::Integer : NodeType::Real;
  }

  NodeType apply_type(const Apply& apply) const {
    std::vector<NodeType> types;
    for (auto arg : apply.args) types.push_back(graph_[arg].type);
    return apply.op->type(types);
  }

  NodeType expected_type(const Node& node) const {
    return match(
        node.kind, [&](const Constant&) { return node.type; }, [&](const Input& input) { return graph_.inputs[index(input.input)].type; },
        [](const Size&) { return NodeType::Integer; }, [](const Iota&) { return NodeType::Integer; },
        [&](const Apply& apply) { return apply_type(apply); },
        [&](const Select& select) { return common_type({select.then, select.otherwise}); },
        [&](const Reduce& reduce) { return reduce.monoid == Monoid::LogSumExp ? NodeType::Real : graph_[reduce.arg].type; },
        [&](const Gather& gather) { return graph_[gather.source].type; },
        [&](const Scatter& scatter) { return graph_[scatter.values].type; }, [&](const Stack& stack) { return common_type(stack.items); },
        [](const Noise&) { return NodeType::Real; }, [&](const Past&) { return node.type; },
        [&](const Recur& recur) { return graph_[recur.value].type; }, [](const Call&) { return NodeType::Real; });
  }

  const Graph& graph_;
  std::string_view after_;
};

}  // namespace

void verify(const Graph& graph, std::string_view after) { Verifier(graph, after).run(); }

}  // namespace scmc::ir
