/// What must share a loop does, and what need not be stored is not.
#include "compiler/schedule/schedule.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "compiler/differentiate/differentiate.h"
#include "compiler/ir/expression.h"
#include "compiler/schedule/layout.h"

namespace scmc::schedule {
namespace {

using ir::DimId;
using ir::Expression;
using ir::InputKind;

constexpr DimId k{0}, group{1}, obs{2};

class Graph {
 public:
  Expression input(std::string name, InputKind kind, ir::Dims dims, ir::NodeType type = ir::NodeType::Real) {
    return {build, build.input(build.declare_input({std::move(name), kind, std::move(dims), type}))};
  }
  Expression parameter(std::string name, ir::Dims dims) { return input(std::move(name), InputKind::Parameter, std::move(dims)); }
  Expression data(std::string name, ir::Dims dims) { return input(std::move(name), InputKind::Data, std::move(dims)); }
  Expression gather(Expression source, std::vector<ir::NodeId> indices) { return {build, build.gather(source, std::move(indices))}; }
  Nest nest() { return schedule(build.graph()); }
  Nest gradient_nest(Expression value) {
    build.output("value", value);
    return schedule(ir::differentiate(build.graph(), "value"));
  }
  ir::Builder build{std::vector<ir::Dim>{{"k"}, {"group"}, {"obs"}}};
};

std::vector<const Loop*> loops(const std::vector<Statement>& statements) {
  std::vector<const Loop*> all;
  for (const auto& statement : statements)
    if (const auto* loop = std::get_if<Loop>(&statement.kind)) all.push_back(loop);
  return all;
}

/// The dims of the outermost loops, in order.
std::vector<DimId> loop_dims_of(const Nest& nest) {
  std::vector<DimId> dims;
  for (const auto* loop : loops(nest.body)) dims.push_back(loop->dim);
  return dims;
}

/// Doubles beyond inputs and outputs, where every dim has 100 positions.
std::int64_t scratch(const Nest& nest) {
  const Layout layout({100, 100, 100}, 1);
  std::int64_t total = 0;
  for (const auto& storage : nest.storages) {
    const auto is_output = [&](const ir::Output& output) { return storage.node == output.node; };
    const bool is_visible = storage.input || std::any_of(nest.graph.outputs.begin(), nest.graph.outputs.end(), is_output);
    total += is_visible ? 0 : layout.extent(storage);
  }
  return total;
}

TEST(Schedule, ValueAndGradientOfARowComeInOnePass) {
  Graph graph;
  const auto a = graph.parameter("a", {}), b = graph.parameter("b", {}), x = graph.data("x", {obs}), y = graph.data("y", {obs});
  const auto nest = graph.gradient_nest(-0.5 * sum(square(y - (a + b * x)), {obs}) - sum(call("log1p_exp", a * x), {obs}));
  EXPECT_EQ(loop_dims_of(nest), std::vector<DimId>{obs}) << print(nest);
  EXPECT_EQ(scratch(nest), 0) << print(nest);
}

TEST(Schedule, ProductsOverColumnsAreNeverStored) {
  Graph graph;
  const auto beta = graph.parameter("beta", {k}), x = graph.data("x", {k, obs}), y = graph.data("y", {obs});
  const auto nest = graph.gradient_nest(sum(call("log_invlogit", y * sum(x * beta, {k})), {obs}));
  EXPECT_EQ(loop_dims_of(nest), std::vector<DimId>{obs}) << print(nest);
  EXPECT_EQ(scratch(nest), 0) << print(nest);
  EXPECT_EQ(loops(loops(nest.body)[0]->body).size(), 2u) << "one for the row's linear predictor, one for the gradient";
}

TEST(Schedule, GatherFromAComputedArraySplits) {
  Graph graph;
  const auto e = graph.parameter("e", {group}), tau = graph.parameter("tau", {}), y = graph.data("y", {obs});
  const auto group_of = graph.input("group_of", InputKind::Data, {obs}, ir::NodeType::Integer);
  const auto nest = graph.gradient_nest(-0.5 * sum(square(y - graph.gather(exp(tau) * e, {group_of})), {obs}));
  EXPECT_EQ(loop_dims_of(nest), (std::vector<DimId>{group, obs, group})) << print(nest);
  EXPECT_EQ(scratch(nest), 200) << "the effects and their adjoints\n" << print(nest);
}

/// exp is stored for the second loop, the multiplication is done again.
TEST(Schedule, WhatIsExpensiveIsStoredWhatIsCheapIsNot) {
  Graph graph;
  const auto x = graph.data("x", {obs});
  const auto weight = exp(x), scaled = weight * 3.0;
  const auto total = sum(scaled, {obs});
  graph.build.output("value", sum(square(scaled - total), {obs}));
  const auto nest = graph.nest();
  EXPECT_EQ(loop_dims_of(nest), (std::vector<DimId>{obs, obs})) << print(nest);
  EXPECT_EQ(scratch(nest), 100) << print(nest);
  EXPECT_TRUE(nest.storage_of[index(weight.node)] && !nest.storage_of[index(scaled.node)]) << print(nest);
}

TEST(Schedule, ASoftmaxAcrossColumnsStaysInTheLanes) {
  Graph graph;
  const auto mean = graph.parameter("mean", {k}), y = graph.data("y", {obs});
  const Expression terms = -0.5 * square(y - mean);
  const Expression likelihood{graph.build, graph.build.reduce(ir::Monoid::LogSumExp, terms, {k})};
  const auto nest = graph.gradient_nest(sum(likelihood, {obs}));
  EXPECT_EQ(loop_dims_of(nest), std::vector<DimId>{obs}) << print(nest);
  for (const auto& storage : nest.storages) EXPECT_TRUE(storage.dims.size() < 2) << print(nest);
}

TEST(Schedule, UnusedNodesVanish) {
  Graph graph;
  const auto x = graph.data("x", {obs});
  graph.build.output("value", sum(x, {obs}));
  exp(x + 1.0);
  const auto nest = graph.nest();
  ASSERT_EQ(loops(nest.body).size(), 1u);
  EXPECT_EQ(loops(nest.body)[0]->body.size(), 2u) << print(nest);
}

}  // namespace
}  // namespace scmc::schedule
