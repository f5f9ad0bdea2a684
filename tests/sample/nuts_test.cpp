/// Trajectories against exact enumeration: a second sampler, by recursion and in the metric's own momenta, says with what probability each
/// state is chosen from a given start.
#include "runtime/sample/nuts.h"

#include <gtest/gtest.h>

#include <atomic>
#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>
#include <map>

#include "tests/sample/allocations.h"
#include "tests/sample/density_models.h"

namespace scmc::sample {
namespace {

using Vector = std::vector<double>;

struct Setting {
  Vector position, velocity;  ///< velocity is whitened
  Vector scale;               ///< square roots of the inverse mass
  double step = 0.1;
  int max_depth = 3;
  double max_energy_error = 1000;
};

/// The states of one trajectory by their number of steps from the start, in momenta p = velocity / scale.
class Enumeration {
 public:
  Enumeration(LogDensity density, Setting setting) : density_(std::move(density)), setting_(std::move(setting)) {
    Node start{setting_.position, {}, Vector(setting_.position.size()), 0};
    for (std::size_t i = 0; i < start.q.size(); ++i) start.p.push_back(setting_.velocity[i] / setting_.scale[i]);
    start.energy = energy(start);
    nodes_[0] = start;
    const int reach = (1 << setting_.max_depth) - 1;
    for (int i = 0; i < reach; ++i) nodes_[i + 1] = moved(nodes_[i], setting_.step), nodes_[-i - 1] = moved(nodes_[-i], -setting_.step);
  }

  /// P(state with this number of steps is chosen), over all directions.
  std::map<int, double> probabilities() const {
    std::map<int, double> result;
    const int sequences = 1 << setting_.max_depth;
    for (int directions = 0; directions < sequences; ++directions)
      for (const auto& [state, probability] : chosen(directions)) result[state] += probability / sequences;
    return result;
  }

 private:
  struct Node {
    Vector q, p, gradient;
    double energy;
  };

  double energy(Node& node) const {
    const double value = density_(node.q, node.gradient);
    double kinetic = 0;
    for (std::size_t i = 0; i < node.p.size(); ++i) kinetic += 0.5 * node.p[i] * node.p[i] * setting_.scale[i] * setting_.scale[i];
    return kinetic - value;
  }

  Node moved(Node node, double step) const {
    for (std::size_t i = 0; i < node.q.size(); ++i) {
      node.p[i] += step / 2 * node.gradient[i];
      node.q[i] += step * setting_.scale[i] * setting_.scale[i] * node.p[i];
    }
    density_(node.q, node.gradient);
    for (std::size_t i = 0; i < node.q.size(); ++i) node.p[i] += step / 2 * node.gradient[i];
    node.energy = energy(node);
    return node;
  }

  /// States lowest..highest; the criterion takes sums of momenta and velocities at the ends.
  struct Range {
    int lowest, highest;
  };
  bool ends_turn(Range sum, int first, int last) const {
    double at_first = 0, at_last = 0;
    for (int k = sum.lowest; k <= sum.highest; ++k)
      for (std::size_t i = 0; i < setting_.scale.size(); ++i) {
        const double variance = setting_.scale[i] * setting_.scale[i];
        at_first += nodes_.at(first).p[i] * variance * nodes_.at(k).p[i];
        at_last += nodes_.at(last).p[i] * variance * nodes_.at(k).p[i];
      }
    return !(at_first > 0 && at_last > 0);
  }
  bool union_turns(Range a, Range b) const {  // a below b
    return ends_turn({a.lowest, b.highest}, a.lowest, b.highest) || ends_turn({a.lowest, b.lowest}, a.lowest, b.lowest) ||
           ends_turn({a.highest, b.highest}, a.highest, b.highest);
  }
  bool is_sound(Range range) const {
    if (range.lowest == range.highest) {
      const double error = nodes_.at(range.lowest).energy - nodes_.at(0).energy;
      return std::isfinite(error) && error <= setting_.max_energy_error;
    }
    const int middle = range.lowest + (range.highest - range.lowest) / 2;
    const Range a{range.lowest, middle}, b{middle + 1, range.highest};
    return is_sound(a) && is_sound(b) && !union_turns(a, b);
  }

  double log_weight(Range range) const {
    double most = -INFINITY, sum = 0;
    for (int k = range.lowest; k <= range.highest; ++k) most = std::max(most, -nodes_.at(k).energy);
    for (int k = range.lowest; k <= range.highest; ++k) sum += std::exp(-nodes_.at(k).energy - most);
    return most + std::log(sum);
  }

  std::map<int, double> chosen(int directions) const {
    std::map<int, double> result{{0, 1.0}};
    Range whole{0, 0};
    for (int depth = 0; depth < setting_.max_depth; ++depth) {
      const int size = 1 << depth;
      const bool forward = directions >> depth & 1;
      const Range built = forward ? Range{whole.highest + 1, whole.highest + size} : Range{whole.lowest - size, whole.lowest - 1};
      if (!is_sound(built)) break;
      const double new_weight = log_weight(built), accept = std::min(1.0, std::exp(new_weight - log_weight(whole)));
      for (auto& [state, probability] : result) probability *= 1 - accept;
      for (int k = built.lowest; k <= built.highest; ++k) result[k] += accept * std::exp(-nodes_.at(k).energy - new_weight);
      if (forward ? union_turns(whole, built) : union_turns(built, whole)) break;
      whole = forward ? Range{whole.lowest, built.highest} : Range{built.lowest, whole.highest};
    }
    return result;
  }

  LogDensity density_;
  Setting setting_;
  std::map<int, Node> nodes_;
};

/// How often each state is chosen by the sampler.
std::map<int, double> frequencies(const scmc_model& model, const Setting& setting, int runs) {
  Nuts nuts(model, {.max_depth = setting.max_depth, .max_energy_error = setting.max_energy_error});
  std::copy(setting.scale.begin(), setting.scale.end(), nuts.scale());
  math::Stream stream({.seed = 17});
  std::map<int, double> counts;
  for (int i = 0; i < runs; ++i) {
    nuts.start_at(setting.position);
    std::copy(setting.velocity.begin(), setting.velocity.end(), nuts.state().velocity);
    nuts.trajectory(stream, setting.step);
    ++counts[nuts.energy().steps];
  }
  return counts;
}

void expect_agreement(std::size_t dimension, const LogDensity& density, const Setting& setting) {
  constexpr int runs = 100000;
  const TestModel model(dimension, density);
  auto counts = frequencies(model, setting, runs);
  double statistic = 0, rest = 0, rest_expected = 0;
  int cells = 0;
  for (const auto& [state, probability] : Enumeration(density, setting).probabilities()) {
    const double expected = probability * runs, count = counts[state];
    counts.erase(state);
    if (expected < 5) {
      rest += count, rest_expected += expected;
      continue;
    }
    statistic += (count - expected) * (count - expected) / expected;
    ++cells;
  }
  for (const auto& [state, count] : counts) EXPECT_EQ(count, 0) << "impossible state " << state;
  EXPECT_LE(rest, rest_expected + 6 * std::sqrt(rest_expected) + 6);
  if (cells > 1) EXPECT_GT(boost::math::cdf(complement(boost::math::chi_squared(cells - 1), statistic)), 1e-6);
  else EXPECT_NEAR(statistic, 0, 1);
}

double bent(std::span<const double> q, std::span<double> g) {
  const double bend = q[1] - q[0] * q[0];
  g[0] = -q[0] + 4 * bend * q[0], g[1] = -2 * bend;
  return -0.5 * q[0] * q[0] - bend * bend;
}

TEST(Enumeration, OfTrajectoriesThatDoNotTurn) {
  expect_agreement(2, bent, {.position = {0.3, 0.2}, .velocity = {0.5, 1.0}, .scale = {1, 1}, .step = 0.05});
}

/// Large steps: weights differ, and every way to turn occurs among these starts.
TEST(Enumeration, OfTrajectoriesThatTurn) {
  math::Stream stream({.seed = 5});
  for (int i = 0; i < 40; ++i) {
    Setting setting{.position = {stream.normal(), stream.normal()}, .velocity = {stream.normal(), stream.normal()}, .scale = {0.7, 1.6}};
    setting.step = 0.15 + 0.5 * stream.uniform();
    setting.max_depth = 1 + i % 5;
    expect_agreement(2, bent, setting);
  }
}

TEST(Enumeration, OfTrajectoriesThatDiverge) {
  math::Stream stream({.seed = 6});
  for (int i = 0; i < 20; ++i) {
    Setting setting{.position = {stream.normal(), stream.normal()}, .velocity = {stream.normal(), stream.normal()}, .scale = {1, 1}};
    setting.step = 0.4, setting.max_energy_error = 0.2;
    expect_agreement(2, bent, setting);
  }
}

/// Terraces add up to a thousand to the log density without a gradient: weights that differ by more than a double can hold.
TEST(Enumeration, OfWeightsThatOverflow) {
  const LogDensity terraces = [](auto q, auto g) {
    g[0] = -q[0];
    return -0.5 * q[0] * q[0] + 300 * std::floor(2 * std::abs(q[0] - 1.2));
  };
  for (const double position : {-1.0, 0.1, 1.3})
    for (const double velocity : {-2.0, 0.4, 3.0})
      for (const int depth : {3, 4})
        expect_agreement(1, terraces, {.position = {position}, .velocity = {velocity}, .scale = {1}, .step = 0.21, .max_depth = depth});
}

/// One step forwards or backwards: the statistics follow from two energies.
TEST(Nuts, AcceptStatisticIsTheMeanOverLeapfrogs) {
  const TestModel model = independent_normal({0.0}, {1.0});
  Nuts nuts(model, {.max_depth = 1});
  ASSERT_TRUE(nuts.start_at(Vector{1.0}));
  nuts.state().velocity[0] = 0;
  math::Stream stream({.seed = 1});
  const Transition transition = nuts.trajectory(stream, 1.2);
  const double q = 1 - 1.2 * 1.2 / 2, v = -0.6 - 0.6 * q, ratio = std::exp(0.5 - 0.5 * (q * q + v * v));
  EXPECT_EQ(transition.leapfrogs, 1);
  EXPECT_EQ(transition.depth, 1);
  EXPECT_NEAR(transition.accept_statistic, std::min(1.0, ratio), 1e-14);
  EXPECT_NEAR(transition.symmetric_accept, 2 * std::min(1.0, ratio) / (1 + ratio), 1e-14);
}

TEST(Nuts, DepthIsBounded) {
  const TestModel model = independent_normal({0.0}, {1.0});
  for (const int depth : {1, 4, 10}) {
    Nuts nuts(model, {.max_depth = depth});
    ASSERT_TRUE(nuts.start_at(Vector{0.5}));
    math::Stream stream({.seed = 1});
    const Transition transition = nuts.transition(stream, 1e-6);
    EXPECT_EQ(transition.depth, depth);
    EXPECT_EQ(transition.leapfrogs, (1 << depth) - 1);
  }
}

/// Whatever the model says outside of |q| < 1, the chain stays inside and says that it diverged.
TEST(Nuts, NotFiniteIsADivergence) {
  for (const double outside : {std::nan(""), -HUGE_VAL, HUGE_VAL})
    for (const bool in_gradient : {false, true}) {
      const TestModel model(2, [=](auto q, auto g) {
        const bool inside = std::abs(q[0]) < 1;
        g[0] = inside || !in_gradient ? 0 : outside;
        g[1] = -q[1];
        return inside || in_gradient ? -0.5 * q[1] * q[1] : outside;
      });
      Nuts nuts(model, {});
      ASSERT_TRUE(nuts.start_at(Vector{0.2, 0.1}));
      math::Stream stream({.seed = 1});
      int divergences = 0;
      for (int i = 0; i < 500; ++i) {
        const Transition transition = nuts.transition(stream, 0.3);
        ASSERT_LT(std::abs(nuts.state().position[0]), 1);
        ASSERT_TRUE(std::isfinite(nuts.energy().total));
        if (!transition.divergence) continue;
        ++divergences;
        EXPECT_FALSE(std::isfinite(transition.divergence->energy_error));
        EXPECT_LT(std::abs(nuts.position_at(transition.divergence->from)[0]), 1);
      }
      EXPECT_GT(divergences, 100);
    }
}

TEST(Nuts, LosesTooMuchEnergyIsADivergence) {
  const TestModel model = independent_normal({0.0}, {1e-3});
  Nuts nuts(model, {});
  ASSERT_TRUE(nuts.start_at(Vector{1e-3}));
  math::Stream stream({.seed = 1});
  const Transition transition = nuts.transition(stream, 1.0);
  ASSERT_TRUE(transition.divergence);
  EXPECT_GT(transition.divergence->energy_error, 1000);
  EXPECT_EQ(nuts.state().position[0], 1e-3);
  EXPECT_EQ(transition.accept_statistic, 0);
}

TEST(Nuts, TransitionsDoNotAllocate) {
  for (const std::size_t dimension : {1u, 6u, 33u}) {
    const TestModel model = independent_normal(Vector(dimension), Vector(dimension, 1.0));
    Nuts nuts(model, {});
    ASSERT_TRUE(nuts.start_at(Vector(dimension, 0.1)));
    math::Stream stream({.seed = 1});
    nuts.transition(stream, 0.1);
    const std::size_t before = count_allocations();
    int leapfrogs = 0;
    for (int i = 0; i < 200; ++i) leapfrogs += nuts.transition(stream, i % 2 ? 0.001 : 3.0).leapfrogs;
    EXPECT_EQ(count_allocations(), before);
    EXPECT_GT(leapfrogs, 10000);
  }
  const std::size_t before = count_allocations();
  auto* volatile counted = new int(1);
  delete counted;
  EXPECT_EQ(count_allocations(), before + 1);
}

TEST(Nuts, StopsInTheMiddleOfATrajectory) {
  std::atomic<bool> stop = false;
  int evaluations = 0;
  const TestModel model(1, [&](auto q, auto g) {
    stop = ++evaluations == 100;
    g[0] = -q[0];
    return -0.5 * q[0] * q[0];
  });
  Nuts nuts(model, {.stop = &stop});
  ASSERT_TRUE(nuts.start_at(Vector{0.5}));
  math::Stream stream({.seed = 1});
  const Transition transition = nuts.transition(stream, 1e-6);
  EXPECT_TRUE(transition.interrupted);
  EXPECT_EQ(evaluations, 100);
}

}  // namespace
}  // namespace scmc::sample
