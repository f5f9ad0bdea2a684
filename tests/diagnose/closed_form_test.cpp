/// Diagnostics where theory or brute force says what they must be.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "runtime/diagnose/autocovariance.h"
#include "runtime/diagnose/energy.h"
#include "runtime/diagnose/ess.h"
#include "runtime/diagnose/rank.h"
#include "runtime/diagnose/rhat.h"
#include "runtime/diagnose/summary.h"
#include "runtime/math/random.h"

namespace scmc::diagnose {
namespace {

struct Process {
  double correlation = 0;
  std::size_t draws = 1000;
  std::uint64_t stream = 0;
};

/// A stationary first-order autoregression with variance 1.
std::vector<double> autoregression(Process process) {
  math::Stream stream({.seed = 20, .stream = process.stream});
  const double innovation = std::sqrt(1 - process.correlation * process.correlation);
  std::vector<double> values{stream.normal()};
  while (values.size() < process.draws) values.push_back(process.correlation * values.back() + innovation * stream.normal());
  return values;
}

Sample four_chains(Process process) {
  std::vector<std::vector<double>> chains;
  for (std::uint64_t i = 0; i < 4; ++i) chains.push_back(autoregression({process.correlation, process.draws, process.stream + i}));
  return Sample::of(chains);
}

TEST(Sample, CutsToTheShortestChain) {
  const std::vector<std::vector<double>> chains{{1, 2, 3, 4, 5}, {6, 7, 8}};
  const Sample sample = Sample::of(chains);
  EXPECT_EQ(sample.draws(), 3u);
  EXPECT_EQ(std::vector<double>(sample.values().begin(), sample.values().end()), (std::vector<double>{1, 2, 3, 6, 7, 8}));
  const Sample halves = sample.halves();
  EXPECT_EQ(std::vector<double>(halves.values().begin(), halves.values().end()), (std::vector<double>{1, 3, 6, 8}));
}

TEST(Sample, NothingDrawnIsNotANumberAndNoCrash) {
  for (const Sample& sample :
       {Sample({0, 0}, {}), Sample({4, 0}, {}), Sample({1, 1}, {3.0}), Sample({4, 1}, {1, 2, 3, 4}), Sample({2, 2}, {1, 2, 3, 4})}) {
    const Summary summary = summarise(sample);
    for (const double value : {summary.rhat, summary.ess_bulk, summary.ess_tail, summary.mcse_mean, summary.mcse_sd})
      EXPECT_TRUE(std::isnan(value));
  }
  EXPECT_TRUE(std::isnan(summarise(Sample({4, 0}, {})).hdi.lower));
  EXPECT_EQ(summarise(Sample({1, 1}, {3.0})).hdi.upper, 3.0);
}

/// Var(mean) of an autoregression is (1 + r) / (1 - r) / n. The estimate's own error is some per cent at this length: 30 runs, 4 standard
/// errors.
TEST(Ess, OfAnAutoregression) {
  for (const double correlation : {0.0, 0.5, 0.9, -0.5}) {
    std::vector<double> ratios;
    for (std::uint64_t run = 0; run < 30; ++run) {
      const Sample sample = four_chains({correlation, 4000, 100 + 4 * run});
      ratios.push_back(ess_mean(sample) / 16000 * (1 + correlation) / (1 - correlation));
    }
    const double error = standard_deviation(ratios) / std::sqrt(30.0);
    EXPECT_NEAR(mean(ratios), 1.0, 4 * error + 0.02) << correlation;  // Geyer's cut biases by a per cent or two
  }
}

TEST(Autocovariance, SumAndTransformAgreeWithTheDefinition) {
  const Sample sample = four_chains({0.8, 301, 7});
  Autocovariance covariance(sample);
  for (std::size_t lag = 0; lag < 301; ++lag) {
    double expected = 0;
    for (std::size_t chain = 0; chain < 4; ++chain) {
      const auto x = sample.chain(chain);
      const double centre = std::accumulate(x.begin(), x.end(), 0.0) / 301;
      for (std::size_t i = 0; i + lag < 301; ++i) expected += (x[i] - centre) * (x[i + lag] - centre) / (301 * 4);
    }
    EXPECT_NEAR(covariance[lag], expected, 1e-12) << lag;
  }
}

TEST(Rhat, SeesShiftsAndScales) {
  const Sample same = four_chains({0, 1000, 3});
  EXPECT_LT(rhat(same), 1.01);
  std::vector<std::vector<double>> shifted, scaled;
  for (std::size_t i = 0; i < 4; ++i) {
    shifted.emplace_back(same.chain(i).begin(), same.chain(i).end());
    scaled.push_back(shifted.back());
  }
  for (double& x : shifted[3]) x += 1;
  for (double& x : scaled[3]) x *= 3;
  EXPECT_GT(rhat(Sample::of(shifted)), 1.05);
  EXPECT_GT(rhat(Sample::of(scaled)), 1.05);
  EXPECT_LT(rhat_basic(Sample::of(scaled)), 1.01);
}

TEST(Rank, TiesShareTheMean) { EXPECT_EQ(average_ranks(std::vector<double>{3, 1, 3, 2, 3}), (std::vector<double>{4, 1, 4, 2, 4})); }

/// Shortest of all intervals that hold as many draws, by brute force.
TEST(HighestDensity, IsTheNarrowest) {
  for (const double probability : {0.1, 0.5, 0.94, 0.99}) {
    auto values = autoregression({0.3, 333, 11});
    for (double& x : values) x = std::exp(x);
    const auto interval = Sorted(values).highest_density(probability);
    const auto inside = static_cast<std::size_t>(std::floor(probability * 333)) + 1;
    double narrowest = INFINITY;
    for (const double a : values)
      for (const double b : values)
        if (a <= b && static_cast<std::size_t>(std::ranges::count_if(values, [&](double x) { return a <= x && x <= b; })) >= inside)
          narrowest = std::min(narrowest, b - a);
    EXPECT_DOUBLE_EQ(interval.upper - interval.lower, narrowest);
  }
}

/// E (step^2) = 2 (1 - r) Var.
TEST(Energy, FractionOfAnAutoregression) {
  for (const double correlation : {0.0, 0.5, 0.95}) {
    const auto energy = autoregression({correlation, 400000, 5});
    EXPECT_NEAR(e_bfmi(energy), 2 * (1 - correlation), 0.02 * 2 * (1 - correlation) + 0.002) << correlation;
  }
  EXPECT_TRUE(std::isnan(e_bfmi(std::vector<double>{1})));
  EXPECT_TRUE(std::isnan(e_bfmi(std::vector<double>{1, 1, 1})));
}

}  // namespace
}  // namespace scmc::diagnose
