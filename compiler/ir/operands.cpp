/// Which nodes a node reads.
#include "compiler/ir/graph.h"
#include "compiler/source/match.h"

namespace scmc::ir {
namespace {

std::vector<NodeId> followed_by(NodeId first, std::vector<NodeId> rest) {
  rest.insert(rest.begin(), first);
  return rest;
}

}  // namespace

std::vector<NodeId> operands(const Node& node) {
  using Ids = std::vector<NodeId>;
  return match(
      node.kind, [](const Constant&) { return Ids{}; }, [](const Input&) { return Ids{}; }, [](const Size&) { return Ids{}; },
      [](const Iota&) { return Ids{}; }, [](const Apply& apply) { return apply.args; },
      [](const Select& select) { return Ids{select.condition, select.then, select.otherwise}; },
      [](const Reduce& reduce) { return Ids{reduce.arg}; }, [](const Gather& gather) { return followed_by(gather.source, gather.indices); },
      [](const Scatter& scatter) { return followed_by(scatter.values, scatter.indices); }, [](const Stack& stack) { return stack.items; },
      [](const Noise&) { return Ids{}; }, [](const Past&) { return Ids{}; }, [](const Recur& recur) { return Ids{recur.value}; },
      [](const Call& call) { return call.args; });
}

Node with_operands(Node node, const std::function<NodeId(NodeId)>& mapped) {
  const auto all = [&](std::vector<NodeId>& ids) {
    for (auto& id : ids) id = mapped(id);
  };
  match(
      node.kind, [](Constant&) {}, [](Input&) {}, [](Size&) {}, [](Iota&) {}, [](Noise&) {}, [](Past&) {},
      [&](Recur& recur) { recur.value = mapped(recur.value); }, [&](Apply& apply) { all(apply.args); }, [&](Call& call) { all(call.args); },
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

std::optional<double> constant_value(const Node& node) {
  if (const auto* constant = std::get_if<Constant>(&node.kind)) return constant->value;
  return std::nullopt;
}

}  // namespace scmc::ir
