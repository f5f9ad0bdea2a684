/// Mechanisms: slices and base cases, recurrences and circles, supports.
#include "tests/check/support.h"

namespace scmc::testing {
namespace {

class CheckMechanisms : public Checking {};

TEST_F(CheckMechanisms, ABaseCaseAndTheRest) {
  const auto model = checked("dim t = 9\nx[1] ~ Normal(0, 5)\nx[t] ~ Normal(0.5 * x[t - 1], 1)\n");
  EXPECT_EQ(mechanisms(model, "x"), "eq(t, 1): Normal(0, 5)\nNormal(mul(0.5, x[t = sub(t, 1)]), 1)");
  EXPECT_TRUE(variable(model, "x").recurrent);
}

TEST_F(CheckMechanisms, TheRestMayStandFirst) {
  const auto model = checked("dim t = 9\nx[t] ~ Normal(0, 1)\nx[1] ~ Normal(0, 5)\n");
  EXPECT_EQ(mechanisms(model, "x"), "eq(t, 1): Normal(0, 5)\nNormal(0, 1)");
  EXPECT_FALSE(variable(model, "x").recurrent);
}

TEST_F(CheckMechanisms, RangesAndLabels) {
  const auto model = checked("dim t = 9;  dim k = {\"a\", \"b\"}\nx[1..3] ~ Normal(0, 5)\nx[t] ~ Normal(0, 1)\nu[\"a\"] = 1\nu[k] = 0\n");
  EXPECT_EQ(mechanisms(model, "x"), "and(ge(t, 1), le(t, 3)): Normal(0, 5)\nNormal(0, 1)");
  EXPECT_EQ(mechanisms(model, "u"), "eq(k, \"a\"): 1\n0");
}

TEST_F(CheckMechanisms, CirclesNeedTime) {
  EXPECT_EQ(codes("dim t = 3\nx[t] ~ Normal(y, 1)\ny[t] ~ Normal(x, 1)\n"), "E0230");
  EXPECT_EQ(codes("x = x + 1\n"), "E0232");
  EXPECT_EQ(codes("fn f(x over t) {\n  s[t] = x + s\n  return s\n}\ndim t = 3\ny[t] = f(t over t)\n"), "E0232");
  EXPECT_EQ(codes("fn f(x over t) {\n  s[t] = x + (if t > 1 then s[t - 1] else 0)\n  return s\n}\ndim t = 3\ny[t] = f(t over t)\n"), "");
  EXPECT_EQ(codes("dim t = 3\nx[1] ~ Normal(0, 1)\nx[t] ~ Normal(y[t - 1], 1)\ny[t] ~ Normal(x, 1)\n"), "");
}

TEST_F(CheckMechanisms, ACircleThroughTimeMakesAllOfItRecurrent) {
  const auto model = checked("dim t = 3\nx[1] ~ Normal(0, 1)\nx[t] ~ Normal(y[t - 1], 1)\ny[t] ~ Normal(x, 1)\nw[t] ~ Normal(y, 1)\n");
  EXPECT_TRUE(variable(model, "x").recurrent);
  EXPECT_TRUE(variable(model, "y").recurrent);
  EXPECT_FALSE(variable(model, "w").recurrent);
}

TEST_F(CheckMechanisms, Supports) {
  const auto model =
      checked("a ~ Normal(0, 1)\nb ~ HalfNormal(1)\nc ~ Beta(1, 1)\nd ~ Bernoulli(c)\ne ~ Poisson(b)\nf ~ Uniform(a, a + b)\n"
              "g ~ ZeroInflated(c, Truncated(Poisson(b), lower = 1))\nh ~ ZeroInflated(c, DiscreteUniform(2, 5))\n"
              "i ~ ZeroInflated(c, Poisson(b))\nj ~ Hurdle(c, Gamma(2, b))\n");
  const Terms terms(model);
  const auto support = [&](const char* name) {
    const auto& s = variable(model, name).support;
    return s.name + " " + terms(s.lower) + " " + terms(s.upper);
  };
  EXPECT_EQ(support("a"), "real none none");
  EXPECT_EQ(support("b"), "positive 0 none");
  EXPECT_EQ(support("c"), "unit 0 1");
  EXPECT_EQ(support("d"), "0..1 0 1");
  EXPECT_EQ(support("e"), "count 0 none");
  EXPECT_EQ(support("f"), "interval(lower, upper) a add(a, b)");
  EXPECT_EQ(support("g"), "0..infinity 0 none");
  EXPECT_EQ(support("h"), "0..5 0 5");
  EXPECT_EQ(support("i"), "count 0 none");
  EXPECT_EQ(support("j"), "nonnegative 0 none");
}

TEST_F(CheckMechanisms, AVariableWiderThanTheParameterIsRefused) {
  EXPECT_EQ(codes("s ~ Normal(0, 1)\ny ~ Normal(0, s)\n"), "E0229");
  EXPECT_EQ(codes("s ~ HalfNormal(1)\ny ~ Normal(0, s)\n"), "");
  EXPECT_EQ(codes("p ~ HalfNormal(1)\ny ~ Bernoulli(p)\n"), "E0229");
  EXPECT_EQ(codes("y ~ Normal(0, 0)\n"), "E0228");
}

TEST_F(CheckMechanisms, EventDimensions) {
  const auto model = checked("dim t = 5;  dim state = {\"a\", \"b\"}\ndata p[t, state]\nz[t] in state ~ Categorical(p)\n");
  EXPECT_EQ(declaration(model, "z"), "index z[t]");
  EXPECT_EQ(variable(model, "z").support.index_of, model.find_dim("state"));
  const auto& mechanism = std::get<RandomMechanism>(variable(model, "z").mechanisms.front().kind);
  EXPECT_EQ(mechanism.instance.event, model.find_dim("state"));
  EXPECT_EQ(codes("dim t = 5;  dim state = 2;  dim other = 2\ndata p[t, other]\nz[t] in state ~ Categorical(p)\n"), "E0207");
  EXPECT_EQ(codes("dim t = 5;  dim state = 2\nz[t] in state ~ Normal(0, 1)\n"), "E0239");
}

TEST_F(CheckMechanisms, MarksAndNamesOfColumns) {
  const auto model = checked("dim d\nx[d] from \"X 1\" ~ Normal(0, 1)\nobserve y[d] ~ Normal(x, 1)\n");
  EXPECT_EQ(variable(model, "x").column, "X 1");
  EXPECT_TRUE(variable(model, "x").explicit_column);
  EXPECT_FALSE(variable(model, "x").marked_observed);
  EXPECT_TRUE(variable(model, "y").marked_observed);
  EXPECT_TRUE(model.has_observe_marks);
}

}  // namespace
}  // namespace scmc::testing
