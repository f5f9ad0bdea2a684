/// Recurrences against what they mean: starting from zeros, as many rounds as there are positions find the one solution.
#include "compiler/ir/recurrence.h"

#include <gtest/gtest.h>

#include "compiler/interpret/interpret.h"
#include "tests/support/random_graph.h"

namespace scmc::ir {
namespace {

/// The graph with every Recur an output, and every Past a shifted input that holds it from the round before.
struct Round {
  Graph graph;
  std::vector<InputId> before;     ///< by recurrence
  std::vector<std::size_t> after;  ///< by recurrence, the output
};

Round one_round(const Graph& graph) {
  Round round;
  Builder build(graph.dims);
  for (const auto& input : graph.inputs) build.declare_input(input);
  std::vector<std::optional<NodeId>> held;
  for (const auto& definition : definitions(graph)) {
    const Node& recur = graph[*definition];
    round.before.push_back(build.declare_input({"before", InputKind::Data, recur.dims, recur.type}));
    held.push_back(build.input(round.before.back()));
  }
  std::vector<NodeId> moved;
  const auto shifted = [&](const Past& past) {
    const Expression position = Expression(build, build.iota(past.dim)) - static_cast<double>(past.lag);
    const Expression size{build, build.size(past.dim)}, zero{build, 0.0};
    std::vector<NodeId> indices;
    for (auto dim : past.dims) indices.push_back(dim == past.dim ? NodeId(position) : build.iota(dim));
    const Expression inside = call("and", call("ge", position, zero), call("lt", position, size));
    return select(inside, {build, build.gather(*held[index(past.recurrence)], indices)}, zero);
  };
  const auto copy = [&](const Node& node) {
    Graph next = std::move(build).take();
    const NodeId id = next.add(with_operands(node, [&](NodeId operand) { return moved[index(operand)]; }));
    build = Builder(std::move(next));
    return id;
  };
  for (const auto& node : graph.nodes) {
    const auto* past = std::get_if<Past>(&node.kind);
    const auto* recur = std::get_if<Recur>(&node.kind);
    moved.push_back(past ? NodeId(shifted(*past)) : recur ? moved[index(recur->value)] : copy(node));
  }
  for (const auto& output : graph.outputs) build.output(output.name, moved[index(output.node)]);
  for (const auto& definition : definitions(graph)) {
    round.after.push_back(build.graph().outputs.size());
    build.output("after", moved[index(*definition)]);
  }
  round.graph = std::move(build).take();
  return round;
}

std::vector<Array> by_rounds(const Graph& graph, Inputs inputs) {
  const Round round = one_round(graph);
  for (auto input : round.before) inputs.values.emplace_back(cells(inputs.sizes, round.graph.inputs[index(input)].dims), 0);
  std::int64_t rounds = 1;
  for (auto size : inputs.sizes) rounds = std::max(rounds, size);
  std::vector<Array> outputs;
  for (std::int64_t i = 0; i <= rounds * static_cast<std::int64_t>(round.before.size() + 1); ++i) {
    outputs = interpret(round.graph, inputs);
    for (std::size_t r = 0; r < round.before.size(); ++r) inputs.values[index(round.before[r])] = outputs[round.after[r]];
  }
  outputs.resize(graph.outputs.size());
  return outputs;
}

TEST(Recurrences, AreTheOneSolution) {
  int recurrent = 0;
  for (std::uint64_t seed = 1; seed <= 1000 && !HasFailure(); ++seed) {
    const auto random = testing::random_case({.seed = seed, .recurrences = 2});
    verify(random.graph, "building");
    recurrent += has_recurrences(random.graph);
    const auto expected = by_rounds(random.graph, random.inputs), found = interpret(random.graph, random.inputs);
    for (std::size_t o = 0; o < found.size(); ++o)
      for (std::size_t i = 0; i < found[o].size(); ++i)
        if (!std::isnan(expected[o][i]) || !std::isnan(found[o][i]))
          EXPECT_EQ(expected[o][i], found[o][i]) << "seed " << seed << ", " << random.graph.outputs[o].name << "\n" << print(random.graph);
  }
  EXPECT_GT(recurrent, 900);
}

/// x_t = 0.5 x_{t-1} + 1: 2 - 2^(1-t).
TEST(Recurrences, HaveTheirClosedForm) {
  Builder build{{Dim{"t"}}};
  const DimId t{0};
  const auto id = build.new_recurrence();
  const Expression before{build, build.past(id, t, 1, {t})};
  build.output("x", build.recur(id, t, before * 0.5 + 1.0));
  const auto values = interpret(build.graph(), {.sizes = {20}, .values = {}}).front();
  for (int i = 0; i < 20; ++i) EXPECT_DOUBLE_EQ(values[i], 2 - std::pow(2.0, -i));
}

TEST(Recurrences, AreVerified) {
  const auto broken = [](auto make) {
    Builder build{{Dim{"s"}, Dim{"t"}}};
    const auto id = build.new_recurrence();
    build.output("x", make(build, id));
    EXPECT_THROW(verify(build.graph(), "test"), std::logic_error);
  };
  const DimId t{1};
  broken([&](Builder& b, RecurrenceId id) { return b.past(id, t, 1, {t}); });  // defined nowhere
  broken([&](Builder& b, RecurrenceId id) {                                    // two ways
    const Expression both = Expression(b, b.past(id, t, 1, {t})) + Expression(b, b.past(id, t, -1, {t}));
    return b.recur(id, t, both);
  });
  broken([&](Builder& b, RecurrenceId id) {  // reads itself elsewhere
    const NodeId past = b.past(id, t, 1, {t});
    const NodeId other = b.gather(past, {NodeId(Expression(b, b.iota(t)) - 1.0)});
    return b.recur(id, t, other);
  });
  broken([&](Builder& b, RecurrenceId id) {  // folds its dimension
    const NodeId total = b.reduce(Monoid::Sum, b.past(id, t, 1, {t}), {t});
    return b.recur(id, t, b.broadcast(total, {t}));
  });
}

}  // namespace
}  // namespace scmc::ir
