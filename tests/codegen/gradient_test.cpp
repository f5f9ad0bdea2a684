/// Gradients of random graphs, which are full of scatters and sums over broadcast dims: machine code against the interpreter.
#include <gtest/gtest.h>

#include "compiler/codegen/llvm/compiled.h"
#include "compiler/differentiate/differentiate.h"
#include "tests/codegen/agreement.h"
#include "tests/support/random_graph.h"

namespace scmc::codegen {
namespace {

void expect_agreement(const testing::RandomGraphOptions& options) {
  const auto random = testing::random_case(options);
  const auto graph = ir::differentiate(random.graph, "value");
  const auto data = testing::data_of(graph, random.inputs);
  const auto compiled = Compiled::compile(graph);
  const auto found = testing::evaluate(compiled.bind({.sizes = random.inputs.sizes, .data = data}), graph, random.inputs);
  EXPECT_EQ(testing::disagreement(graph, testing::reference(graph, random.inputs), found), "")
      << "seed " << options.seed << "\n"
      << ir::print(graph) << schedule::print(compiled.nest());
}

TEST(Gradients, OfRandomGraphs) {
  for (std::uint64_t seed = 6001; seed <= 6300 && !HasFailure(); ++seed)
    expect_agreement({.seed = seed, .largest_size = 30, .differentiable = true});
}

TEST(Gradients, OfMatrixFunctions) {
  for (std::uint64_t seed = 12001; seed <= 12300 && !HasFailure(); ++seed)
    expect_agreement({.seed = seed, .largest_size = 20, .differentiable = true, .matrices = true});
}

TEST(Gradients, OfRecurrences) {
  for (std::uint64_t seed = 7001; seed <= 8000 && !HasFailure(); ++seed)
    expect_agreement({.seed = seed, .largest_size = 30, .differentiable = true, .recurrences = 2});
}

}  // namespace
}  // namespace scmc::codegen
