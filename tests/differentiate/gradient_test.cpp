/// Gradients of random graphs against differences of the interpreter's values.
#include <gtest/gtest.h>

#include "compiler/differentiate/differentiate.h"
#include "tests/support/differences.h"
#include "tests/support/random_graph.h"

namespace scmc::ir {
namespace {

double value_at(const Graph& graph, Inputs inputs, std::size_t input, std::size_t cell, double x) {
  inputs.values[input][cell] = x;
  return interpret(graph, inputs)[0][0];
}

struct Comparison {
  int compared = 0, smooth = 0;
};

/// Every cell of every parameter. A kink near the point shows as a large error of the differences: it is not counted as smooth.
Comparison compare_gradient(const testing::RandomCase& random, std::uint64_t seed) {
  const Graph gradient = differentiate(random.graph, "value");
  verify(gradient, "differentiate");
  const auto outputs = interpret(gradient, random.inputs);
  std::size_t output = random.graph.outputs.size();
  Comparison counts;
  for (std::size_t i = 0; i < random.graph.inputs.size(); ++i) {
    if (random.graph.inputs[i].kind != InputKind::Parameter) continue;
    const Array& by = outputs[output++];
    EXPECT_EQ(by.size(), random.inputs.values[i].size());
    for (std::size_t cell = 0; cell < by.size(); ++cell) {
      const auto f = [&](double x) { return value_at(random.graph, random.inputs, i, cell, x); };
      const auto difference = testing::differentiate_numerically(f, random.inputs.values[i][cell], 0.01);
      ++counts.compared;
      const double scale = std::abs(difference.value) + 1;
      if (!(difference.error < 1e-5 * scale)) continue;
      ++counts.smooth;
      EXPECT_NEAR(by[cell], difference.value, 20 * difference.error + 1e-8 * scale)
          << "seed " << seed << ", d / " << random.graph.inputs[i].name << "[" << cell << "]\n"
          << print(random.graph);
    }
  }
  return counts;
}

TEST(Differentiate, AgreesWithDifferencesOnRandomGraphs) {
  Comparison total;
  for (std::uint64_t seed = 1; seed <= 2000 && !HasFailure(); ++seed) {
    const auto random = testing::random_case({.seed = seed, .differentiable = true});
    const auto counts = compare_gradient(random, seed);
    total.compared += counts.compared;
    total.smooth += counts.smooth;
  }
  EXPECT_GT(total.smooth, 0.9 * total.compared);
}

}  // namespace
}  // namespace scmc::ir
