/// Whole models: what all passes, partition and generated code make of a density against the plain graph, interpreted.
#include <random>

#include "compiler/differentiate/differentiate.h"
#include "compiler/pipeline.h"
#include "tests/support/model_text.h"

namespace scmc::testing {
namespace {

struct Column {
  std::string name;
  enum Kind { Normal, Binary, Count, Group } kind = Normal;
};

struct Example {
  std::string name, text;
  std::vector<Column> columns;
};

std::string cell(Column::Kind kind, std::mt19937_64& random) {
  switch (kind) {
    case Column::Normal:
      return std::to_string(std::normal_distribution()(random));
    case Column::Binary:
      return std::to_string(random() % 2);
    case Column::Count:
      return std::to_string(std::poisson_distribution(2)(random));
    case Column::Group:
      return std::to_string(1 + random() % 7);
  }
  return "";
}

std::string json(const Example& example, int rows) {
  std::mt19937_64 random(1);
  std::string text = "{";
  for (const auto& column : example.columns) {
    text += (text.size() > 1 ? ", \"" : "\"") + column.name + "\": [";
    for (int i = 0; i < rows; ++i) text += (i ? ", " : "") + cell(column.kind, random);
    text += "]";
  }
  return text + "}";
}

void PrintTo(const Example& example, std::ostream* out) { *out << example.name; }

class Models : public ::testing::TestWithParam<Example> {};

/// Errors are relative to the log-density, which is the size of the terms that cancel in a gradient.
TEST_P(Models, OptimizedAndCompiledIsThePlainGraph) {
  for (int rows : {7, 100, 1003}) {
    Front front;
    const auto plan = front.plan(GetParam().text, json(GetParam(), rows));
    ASSERT_TRUE(plan) << front.messages();
    const Program program = lower_density(*plan, front.diagnostics);
    const auto optimized = optimize_with_gradient(program, *plan);
    const CompiledDensity compiled(optimized, program.data);
    const auto plain = ir::differentiate(program.graph, "log_density");
    std::mt19937_64 random(2);
    for (int round = 0; round < 5; ++round) {
      std::vector<double> position(compiled.dimension()), gradient;
      for (auto& q : position) q = std::normal_distribution(0., 0.5)(random);
      ir::Inputs inputs{plan->dimensions.sizes, program.data};
      auto next = position.begin();
      for (std::size_t i = 0; i < plan->slots.size(); ++i)
        inputs.values[i].assign(next, next + plan->slots[i].size), next += plan->slots[i].size;
      const auto expected = ir::interpret(plain, inputs);
      const double value = compiled(position, gradient), scale = std::abs(expected[0][0]);
      EXPECT_NEAR(value, expected[0][0], 1e-11 * scale) << rows << " rows\n" << print(optimized.split.evaluate);
      std::size_t at = 0;
      for (std::size_t i = 1; i < expected.size(); ++i)
        for (double by : expected[i]) EXPECT_NEAR(gradient[at++], by, 1e-10 * (std::abs(by) + scale)) << "parameter " << at;
      EXPECT_EQ(at, gradient.size());
    }
  }
}

const std::vector<Example> examples = {
    {"ads",
     "dim obs\nb0 ~ Normal(0, 2)\nb1 ~ Normal(0, 2)\na ~ Normal(0, 5)\nbz ~ Normal(0, 5)\nbc ~ Normal(0, 5)\ns ~ HalfNormal(2)\n"
     "c[obs] ~ Normal(0, 1)\nz[obs] ~ Bernoulli(invlogit(b0 + b1 * c))\ny[obs] ~ Normal(a + bz * z + bc * c, s)\n",
     {{"c"}, {"z", Column::Binary}, {"y"}}},
    {"groups",
     "dim group = 7\ndim obs\ndata x[obs]\ndata group_of[obs] in group\nmu ~ Normal(0, 5)\ntau ~ HalfNormal(2)\nb ~ Normal(0, 1)\ns ~ "
     "HalfNormal(2)\n"
     "alpha[group] ~ Normal(mu, tau)\ny[obs] ~ Normal(alpha[group_of] + b * x, s)\n",
     {{"x"}, {"group_of", Column::Group}, {"y"}}},
    {"poisson",
     "dim obs\ndata x[obs]\na ~ Normal(0, 1)\nb ~ Normal(0, 1)\ny[obs] ~ Poisson(exp(a + b * x))\n",
     {{"x"}, {"y", Column::Count}}},
    {"mixture",
     "dim k = 3\ndim obs\nmu[k] ~ Normal(0, 2)\ns ~ HalfNormal(1)\nu[k] ~ Normal(0, 1)\n"
     "component[obs] in k ~ Categorical(softmax(u over k))\ny[obs] ~ Normal(mu[component], s)\n",
     {{"y"}}},
    {"occupancy",
     "dim obs\na ~ Normal(0, 1)\np ~ Beta(2, 2)\ndata x[obs]\npresent[obs] ~ Bernoulli(invlogit(a * x))\n"
     "seen[obs] ~ Bernoulli(present * p)\n",
     {{"x"}, {"seen", Column::Binary}}},
    {"classes",
     "dim group = 7\ndim obs\ndata group_of[obs] in group\nshare ~ Beta(1, 1)\nd ~ Normal(0, 1)\nclass[group] ~ Bernoulli(share)\n"
     "z[obs] ~ Bernoulli(0.2 + 0.5 * class[group_of])\ny[obs] ~ Normal(d * z + class[group_of], 1)\n",
     {{"group_of", Column::Group}, {"y"}}},
    {"measured",
     "dim obs\nm ~ Normal(0, 1)\ns ~ HalfNormal(2)\nx[obs] ~ Normal(m, s)\ny = min(exp(x), 4)\nw[obs] ~ Normal(m, 1)\nz = w > 0\n"
     "n[obs] ~ Poisson(exp(m))\ncount = min(n, 2)\nlog_y = log(y)\n",
     {{"z", Column::Binary}}},
    {"combined",
     "dim obs\np ~ Beta(2, 2)\na ~ Normal(0, 1)\nb ~ Normal(0, 1)\ny[obs] ~ Mixture([p, 1 - p], [Normal(a, 1), Truncated(Normal(b, 2), lower = -9)])\n"
     "n[obs] ~ ZeroInflated(p, Poisson(exp(a)))\nc[obs] ~ Censored(Normal(b, 1), lower = -8, upper = 8)\n",
     {{"y"}, {"n", Column::Count}, {"c"}}},
    {"level", "dim obs\ns ~ HalfNormal(1)\ne ~ HalfNormal(1)\ny[obs] ~ LocalLevel(s, e)\n", {{"y"}}},
    {"carried",
     "dim obs\ndata x[obs]\nkeep ~ Beta(2, 2)\nb ~ Normal(0, 1)\ny[obs] ~ Normal(b * cumulative_sum(x, keep over obs), 1)\n",
     {{"x"}, {"y"}}},
    {"shared_noise",
     "dim obs\na ~ Normal(0, 1)\nb ~ Normal(0, 1)\nr ~ Uniform(-1, 1)\nx[obs] ~ Normal(a, 1)\ny[obs] ~ Normal(b * x + r * noise(x), 1)\n",
     {{"x"}, {"y"}}},
    {"equation",
     "fn growth(u, time, r, c over k) = r * u * (1 - u / c) - 0.1 * time\ndim k = 2\ndim obs\nr ~ HalfNormal(1)\nc[k] ~ LogNormal(1, 0.1)\n"
     "u = ode(growth, 1, obs / (10 + obs), r, c over obs, k)\ny[obs] ~ Normal(u[k = 1] + u[k = 2], 1)\n",
     {{"y"}}},
    {"student", "dim obs\ndata x[obs]\na ~ Normal(0, 1)\ns ~ Exponential(1)\ny[obs] ~ StudentT(4, a * x, s)\n", {{"x"}, {"y"}}},
};

INSTANTIATE_TEST_SUITE_P(Table, Models, ::testing::ValuesIn(examples), [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace scmc::testing
