/// Quantile functions invert the cdf, samplers have the law they claim, and so has the location-scale map of standard noise.
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/complement.hpp>

#include "runtime/math/random.h"
#include "tests/stdlib/cases.h"

namespace scmc::testing {
namespace {

class Quantile : public EveryDistribution {};
SCMC_EVERY_DISTRIBUTION(Quantile);

constexpr double eps = std::numeric_limits<double>::epsilon();

/// The cdf passes p between the neighbours of x, for x is rounded.
void expect_inverse(const Family& family, double p) {
  const double x = family.quantile(p), ulps = 4 * eps * std::abs(x), slack = 4 * eps + 1e-9 * std::min(p, 1 - p);
  ASSERT_TRUE(x >= family.lower() && x <= family.upper()) << x << " for p = " << p;
  EXPECT_LE(family.cdf(std::max(x - ulps, family.lower())), p + slack) << "p = " << p << ", x = " << x;
  EXPECT_GE(family.cdf(std::min(x + ulps, family.upper())), p - slack) << "p = " << p << ", x = " << x;
}

/// The smallest integer of the support whose cdf is at least p, up to the rounding of the cdf.
void expect_smallest(const Family& family, double p) {
  const double k = family.quantile(p), slack = 16 * eps;
  ASSERT_EQ(k, std::floor(k)) << "p = " << p;
  ASSERT_TRUE(k >= family.lower() && k <= family.upper()) << k << " for p = " << p;
  EXPECT_GE(family.cdf(k), p * (1 - slack)) << "p = " << p << ", k = " << k;
  if (k > family.lower()) { EXPECT_LT(family.cdf(k - 1), p * (1 + slack)) << "p = " << p << ", k = " << k; }
}

TEST_P(Quantile, InvertsTheCdf) {
  for_each_example([](const Family& family, const Reference&) {
    for (double p : tail_to_tail) family.discrete() ? expect_smallest(family, p) : expect_inverse(family, p);
    if (!family.discrete()) return;
    for (double p : {0.01, 0.3, 0.8, 0.999}) {
      const double k = family.quantile(p), jump = family.cdf(k), below = family.cdf(k - 1);
      for (double q : {jump, jump * (1 - 1e-9), 0.5 * (jump + below), below * (1 + 1e-9)})
        if (q > 0 && q < 1) expect_smallest(family, q);
    }
  });
}

/// Uniform noise is an odd multiple of 2^-53: its ends give finite values of the support.
TEST_P(Quantile, IsFiniteForAllNoise) {
  for_each_example([](const Family& family, const Reference&) {
    for (double u : {0x1p-53, 1 - 0x1p-53}) {
      const double x = family.quantile(u);
      EXPECT_TRUE(std::isfinite(x)) << u;
      EXPECT_TRUE(x >= family.lower() && x <= family.upper()) << x << " for " << u;
    }
  });
}

constexpr int draws = 20000;

std::vector<double> uniforms(std::uint64_t stream) {
  math::Stream numbers({.seed = 20240229, .stream = stream});
  std::vector<double> u(draws);
  for (double& one : u) one = numbers.uniform();
  return u;
}

/// Kolmogorov's statistic sqrt(n) sup |F_n - F| is above 2.69 once in a million samples.  [Marsaglia, Tsang and Wang 2003]
void expect_law(std::vector<double> sample, const Reference& reference) {
  std::ranges::sort(sample);
  const double n = static_cast<double>(sample.size());
  double distance = 0;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const double cdf = reference.cdf(sample[i]), rank = static_cast<double>(i);
    distance = std::max({distance, cdf - rank / n, (rank + 1) / n - cdf});
  }
  EXPECT_LT(std::sqrt(n) * distance, 2.69);
}

/// Pearson's statistic over values pooled until each bin expects five; fails once in a million.
void expect_counts(const std::vector<double>& sample, const Family& family, const Reference& reference) {
  const auto points = support_points(family);
  double statistic = 0, expected = 0, seen = 0, left = draws;
  int bins = 0;
  for (double k : points) {
    expected += draws * std::exp(reference.log_density(k));
    seen += static_cast<double>(std::ranges::count(sample, k));
    if (expected < 5 || left - expected < 5) continue;
    statistic += (seen - expected) * (seen - expected) / expected, ++bins;
    left -= expected, expected = seen = 0;
  }
  if (expected > 0.01) statistic += (seen - expected) * (seen - expected) / expected, ++bins;
  else { EXPECT_LE(seen, 3) << "values that hardly occur"; }
  if (bins > 1) {
    EXPECT_GT(boost::math::cdf(complement(boost::math::chi_squared(bins - 1), statistic)), 1e-6);
  } else {
    EXPECT_EQ(std::ranges::count(sample, sample.front()), draws);
  }
}

TEST_P(Quantile, OfUniformNoiseHasTheLaw) {
  std::uint64_t stream = 0;
  for_each_example([&](const Family& family, const Reference& reference) {
    const auto sample = family.at("quantile", uniforms(++stream));
    family.discrete() ? expect_counts(sample, family, reference) : expect_law(sample, reference);
  });
}

TEST_P(Quantile, LocationScaleMapHasTheLaw) {
  std::uint64_t stream = 100;
  for_each_example([&](const Family& family, const Reference& reference) {
    if (!family.has("location_scale")) return;
    const auto standard = family.standard();
    const auto noise = standard.at("quantile", uniforms(++stream));
    expect_law(family.at("location_scale", noise), reference);
    const double slope = family.at("location_scale", 1.0) - family.at("location_scale", 0.0);
    for (double e : standard.at("quantile", std::vector{0.01, 0.3, 0.6, 0.99}))
      EXPECT_NEAR(standard.at("log_density", e), family.at("log_density", family.at("location_scale", e)) + std::log(std::abs(slope)), 1e-6)
          << "change of variables at " << e;
  });
}

}  // namespace
}  // namespace scmc::testing
