/// Shapes that the schedule treats in a way of their own, over all sizes of the last pack.
#include <gtest/gtest.h>

#include <random>
#include <thread>

#include "compiler/codegen/llvm/compiled.h"
#include "compiler/differentiate/differentiate.h"
#include "tests/codegen/agreement.h"

namespace scmc::codegen {
namespace {

using ir::DimId;
using ir::Expression;
using ir::InputKind;

/// A density over rows and columns; `rows` is the longest dim.
struct Case {
  ir::Graph graph;
  ir::Inputs inputs;
};

class Shape {
 public:
  static constexpr DimId columns{0}, groups{1}, rows{2};
  explicit Shape(std::vector<std::int64_t> sizes) : build_(std::vector<ir::Dim>{{"column"}, {"group"}, {"row"}}) {
    inputs_.sizes = std::move(sizes);
  }

  Expression parameter(std::string name, ir::Dims dims) { return input({std::move(name), InputKind::Parameter, std::move(dims)}); }
  Expression data(std::string name, ir::Dims dims) { return input({std::move(name), InputKind::Data, std::move(dims)}); }
  Expression index_of(DimId target, ir::Dims dims) {
    const auto node = input({"index", InputKind::Data, std::move(dims), ir::NodeType::Integer});
    const auto size = inputs_.sizes[index(target)];
    for (double& value : inputs_.values.back()) value = std::floor((std::tanh(value) + 1) / 2 * static_cast<double>(size) * 0.999);
    return node;
  }
  Expression number(double value) { return {build_, value}; }
  Expression iota(DimId dim) { return {build_, build_.iota(dim)}; }
  Expression gather(Expression source, std::vector<ir::NodeId> indices) { return {build_, build_.gather(source, std::move(indices))}; }
  Expression reduce(ir::Monoid monoid, Expression x, ir::Dims over) { return {build_, build_.reduce(monoid, x, std::move(over))}; }

  Case gradient_of(Expression value) {
    build_.output("value", value);
    return {ir::differentiate(build_.graph(), "value"), std::move(inputs_)};
  }

 private:
  Expression input(ir::InputInfo info) {
    std::normal_distribution<double> normal;
    inputs_.values.emplace_back(ir::cells(inputs_.sizes, info.dims));
    for (double& value : inputs_.values.back()) value = normal(random_);
    return {build_, build_.input(build_.declare_input(std::move(info)))};
  }
  ir::Builder build_;
  ir::Inputs inputs_;
  std::mt19937_64 random_{5};
};

std::string disagreement(const Case& each, const Host& host = detect_host()) {
  const auto data = testing::data_of(each.graph, each.inputs);
  const auto bound = Compiled::compile(each.graph, {.host = host}).bind({.sizes = each.inputs.sizes, .data = data});
  return testing::disagreement(each.graph, testing::reference(each.graph, each.inputs), testing::evaluate(bound, each.graph, each.inputs));
}

Case regression(std::vector<std::int64_t> sizes) {
  Shape shape(std::move(sizes));
  const auto beta = shape.parameter("beta", {Shape::columns}), x = shape.data("x", {Shape::columns, Shape::rows}),
             y = shape.data("y", {Shape::rows});
  return shape.gradient_of(sum(call("log_invlogit", y * sum(x * beta, {Shape::columns})), {Shape::rows}));
}

/// exp(x)-weighted mixture over columns: a softmax a row.
Case mixture(std::vector<std::int64_t> sizes) {
  Shape shape(std::move(sizes));
  const auto mean = shape.parameter("mean", {Shape::columns}), weight = shape.parameter("weight", {Shape::columns}),
             y = shape.data("y", {Shape::rows});
  const auto terms = weight - 0.5 * square(y - mean);
  return shape.gradient_of(sum(shape.reduce(ir::Monoid::LogSumExp, terms, {Shape::columns}), {Shape::rows}));
}

Case hierarchy(std::vector<std::int64_t> sizes) {
  Shape shape(std::move(sizes));
  const auto tau = shape.parameter("tau", {}), e = shape.parameter("e", {Shape::groups}), y = shape.data("y", {Shape::rows});
  const auto group_of = shape.index_of(Shape::groups, {Shape::rows});
  return shape.gradient_of(-0.5 * sum(square(y - shape.gather(exp(tau) * e, {group_of})), {Shape::rows}) - sum(square(e), {Shape::groups}));
}

/// A random walk over rows: the gradient adds neighbours.
Case walk(std::vector<std::int64_t> sizes) {
  Shape shape(std::move(sizes));
  const auto level = shape.parameter("level", {Shape::rows}), t = shape.iota(Shape::rows);
  const auto step = level - shape.gather(level, {t - 1.0});
  return shape.gradient_of(-0.5 * sum(select(call("ge", t, shape.number(1)), square(step), square(level)), {Shape::rows}));
}

/// Rows of a matrix of parameters, one of them picked, and products over groups.
Case matrix(std::vector<std::int64_t> sizes) {
  Shape shape(std::move(sizes));
  const auto x = shape.parameter("x", {Shape::groups, Shape::rows}), w = shape.parameter("w", {Shape::groups});
  const auto picked = shape.gather(exp(x), {shape.number(0), shape.iota(Shape::rows)});
  const auto product = shape.reduce(ir::Monoid::Product, x, {Shape::groups});
  const auto by_group = shape.reduce(ir::Monoid::LogSumExp, x * w, {Shape::rows});
  return shape.gradient_of(sum(picked * product, {Shape::rows}) + sum(by_group * w, {Shape::groups}) +
                           shape.reduce(ir::Monoid::Maximum, x, {Shape::groups, Shape::rows}));
}

/// So many terms that scatters share a loop over the lanes, and sums the function that folds them: one index a row or a cell, two
/// indices, neighbours.
Case many_terms(std::vector<std::int64_t> sizes) {
  Shape shape(std::move(sizes));
  const auto level = shape.parameter("level", {Shape::rows}), y = shape.data("y", {Shape::rows});
  auto of_row = level + shape.gather(level, {shape.iota(Shape::rows) - 1.0}), of_cell = shape.number(0), prior = shape.number(0);
  const auto group = [&](ir::Dims dims) { return shape.index_of(Shape::groups, std::move(dims)); };
  for (int i = 0; i < 20; ++i) {
    const auto tau = shape.parameter("tau", {}), e = shape.parameter("e", {Shape::groups});
    of_row = of_row + shape.gather(exp(tau) * e, {group({Shape::rows})});
    prior = prior + sum(square(e), {Shape::groups}) * exp(tau);
  }
  for (int i = 0; i < 4; ++i) {
    const auto table = shape.parameter("table", {Shape::columns, Shape::groups});
    of_row = of_row + shape.gather(table, {shape.index_of(Shape::columns, {Shape::rows}), group({Shape::rows})});
    of_cell = of_cell + shape.gather(shape.parameter("e", {Shape::groups}), {group({Shape::columns, Shape::rows})});
  }
  return shape.gradient_of(-0.01 * sum(square(y - of_row - sum(of_cell, {Shape::columns})), {Shape::rows}) - prior);
}

/// Slices of the same table in two passes over the rows, in the second one read only after a sum over the groups of a row.
Case slices(std::vector<std::int64_t> sizes) {
  const double last = static_cast<double>(sizes[0] - 1);
  Shape shape(std::move(sizes));
  const auto x = shape.parameter("x", {Shape::columns, Shape::groups, Shape::rows}), y = shape.data("y", {Shape::groups, Shape::rows});
  const auto table = square(x);
  const auto slice = [&](double at) { return shape.gather(table, {shape.number(at), shape.iota(Shape::groups), shape.iota(Shape::rows)}); };
  const auto total = sum(slice(0), {Shape::groups, Shape::rows});
  const auto of_row = sum(y * total, {Shape::groups});
  return shape.gradient_of(sum(slice(last) * of_row, {Shape::groups, Shape::rows}));
}

using Make = Case (*)(std::vector<std::int64_t>);
class Shapes : public ::testing::TestWithParam<Make> {};

TEST_P(Shapes, AllSizesOfTheLastPack) {
  for (std::int64_t rows = 1; rows <= 33; ++rows) EXPECT_EQ(disagreement(GetParam()({3, 4, rows})), "") << rows;
}
TEST_P(Shapes, LeastProcessor) {
  for (std::int64_t rows : {1, 4, 7, 30}) EXPECT_EQ(disagreement(GetParam()({2, 5, rows}), baseline_host()), "") << rows;
}
TEST_P(Shapes, OneOfEach) { EXPECT_EQ(disagreement(GetParam()({1, 1, 1})), ""); }
TEST_P(Shapes, ManyRows) { EXPECT_EQ(disagreement(GetParam()({3, 17, 5000})), ""); }

INSTANTIATE_TEST_SUITE_P(All, Shapes, ::testing::Values(regression, mixture, hierarchy, walk, matrix, slices));

TEST(ManyTerms, LastPackWholeOrNot) {
  for (std::int64_t rows : {1, 16, 37}) EXPECT_EQ(disagreement(many_terms({3, 4, rows})), "") << rows;
}
TEST(ManyTerms, LeastProcessor) { EXPECT_EQ(disagreement(many_terms({3, 4, 13}), baseline_host()), ""); }

TEST(Empty, NoRows) { EXPECT_EQ(disagreement(regression({3, 4, 0})), ""); }
TEST(Empty, NoColumns) { EXPECT_EQ(disagreement(regression({0, 4, 9})), ""); }

TEST(Bound, ThreadsShareIt) {
  const auto each = mixture({3, 4, 101});
  const auto data = testing::data_of(each.graph, each.inputs);
  const auto bound = Compiled::compile(each.graph).bind({.sizes = each.inputs.sizes, .data = data});
  const auto expected = testing::evaluate(bound, each.graph, each.inputs);
  std::vector<std::thread> threads;
  std::vector<int> equal(4);
  for (std::size_t i = 0; i < equal.size(); ++i)
    threads.emplace_back([&, i] {
      for (int round = 0; round < 200; ++round) equal[i] += testing::evaluate(bound, each.graph, each.inputs) == expected;
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(equal, std::vector<int>(4, 200));
}

TEST(Bound, OneVectorOfParameters) {
  const auto each = mixture({3, 4, 11});
  const auto data = testing::data_of(each.graph, each.inputs);
  const auto bound = Compiled::compile(each.graph).bind({.sizes = each.inputs.sizes, .data = data});
  const auto expected = testing::evaluate(bound, each.graph, each.inputs);
  std::vector<double> q(each.inputs.values[0]), gradient(6), joined(expected[1]);
  q.insert(q.end(), each.inputs.values[1].begin(), each.inputs.values[1].end());
  joined.insert(joined.end(), expected[2].begin(), expected[2].end());
  auto workspace = bound.workspace();
  EXPECT_EQ(bound.parameter_count(), 6u);
  EXPECT_EQ(bound.log_density_gradient(workspace, q.data(), gradient.data()), expected[0][0]);
  EXPECT_EQ(gradient, joined);
}

}  // namespace
}  // namespace scmc::codegen
