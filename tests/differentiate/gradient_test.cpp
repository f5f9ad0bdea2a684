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
    const std::size_t stride = 1 + by.size() / 4;  // a few cells of each input
    for (std::size_t cell = seed % stride; cell < by.size(); cell += stride) {
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

/// Of as many random graphs, from this seed on: nine in ten derivatives are smooth enough for differences to tell.
void expect_agreement(testing::RandomGraphOptions options, std::uint64_t graphs) {
  Comparison total;
  for (const auto end = options.seed + graphs; options.seed < end && !::testing::Test::HasFailure(); ++options.seed) {
    const auto counts = compare_gradient(testing::random_case(options), options.seed);
    total.compared += counts.compared;
    total.smooth += counts.smooth;
  }
  EXPECT_GT(total.smooth, 0.9 * total.compared);
}

TEST(Differentiate, AgreesWithDifferencesOnRandomGraphs) { expect_agreement({.seed = 1, .differentiable = true}, 2000); }

TEST(Differentiate, AgreesWithDifferencesOnRecurrences) {
  expect_agreement({.seed = 10001, .differentiable = true, .recurrences = 2}, 1000);
}

TEST(Differentiate, AgreesWithDifferencesOnMatrixFunctions) {
  expect_agreement({.seed = 13001, .differentiable = true, .matrices = true}, 1000);
}

// ---- second derivatives: the gradient is ordinary IR

/// value -> d value / d first parameter, summed over its cells with different weights, as a new value.
Graph directional(const Graph& graph) {
  Builder build{differentiate(graph, "value")};
  const auto outputs = build.graph().outputs;
  Graph interface = build.graph();
  interface.outputs.clear();
  Builder next{std::move(interface)};
  Expression total{next, 0.0};
  for (const auto& output : outputs) {
    if (output.name.find("gradient.") != 0) continue;
    const Expression by{next, output.node};
    total = total + sum(call("atan", by), next[by].dims);
  }
  next.output("value", total);
  return std::move(next).take();
}

TEST(Differentiate, WorksTwice) {
  Comparison total;
  for (std::uint64_t seed = 1; seed <= 400 && !HasFailure(); ++seed) {
    auto random = testing::random_case(
        {.seed = seed, .steps = 6, .differentiable = true, .cheap_primitives_only = true, .recurrences = seed % 4 == 0 ? 1 : 0});
    random.graph = directional(random.graph);
    const auto counts = compare_gradient(random, seed);
    total.compared += counts.compared;
    total.smooth += counts.smooth;
  }
  EXPECT_GT(total.smooth, 0.8 * total.compared);
}

// ---- exact zeros annihilate

/// One parameter `p` over [rows] with the given values, and a log-density made from it.
struct Small {
  Builder build{std::vector<Dim>{{"rows"}}};
  DimId rows{0};
  Expression p{build, build.input(build.declare_input({"p", InputKind::Parameter, {rows}, NodeType::Real}))};
  Expression zero{build, 0.0}, minus_infinity{build, -HUGE_VAL};

  Array gradient(Expression value, Array at) {
    build.output("value", value);
    const Graph graph = differentiate(build.graph(), "value");
    verify(graph, "differentiate");
    const auto size = static_cast<std::int64_t>(at.size());
    return interpret(graph, {{size}, {std::move(at)}}).back();
  }
};

TEST(Differentiate, NothingLeaksFromTheBranchNotTaken) {
  for (auto name : {"log", "sqrt", "recip", "lgamma", "logit", "log1m_exp", "normal_quantile"}) {
    Small small;
    const auto guarded = select(call("gt", small.p, 0.0), small.p * 3.0, call(name, call(name, small.p)));
    EXPECT_EQ(small.gradient(sum(guarded, {small.rows}), {1, 2}), (Array{3, 3})) << name;
  }
  Small small;
  const auto guarded = select(call("gt", small.p, 0.0), log(small.p), small.zero);
  EXPECT_EQ(small.gradient(sum(guarded, {small.rows}), {0, 2, -1}), (Array{0, 0.5, 0}));
}

TEST(Differentiate, PowerOfZero) {
  Small small;
  const auto exponent = call("pow", Expression(small.build, 0.0) * small.p, small.p);
  EXPECT_EQ(small.gradient(sum(exponent, {small.rows}), {1, 2}), (Array{0, 0}));
}

TEST(Differentiate, LogSumExpOfImpossibleStates) {
  Small small;
  const auto states = select(call("gt", small.p, 0.0), small.p, small.minus_infinity);
  const Expression total{small.build, small.build.reduce(Monoid::LogSumExp, states, {small.rows})};
  EXPECT_EQ(small.gradient(total, {-1, -2}), (Array{0, 0}));
}

TEST(Differentiate, LogSumExpIgnoresTheImpossibleState) {
  Small small;
  const auto states = select(call("gt", small.p, 0.0), small.p + log(small.p), log(small.p));  // log of a negative number is NaN
  const auto possible = select(call("gt", small.p, 0.0), states, small.minus_infinity);
  const Expression total{small.build, small.build.reduce(Monoid::LogSumExp, possible, {small.rows})};
  const auto by = small.gradient(total, {-1, 1, 2});
  const double weight = 1 / (1 + 2 * std::exp(1));  // exp(1) : 2 exp(2)
  EXPECT_EQ(by[0], 0);
  EXPECT_NEAR(by[1], weight * 2, 1e-15);
  EXPECT_NEAR(by[2], (1 - weight) * 1.5, 1e-15);
}

TEST(Differentiate, ProductWithZeros) {
  const auto of = [](Array at) {
    Small small;
    return small.gradient({small.build, small.build.reduce(Monoid::Product, small.p, {small.rows})}, std::move(at));
  };
  EXPECT_EQ(of({2, 3, 4}), (Array{12, 8, 6}));
  EXPECT_EQ(of({2, 0, 4}), (Array{0, 8, 0}));
  EXPECT_EQ(of({2, 0, 0}), (Array{0, 0, 0}));
}

TEST(Differentiate, TiesGoToTheFirst) {
  const auto of = [](Monoid monoid, Array at) {
    Small small;
    return small.gradient({small.build, small.build.reduce(monoid, small.p, {small.rows})}, std::move(at));
  };
  EXPECT_EQ(of(Monoid::Maximum, {2, 5, 5}), (Array{0, 1, 0}));
  EXPECT_EQ(of(Monoid::Minimum, {7, 5, 5}), (Array{0, 1, 0}));
}

TEST(Differentiate, ParametersThatDoNotMatterHaveGradientZero) {
  Small small;
  EXPECT_EQ(small.gradient(small.zero + 1.0, {1, 2, 3}), (Array{0, 0, 0}));
}

/// A slice, a shift and a rename have adjoints that are read in place.
TEST(Differentiate, SlicesNeedNoScatter) {
  Small small;
  Builder& build = small.build;
  const Expression position{build, build.iota(small.rows)};
  const Expression lag{build, build.gather(small.p, {NodeId(position - 1.0)})}, slice{build, build.gather(small.p, {build.constant(1)})};
  const auto value = sum(select(call("ge", position, 1.0), small.p * lag, small.zero), {small.rows}) + square(slice);
  EXPECT_EQ(small.gradient(value, {2, 3, 5, 7}), (Array{3, 7 + 6, 10, 5}));
  for (const auto& node : differentiate(build.graph(), "value").nodes) EXPECT_FALSE(std::holds_alternative<Scatter>(node.kind));
}

TEST(Differentiate, RefusesWhatHasNoSecondDerivative) {
  Small small;
  small.build.output("value", sum(call("gamma_p", small.p, 2.0), {small.rows}));
  Graph once = differentiate(small.build.graph(), "value");
  Builder again{once};
  again.output("second", again.reduce(Monoid::Sum, once.outputs.back().node, {small.rows}));
  EXPECT_THROW(differentiate(again.graph(), "second"), std::domain_error);
}

}  // namespace
}  // namespace scmc::ir
