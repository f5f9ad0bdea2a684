/// Dual averaging finds the step whose acceptance is the target; the metric finds scales.
#include "runtime/sample/step_size.h"

#include <gtest/gtest.h>

#include <cmath>

#include "runtime/sample/metric.h"
#include "tests/sample/density_models.h"

namespace scmc::sample {
namespace {

/// Acceptance exp(-step) with noise: the answer is -log(target). Noise of 0.2 leaves some per cent after 2000 updates.
TEST(DualAverage, FindsTheRoot) {
  for (const double target : {0.3, 0.6, 0.8, 0.95})
    for (const double first : {1e-3, 0.1, 2.0}) {
      DualAverage average({.target = target}, first);
      math::Stream stream({.seed = 1});
      for (int i = 0; i < 2000; ++i) average.update(std::exp(-average.step()) + 0.2 * (stream.uniform() - 0.5));
      EXPECT_NEAR(std::exp(-average.averaged()), target, 0.02) << target << ' ' << first;
    }
}

TEST(DualAverage, IsBoundedWhereEverythingIsAccepted) {
  DualAverage average({}, 0.1);
  for (int i = 0; i < 1000; ++i) average.update(1);
  EXPECT_LE(average.step(), 3.1416);
  EXPECT_LE(average.averaged(), 3.1416);
}

/// The first step follows the scale of the density, over sixteen orders of magnitude.
TEST(FindStep, FollowsTheScale) {
  for (const double sd : {1e-8, 1e-4, 1e-2, 1.0}) {
    const TestModel model = independent_normal({0, 0}, {sd, sd});
    Nuts nuts(model, {});
    ASSERT_TRUE(nuts.start_at(std::vector<double>{sd, -sd}));
    math::Stream stream({.seed = 2});
    const double step = find_step(nuts, stream, 0.8);
    EXPECT_GT(step, 0.1 * sd);
    EXPECT_LE(step, 4 * sd);
  }
}

TEST(FindStep, EndsWhereNothingIsAccepted) {
  bool first = true;
  const TestModel model(1, [&first](auto, auto g) {
    g[0] = 0;
    return std::exchange(first, false) ? 0.0 : std::nan("");
  });
  Nuts nuts(model, {});
  ASSERT_TRUE(nuts.start_at(std::vector<double>{0}));
  math::Stream stream({.seed = 2});
  EXPECT_GT(find_step(nuts, stream, 0.8), 0);
}

/// For a normal target the estimate is the variance exactly, from any three points: gradient = -(q - mean) / variance.
TEST(Metric, IsExactForIndependentNormals) {
  const std::vector<double> variances{1e-6, 1, 400};
  Window window(3);
  math::Stream stream({.seed = 3});
  for (int i = 0; i < 3; ++i) {
    std::vector<double> position, gradient;
    for (const double variance : variances) {
      position.push_back(5 + stream.normal());
      gradient.push_back(-(position.back() - 5) / variance);
    }
    window.add({position, gradient});
  }
  std::vector<double> scale(3, 1.0);
  window.update(scale);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(scale[i] * scale[i] / variances[i], 1, 1e-9);
}

TEST(Metric, KeepsItsScaleWhereNothingIsKnown) {
  Window window(2);
  for (const double x : {1.0, 2.0, 4.0}) window.add({std::vector<double>{x, 3}, std::vector<double>{0, -x}});
  std::vector<double> scale{0.5, 0.25};
  window.update(scale);
  EXPECT_EQ(scale, (std::vector<double>{0.5, 0.25}));  // no variance of the first gradient, none of the second position
}

TEST(Metric, StartsFromTheGradient) {
  std::vector<double> scale(4);
  first_scale(std::vector<double>{4, -0.01, 0, 1e300}, scale);
  EXPECT_DOUBLE_EQ(scale[0], 0.5);
  EXPECT_DOUBLE_EQ(scale[1], 10);
  EXPECT_EQ(scale[2], 1);
  EXPECT_DOUBLE_EQ(scale[3], 1e-10);
}

}  // namespace
}  // namespace scmc::sample
