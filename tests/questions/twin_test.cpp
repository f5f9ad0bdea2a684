/// A twin model answers by its variables what its original answers by `cf`.
#include "tests/causal/models.h"
#include "tests/causal/support.h"
#include "tests/questions/support.h"

namespace scmc::testing {
namespace {

struct Case {
  const char* name;
  std::string model, json, cf, outcome, dim;
  std::vector<double> position;
  double tolerance = 1e-12;
};

const std::string advertising = google_ads.substr(0, google_ads.find("\nquery")) + "\n";
const std::string measured = R"({"c": [0.3, -1, 2], "z": [1, 0, 1], "y": [2, 0.5, -1]})";

const std::vector<Case> cases = {
    {"google_ads", advertising, measured, "z = 0", "y", "day",
     {0.1, 0.2, 0.5, 0.7, 1.5, -0.4}},
    {"discrete_mediator", advertising, measured, "c = 1 - c", "y", "day",
     {0.1, 0.2, 0.5, 0.7, 1.5, -0.4}},
    {"carry_over", R"(dim week
data spend[week]
keep ~ Beta(2, 2);  b ~ Normal(0, 1)
carried[1] = spend
carried[week] = spend + keep * carried[week - 1]
sales[1] ~ Normal(b * carried, 1)
sales[week] ~ Normal(b * carried + 0.3 * sales[week - 1], 1)
)",
     R"({"spend": [1, 2, 3, 4, 5], "sales": [0.5, 1, 3, 2, 4]})", "spend[2..3] = 0.1 * spend", "sales", "week", {0.3, 0.8}},
    {"part_of_a_series", R"(dim week
b ~ Normal(0, 1)
y[1] ~ Normal(0, 1)
y[week] ~ Normal(b * y[week - 1], 2)
)",
     R"({"y": [0.5, 1, 3, 2, 4]})", "y[3] = 2 * y", "y", "week", {0.8}},
    {"latent", R"(dim school
data error[school]
mu ~ Normal(0, 5);  tau ~ HalfNormal(5)
theta[school] ~ Normal(mu, tau)
y[school] ~ Normal(theta, error)
)",
     R"({"error": [1, 2, 3], "y": [4, -2, 1]})", "mu = mu + 1", "y", "school", {0.5, 0.2, 1, -1, 0.3}},
    {"truncated", R"(dim day
b ~ Normal(0, 1)
x[day] ~ Normal(0, 1)
y[day] ~ Truncated(Normal(b * x, 1), lower = 0)
)",
     R"({"x": [0.5, 1, -1], "y": [0.5, 1, 3]})", "x = 0", "y", "day", {0.8}, 1e-10},
    {"gamma", R"(dim day
b ~ Normal(0, 1)
x[day] ~ Normal(0, 1)
y[day] ~ Gamma(2, exp(b * x))
)",
     R"({"x": [0.5, 1, -1], "y": [0.5, 1, 3]})", "x = 0", "y", "day", {0.8}, 1e-10},
    {"counts", R"(dim day
b ~ Normal(0, 1)
x[day] ~ Normal(0, 1)
visits[day] ~ Poisson(3 * exp(b * x))
bought[day] ~ Binomial(visits, 0.3)
)",
     R"({"x": [0.5, 1, -1, 0], "visits": [3, 10, 0, 2], "bought": [1, 4, 0, 2]})", "x = x + 1", "bought", "day", {0.8}},
};

class TwinMeans : public ::testing::TestWithParam<Case> {};

TEST_P(TwinMeans, WhatTheQuestionMeans) {
  const auto& c = GetParam();
  Desk desk;
  const auto twin = text_of(desk.twin(desk.read(c.model), c.cf));
  Queries asked(c.model + "query q[" + c.dim + "] = E[" + c.outcome + " | cf(" + c.cf + ")]\n", c.json);
  Queries read(twin + "query q[" + c.dim + "] = " + c.outcome + "_cf\nquery all = mean(" + c.outcome + "_cf over " + c.dim + ")\n", c.json);
  ASSERT_TRUE(asked.is_fine()) << asked.messages();
  ASSERT_TRUE(read.is_fine()) << twin << read.messages();
  const auto expected = asked("q", 1, 1, c.position), given = read("q", 1, 1, c.position);
  ASSERT_TRUE(asked.is_fine() && read.is_fine()) << asked.messages() << read.messages();
  ASSERT_EQ(given.size(), expected.size());
  double sum = 0;
  for (std::size_t i = 0; i < given.size(); ++i) {
    EXPECT_NEAR(given[i], expected[i], c.tolerance * std::max(1.0, std::abs(expected[i]))) << i;
    sum += expected[i];
  }
  EXPECT_NEAR(read.number("all", 1, 1, c.position), sum / static_cast<double>(given.size()), 1e-10);
}

INSTANTIATE_TEST_SUITE_P(All, TwinMeans, ::testing::ValuesIn(cases), [](const auto& info) { return info.param.name; });

double poisson(int k, double rate) { return std::exp(k * std::log(rate) - rate - std::lgamma(k + 1.0)); }

/// Given a count n of the rate r, u is uniform on a step; under the rate s it lies in the steps of other counts, in proportion to what they
/// have in common.
double coupled_mean(int n, double r, double s) {
  double below = 0;
  for (int k = 0; k < n; ++k) below += poisson(k, r);
  const double above = below + poisson(n, r);
  double mean = 0, at = 0;
  for (int k = 0; k < 200; ++k) {
    const double next = at + poisson(k, s);
    mean += k * std::max(0.0, std::min(above, next) - std::max(below, at));
    at = next;
  }
  return mean / (above - below);
}

TEST(Twin, ACountKeepsItsPlaceWithinTheStep) {
  constexpr int units = 20000;
  Rows rows({"x", "n"});
  rows.add({1, 4}, units);
  Desk desk;
  const auto twin = text_of(desk.twin(desk.read("dim i\nx[i] ~ Normal(0, 1)\nn[i] ~ Poisson(2 + x)\n"), "x = 6"));
  Queries read(twin + "query q = mean(n_cf over i)\nquery s = sd(n_cf over i)\n", rows.json());
  ASSERT_TRUE(read.is_fine()) << read.messages();
  expect_simulated(read.number("q"), coupled_mean(4, 3, 8), read.number("s") / std::sqrt(units), 0.01);
}

/// 1 - p < u is z = 1: the noise of a measured z is uniform on one side of it.
TEST(Noise, OfABinaryVariableIsUniformWithinItsStep) {
  constexpr int units = 20000;
  Rows rows({"z"});
  rows.add({1}, units);
  Queries read(R"(dim i
z[i] ~ Bernoulli(0.2)
u = noise(z)
query lowest = min(u over i)
query highest = max(u over i)
query q = mean(u over i)
)",
               rows.json());
  ASSERT_TRUE(read.is_fine()) << read.messages();
  EXPECT_GE(read.number("lowest"), 0.8);
  EXPECT_LE(read.number("highest"), 1);
  expect_simulated(read.number("q"), 0.9, 0.2 / std::sqrt(12.0 * units));
}

TEST(Noise, OfADiscreteVariableIsNotKnownToTheDensity) {
  Front front;
  const auto plan = front.plan("dim i\nz[i] ~ Bernoulli(0.2)\ny[i] ~ Normal(noise(z), 1)\n", R"({"z": [1, 0], "y": [0, 1]})");
  if (plan) const LogDensity density(*plan, front.diagnostics);
  EXPECT_EQ(front.codes(), "E0245");
}

}  // namespace
}  // namespace scmc::testing
