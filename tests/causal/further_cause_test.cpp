/// Where a further cause goes in a mechanism, and which mechanisms have no place for one.
#include "compiler/causal/further_cause.h"

#include "compiler/ast/print.h"
#include "tests/causal/models.h"
#include "tests/causal/support.h"

namespace scmc {
namespace {

using namespace scmc::testing;

/// The mechanism of y once `u` is a cause of it; empty where it cannot be.
std::string with_u(const std::string& mechanism) {
  Desk desk;
  const auto model = desk.read("dim n\na ~ Normal(0, 1);  s ~ HalfNormal(1)\nx[n] ~ Normal(0, 1)\nu[n] ~ Normal(0, 1)\np = invlogit(a + x)\n" + mechanism + "\n");
  const auto text = with_cause(model, *model.model, *model.find("y"), ast::name("u"));
  if (!text) return "";
  auto statement = ast::print(text->statements.back());
  return statement.substr(statement.find('~') + 2);
}

TEST(FurtherCause, AdditiveNoiseInItsOwnUnits) {
  EXPECT_EQ(with_u("y[n] ~ Normal(a + x, s)"), "Normal(a + x + s * u, s)");
  EXPECT_EQ(with_u("y[n] ~ Normal(sigma = 2 * s)"), "Normal(sigma = 2 * s, mu = 0 + 2 * s * u)");
  EXPECT_EQ(with_u("y[n] ~ StudentT(4, a, s)"), "StudentT(4, a + s * u, s)");
  EXPECT_EQ(with_u("y[n] ~ Normal(a)"), "Normal(a + u)");
}

TEST(FurtherCause, WithinTheLink) {
  EXPECT_EQ(with_u("y[n] ~ Bernoulli(invlogit(a * x))"), "Bernoulli(invlogit(a * x + u))");
  EXPECT_EQ(with_u("y[n] ~ Bernoulli(p)"), "Bernoulli(invlogit(a + x + u))");
  EXPECT_EQ(with_u("y[n] ~ Bernoulli(0.3)"), "Bernoulli(invlogit(logit(0.3) + u))");
  EXPECT_EQ(with_u("y[n] ~ Poisson(exp(a))"), "Poisson(exp(a + u))");
  EXPECT_EQ(with_u("y[n] ~ Poisson(2)"), "Poisson(exp(log(2) + u))");
  EXPECT_EQ(with_u("y[n] ~ BernoulliLogit(a)"), "BernoulliLogit(a + u)");
}

TEST(FurtherCause, MoreOfItMakesTheVariableLarger) {
  EXPECT_EQ(with_u("y[n] ~ Exponential(exp(a))"), "Exponential(exp(a + -u))");
  EXPECT_EQ(with_u("y[n] ~ Gamma(2, s)"), "Gamma(2, exp(log(s) + -u))");
}

TEST(FurtherCause, WhatIsAroundADistributionStays) {
  EXPECT_EQ(with_u("y[n] ~ Truncated(Normal(a, s), 0)"), "Truncated(Normal(a + s * u, s), 0)");
}

TEST(FurtherCause, NoPlace) {
  EXPECT_EQ(with_u("y[n] ~ Uniform(0, 1)"), "");
  EXPECT_EQ(with_u("y[n] ~ HalfFlat()"), "");
  EXPECT_EQ(with_u("y[n] ~ RandomWalk(s)"), "");
  EXPECT_EQ(with_u("y[n] ~ Pareto(1, 2)"), "");
  EXPECT_EQ(with_u("y = a + x"), "");
}

}  // namespace
}  // namespace scmc
