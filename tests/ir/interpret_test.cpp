/// The interpreter against definitions written out by hand, and random graphs against the verifier.
#include "compiler/interpret/interpret.h"

#include <gtest/gtest.h>

#include "tests/support/random_graph.h"

namespace scmc::ir {
namespace {

TEST(RandomGraph, IsValidAndMostlyFinite) {
  int finite = 0;
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    const auto random = testing::random_case({.seed = seed});
    verify(random.graph, "random graph");
    const auto outputs = interpret(random.graph, random.inputs);
    finite += std::isfinite(outputs[0][0]);
    EXPECT_FALSE(print(random.graph).empty());
    EXPECT_FALSE(find_out_of_range(random.graph, random.inputs)) << "seed " << seed << "\n" << print(random.graph);
  }
  EXPECT_GE(finite, 950);
}

}  // namespace
}  // namespace scmc::ir
