/// The schedule of warmup, watched from outside.
#include "runtime/sample/warmup.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/sample/density_models.h"

namespace scmc::sample {
namespace {

/// A metric and a step after every draw of warmup, and whether that draw had moved.
struct Watched {
  std::vector<bool> moved;
  std::vector<std::vector<double>> scales;
  std::vector<double> steps;
};

Watched watch(const scmc_model& model, std::vector<double> start, int draws, bool low_rank = true) {
  Nuts nuts(model, {});
  nuts.start_at(start);
  math::Stream stream({.seed = 1});
  Warmup warmup({.draws = draws, .low_rank = low_rank}, nuts, stream);
  Watched result;
  const auto note = [&] {
    result.scales.emplace_back(nuts.scale(), nuts.scale() + nuts.dimension());
    result.steps.push_back(warmup.averaged_step());
  };
  note();
  for (int i = 0; i < draws; ++i) {
    const Transition transition = nuts.transition(stream, warmup.next_step(stream));
    result.moved.push_back(nuts.energy().steps != 0 && !transition.divergence);
    warmup.learn(transition, nuts, stream);
    note();
  }
  return result;
}

TEST(Warmup, StartsFromTheGradientAndEndsWithTheStepAlone) {
  const TestModel model = banana();
  const Watched watched = watch(model, {1.0, -1.0}, 1000, false);  // there the gradient is (-9, 4)
  EXPECT_DOUBLE_EQ(watched.scales[0][0], 1.0 / 3);
  EXPECT_DOUBLE_EQ(watched.scales[0][1], 0.5);
  for (std::size_t i = 3; i < 850; ++i) EXPECT_TRUE(!watched.moved[i] || watched.scales[i] != watched.scales[i + 1]) << i;
  for (std::size_t i = 850; i < 1000; ++i) {
    EXPECT_EQ(watched.scales[i], watched.scales[i + 1]);
    EXPECT_NE(watched.steps[i], watched.steps[i + 1]);
  }
}

/// A heavy tail makes the variance of draws and the way in from afar visible: 300 standard deviations out, the gradients are small. An
/// estimate that had kept the way in would be off by orders of magnitude; one that rests on a hundred draws of the bulk is within a third.
TEST(Warmup, ForgetsTheWayIn) {
  const TestModel model(1, [](auto q, auto g) {
    const double root = std::sqrt(1 + q[0] * q[0]);
    g[0] = -q[0] / root;
    return -root;
  });
  const Watched near = watch(model, {0.1}, 1000), far = watch(model, {300.0}, 1000);
  EXPECT_NEAR(std::log(far.scales.back()[0] / near.scales.back()[0]), 0, std::log(1.33));
  EXPECT_GT(far.scales[8][0], 2 * far.scales.back()[0]);
}

TEST(Warmup, JittersItsStepByTenPerCent) {
  const TestModel model = banana();
  Nuts nuts(model, {});
  nuts.start_at(std::vector<double>{0.5, 0.5});
  math::Stream stream({.seed = 1});
  Warmup warmup({.draws = 0}, nuts, stream);
  double least = INFINITY, most = 0;
  for (int i = 0; i < 1000; ++i) {
    const double ratio = warmup.next_step(stream) / warmup.averaged_step();
    least = std::min(least, ratio), most = std::max(most, ratio);
  }
  EXPECT_NEAR(least, 0.9, 0.005);
  EXPECT_NEAR(most, 1.1, 0.005);
}

}  // namespace
}  // namespace scmc::sample
