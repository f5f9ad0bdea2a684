/// Digits: none that the Monte Carlo error does not support.
#include "runtime/report/number.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <random>

namespace scmc::report {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(Number, DecimalsFollowTheError) {
  EXPECT_EQ(format({0.16437, 0.00091}), "0.164");
  EXPECT_EQ(format({0.16437, 0.001}), "0.164") << "an error of one unit in the last place is supported";
  EXPECT_EQ(format({0.16437, 0.0011}), "0.16");
  EXPECT_EQ(format({-0.2, 0.082}), "-0.2");
  EXPECT_EQ(format({12345.6, 30}), "12300");
  EXPECT_EQ(format({12345.6, 1}), "12346");
  EXPECT_EQ(format({-0.0004, 0.001}), "0.000") << "zero has no sign";
  EXPECT_EQ(format({3, 700}), "0");
}

TEST(Number, LongNumbersHaveAnExponent) {
  EXPECT_EQ(format({1.2345e-9, 2e-12}), "1.23e-9");
  EXPECT_EQ(format({1.2347e12, 1e9}), "1.235e12");
  EXPECT_EQ(format({-4.5678e-8, 1e-10}), "-4.57e-8");
  EXPECT_EQ(format({1e-30, 1e-9}), "0");
  EXPECT_EQ(format({9.996e8, 1e6}), "1.000e9");
  EXPECT_EQ(format({0.51234567, 1e-7}), "0.5123457") << "a long fraction of an ordinary number has none";
  EXPECT_EQ(format({0.5, 1e-300}),
            "0.500000000000000"
            "0")
      << "no more digits than a double has";
}

TEST(Number, ExactAndUnknownAndNotFinite) {
  EXPECT_EQ(format({0.1, 0}), "0.1");
  EXPECT_EQ(format({1.0 / 3, 0}), "0.333333");
  EXPECT_EQ(format({-0.0, 0}), "0");
  EXPECT_EQ(format({0.123456789, 0}, 0.05), "0.1235") << "a thousandth of the spread is fine enough";
  EXPECT_EQ(format({0.12345, nan}), "0.12");
  EXPECT_EQ(format({nan, 0.1}), "NaN");
  EXPECT_EQ(format({-infinity, 0.1}), "-inf");
}

/// The printed number is within half a unit of the last place of the value, and the unit is no finer than the error and not ten times
/// coarser.
TEST(Number, PropertyOfRandomNumbers) {
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> exponent(-5, 6), mantissa(-1, 1);
  for (int i = 0; i < 20000; ++i) {
    const double value = mantissa(random) * std::pow(10, exponent(random)), mcse = std::pow(10, exponent(random));
    const double unit = std::pow(10, -supported_decimals(mcse));
    EXPECT_GE(unit, mcse * 0.9999) << mcse;
    EXPECT_LT(unit, mcse * 10.0001) << mcse;
    const std::string text = format({value, mcse});
    EXPECT_NEAR(std::strtod(text.c_str(), nullptr), value, unit * 0.50001) << text << " of " << value << " +- " << mcse;
    const std::size_t point = text.find('.');
    const auto printed = point == std::string::npos ? 0 : text.find_first_of('e') == std::string::npos ? text.size() - point - 1 : 0;
    EXPECT_LE(static_cast<int>(printed), std::max(0, supported_decimals(mcse))) << text;
  }
}

TEST(Number, Probabilities) {
  EXPECT_EQ(format_probability({0.4912, 0.009}), "0.49");
  EXPECT_EQ(format_probability({0.4912, 0.03}), "0.5");
  EXPECT_EQ(format_probability({1, 0}), ">0.99");
  EXPECT_EQ(format_probability({0.9971, 0.0008}), ">0.99");
  EXPECT_EQ(format_probability({0, 0}), "<0.01");
  EXPECT_EQ(format_probability({0.02, 0.05}), "<0.1");
  EXPECT_EQ(format_probability({nan, 0}), "NaN");
}

TEST(Number, Convergence) {
  EXPECT_EQ(format_rhat(1.00049), "1.000");
  EXPECT_EQ(format_rhat(1.7312), "1.731");
  EXPECT_EQ(format_ess(612.9), "612");
  EXPECT_EQ(format_ess(nan), "-");
  EXPECT_EQ(format_rhat(nan), "-");
}

/// The normal approximation against 4000 replicates of an experiment with 400 independent draws.
TEST(Number, NormalErrorsAgainstReplicates) {
  std::mt19937_64 random(2);
  std::normal_distribution<double> normal(3, 2);
  constexpr int replicates = 4000, draws = 400;
  std::vector<double> means, sds, lows;
  for (int r = 0; r < replicates; ++r) {
    std::vector<double> x(draws);
    double sum = 0, squares = 0;
    for (double& value : x) sum += value = normal(random);
    for (double value : x) squares += (value - sum / draws) * (value - sum / draws);
    std::nth_element(x.begin(), x.begin() + draws * 3 / 100, x.end());
    means.push_back(sum / draws);
    sds.push_back(std::sqrt(squares / (draws - 1)));
    lows.push_back(x[draws * 3 / 100]);
  }
  const auto spread = [](const std::vector<double>& v) {
    double mean = 0, squares = 0;
    for (double value : v) mean += value / replicates;
    for (double value : v) squares += (value - mean) * (value - mean);
    return std::sqrt(squares / replicates);
  };
  const Estimate estimate = with_normal_errors({.mean = 3, .sd = 2, .low = -0.76, .high = 6.76, .ess = draws});
  const double error = 1 / std::sqrt(2.0 * replicates);  // relative, of a standard deviation over the replicates
  EXPECT_NEAR(estimate.mean.mcse / spread(means), 1, 4 * error);
  EXPECT_NEAR(estimate.sd.mcse / spread(sds), 1, 4 * error);
  EXPECT_NEAR(estimate.low.mcse / spread(lows), 1, 0.1) << "asymptotic: of 400 draws only 12 lie below the end";
}

}  // namespace
}  // namespace scmc::report
