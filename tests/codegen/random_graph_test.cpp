/// Random graphs: machine code against the interpreter, on this processor and on the least one.
#include "tests/support/random_graph.h"

#include <gtest/gtest.h>

#include "compiler/codegen/llvm/compiled.h"
#include "tests/codegen/agreement.h"

namespace scmc::codegen {
namespace {

void expect_agreement(const testing::RandomGraphOptions& options, const Host& host) {
  const auto random = testing::random_case(options);
  const auto compiled = Compiled::compile(random.graph, {.host = host});
  const auto data = testing::data_of(random.graph, random.inputs);
  const auto bound = compiled.bind({.sizes = random.inputs.sizes, .data = data});
  const auto found = testing::evaluate(bound, random.graph, random.inputs);
  EXPECT_EQ(testing::disagreement(random.graph, testing::reference(random.graph, random.inputs), found), "")
      << "seed " << options.seed << "\n"
      << ir::print(random.graph) << schedule::print(compiled.nest());
}

TEST(RandomGraphs, ThisProcessor) {
  for (std::uint64_t seed = 1; seed <= 1000 && !HasFailure(); ++seed) expect_agreement({.seed = seed, .largest_size = 40}, detect_host());
}

TEST(RandomGraphs, WildValues) {
  for (std::uint64_t seed = 1001; seed <= 1300 && !HasFailure(); ++seed)
    expect_agreement({.seed = seed, .largest_size = 20, .wild = true, .cheap_primitives_only = true}, detect_host());
}

TEST(RandomGraphs, LongGraphs) {
  for (std::uint64_t seed = 2001; seed <= 2060 && !HasFailure(); ++seed)
    expect_agreement({.seed = seed, .steps = 80, .largest_size = 30}, detect_host());
}

TEST(RandomGraphs, LeastProcessor) {
  for (std::uint64_t seed = 3001; seed <= 3150 && !HasFailure(); ++seed)
    expect_agreement({.seed = seed, .largest_size = 20}, baseline_host());
}

TEST(RandomGraphs, Recurrences) {
  for (std::uint64_t seed = 5001; seed <= 6000 && !HasFailure(); ++seed)
    expect_agreement({.seed = seed, .largest_size = 30, .recurrences = 3}, detect_host());
}

TEST(RandomGraphs, MatrixFunctions) {
  for (std::uint64_t seed = 11001; seed <= 11500 && !HasFailure(); ++seed)
    expect_agreement({.seed = seed, .largest_size = 20, .matrices = true}, detect_host());
}

TEST(RandomGraphs, OneRegisterPerPack) {
  auto host = detect_host();
  host.lanes = host.width;
  for (std::uint64_t seed = 4001; seed <= 4100 && !HasFailure(); ++seed) expect_agreement({.seed = seed, .largest_size = 20}, host);
}

}  // namespace
}  // namespace scmc::codegen
