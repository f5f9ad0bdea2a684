/// Gradients of random graphs, which are full of scatters and sums over broadcast dims: machine code against the interpreter.
#include <gtest/gtest.h>

#include "compiler/codegen/llvm/compiled.h"
#include "compiler/differentiate/differentiate.h"
#include "tests/codegen/agreement.h"
#include "tests/support/random_graph.h"

namespace scmc::codegen {
namespace {

TEST(Gradients, OfRandomGraphs) {
  for (std::uint64_t seed = 6001; seed <= 6300 && !HasFailure(); ++seed) {
    const auto random = testing::random_case({.seed = seed, .largest_size = 30, .differentiable = true});
    const auto graph = ir::differentiate(random.graph, "value");
    const auto data = testing::data_of(graph, random.inputs);
    const auto compiled = Compiled::compile(graph);
    const auto found = testing::evaluate(compiled.bind({.sizes = random.inputs.sizes, .data = data}), graph, random.inputs);
    EXPECT_EQ(testing::disagreement(graph, testing::reference(graph, random.inputs), found), "")
        << "seed " << seed << "\n"
        << ir::print(graph) << schedule::print(compiled.nest());
  }
}

}  // namespace
}  // namespace scmc::codegen
