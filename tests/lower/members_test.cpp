/// Members of distributions that are written out, against closed forms.
#include "tests/support/query_text.h"

namespace scmc::testing {
namespace {

double value(const std::string& expr) {
  Queries queries("dim i\nb ~ Normal(0, 1)\nx[i] ~ Normal(b, 1)\nquery q = " + expr + "\n", R"({"x": [0.5, -2]})");
  EXPECT_TRUE(queries.is_fine()) << expr << "\n" << queries.messages();
  const double answer = queries.number("q", 1, 1, {0.25});
  EXPECT_TRUE(queries.is_fine()) << queries.messages();
  return answer;
}

double normal_cdf(double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); }

TEST(WrittenMembers, AreWhatTheFormulasSay) {
  EXPECT_NEAR(value("Normal(1, 2).cdf(3)"), normal_cdf(1), 1e-14);
  EXPECT_NEAR(value("Normal(1, 2).location_scale(-1.5)"), -2, 1e-15);
  EXPECT_NEAR(value("Normal(sigma = 2, mu = b).log_density(1)"), -0.5 * 0.140625 - std::log(2 * std::sqrt(2 * M_PI)), 1e-14);
  EXPECT_NEAR(value("Normal(0, 1).log_survival(3)"), std::log(normal_cdf(-3)), 1e-13) << "what follows from a cdf";
  EXPECT_NEAR(value("Exponential(2).quantile(0.5)"), std::log(2.0) / 2, 1e-14);
  EXPECT_EQ(value("Poisson(3).quantile(0.5)"), 3) << "P(X <= 2) = 0.423, P(X <= 3) = 0.647";
  EXPECT_EQ(value("Gamma(2, 4).mean"), 0.5);
  EXPECT_EQ(value("Gamma(2, 4).variance"), 0.125);
}

TEST(WrittenMembers, BeyondTheSupport) {
  EXPECT_EQ(value("Gamma(2, 1).log_density(-1)"), -INFINITY);
  EXPECT_EQ(value("Gamma(2, 1).cdf(-1)"), 0);
  EXPECT_EQ(value("Uniform(0, 1).cdf(2)"), 1);
}

TEST(WrittenMembers, RunOverWhatTheirArgumentsRunOver) {
  EXPECT_NEAR(value("sum(Normal(x, 1).cdf(0) over i)"), normal_cdf(-0.5) + normal_cdf(2), 1e-14);
  EXPECT_NEAR(value("Normal(0, 1).cdf(sum(x over i))"), normal_cdf(-1.5), 1e-14);
}

TEST(WrittenMembers, OfDistributionsOfDistributions) {
  EXPECT_NEAR(value("Mixture([0.25, 0.75], [Normal(0, 1), Normal(2, 1)]).cdf(1)"), 0.25 * normal_cdf(1) + 0.75 * normal_cdf(-1), 1e-14);
  EXPECT_NEAR(value("max(Mixture([0.25, 0.75], [Normal(x, 1), Normal(2, 1)]).cdf(1) over i)"),
              0.25 * normal_cdf(3) + 0.75 * normal_cdf(-1), 1e-14);
  EXPECT_NEAR(value("Truncated(Normal(0, 1), lower = 0).cdf(1)"), 2 * normal_cdf(1) - 1, 1e-14);
  EXPECT_NEAR(value("Truncated(Normal(0, 1), lower = 0).quantile(2 * 0.8413447460685429 - 1)"), 1, 1e-13);
}

}  // namespace
}  // namespace scmc::testing
