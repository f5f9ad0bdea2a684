/// What other packages test of their `observe`, and what their users reported; what keeps its own noise gives the data back.
#include "tests/questions/rewrites.h"

namespace scmc::testing {
namespace {

TEST(Observed, ast02_TheDensityIsTheJointAtTheseValues) {
  Front front;
  const auto plan = front.plan(chain, R"({"y": 0.5, "z": 1.4})");
  ASSERT_TRUE(plan) << front.messages();
  ASSERT_EQ(plan->slots.size(), 1U);
  EXPECT_EQ(plan->slots.front().name, "x") << "only x is free";
  const LogDensity density(*plan, front.diagnostics);
  EXPECT_NEAR(density({0.9}), normal(0.9) + normal(0.5, 0.9) + normal(1.4, 0.5), 1e-12);
}

TEST(Observed, ast03_AClippedVariableIsCensored) {
  const std::string model = "dim d = 5\nx ~ Normal(0, 1)\ny[d] ~ Normal(x, 1)\nyc = clip(y, -1, 1)\n";
  for (double x : {-0.7, 0.3, 1.6}) {
    const double beyond = std::log(0.5 * std::erfc((1 - x) / std::sqrt(2.0)));
    const double exact = normal(x) + normal(0.9, x) + normal(0.5, x) + normal(0.3, x) + 2 * beyond;
    EXPECT_NEAR(log_density(model, R"({"yc": [0.9, 0.5, 0.3, 1, 1]})", {x}), exact, 1e-12);
  }
}

TEST(Observed, ast05_DimensionsAndLabelsStay) {
  Desk desk;
  const auto model = desk.read("dim d = {\"a\", \"b\", \"c\", \"e\", \"f\"}\nx[d] ~ Normal(0, 1)\n");
  const auto observed = desk.observe(model, {"x"});
  EXPECT_EQ(text_of(observed), "dim d = {\"a\", \"b\", \"c\", \"e\", \"f\"}\nobserve x[d] ~ Normal(0, 1)\n");
  EXPECT_EQ(observed[*observed.find("x")].dims, model[*model.find("x")].dims);
}

TEST(Observed, ast19_AMissingCellIsLeftOutOrDrawn) {
  const std::string model = "dim i\nmu ~ Normal(0, 1)\nobs[i] ~ Normal(mu, 2)\n";
  EXPECT_NEAR(log_density(model, R"({"obs": [1, null, 3]})", {0.4}), normal(0.4) + normal(1, 0.4, 2) + normal(3, 0.4, 2), 1e-12);
  Front front;
  const auto plan = front.plan(model + "y[i] ~ Normal(obs, 1)\n", R"({"obs": [1, null, 3], "y": [1, 2, 2]})");
  ASSERT_TRUE(plan) << front.messages();
  ASSERT_EQ(plan->slots.size(), 2U) << "something depends on it: it is drawn with the fit";
  EXPECT_TRUE(plan->slots[1].holes);
  EXPECT_EQ(plan->slots[1].size, 1);
}

TEST(Observed, ast20_OneModelMeetsOtherData) {
  const std::string model = "dim i\nmu ~ Normal(0, 1)\ny[i] ~ Normal(mu, 1)\n";
  Desk desk;
  const auto once = desk.observe(desk.read(model), {"y"});
  EXPECT_EQ(text_of(desk.observe(once, {"y"})), text_of(once));
  for (const auto& marked : {model, text_of(once)}) {
    EXPECT_NEAR(log_density(marked, R"({"y": [1, 2]})", {0.5}), normal(0.5) + normal(1, 0.5) + normal(2, 0.5), 1e-12);
    EXPECT_NEAR(log_density(marked, R"({"y": [-4]})", {0.5}), normal(0.5) + normal(-4, 0.5), 1e-12);
  }
}

TEST(Observed, ast27_WhatIsNotMeasuredAnyMoreIsFree) {
  Desk desk;
  const auto observed = desk.observe(desk.read(chain), {"y", "z"});
  const auto opened = desk.intervene(observed, "x = 1");
  EXPECT_FALSE(opened[*opened.find("y")].marked_observed);
  EXPECT_FALSE(opened[*opened.find("z")].marked_observed);
  Front front;
  EXPECT_FALSE(front.plan(text_of(observed), R"({"z": 1.4})")) << "marked, but without data";
  EXPECT_EQ(front.codes().substr(0, 1), "E") << front.messages();
  Front without;
  const auto plan = without.plan(chain, R"({"z": 1.4})");
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->slots.size(), 2U) << "x and y";
}

TEST(Kept, ast30_SettingWhatWasGivesTheData) {
  const std::string model = R"(
dim i
x[i] ~ Normal(0, 1)
h[i] ~ Gamma(2, exp(x))
n[i] ~ Poisson(1 + h)
y[i] ~ StudentT(3, x - h + n, 0.7)
query again[i] = E[y | cf(h = h)]
)";
  const std::vector<double> y{-0.3, 40, 1e-3};
  const std::string data = R"({"x": [0.1, -2, 1], "h": [0.5, 9, 2], "n": [0, 4, 11], "y": )" + json_array(y) + "}";
  EXPECT_EQ(Queries(model, data)("again"), y);
  const auto through_the_noise = Queries(model, data, {.copies_unchanged = false})("again");
  for (std::size_t i = 0; i < y.size(); ++i) EXPECT_NEAR(through_the_noise[i], y[i], 1e-12 * std::max(1.0, std::abs(y[i])));
}

/// A cause that was not measured is a draw of the posterior, and the noise of its effect follows from the same draw.
TEST(Kept, ast31_AMissingCauseIsDrawnWithTheNoise) {
  Queries queries(R"(
dim i
x[i] ~ Normal(0, 1)
y[i] ~ Normal(2 * x, 1)
query shifted[i] = E[y | cf(x = x + 1)]
query at_zero[i] = E[y | cf(x = 0)]
)",
                  R"({"x": [0.5, null], "y": [1.3, -0.4]})");
  ASSERT_TRUE(queries.is_fine()) << queries.messages();
  for (double x : {-1.0, 0.25, 3.0}) {
    const auto shifted = queries("shifted", 1, 1, {x}), at_zero = queries("at_zero", 1, 1, {x});
    EXPECT_NEAR(shifted[0], 1.3 + 2, 1e-12);
    EXPECT_NEAR(shifted[1], -0.4 + 2, 1e-12) << "whatever x was";
    EXPECT_NEAR(at_zero[0], 1.3 - 1, 1e-12);
    EXPECT_NEAR(at_zero[1], -0.4 - 2 * x, 1e-12);
  }
}

}  // namespace
}  // namespace scmc::testing
