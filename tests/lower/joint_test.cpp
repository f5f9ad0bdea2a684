/// Variables whose draws are vectors or matrices: densities against SciPy's, transforms against quadrature, round trips, simulated draws.
#include <gtest/gtest.h>

#include <cmath>

#include "compiler/ir/primitives.h"
#include "compiler/lower/worlds.h"
#include "tests/support/model_text.h"

namespace scmc::testing {
namespace {

// ---- densities, by scipy.stats 1.x

const std::string axes = "dim i = 3\ndim j like i\n";
const std::string scale = R"("S": [[2, 0.3, -0.4], [0.3, 1.5, 0.2], [-0.4, 0.2, 1.1]])";

TEST(Joint, DensitiesAreThoseOfSciPy) {
  const std::string x = R"({"x": [0.1, -0.7, 1.2], "mu": [0.5, -1, 2], )" + scale + "}";
  const std::string given = axes + "data mu[i]\ndata S[i, j]\n";
  EXPECT_NEAR(log_density(given + "x[i] ~ MvNormal(mu, S)\n", x), -3.820018125851834, 1e-12);
  EXPECT_NEAR(log_density(given + "x[i] ~ MvNormalCholesky(mu, cholesky(S[i, j]))\n", x), -3.820018125851834, 1e-12);
  EXPECT_NEAR(log_density(given + "x[i] ~ MvNormalPrecision(mu, S)\n", x), -2.6036474891898282, 1e-12);
  EXPECT_NEAR(log_density(given + "x[i] ~ MvStudentT(4.5, mu, cholesky(S[i, j]))\n", x), -3.942007770821693, 1e-12);
  const std::string matrix = R"({"X": [[3, 0.5, 0.2], [0.5, 2.5, -0.3], [0.2, -0.3, 4]], )" + scale + "}";
  EXPECT_NEAR(log_density(axes + "data S[i, j]\nX[i, j] ~ Wishart(6.5, S)\n", matrix), -13.041280375018264, 1e-11);
  EXPECT_NEAR(log_density(axes + "data S[i, j]\nX[i, j] ~ InverseWishart(6.5, S)\n", matrix), -25.02157306327865, 1e-11);
  const std::string alpha = "dim i = 3\ndata a[i]\n";
  EXPECT_NEAR(log_density(alpha + "p[i] ~ Dirichlet(a)\n", R"({"p": [0.2, 0.5, 0.3], "a": [0.7, 2, 3.5]})"), 0.4502101213139986, 1e-12);
  EXPECT_NEAR(log_density("dim i = 3\ndata p[i]\nn[i] ~ Multinomial(10, p)\n", R"({"n": [2, 5, 3], "p": [0.2, 0.5, 0.3]})"), -2.46451596,
              1e-8);
  EXPECT_NEAR(log_density(alpha + "n[i] ~ DirichletMultinomial(10, a)\n", R"({"n": [2, 5, 3], "a": [0.7, 2, 3.5]})"), -4.269652471631433,
              1e-12);
}

TEST(Joint, OrderedCategoriesAreThoseOfSciPy) {
  const std::vector<double> logistic{-1.5410084538329922, -1.1685600678294903, -1.1376997027010347, -1.8677860293862656},
      probit{-2.335103278662442, -0.8141237666186762, -0.8780158987021491, -3.110796097552482};
  for (int k = 1; k <= 4; ++k) {
    const std::string model = "dim grade = 4\ndim c = 3\ndata cut[c]\ny in grade ~ ",
                      json = "{\"y\": " + std::to_string(k) + ", \"cut\": [-1, 0.4, 2]}";
    EXPECT_NEAR(log_density(model + "OrderedLogistic(0.3, cut)\n", json), logistic[k - 1], 1e-12);
    EXPECT_NEAR(log_density(model + "OrderedProbit(0.3, cut)\n", json), probit[k - 1], 1e-12);
  }
}

/// By conditionals, by eigenvectors, by sticks broken one after another and by differences of probabilities, in 40 digits, by mpmath.
TEST(Joint, DensitiesAreThoseOfTheirDefinitions) {
  const std::string areas = "dim i = 4\ndim j like i\ndata W[i, j]\n",
                    neighbours = R"("W": [[0, 1, 0, 1], [1, 0, 1, 0], [0, 1, 0, 0], [1, 0, 0, 0]])";
  EXPECT_NEAR(log_density(areas + "data mu[i]\nx[i] ~ CAR(mu, W, 0.6, 1.3)\n",
                          R"({"x": [0.1, -0.7, 1.2, 0.4], "mu": [0.5, -1, 2, 0], )" + neighbours + "}"),
              -3.978777314373594, 1e-12);
  EXPECT_NEAR(log_density(areas + "x[i] ~ ICAR(W, 0.8)\n", R"({"x": [0.1, -0.7, 1.2, -0.6], )" + neighbours + "}"), -5.0973627651114436,
              1e-12);
  EXPECT_NEAR(log_density("dim i = 3\nw[i] ~ StickBreakingWeights(1.7)\n", R"({"w": [0.2, 0.5, 0.3]})"), 0.44161909041039535, 1e-12);
  EXPECT_NEAR(log_density("dim i = 4\ndim c = 3\ndata cut[c]\nn[i] ~ OrderedMultinomial(10, 0.3, cut)\n",
                          R"({"n": [2, 5, 3, 0], "cut": [-1, 0.4, 2]})"),
              -4.5059021744110706, 1e-12);
}

/// Several draws, one for each unit.
TEST(Joint, UnitsAreIndependent) {
  const std::string model = axes + "dim unit\ndata S[i, j]\nx[unit, i] ~ MvNormal(0, S)\n",
                    one = axes + "data S[i, j]\nx[i] ~ MvNormal(0, S)\n";
  EXPECT_NEAR(log_density(model, R"({"x": [[0.1, -0.7, 1.2], [0.3, 0.2, -1]], )" + scale + "}"),
              log_density(one, R"({"x": [0.1, -0.7, 1.2], )" + scale + "}") + log_density(one, R"({"x": [0.3, 0.2, -1], )" + scale + "}"),
              1e-12);
}

/// A component that nobody measured is sampled: over all of its values the density adds up to that of the others.
TEST(Joint, AMissingComponentIsIntegratedOut) {
  const std::string given = axes + "dim unit\ndata S[i, j]\nx[unit, i] ~ MvNormal(0.5, S)\n", second = given + "z[unit] ~ Normal(x[i = 1], 1)\n";
  Front front;
  const auto plan = front.plan(second, R"({"x": [[0.1, null, 1.2], [0.3, 0.2, -1]], "z": [0.2, 0.4], )" + scale + "}");
  ASSERT_TRUE(plan) << front.messages();
  ASSERT_EQ(plan->parameters, 1);
  const LogDensity density(*plan, front.diagnostics);
  double sum = 0;
  for (int i = -400; i <= 400; ++i) sum += 0.03 * std::exp(density({0.03 * i}));
  const std::string rest = "dim i = 2\ndim j like i\ndata S[i, j]\nx[i] ~ MvNormal(0.5, S)\n";
  const auto normal = [](double x, double mean) { return -0.5 * (x - mean) * (x - mean) - 0.5 * std::log(2 * M_PI); };
  const double expected = log_density(rest, R"({"x": [0.1, 1.2], "S": [[2, -0.4], [-0.4, 1.1]]})") +
                          log_density(axes + "data S[i, j]\nx[i] ~ MvNormal(0.5, S)\n", R"({"x": [0.3, 0.2, -1], )" + scale + "}") +
                          normal(0.2, 0.1) + normal(0.4, 0.3);
  EXPECT_NEAR(std::log(sum), expected, 1e-9);
}

// ---- transforms: on the unconstrained scale every prior integrates to 1

/// By the trapezoidal rule on a grid, which converges fast for what falls off like these.
double integral(const std::string& model, std::size_t dimension, double from, double to, int steps) {
  Front front;
  const auto plan = front.plan(model, R"({"y": 0})");
  EXPECT_TRUE(plan) << front.messages() << model;
  if (!plan) return NAN;
  EXPECT_EQ(static_cast<std::size_t>(plan->parameters), dimension);
  const LogDensity density(*plan, front.diagnostics);
  const double h = (to - from) / steps;
  std::vector<int> at(dimension, 0);
  std::vector<double> position(dimension);
  double sum = 0;
  for (std::size_t d = 0; d < dimension;) {
    for (std::size_t i = 0; i < dimension; ++i) position[i] = from + h * at[i];
    const double value = std::exp(density(position));
    sum += std::isfinite(value) ? value : 0;
    for (d = 0; d < dimension && ++at[d] > steps; ++d) at[d] = 0;
  }
  return sum * std::pow(h, static_cast<double>(dimension)) * std::sqrt(2 * M_PI);  // y has the density of 0
}

const std::string two = "dim i = 2\ndim j like i\n", outcome = "y ~ Normal(0, 1)\n";

std::string read(const std::string& variable) { return "y ~ Normal(0 * " + variable + ", 1)\n"; }

TEST(Joint, PriorsIntegrateToOne) {
  EXPECT_NEAR(integral("dim i = 3\np[i] ~ Dirichlet(stack(2.5, 3.5, 4 over i))\n" + read("p[1]"), 3, -7, 4, 55), 1, 1e-4);
  EXPECT_NEAR(integral(two + "L[i, j] ~ LKJCholesky(1.7)\n" + read("L[2, 1]"), 1, -9, 9, 400), 1, 1e-6);
  EXPECT_NEAR(integral(two + "R[i, j] ~ LKJ(1.7)\n" + read("R[2, 1]"), 1, -9, 9, 400), 1, 1e-6);
  EXPECT_NEAR(integral("dim i = 3\ndim j like i\nL[i, j] ~ LKJCholesky(1.7)\n" + read("L[2, 1]"), 3, -5, 5, 40), 1, 1e-4);
  EXPECT_NEAR(integral("dim i = 3\ndim j like i\nR[i, j] ~ LKJ(1.7)\n" + read("R[2, 1]"), 3, -5, 5, 40), 1, 1e-4);
  EXPECT_NEAR(integral(two + "W[i, j] ~ Wishart(4.5, if i == j then 1 else 0.3)\n" + read("W[2, 1]"), 3, -6, 6, 50), 1, 1e-4);
  EXPECT_NEAR(integral(two + "W[i, j] ~ InverseWishart(6.5, if i == j then 3 else 0.3)\n" + read("W[2, 1]"), 3, -5, 5, 60), 1, 1e-4);
  EXPECT_NEAR(integral("dim i = 3\np[i] ~ StickBreakingWeights(1.7)\n" + read("p[1]"), 3, -14, 5, 45), 1, 1e-4);
  const std::string neighbours = "if abs(i - j) == 1 then 1 else 0";
  EXPECT_NEAR(integral(two + "x[i] ~ CAR(0, " + neighbours + ", 0.6, 2)\n" + read("x[1]"), 2, -8, 8, 40), 1, 1e-6);
  EXPECT_NEAR(integral("dim i = 3\ndim j like i\nx[i] ~ ICAR(" + neighbours + ", 0.8)\n" + read("x[1]"), 3, -7, 7, 30), 1, 1e-6);
  EXPECT_NEAR(integral("dim i = 3\ns[i] ~ ZeroSumNormal(0.8)\n" + read("s[1]"), 3, -6, 6, 40), 1, 1e-6);
}

/// A density that the library does not know, over the given set.
std::string custom(const std::string& support, const std::string& density, const std::string& dims) {
  return "distribution Own() over " + support + " {\n  log_density(x) = " + density + "\n}\n" + dims + "v[i] ~ Own()\n" + read("v[1]");
}

TEST(Joint, OrderedAndUnitVectorsIntegrateToOne) {
  const std::string normal = "sum(-0.5 * x^2 - 0.5 * log(2 * pi) over d)";
  EXPECT_NEAR(integral(custom("ordered[d]", normal + " + log(2)", "dim i = 2\n"), 2, -18, 8, 260), 1, 1e-6);
  EXPECT_NEAR(integral(custom("positive_ordered[d]", "sum(-x over d) + log(2)", "dim i = 2\n"), 2, -24, 5, 300), 1, 1e-6);
  EXPECT_NEAR(integral(custom("unit_vector[d]", "-log(2 * pi)", "dim i = 2\n"), 2, -7, 7, 200), 1,
              1e-3);  // the circle; a pole at the origin
}

// ---- inverse and forward

TEST(Joint, UnconstrainedValuesComeBack) {
  struct Case {
    std::string model;
    std::vector<double> value;
  };
  const std::vector<Case> cases = {
      {"dim i = 3\nv[i] ~ Dirichlet(1)\n", {0.2, 0.5, 0.3}},
      {"dim i = 3\ndim j like i\nv[i, j] ~ LKJCholesky(2)\n", {1, 0, 0, 0.6, 0.8, 0, 0.3, -0.4, std::sqrt(0.75)}},
      {"dim i = 2\ndim j like i\nv[i, j] ~ LKJ(2)\n", {1, 0.3, 0.3, 1}},
      {"dim i = 2\ndim j like i\nv[i, j] ~ Wishart(4, if i == j then 1 else 0)\n", {2, 0.3, 0.3, 1.2}},
      {"dim i = 3\nv[i] ~ ZeroSumNormal(1)\n", {0.5, 0.2, -0.7}},
  };
  for (const auto& c : cases) {
    Front front;
    const auto plan = front.plan(c.model + read(c.model.find("[i, j]") == std::string::npos ? "v[1]" : "v[2, 1]"), R"({"y": 0})");
    ASSERT_TRUE(plan) << front.messages();
    std::map<VariableId, std::vector<double>> values{{plan->slots[0].variable, to_ir_order(*plan, plan->slots[0].variable, c.value)}};
    const auto inverse = lower_unconstrain(*plan, values, front.diagnostics);
    ir::Inputs inputs{.sizes = plan->dimensions.sizes, .values = inverse.data};
    inputs.values[0].assign(static_cast<std::size_t>(plan->slots[0].size), 0);
    const auto u = ir::interpret(inverse.graph, inputs).front();
    const auto forward = lower_constrain(*plan, false, front.diagnostics);
    ir::Inputs at{.sizes = plan->dimensions.sizes, .values = forward.program.data};
    at.values[0] = u;
    const auto back = ir::interpret(forward.program.graph, at).front();
    const auto expected = values.begin()->second;
    for (std::size_t i = 0; i < back.size(); ++i) EXPECT_NEAR(back[i], expected[i], 1e-12) << c.model << i;
  }
}

// ---- simulated draws

/// Mean and second moments of a simulated variable.
struct Moments {
  std::vector<double> mean, square;
  double product = 0;  ///< of the first and the last element
};
Moments simulated(const std::string& model, const std::string& name, int draws) {
  Front front;
  const auto checked = front.check(model);
  EXPECT_TRUE(checked) << front.messages();
  auto bound = scmc::bind(checked, BindOptions{.must_observe = false}, front.diagnostics);
  const auto plan = plan_simulation(std::move(*bound), front.diagnostics);
  const auto program = lower_simulate(plan, Scenario{}, front.diagnostics);
  EXPECT_FALSE(front.diagnostics.has_errors()) << front.messages();
  ir::Inputs inputs{.sizes = plan.dimensions.sizes, .values = program.program.data};
  Moments result;
  for (int d = 0; d < draws; ++d) {
    inputs.key1 = static_cast<std::uint64_t>(d);
    const auto outputs = ir::interpret(program.program.graph, inputs);
    for (std::size_t o = 0; o < outputs.size(); ++o) {
      if ((*plan.bound.model)[program.variables[o]].name != name) continue;
      result.mean.resize(outputs[o].size()), result.square.resize(outputs[o].size());
      for (std::size_t i = 0; i < outputs[o].size(); ++i)
        result.mean[i] += outputs[o][i] / draws, result.square[i] += outputs[o][i] * outputs[o][i] / draws;
      result.product += outputs[o].front() * outputs[o].back() / draws;
    }
  }
  return result;
}

TEST(Joint, DrawsHaveTheirMoments) {
  constexpr int draws = 4000;
  const double error = 5 / std::sqrt(draws);
  const std::string matrix = "(if i == j then 2 else 0.8)";
  for (const std::string call : {"MvNormal(1, " + matrix + ")", "MvNormalCholesky(1, cholesky(" + matrix + "))"}) {
    const auto m = simulated("dim i = 2\ndim j like i\nx[i] ~ " + call + "\n", "x", draws);
    EXPECT_NEAR(m.mean[1], 1, error * std::sqrt(2));
    EXPECT_NEAR(m.square[1], 3, error * 4);
    EXPECT_NEAR(m.product, 1.8, error * 3);
  }
  const auto q = simulated("dim i = 2\ndim j like i\nx[i] ~ MvNormalPrecision(0, " + matrix + ")\n", "x", draws);
  EXPECT_NEAR(q.square[1], 2 / (4 - 0.64), error);
  EXPECT_NEAR(q.product, -0.8 / (4 - 0.64), error);
  const auto d = simulated("dim i = 3\np[i] ~ Dirichlet(stack(1, 2, 5 over i))\n", "p", draws);
  EXPECT_NEAR(d.mean[2], 5.0 / 8, error * 0.17);
  EXPECT_NEAR(d.mean[0], 1.0 / 8, error * 0.12);
  // A correlation of LKJ(eta) among K is Beta(eta - 1 + K / 2, same) on (-1, 1): its variance is 1 / (2 eta - 1 + K).
  const auto r = simulated("dim i = 3\ndim j like i\nR[i, j] ~ LKJ(2)\n", "R", draws);
  for (std::size_t cell : {1, 2, 5}) EXPECT_NEAR(r.square[cell], 1.0 / 6, error * 0.2) << cell;
  const auto l = simulated("dim i = 3\ndim j like i\nL[i, j] ~ LKJCholesky(2)\n", "L", draws);
  EXPECT_NEAR(l.square[3], 1.0 / 6, error * 0.2);
}

/// [BDA3, app. A]; on the diagonal a Wishart matrix has chi-squared numbers, its inverse inverse gamma ones.
TEST(Joint, DrawsOfCovariancesHaveTheirMoments) {
  constexpr int draws = 4000;
  const double error = 5 / std::sqrt(draws);
  const std::string dims = "dim i = 2\ndim j like i\n", matrix = "(if i == j then i else 0.8)";
  const std::vector<double> scale = {1, 0.8, 0.8, 2}, product = {1, 2, 2, 4};
  const auto w = simulated(dims + "W[i, j] ~ Wishart(4.5, " + matrix + ")\n", "W", draws);
  const auto v = simulated(dims + "V[i, j] ~ InverseWishart(13, " + matrix + ")\n", "V", draws);
  for (std::size_t cell = 0; cell < 4; ++cell) {
    const double square = scale[cell] * scale[cell];
    EXPECT_NEAR(w.mean[cell], 4.5 * scale[cell], error * std::sqrt(4.5 * (square + product[cell]))) << cell;
    EXPECT_NEAR(v.mean[cell], scale[cell] / 10, error * std::sqrt((12 * square + 10 * product[cell]) / (11 * 10 * 10 * 8))) << cell;
  }
  for (std::size_t cell : {0, 3}) {
    const double square = scale[cell] * scale[cell];
    EXPECT_NEAR(w.square[cell], 4.5 * 6.5 * square, error * 42 * square) << cell;
    EXPECT_NEAR(v.square[cell], 0.25 / (5 * 4) * square, error * 0.02 * square) << cell;
  }
  EXPECT_NEAR(w.product, 4.5 * 4.5 * 2 + 2 * 4.5 * 0.64, error * 60);  // nu^2 S[1, 1] S[2, 2] + 2 nu S[1, 2]^2
}

/// Covariances by the inverse of a precision, of ICAR by the one that is 0 along the constant vector.
TEST(Joint, DrawsOfAreasAndSticksHaveTheirMoments) {
  constexpr int draws = 4000;
  const double error = 5 / std::sqrt(draws);
  const std::string neighbours = "if abs(i - j) == 1 then 1 else 0";
  const auto c = simulated("dim i = 2\ndim j like i\nx[i] ~ CAR(0, " + neighbours + ", 0.6, 1.3)\n", "x", draws);
  EXPECT_NEAR(c.square[1], 1 / (1.3 * 0.64), error * 1.5 / (1.3 * 0.64));
  EXPECT_NEAR(c.product, 0.6 / (1.3 * 0.64), error * 1.2 / (1.3 * 0.64));
  const auto z = simulated("dim i = 3\ndim j like i\nx[i] ~ ICAR(" + neighbours + ", 0.8)\n", "x", draws);
  EXPECT_NEAR(z.square[0], 0.64 * 5 / 9, error * 1.5 * 0.64 * 5 / 9);
  EXPECT_NEAR(z.square[1], 0.64 * 2 / 9, error * 1.5 * 0.64 * 2 / 9);
  EXPECT_NEAR(z.product, -0.64 * 4 / 9, error * 0.64);
  const auto s = simulated("dim i = 3\np[i] ~ StickBreakingWeights(1.7)\n", "p", draws);
  EXPECT_NEAR(s.mean[0], 1 / 2.7, error * 0.26);
  EXPECT_NEAR(s.mean[2], 1.7 * 1.7 / (2.7 * 2.7), error * 0.26);
  EXPECT_NEAR(s.square[0], 2 / (2.7 * 3.7), error * 0.25);
}

TEST(Joint, DrawsOfCovariancesAreSymmetric) {
  for (const std::string name : {"Wishart", "InverseWishart"}) {
    const auto m = simulated("dim i = 3\ndim j like i\nW[i, j] ~ " + name + "(3.2, if i == j then 2 else 0.8)\n", "W", 1);
    for (const auto& [above, below] : {std::pair{1, 3}, {2, 6}, {5, 7}}) EXPECT_EQ(m.mean[above], m.mean[below]);
  }
}

}  // namespace
}  // namespace scmc::testing
