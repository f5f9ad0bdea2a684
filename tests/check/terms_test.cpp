/// Expressions: names, dimensions that meet by name, kinds.
#include "tests/check/support.h"

namespace scmc::testing {
namespace {

class CheckTerms : public Checking {};

TEST_F(CheckTerms, DimensionsMeetByNameInTheOrderOfTheirStatements) {
  const auto model = checked("dim a;  dim b;  data x[b];  data y[a]\nz = x * y\nw = z + x\n");
  EXPECT_EQ(declaration(model, "z"), "real z[a, b]");
  EXPECT_EQ(declaration(model, "w"), "real w[a, b]");
  EXPECT_EQ(mechanisms(model, "w"), "add(z, x)");
}

TEST_F(CheckTerms, WrittenDimensionsKeepTheirOrder) {
  const auto model = checked("dim a;  dim b;  data x[b];  data y[a]\nz[b, a] = x * y\ns[b, a] ~ Normal(x, 1)\n");
  EXPECT_EQ(declaration(model, "z"), "real z[b, a]");
  EXPECT_EQ(declaration(model, "s"), "real s[b, a]");
}

TEST_F(CheckTerms, WhatIsNotOnTheLeftIsRefused) {
  EXPECT_EQ(codes("dim a;  dim b;  data x[b]\nz[a] = x\n"), "E0207");
  EXPECT_EQ(codes("dim a;  data x[a]\nz ~ Normal(x, 1)\n"), "E0207");
  EXPECT_EQ(codes("dim a;  data x[a]\nz ~ Normal(sum(x over a), 1)\n"), "");
}

TEST_F(CheckTerms, AJoinOfUnrelatedDimensionsWarns) {
  EXPECT_EQ(codes("dim a;  dim b;  data x[b];  data y[a]\nz = x * y\n"), "W0201");
  EXPECT_EQ(codes("dim a;  dim b;  data x[b];  data y[a];  data both[a, b]\nz = both * x * y\n"), "");
}

TEST_F(CheckTerms, ReductionsRemoveTheirDimensions) {
  const auto model = checked("dim a;  dim b;  data x[a, b]\nr = sum(x over b)\nall_of = max(x over a, b)\n");
  EXPECT_EQ(declaration(model, "r"), "real r[a]");
  EXPECT_EQ(mechanisms(model, "r"), "sum(x over b)");
  EXPECT_EQ(declaration(model, "all_of"), "real all_of");
  EXPECT_EQ(mechanisms(model, "all_of"), "maximum(x over a, b)");
}

TEST_F(CheckTerms, ABareDimensionIsItsPosition) {
  const auto model = checked("dim year = 1990..2020;  data x[year]\ntrend = 0.1 * year + x\nn = size(year)\n");
  EXPECT_EQ(mechanisms(model, "trend"), "add(mul(0.1, year), x)");
  EXPECT_EQ(mechanisms(model, "n"), "size(year)");
}

TEST_F(CheckTerms, Kinds) {
  const auto model = checked(R"(dim d;  data n[d] : int;  data x[d]
half = n / 2
whole = n div 2
rest = n mod 2
above = x > 1
doubled = 2 * n
chosen = if x > 1 then n else 0
mixed = if x > 1 then n else 0.5
down = floor(x)
)");
  for (const char* name : {"half", "mixed"}) EXPECT_EQ(declaration(model, name), "real " + std::string(name) + "[d]");
  for (const char* name : {"whole", "rest", "above", "doubled", "chosen", "down"})
    EXPECT_EQ(declaration(model, name), "integer " + std::string(name) + "[d]");
}

TEST_F(CheckTerms, KindsOfRandomVariablesFollowTheirDistributions) {
  const auto model = checked("a ~ Normal(0, 1)\nb ~ Bernoulli(0.5)\nc ~ Poisson(3)\nd ~ DiscreteUniform(1, 6)\ne ~ Beta(1, 1)\n");
  EXPECT_EQ(declaration(model, "a"), "real a");
  EXPECT_EQ(declaration(model, "b"), "integer b");
  EXPECT_EQ(declaration(model, "c"), "integer c");
  EXPECT_EQ(declaration(model, "d"), "integer d");
  EXPECT_EQ(declaration(model, "e"), "real e");
}

TEST_F(CheckTerms, CausesAndTheCausalOrder) {
  const auto model = checked("dim d\ny[d] ~ Normal(m, s)\nm = a * x + a\nx[d] ~ Normal(0, 1)\na ~ Normal(0, 1)\ns ~ HalfNormal(1)\n");
  EXPECT_EQ(causes(model, "y"), "m s");
  EXPECT_EQ(causes(model, "m"), "x a");
  const auto at = [&](const char* name) { return std::ranges::find(model.order, *model.find(name)) - model.order.begin(); };
  EXPECT_LT(at("m"), at("y"));
  EXPECT_LT(at("x"), at("m"));
  EXPECT_LT(at("a"), at("m"));
  EXPECT_LT(at("s"), at("y"));
  EXPECT_EQ(model.order.size(), 5u);
}

TEST_F(CheckTerms, MembersOfDistributionsThatAreWrittenOut) {
  const auto model = checked("dim d;  data x[d]\ny = Normal(x, 1).location_scale(2)\nn = Bernoulli(0.5).quantile(x)\n");
  EXPECT_EQ(declaration(model, "y"), "real y[d]");
  EXPECT_EQ(declaration(model, "n"), "integer n[d]");
  for (const auto& [expr, code] : {std::pair{"Normal(0, 1).foo(x)", "E0244"},
                                   {"Normal(0, 1).form(x)", "E0244"},
                                   {"Mixture([0.5, 0.5], [Normal(0, 1), Normal(1, 1)]).quantile(0.5)", "E0244"},
                                   {"Normal(0, 1).cdf()", "E0222"},
                                   {"Normal(0, 1).mean(x)", "E0222"},
                                   {"Normal(0, 1, 2).cdf(x)", "E0222"},
                                   {"Dirichlet(1).log_density(x)", "E0240"},
                                   {"Categorical([0.5, 0.5]).quantile(x)", "E0240"},
                                   {"Truncated(MvNormal(0), lower = 0).cdf(x)", "E0240"},
                                   {"x.cdf(1)", "E0242"}})
    EXPECT_EQ(codes("dim d;  data x[d]\ny = " + std::string(expr) + "\n"), code) << expr;
  EXPECT_EQ(codes("dim d;  dim k = 2;  data w[d, k];  data x[d]\ny = Mixture(w, Normal(x, 1)).cdf(0)\n"), "E0240");
}

}  // namespace
}  // namespace scmc::testing
