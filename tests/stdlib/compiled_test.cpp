/// Every distribution through the compiler: observed, outside of its support, and as a latent variable on the unconstrained scale.
#include <iostream>

#include "tests/stdlib/cases.h"
#include "tests/support/model_text.h"

namespace scmc::testing {
namespace {

class Compiled : public EveryDistribution {};
SCMC_EVERY_DISTRIBUTION(Compiled);

/// The log-density of `y ~ D(literals)` with y measured; minus infinity where binding refuses the value.
double observed(const std::string& distribution, double y) {
  Front front;
  const auto plan = front.plan("y ~ " + distribution, "{\"y\": " + spelled(y) + "}");
  if (!plan) {
    EXPECT_TRUE(front.codes().starts_with("E03") || front.codes().starts_with("E04")) << front.messages();
    return -HUGE_VAL;
  }
  return LogDensity(*plan, front.diagnostics)({});
}

TEST_P(Compiled, ObservedIsItsLogDensity) {
  for_each_example([](const Family& family, const Reference&) {
    if (family.literal().empty()) return;
    for (double p : {0.001, 0.3, 0.9}) {
      const double y = family.quantile(p), expected = family.at("log_density", y);
      if (std::isfinite(expected) && (family.discrete() || family.inside(y))) {
        EXPECT_NEAR(observed(family.literal(), y), expected, 1e-12 + 1e-13 * std::abs(expected)) << y;
      }
    }
  });
}

TEST_P(Compiled, OutsideOfItsSupportIsRefused) {
  for_each_example([](const Family& family, const Reference&) {
    if (family.literal().empty()) return;
    const double step = family.discrete() ? 1 : family.quantile(0.8) - family.quantile(0.2);
    if (std::isfinite(family.lower())) { EXPECT_EQ(observed(family.literal(), family.lower() - step), -HUGE_VAL); }
    if (std::isfinite(family.upper())) { EXPECT_EQ(observed(family.literal(), family.upper() + step), -HUGE_VAL); }
    if (family.discrete()) { EXPECT_EQ(observed(family.literal(), family.lower() + 0.5), -HUGE_VAL); }
  });
}

/// Bounds that are data, not constants, are known only when the program runs.
TEST(CompiledBounds, FromDataCountAsWell) {
  const auto density = [](const std::string& model, const std::string& json) {
    Front front;
    const auto plan = front.plan(model, json);
    EXPECT_TRUE(plan) << front.messages();
    return plan ? LogDensity(*plan, front.diagnostics)({}) : NAN;
  };
  const std::string uniform = "data a\ndata b\ny ~ Uniform(a, b)", binomial = "data n : int\ny ~ Binomial(n, 0.5)";
  EXPECT_DOUBLE_EQ(density(uniform, R"({"a": 1, "b": 3, "y": 2})"), std::log(0.5));
  EXPECT_EQ(density(uniform, R"({"a": 1, "b": 3, "y": 4})"), -HUGE_VAL);
  EXPECT_EQ(density(uniform, R"({"a": 1, "b": 3, "y": 0})"), -HUGE_VAL);
  EXPECT_DOUBLE_EQ(density(binomial, R"({"n": 2, "y": 1})"), std::log(0.5));
  EXPECT_EQ(density(binomial, R"({"n": 2, "y": 3})"), -HUGE_VAL);
}

/// From the support to the real line, written apart from the library's transforms.
double unconstrained(const Family& family, double x) {
  if (std::isinf(family.lower()) && std::isinf(family.upper())) return x;
  if (std::isinf(family.upper())) return std::log(x - family.lower());
  if (std::isinf(family.lower())) return std::log(family.upper() - x);
  return std::log(x - family.lower()) - std::log(family.upper() - x);
}

/// The slot's transform with its log-Jacobian keeps the mass: over all real numbers the density integrates to one.
TEST_P(Compiled, LatentHasMassOneOnTheUnconstrainedScale) {
  for_each_example([](const Family& family, const Reference&) {
    if (family.discrete()) return;
    Front front;
    const auto plan = front.plan("y ~ " + family.literal());
    ASSERT_TRUE(plan) << front.messages();
    ASSERT_EQ(plan->parameters, 1);
    const LogDensity log_density(*plan, front.diagnostics);
    std::vector<double> knots;
    for (double x : range_of(family).knots) knots.push_back(unconstrained(family, x));
    const auto density = [&](std::vector<double> points) {
      for (double& u : points) u = std::exp(log_density({u}));
      return points;
    };
    EXPECT_NEAR(integrate(density, {-HUGE_VAL, HUGE_VAL, knots}), 1, 1e-8);
  });
}

}  // namespace
}  // namespace scmc::testing
