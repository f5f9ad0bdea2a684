/// Strongly connected components, operands first.  [Tarjan 1972]
#include "compiler/ir/recurrence.h"

#include <algorithm>

namespace scmc::ir {
namespace {

class Search {
 public:
  explicit Search(const Graph& graph) : graph_(graph), defined_(definitions(graph)), state_(graph.nodes.size()) {
    for (std::size_t i = 0; i < graph.nodes.size(); ++i)
      if (!state_[i].number) visit(NodeId(i));
  }
  std::vector<Component> result;

 private:
  struct State {
    std::size_t number = 0, low = 0;
    bool open = false;
  };

  std::vector<NodeId> reads(NodeId id) const {
    if (const auto* past = std::get_if<Past>(&graph_[id].kind)) {
      const auto definition = defined_[index(past->recurrence)];
      return definition ? std::vector{*definition} : std::vector<NodeId>{};
    }
    return operands(graph_[id]);
  }

  void visit(NodeId id) {
    auto& own = state_[index(id)];
    own = {++count_, count_, true};
    stack_.push_back(id);
    for (auto read : reads(id)) {
      auto& other = state_[index(read)];
      if (!other.number) visit(read), own.low = std::min(own.low, other.low);
      else if (other.open) own.low = std::min(own.low, other.number);
    }
    if (own.low == own.number) close(id);
  }

  void close(NodeId id) {
    Component component;
    for (NodeId last = NodeId(graph_.nodes.size()); last != id; component.nodes.push_back(last)) {
      last = stack_.back(), stack_.pop_back();
      state_[index(last)].open = false;
    }
    std::ranges::sort(component.nodes);
    if (component.nodes.size() > 1)
      for (auto node : component.nodes)
        if (const auto* past = std::get_if<Past>(&graph_[node].kind)) component.dim = past->dim, component.backwards = past->lag < 0;
    result.push_back(std::move(component));
  }

  const Graph& graph_;
  std::vector<std::optional<NodeId>> defined_;
  std::vector<State> state_;
  std::vector<NodeId> stack_;
  std::size_t count_ = 0;
};

}  // namespace

bool has_recurrences(const Graph& graph) {
  return std::ranges::any_of(graph.nodes, [](const Node& node) { return std::holds_alternative<Past>(node.kind); });
}

std::vector<Component> components(const Graph& graph) {
  if (has_recurrences(graph)) return Search(graph).result;
  std::vector<Component> single(graph.nodes.size());
  for (std::size_t i = 0; i < single.size(); ++i) single[i].nodes = {NodeId(i)};
  return single;
}

std::vector<std::optional<NodeId>> definitions(const Graph& graph) {
  std::vector<std::optional<NodeId>> result;
  const auto room_for = [&](RecurrenceId id) { result.resize(std::max(result.size(), index(id) + 1)); };
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    if (const auto* past = std::get_if<Past>(&graph.nodes[i].kind)) room_for(past->recurrence);
    const auto* recur = std::get_if<Recur>(&graph.nodes[i].kind);
    if (recur) room_for(recur->recurrence), result[index(recur->recurrence)] = NodeId(i);
  }
  return result;
}

void close_over_operands(const Graph& graph, std::vector<bool>& marked) {
  const auto defined = definitions(graph);
  for (bool again = true; again;) {
    again = false;
    for (std::size_t i = graph.nodes.size(); i-- > 0;) {
      if (!marked[i]) continue;
      for (auto operand : operands(graph.nodes[i])) marked[index(operand)] = true;
      const auto* past = std::get_if<Past>(&graph.nodes[i].kind);
      if (!past || marked[index(*defined[index(past->recurrence)])]) continue;
      marked[index(*defined[index(past->recurrence)])] = again = true;
    }
  }
}

}  // namespace scmc::ir
