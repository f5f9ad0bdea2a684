/// Sufficient statistics against the sum over rows, in extended precision: ordinary, grouped, masked, badly scaled data.
#include <gtest/gtest.h>

#include <random>

#include "compiler/differentiate/differentiate.h"
#include "compiler/ir/expression.h"
#include "compiler/optimize/partition.h"
#include "compiler/optimize/passes.h"
#include "tests/optimize/keeps.h"

namespace scmc::ir {
namespace {

const DimId group{0}, obs{1};

/// A model's rows: parameters a, b, s; alpha by group; data x, y, mask and group_of by row.
struct Model {
  Builder build{std::vector<Dim>{{"group"}, {"obs"}}};
  Inputs inputs;
  Expression a, b, s, alpha, x, y, mask, group_of;

  explicit Model(double shift = 0, std::int64_t rows = 200)
      : inputs{{5, rows}, {}},
        a(declare("a", InputKind::Parameter, {})),
        b(declare("b", InputKind::Parameter, {})),
        s(declare("s", InputKind::Parameter, {})),
        alpha(declare("alpha", InputKind::Parameter, {group})),
        x(declare("x", InputKind::Data, {obs})),
        y(declare("y", InputKind::Data, {obs})),
        mask(declare("mask", InputKind::Data, {obs}, NodeType::Integer)),
        group_of(declare("group_of", InputKind::Data, {obs}, NodeType::Integer)) {
    std::mt19937_64 random(3);
    std::normal_distribution<double> normal;
    inputs.values = {{shift + 0.3}, {0.7}, {-0.2}, {0.1, -0.4, 0.9, 0.2, 1.1}, {}, {}, {}, {}};
    for (std::int64_t i = 0; i < rows; ++i) {
      inputs.values[4].push_back(shift + normal(random));
      inputs.values[5].push_back(shift * 1.5 + 0.6 * inputs.values[4].back() + normal(random));
      inputs.values[6].push_back(random() % 3 != 0);
      inputs.values[7].push_back(static_cast<double>(random() % 4));  // the last group is empty
    }
  }

  Expression declare(const char* name, InputKind kind, Dims dims, NodeType type = NodeType::Real) {
    return {build, build.input(build.declare_input({name, kind, std::move(dims), type}))};
  }
  Expression effect(Expression by_group) { return {build, build.gather(by_group, {group_of})}; }
  Expression total(Expression row) { return sum(row, {obs}); }
  Expression normal(Expression value, Expression mean, Expression log_scale) {
    return -0.5 * square((value - mean) / exp(log_scale)) - log_scale;
  }
};

bool reads_rows(const Graph& graph) {
  for (const auto& node : graph.nodes)
    if (contains(node.dims, obs)) return true;
  return false;
}

std::vector<Array> evaluate(const Partitioned& split, const Inputs& inputs) {
  Inputs for_prepare{inputs.sizes, {}}, for_evaluate{inputs.sizes, {}};
  for (auto input : split.data) for_prepare.values.push_back(inputs.values[index(input)]);
  const auto prepared = interpret(split.prepare, for_prepare);
  for (const auto& source : split.sources)
    for_evaluate.values.push_back(source.kind == Source::Original ? inputs.values[source.number] : prepared[source.number]);
  return interpret(split.evaluate, for_evaluate);
}

Graph optimized(Graph graph) {
  for (const auto& pass : passes()) {
    graph = pass.run(graph);
    verify(graph, pass.name);
  }
  return graph;
}

/// Value and gradient stay, and the evaluation reads no row at all.
void expect_collected(Model& model, Expression value, double tolerance = 1e-11) {
  model.build.output("value", value);
  const Graph plain = differentiate(model.build.graph(), "value");
  const auto split = partition(optimized(differentiate(optimized(model.build.graph()), "value")));
  EXPECT_FALSE(reads_rows(split.evaluate)) << print(split.evaluate);
  testing::expect_same(interpret(plain, model.inputs), evaluate(split, model.inputs), "", tolerance);
}

TEST(Collect, LinearRegression) {
  Model m;
  expect_collected(m, m.total(m.normal(m.y, m.a + m.b * m.x, m.s)));
}

TEST(Collect, WithoutIntercept) {
  Model m;
  expect_collected(m, m.total(m.normal(m.y, m.b * m.x, m.s)));
}

TEST(Collect, KnownScales) {
  Model m;
  expect_collected(m, m.total(-0.5 * square((m.y - m.a - m.b * m.x) / (1.0 + square(m.x)))));
}

TEST(Collect, Interactions) {
  Model m;
  expect_collected(m, m.total(m.normal(m.y, (m.a + m.b * m.x) * (1.0 + m.s * m.mask), m.s)));
}

TEST(Collect, MaskedRows) {
  Model m;
  expect_collected(m, m.total(select(m.mask, m.normal(m.y, m.a + m.b * m.x, m.s), {m.build, 0.0})));
}

/// Dead rows may hold NaN.
TEST(Collect, MissingCells) {
  Model m;
  for (std::size_t i = 0; i < m.inputs.values[5].size(); ++i)
    if (m.inputs.values[6][i] == 0) m.inputs.values[5][i] = NAN;
  expect_collected(m, m.total(select(m.mask, m.normal(m.y, m.a + m.b * m.x, m.s), {m.build, 0.0})));
}

TEST(Collect, GroupedIntercepts) {
  Model m;
  expect_collected(m, m.total(m.normal(m.y, m.effect(m.a + exp(m.s) * m.alpha) + m.b * m.x, m.s)));
}

TEST(Collect, GroupedSlopesAndScales) {
  Model m;
  const auto mean = m.effect(m.alpha) + m.effect(m.b * m.alpha) * m.x;
  expect_collected(m, m.total(m.normal(m.y, mean, m.effect(m.s + 0.1 * m.alpha))));
}

/// The empty group does not matter, even where its parameter is infinite.
TEST(Collect, EmptyGroupsDoNotMatter) {
  Model m;
  m.inputs.values[3][4] = HUGE_VAL;
  m.build.output("value", m.total(m.normal(m.y, m.effect(m.alpha) + m.b * m.x, m.s)));
  const auto before = interpret(m.build.graph(), m.inputs)[0][0];
  EXPECT_NEAR(interpret(optimized(m.build.graph()), m.inputs)[0][0], before, 1e-10 * std::abs(before));
}

TEST(Collect, LinearPartOfALogisticRegression) {
  Model m;
  const auto eta = m.effect(m.alpha) + m.b * m.x;
  m.build.output("value", m.total(m.mask * eta - call("log1p_exp", eta)));
  const Graph plain = differentiate(m.build.graph(), "value");
  const auto split = partition(optimized(differentiate(optimized(m.build.graph()), "value")));
  testing::expect_same(interpret(plain, m.inputs), evaluate(split, m.inputs), "", 1e-11);
  for (const auto& input : split.evaluate.inputs) EXPECT_NE(input.name, "mask");  // the outcome is only read by `prepare`
}

/// A mean a million times the scatter: centring and orthogonal columns keep the digits that raw sums of squares would lose.
TEST(Collect, FarFromZero) {
  for (double shift : {1e3, 1e6}) {
    Model m(shift);
    m.inputs.values[0][0] = 0.9 * shift;  // close to where the posterior is
    long double expected = 0;
    for (std::size_t i = 0; i < m.inputs.values[4].size(); ++i) {
      const long double r =
          (long double)m.inputs.values[5][i] - m.inputs.values[0][0] - (long double)m.inputs.values[1][0] * m.inputs.values[4][i];
      expected += r * r;
    }
    m.build.output("value", m.total(square(m.y - m.a - m.b * m.x)));
    const double collected = interpret(optimized(m.build.graph()), m.inputs)[0][0];
    EXPECT_NEAR(collected, static_cast<double>(expected), 1e-11 * static_cast<double>(expected)) << shift;
  }
}

/// The fit is nearly exact: the residual sum of squares is 1e-14 of the total one, and must not come out of their difference.
TEST(Collect, NearlyExactFit) {
  Model m;
  m.inputs.values[0][0] = 2, m.inputs.values[1][0] = 3;
  for (std::size_t i = 0; i < m.inputs.values[4].size(); ++i)
    m.inputs.values[5][i] = 2 + 3 * m.inputs.values[4][i] + (i % 2 ? 1e-7 : -1e-7);
  m.build.output("value", m.total(square(m.y - m.a - m.b * m.x)));
  const double rowwise = interpret(m.build.graph(), m.inputs)[0][0], collected = interpret(optimized(m.build.graph()), m.inputs)[0][0];
  EXPECT_NEAR(rowwise, 200e-14, 1e-16);
  EXPECT_NEAR(collected, rowwise, 1e-6 * rowwise);
}

/// A column twice: the second direction has nothing left.
TEST(Collect, CollinearColumns) {
  Model m;
  m.inputs.values[6] = m.inputs.values[4];
  expect_collected(m, m.total(m.normal(m.y, m.a * m.x + m.b * m.mask, m.s)));
}

TEST(Collect, LeavesAloneWhatIsNotAffine) {
  Model m;
  m.build.output("value", m.total(square(m.y - exp(m.b * m.x))));
  EXPECT_TRUE(reads_rows(partition(optimized(m.build.graph())).evaluate));
}

}  // namespace
}  // namespace scmc::ir
