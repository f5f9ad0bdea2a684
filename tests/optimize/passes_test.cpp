/// Every pass of the table, on random graphs: values and gradients stay.
#include "compiler/optimize/passes.h"

#include "compiler/differentiate/differentiate.h"
#include "tests/optimize/keeps.h"
#include "tests/support/random_graph.h"

namespace scmc::ir {
namespace {

class PassTest : public ::testing::TestWithParam<Pass> {};

void expect_keeps(const Pass& pass, const Graph& graph, const Inputs& inputs, const std::string& where) {
  const Graph after = pass.run(graph);
  verify(after, pass.name);
  ASSERT_EQ(after.inputs.size(), graph.inputs.size());
  for (std::size_t i = 0; i < graph.outputs.size(); ++i) ASSERT_EQ(after.outputs[i].name, graph.outputs[i].name);
  testing::expect_same(interpret(graph, inputs), interpret(after, inputs), where, 1e-9);
}

TEST_P(PassTest, KeepsValuesAndGradients) {
  int finite = 0;
  for (std::uint64_t seed = 1; seed <= 1500 && !HasFatalFailure(); ++seed) {
    const auto random =
        testing::random_case({.seed = seed, .differentiable = true, .recurrences = seed % 3 == 0 ? 2 : 0, .matrices = seed % 3 == 1});
    const auto gradient = differentiate(random.graph, "value");
    const auto before = interpret(gradient, random.inputs);
    bool is_finite = true;
    for (const auto& output : before)
      for (double value : output) is_finite = is_finite && std::abs(value) < 1e6;
    if (!is_finite) continue;  // passes may replace an overflow by the number that was meant
    ++finite;
    const std::string where = std::string(GetParam().name) + ", seed " + std::to_string(seed) + "\n" + print(random.graph);
    expect_keeps(GetParam(), gradient, random.inputs, where);
    const Graph later = differentiate(GetParam().run(random.graph), "value");
    testing::expect_same(before, interpret(later, random.inputs), "gradient after " + where, 1e-7);
  }
  EXPECT_GE(finite, 1000);
}

TEST_P(PassTest, IsIdempotent) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    const auto random = testing::random_case({.seed = seed, .recurrences = seed % 3 == 0 ? 1 : 0});
    const Graph once = GetParam().run(random.graph);
    EXPECT_LE(GetParam().run(once).nodes.size(), once.nodes.size()) << GetParam().name << ", seed " << seed;
  }
}

INSTANTIATE_TEST_SUITE_P(Table, PassTest, ::testing::ValuesIn(passes().begin(), passes().end()),
                         [](const auto& info) { return std::string(info.param.name) + std::to_string(info.index); });

TEST(Passes, InOrderKeepValues) {
  for (std::uint64_t seed = 1; seed <= 300 && !::testing::Test::HasFatalFailure(); ++seed) {
    const auto random = testing::random_case({.seed = seed, .steps = 20, .recurrences = seed % 3 == 0 ? 2 : 0});
    Graph graph = random.graph;
    for (const auto& pass : passes()) graph = pass.run(graph);
    const auto before = interpret(random.graph, random.inputs);
    if (!std::isfinite(before[0][0])) continue;
    testing::expect_same({before[0]}, {interpret(graph, random.inputs)[0]}, "seed " + std::to_string(seed), 1e-8);
  }
}

}  // namespace
}  // namespace scmc::ir
