/// Distributions over a dimension in its order: walks, autoregressions, levels and trends, counts of several kinds.
#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "compiler/lower/worlds.h"
#include "tests/support/model_text.h"

namespace scmc::testing {
namespace {

const std::string axes = "dim t = 6;  dim s like t\n", data = R"({"y": [0.3, -0.8, 1.1, 0.9, 2.5, 1.4]})";

/// The same series as one normal vector, its covariance written out.
void expect_normal(const std::string& series, const std::string& mean, const std::string& covariance) {
  EXPECT_NEAR(log_density(axes + "y[t] ~ " + series + "\n", data), log_density(axes + "y[t] ~ MvNormal(" + mean + ", " + covariance + ")\n", data),
              1e-11)
      << series;
}

TEST(Series, AreTheNormalVectorsThatTheyStandFor) {
  const std::string walk = "(min(t, s) - 1)";
  expect_normal("RandomWalk(0.7)", "0", "1 + 0.49 * " + walk);
  expect_normal("RandomWalk(0.7, drift = 0.2, start = -1, start_sigma = 2)", "-1 + 0.2 * (t - 1)", "4 + 0.49 * " + walk);
  expect_normal("LocalLevel(0.7, 0.4, start = 0.5, start_sigma = 2)", "0.5", "4 + 0.49 * " + walk + " + (if t == s then 0.16 else 0)");
  const std::string slopes = "0.09 * sum(max(0, t - 1 - r) * max(0, s - 1 - r) over r)";
  EXPECT_NEAR(log_density(axes + "y[t] ~ LocalTrend(0.7, 0.3, 0.4, 0.5, 2, 0.1, 1.5)\n", data),
              log_density(axes + "dim r like t\ny[t] ~ MvNormal(0.5 + 0.1 * (t - 1), 4 + 2.25 * (t - 1) * (s - 1) + 0.49 * " + walk + " + " + slopes +
                              " + (if t == s then 0.16 else 0))\n",
                          data),
              1e-11);
}

TEST(Series, RememberTheirLastValues) {
  const std::vector<double> y{0.3, -0.8, 1.1, 0.9, 2.5, 1.4};
  const auto normal = [](double x, double mean, double sd) {
    return -0.5 * (x - mean) * (x - mean) / (sd * sd) - std::log(sd) - 0.5 * std::log(2 * M_PI);
  };
  double expected = normal(y[0], 1, 3) + normal(y[1], 1, 3);
  for (std::size_t t = 2; t < y.size(); ++t) expected += normal(y[t], 1 + 0.6 * (y[t - 1] - 1) - 0.2 * (y[t - 2] - 1), 0.5);
  EXPECT_NEAR(log_density("dim t = 6;  dim lag = 2\ny[t] ~ AR(stack(0.6, -0.2 over lag), 0.5, 1, 3)\n", data), expected, 1e-12);
}

/// Mean and covariance of the elements of `y` over draws.
struct Moments {
  std::vector<double> mean;
  std::vector<std::vector<double>> covariance;
};
Moments simulated(const std::string& model, int draws) {
  Front front;
  const auto checked = front.check(model);
  EXPECT_TRUE(checked) << front.messages();
  auto bound = scmc::bind(checked, BindOptions{.must_observe = false}, front.diagnostics);
  const auto plan = plan_simulation(std::move(*bound), front.diagnostics);
  const auto program = lower_simulate(plan, Scenario{}, front.diagnostics);
  EXPECT_FALSE(front.diagnostics.has_errors()) << front.messages();
  ir::Inputs inputs{.sizes = plan.dimensions.sizes, .values = program.program.data};
  std::size_t at = 0;
  while ((*checked)[program.variables[at]].name != "y") ++at;
  std::vector<std::vector<double>> all;
  for (int d = 0; d < draws; ++d) {
    inputs.key1 = static_cast<std::uint64_t>(d);
    all.push_back(ir::interpret(program.program.graph, inputs)[at]);
  }
  const std::size_t n = all.front().size();
  Moments m{std::vector<double>(n, 0), std::vector<std::vector<double>>(n, std::vector<double>(n, 0))};
  for (const auto& y : all)
    for (std::size_t i = 0; i < n; ++i) m.mean[i] += y[i] / draws;
  for (const auto& y : all)
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) m.covariance[i][j] += (y[i] - m.mean[i]) * (y[j] - m.mean[j]) / draws;
  return m;
}

/// Of 3000 draws, five standard errors of a covariance of normal numbers.
void expect_moments(const std::string& model, const std::vector<double>& mean, const std::vector<std::vector<double>>& covariance,
                    double tails = 1) {
  constexpr int draws = 3000;
  const auto m = simulated(model, draws);
  for (std::size_t i = 0; i < mean.size(); ++i) {
    EXPECT_NEAR(m.mean[i], mean[i], 5 * std::sqrt(covariance[i][i] / draws)) << model << i;
    for (std::size_t j = 0; j < mean.size(); ++j) {
      const double error = std::sqrt((covariance[i][i] * covariance[j][j] + covariance[i][j] * covariance[i][j]) / draws);
      EXPECT_NEAR(m.covariance[i][j], covariance[i][j], 5 * tails * error) << model << i << ", " << j;
    }
  }
}

std::vector<std::vector<double>> table(std::size_t n, const std::function<double(int, int)>& f) {
  std::vector<std::vector<double>> result(n, std::vector<double>(n));
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) result[i][j] = f(static_cast<int>(i), static_cast<int>(j));
  return result;
}

TEST(Series, DrawsHaveTheirMoments) {
  const std::string t = "dim t = 4\n";
  expect_moments(t + "y[t] ~ RandomWalk(0.7, 0.2, -1, 2)\n", {-1, -0.8, -0.6, -0.4},
                 table(4, [](int i, int j) { return 4 + 0.49 * std::min(i, j); }));
  expect_moments(t + "y[t] ~ LocalLevel(0.7, 0.4, 0.5, 2)\n", {0.5, 0.5, 0.5, 0.5},
                 table(4, [](int i, int j) { return 4 + 0.49 * std::min(i, j) + (i == j ? 0.16 : 0); }));
  expect_moments(t + "y[t] ~ LocalTrend(0.7, 0.3, 0.4, 0.5, 2, 0.1, 1.5)\n", {0.5, 0.6, 0.7, 0.8}, table(4, [](int i, int j) {
                   double v = 4 + 2.25 * i * j + 0.49 * std::min(i, j) + (i == j ? 0.16 : 0);
                   for (int r = 1; r < 4; ++r) v += 0.09 * std::max(0, i - r) * std::max(0, j - r);
                   return v;
                 }));
  // Stationary from the start: the variance stays.
  expect_moments(t + "dim lag = 1\ny[t] ~ AR(stack(0.8 over lag), 0.6, 2, 1)\n", {2, 2, 2, 2},
                 table(4, [](int i, int j) { return std::pow(0.8, std::abs(i - j)); }));
}

TEST(Counts, OfSeveralKindsHaveTheirMoments) {
  const std::string d = "dim d = 3\n";
  const std::vector<double> p{0.2, 0.5, 0.3};
  const auto multinomial = [&](double factor) {
    return table(3, [&, factor](int i, int j) { return factor * 10 * p[i] * ((i == j ? 1 : 0) - p[j]); });
  };
  expect_moments(d + "y[d] ~ Multinomial(10, stack(0.2, 0.5, 0.3 over d))\n", {2, 5, 3}, multinomial(1));
  expect_moments(d + "y[d] ~ DirichletMultinomial(10, stack(1, 2.5, 1.5 over d))\n", {2, 5, 3}, multinomial(15.0 / 6), 1.5);  // (n + a) / (1 + a)
}

TEST(Vectors, OfStudentsTHaveTheirMoments) {
  const std::string named = "dim d = 2;  dim e like d\nS[d, e] = if d == e then 2 else 0.8\nL[d, e] = cholesky(S[d, e])\ny[d] ~ MvStudentT(9, 1, L)\n";
  expect_moments(named, {1, 1}, table(2, [](int i, int j) { return 9.0 / 7 * (i == j ? 2 : 0.8); }), 1.5);
}

}  // namespace
}  // namespace scmc::testing
