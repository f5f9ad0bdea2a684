/// The special functions against R, against identities at the edges, and quantiles against their own distribution functions.
#include "runtime/math/special.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <limits>
#include <sstream>

#include "compiler/ir/primitives.h"

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

struct Row {
  std::string name;
  std::vector<double> args;
  double expected = 0;
};

Row parse(const std::string& line) {
  std::istringstream words(line);
  Row row;
  words >> row.name;
  for (std::string word; words >> word;) row.args.push_back(std::stod(word));
  row.expected = row.args.back();
  row.args.pop_back();
  return row;
}

/// R and Boost both promise about 1e-13 here; the condition of an argument's last digit is added: |x f'(x)| ulp, by a difference.
double tolerance(const scmc::ir::Primitive& primitive, std::vector<double> args, double value) {
  double condition = 0;
  for (auto& arg : args) {
    const double original = arg;
    arg = original * (1 + 1e-8);
    const double change = std::abs(primitive.value(args) - value) * 1e8 * std::numeric_limits<double>::epsilon();
    condition += std::isfinite(change) ? change : 0;
    arg = original;
  }
  return 2e-13 * std::abs(value) + 4 * condition + 1e-300;
}

TEST(Special, AgreesWithR) {
  std::ifstream file(SCMC_SOURCE_DIR "/tests/math/special.txt");
  int rows = 0;
  for (std::string line; std::getline(file, line); ++rows) {
    const Row row = parse(line);
    const auto& primitive = scmc::ir::op(row.name);
    const double value = primitive.value(row.args);
    if (value == row.expected) continue;
    EXPECT_NEAR(value, row.expected, tolerance(primitive, row.args, row.expected)) << line;
  }
  EXPECT_GT(rows, 400);
}

TEST(Special, TailsKeepTheirDigits) {
  EXPECT_DOUBLE_EQ(scmc_log1p_exp(-50), std::exp(-50.));
  EXPECT_DOUBLE_EQ(scmc_log1p_exp(800), 800);
  EXPECT_DOUBLE_EQ(scmc_log1m_exp(-1e-20), std::log(1e-20));
  EXPECT_DOUBLE_EQ(scmc_log1m_exp(-50), -std::exp(-50.));
  EXPECT_DOUBLE_EQ(scmc_log_add_exp(1000, 1000), 1000 + std::log(2.));
  EXPECT_EQ(scmc_log_add_exp(-infinity, -infinity), -infinity);
  EXPECT_EQ(scmc_log_add_exp(-infinity, 3), 3);
  EXPECT_NEAR(scmc_inverse_mills(-1e6), 1e6, 1e-5);
  EXPECT_NEAR(scmc_inverse_mills(-30.0001), scmc_inverse_mills(-29.9999), 3e-4);
  EXPECT_NEAR(scmc_erf_inverse(std::erf(0.3)), 0.3, 1e-15);
}

TEST(Special, EdgesOfDomains) {
  EXPECT_EQ(scmc_xlogy(0, 0), 0);
  EXPECT_EQ(scmc_xlog1py(0, -1), 0);
  EXPECT_TRUE(std::isnan(scmc_xlogy(0, NAN)));
  EXPECT_EQ(scmc_lgamma(0), infinity);
  EXPECT_EQ(scmc_gamma_p(2, infinity), 1);
  EXPECT_EQ(scmc_gamma_q(2, infinity), 0);
  EXPECT_TRUE(std::isnan(scmc_gamma_p(-1, 2)));
  EXPECT_TRUE(std::isnan(scmc_digamma(-2)));
  EXPECT_EQ(scmc_beta_cdf(2, 3, -1), 0);
  EXPECT_EQ(scmc_beta_cdf(2, 3, 2), 1);
  EXPECT_EQ(scmc_normal_quantile(0), -infinity);
  EXPECT_EQ(scmc_normal_quantile(1), infinity);
  EXPECT_EQ(scmc_student_t_quantile(3, 1), infinity);
  EXPECT_EQ(scmc_gamma_p_inverse(3, 1), infinity);
  EXPECT_EQ(scmc_lchoose(3, 4), -infinity);
  EXPECT_EQ(scmc_poisson_quantile(1, 3), infinity);
  EXPECT_EQ(scmc_binomial_quantile(1, 7, 0.5), 7);
}

/// Every primitive returns a number for every argument: it neither throws nor hangs.
TEST(Special, SurvivesExtremes) {
  const std::vector<double> extremes = {-infinity, -1e300, -1, -0.5, -1e-300, 0, 1e-300, 0.5, 1, 2.5, 1e15, 1e300, infinity, NAN};
  for (const auto& primitive : scmc::ir::primitives()) {
    std::vector<std::size_t> pick(primitive.arity, 0);
    for (std::size_t at = 0; at < primitive.arity;) {
      std::vector<double> args;
      for (auto i : pick) args.push_back(extremes[i]);
      ASSERT_NO_THROW(primitive.value(args)) << primitive.name;
      for (at = 0; at < primitive.arity && ++pick[at] == extremes.size(); ++at) pick[at] = 0;
    }
  }
}

TEST(Special, QuantilesAreTheSmallestCount) {
  for (double p : {1e-6, 0.03, 0.5, 0.97, 0.999999})
    for (double mean : {0.02, 0.9, 7., 1234.}) {
      const double k = scmc_poisson_quantile(p, mean);
      EXPECT_GE(scmc_poisson_cdf(k, mean), p);
      EXPECT_LT(scmc_poisson_cdf(k - 1, mean), p);
      const double n = scmc_negative_binomial_quantile(p, 3, 3 / (3 + mean));
      EXPECT_GE(scmc_negative_binomial_cdf(n, 3, 3 / (3 + mean)), p);
      EXPECT_LT(scmc_negative_binomial_cdf(n - 1, 3, 3 / (3 + mean)), p);
    }
}

}  // namespace
