/// The special functions against R, against identities at the edges, and quantiles against their own distribution functions.
#include "runtime/math/special.h"

#include <gtest/gtest.h>

#include <array>
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
  EXPECT_GT(rows, 700);
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
  EXPECT_EQ(scmc_beta_binomial_quantile(1, 7, 2, 3), 7);
  EXPECT_EQ(scmc_hypergeometric_quantile(0, 5, 4, 2), 3);
  EXPECT_EQ(scmc_hypergeometric_quantile(1, 5, 4, 2), 4);
  EXPECT_TRUE(std::isnan(scmc_hypergeometric_cdf(1, 7, 4, 2)));
  EXPECT_EQ(scmc_hypergeometric_cdf(0, 0, 0, 0), 1);
  EXPECT_EQ(scmc_skew_normal_cdf(-infinity, 3), 0);
  EXPECT_EQ(scmc_skew_normal_quantile(1, 3), infinity);
  EXPECT_EQ(scmc_ex_gaussian_quantile(0, 3), -infinity);
  EXPECT_EQ(scmc_inverse_gaussian_cdf(infinity, 3), 1);
  EXPECT_EQ(scmc_inverse_gaussian_quantile(0, 3), 0);
  EXPECT_EQ(scmc_rice_quantile(0, 3), 0);
  EXPECT_EQ(scmc_bessel_i_scaled(0, 0), 1);
  EXPECT_EQ(scmc_bessel_i_scaled(1, 0), 0);
}

/// Where the textbooks' differences have lost every digit: quadrature and formulas in 60 digits, by mpmath.
TEST(Special, SkewedTailsKeepTheirDigits) {
  const auto expect = [](double value, double expected) { EXPECT_NEAR(value, expected, 1e-12 * expected); };
  expect(scmc_skew_normal_cdf(-8, 4), 4.0433806265237496e-241);
  expect(scmc_skew_normal_cdf(-0.7, 30), 3.2325367193803929e-101);
  expect(scmc_skew_normal_cdf(-30, -3), 9.8134278542959512e-198);
  expect(scmc_ex_gaussian_cdf(-8, 1e-6), 7.5502615081933817e-23);
  expect(scmc_ex_gaussian_cdf(-8, 1e4), 6.2159123418246469e-16);
  expect(scmc_ex_gaussian_cdf(0.2, 1e-6), 5.0689429554414981e-7);
  expect(scmc_inverse_gaussian_cdf(0.001, 0.1), 1.6841653878228739e-23);
  expect(scmc_inverse_gaussian_cdf(0.999, 1e8), 7.247969350528092e-24);
  expect(scmc_von_mises_cdf(-2, 60), 7.1550156368525173e-39);
  expect(scmc_von_mises_cdf(-0.09, 1e4), 1.1614306146714956e-19);
  expect(scmc_rice_cdf(50, 60), 6.9494025212372392e-24);
  expect(scmc_rice_cdf(1e-6, 2), 6.7667641618323257e-14);
}

/// Quantiles by a search, from one tail to the other, and for shapes from next to nothing to nearly normal.
TEST(Special, ContinuousQuantilesInvertTheirCdf) {
  using Function = double (*)(double, double);
  const std::vector<std::array<Function, 2>> pairs = {{scmc_skew_normal_quantile, scmc_skew_normal_cdf},
                                                      {scmc_ex_gaussian_quantile, scmc_ex_gaussian_cdf},
                                                      {scmc_inverse_gaussian_quantile, scmc_inverse_gaussian_cdf},
                                                      {scmc_von_mises_quantile, scmc_von_mises_cdf},
                                                      {scmc_rice_quantile, scmc_rice_cdf}};
  for (std::size_t i = 0; i < pairs.size(); ++i)
    for (double shape : {1e-5, 0.01, 0.6, 1., 4., 70., 1e4})
      for (double p : {1e-300, 1e-12, 1e-4, 0.3, 0.5, 0.7, 0.999, 1 - 1e-12}) {
        const double x = pairs[i][0](p, shape), slack = 4 * std::numeric_limits<double>::epsilon() * std::abs(x);
        const auto cdf = [&](double at) { return pairs[i][1](at, shape); };
        const double rounding = 1e-10 * std::fmin(p, 1 - p) + 2e-16;
        EXPECT_LE(cdf(x - slack), p + (p < 1e-100 ? 1e-10 * p : rounding)) << i << " shape " << shape << ", p = " << p << ", x = " << x;
        EXPECT_GE(cdf(x + slack), p - rounding) << i << " shape " << shape << ", p = " << p << ", x = " << x;
      }
}

/// One turn further is one more, and the half turns meet.
TEST(Special, AnglesGoRound) {
  constexpr double turn = 2 * 3.14159265358979323846;
  for (double kappa : {0.3, 5., 1e4})
    for (double x : {-turn / 2, -0.4, 0., 1e-3, 2.}) {
      EXPECT_NEAR(scmc_von_mises_cdf(x + turn, kappa), scmc_von_mises_cdf(x, kappa) + 1, 1e-13 * (1 + kappa)) << x;
      const double p = scmc_von_mises_cdf(x, kappa);
      EXPECT_NEAR(scmc_von_mises_quantile(p - 2, kappa), scmc_von_mises_quantile(p, kappa) - 2 * turn, 1e-9) << x;
    }
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
