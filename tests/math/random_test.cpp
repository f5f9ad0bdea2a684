/// Random streams against the published vectors of Philox, and against the distributions they claim.
#include "runtime/math/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <functional>
#include <set>
#include <vector>

namespace scmc::math {
namespace {

/// Probability of a chi-squared statistic as large as that of these counts. Tests fail below one in a million.
double p_value(const std::vector<double>& counts, const std::vector<double>& expected) {
  double statistic = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) statistic += (counts[i] - expected[i]) * (counts[i] - expected[i]) / expected[i];
  return boost::math::cdf(complement(boost::math::chi_squared(static_cast<double>(counts.size()) - 1), statistic));
}

double p_value_of_uniform(int numbers, const std::function<double(int)>& number) {
  std::vector<double> counts(1024), expected(1024, numbers / 1024.0);
  for (int i = 0; i < numbers; ++i) ++counts[static_cast<std::size_t>(number(i) * 1024)];
  return p_value(counts, expected);
}

/// Known answers of the authors' distribution of the generator  [Salmon et al. 2011; Random123, kat_vectors].
TEST(Philox, KnownAnswers) {
  using Block = std::array<std::uint32_t, 4>;
  EXPECT_EQ(philox({0, 0, 0, 0}, {0, 0}), (Block{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  constexpr std::uint32_t ones = 0xffffffff;
  EXPECT_EQ(philox({ones, ones, ones, ones}, {ones, ones}), (Block{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (Block{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(OpenUniform, NeverTouchesTheEnds) {
  EXPECT_EQ(open_uniform(0), 0x1p-53);
  EXPECT_EQ(open_uniform(~std::uint64_t{0}), 1 - 0x1p-53);
  EXPECT_LT(open_uniform(~std::uint64_t{0}), 1.0);
  EXPECT_EQ(1 - open_uniform(0), open_uniform(~std::uint64_t{0}));
}

TEST(Noise, IsUniformAlongEveryPartOfItsAddress) {
  const auto n = [](int i) { return static_cast<std::uint64_t>(i); };
  EXPECT_GT(p_value_of_uniform(1 << 20, [&](int i) { return uniform_of(1, 2, 3, n(i)); }), 1e-6);
  EXPECT_GT(p_value_of_uniform(1 << 20, [&](int i) { return uniform_of(1, 2, n(i), 3); }), 1e-6);
  EXPECT_GT(p_value_of_uniform(1 << 20, [&](int i) { return uniform_of(1, n(i), 2, 3); }), 1e-6);
  EXPECT_GT(p_value_of_uniform(1 << 20, [&](int i) { return uniform_of(n(i), 1, 2, 3); }), 1e-6);
}

/// Pairs of neighbours fill the unit square evenly: they are not correlated.
TEST(Noise, NeighboursAreIndependent) {
  const auto pair = [](double a, double b) { return (std::floor(a * 32) + b) / 32; };
  const auto n = [](int i) { return static_cast<std::uint64_t>(i); };
  EXPECT_GT(p_value_of_uniform(1 << 20, [&](int i) { return pair(uniform_of(9, 1, 1, n(i)), uniform_of(9, 1, 1, n(i) + 1)); }), 1e-6);
  EXPECT_GT(p_value_of_uniform(1 << 20, [&](int i) { return pair(uniform_of(9, 1, 1, n(i)), uniform_of(9, 1, 2, n(i))); }), 1e-6);
  EXPECT_GT(p_value_of_uniform(1 << 20, [&](int i) { return pair(uniform_of(9, n(i), 1, 1), uniform_of(9, n(i) + 1, 1, 1)); }), 1e-6);
  EXPECT_GT(p_value_of_uniform(1 << 20, [&](int i) { return pair(uniform_of(9, n(i), 1, 1), uniform_of(10, n(i), 1, 1)); }), 1e-6);
}

TEST(Noise, IsAPureFunctionAndDistinct) {
  std::set<double> seen;
  for (std::uint64_t seed = 0; seed < 8; ++seed)
    for (std::uint64_t draw = 0; draw < 8; ++draw)
      for (std::uint64_t stream = 0; stream < 8; ++stream)
        for (std::uint64_t cell = 0; cell < 8; ++cell) {
          EXPECT_EQ(uniform_of(seed, draw, stream, cell), scmc_noise_uniform(seed, draw, stream, cell));
          seen.insert(uniform_of(seed, draw, stream, cell));
        }
  EXPECT_EQ(seen.size(), 4096u);  // the chance of an equal pair is 1e-9
}

TEST(Stream, IsUniformAndIndependentOfItsNeighbours) {
  Stream stream({.seed = 1, .stream = 0}), other({.seed = 1, .stream = 1}), next_seed({.seed = 2, .stream = 0});
  EXPECT_GT(p_value_of_uniform(1 << 20, [&](int) { return stream.uniform(); }), 1e-6);
  const auto pair = [](double a, double b) { return (std::floor(a * 32) + b) / 32; };
  EXPECT_GT(p_value_of_uniform(1 << 20, [&](int) { return pair(stream.uniform(), stream.uniform()); }), 1e-6);
  Stream again({.seed = 1, .stream = 0});
  EXPECT_GT(p_value_of_uniform(1 << 20, [&](int) { return pair(again.uniform(), other.uniform()); }), 1e-6);
  Stream once_more({.seed = 1, .stream = 0});
  EXPECT_GT(p_value_of_uniform(1 << 20, [&](int) { return pair(once_more.uniform(), next_seed.uniform()); }), 1e-6);
}

TEST(Stream, SameAddressSameNumbers) {
  Stream a({.seed = 5, .stream = 6}), b({.seed = 5, .stream = 6});
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(a.bits(), b.bits());
}

/// Bins of equal probability; the layers of the ziggurat would show as a staircase.
TEST(Stream, NormalsHaveTheirDistribution) {
  constexpr int bins = 1000, numbers = 10'000'000;
  const boost::math::normal normal;
  Stream stream({.seed = 3});
  std::vector<double> counts(bins), expected(bins, double{numbers} / bins), batch(1000);
  for (int i = 0; i < numbers / 1000; ++i) {
    stream.fill_normal(batch);
    for (const double x : batch) ++counts[static_cast<std::size_t>(boost::math::cdf(normal, x) * bins)];
  }
  EXPECT_GT(p_value(counts, expected), 1e-6);
}

/// Beyond the cut of the ziggurat (3.654) the tail has its own method.
TEST(Stream, NormalTails) {
  constexpr double numbers = 2e7;
  const boost::math::normal normal;
  const std::vector<double> edges{-INFINITY, -4.5, -4.0, -3.8,    -3.6541528853610088, -3.5, -3.3, 3.3, 3.5, 3.6541528853610088,
                                  3.8,       4.0,  4.5,  INFINITY};
  std::vector<double> counts(edges.size() - 1), expected;
  for (std::size_t i = 0; i + 1 < edges.size(); ++i)
    expected.push_back(numbers * (edges[i] < 0 ? boost::math::cdf(normal, std::min(edges[i + 1], 40.0)) -
                                                     boost::math::cdf(normal, std::max(edges[i], -40.0))
                                               : boost::math::cdf(complement(normal, edges[i])) -
                                                     boost::math::cdf(complement(normal, std::min(edges[i + 1], 40.0)))));
  Stream stream({.seed = 4});
  for (int i = 0; i < numbers; ++i)
    ++counts[static_cast<std::size_t>(std::upper_bound(edges.begin(), edges.end(), stream.normal()) - edges.begin()) - 1];
  EXPECT_GT(p_value(counts, expected), 1e-6);
}

TEST(Stream, NormalsAreNotCorrelated) {
  Stream stream({.seed = 8});
  double products = 0, squares = 0, last = stream.normal();
  constexpr int numbers = 4'000'000;
  for (int i = 0; i < numbers; ++i) {
    const double x = stream.normal();
    products += x * last, squares += (x * x - 1) * (last * last - 1);
    last = x;
  }
  EXPECT_NEAR(products / std::sqrt(numbers), 0, 5);     // standard error 1
  EXPECT_NEAR(squares / std::sqrt(numbers) / 2, 0, 5);  // Var(x^2) = 2
}

}  // namespace
}  // namespace scmc::math
