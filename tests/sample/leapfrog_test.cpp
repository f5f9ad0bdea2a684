/// The leapfrog step is reversible, keeps volume, and loses energy in proportion to the square of the step.
#include "runtime/sample/leapfrog.h"

#include <gtest/gtest.h>

#include <Eigen/LU>
#include <cmath>

#include "runtime/sample/turning.h"
#include "tests/sample/density_models.h"

namespace scmc::sample {
namespace {

struct Point {
  std::vector<double> position, velocity;
};

/// Steps of one model under a metric, seen from outside.
class Integrator {
 public:
  Integrator(const scmc_model& model, std::vector<double> scale)
      : density_(model), states_({.dimension = model.dimension, .slots = 2}), scale_(1, model.dimension) {
    std::copy(scale.begin(), scale.end(), scale_[0]);
  }

  Point run(const Point& from, double step, int steps) {
    Slot at{0}, next{1};
    std::copy(from.position.begin(), from.position.end(), states_[at].position);
    std::copy(from.velocity.begin(), from.velocity.end(), states_[at].velocity);
    density_(states_[at].position, states_[at].gradient);
    for (int i = 0; i < steps; ++i, std::swap(at, next)) leapfrog(density_, states_, scale_[0], {at, next, step});
    const std::size_t n = density_.dimension();
    return {{states_[at].position, states_[at].position + n}, {states_[at].velocity, states_[at].velocity + n}};
  }

  double energy(const Point& point) {
    std::vector<double> gradient(density_.dimension());
    double kinetic = 0;
    for (const double v : point.velocity) kinetic += 0.5 * v * v;
    return kinetic - density_(point.position.data(), gradient.data());
  }

 private:
  Density density_;
  States states_;
  Rows scale_;
};

const Point start{{0.7, -0.4}, {0.9, 1.3}};

TEST(Leapfrog, IsReversible) {
  const TestModel model = banana();
  Integrator integrator(model, {0.8, 1.7});
  const Point there = integrator.run(start, 0.1, 50), back = integrator.run(there, -0.1, 50);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_GT(std::abs(there.position[i] - start.position[i]), 0.01);
    EXPECT_NEAR(back.position[i], start.position[i], 1e-12);
    EXPECT_NEAR(back.velocity[i], start.velocity[i], 1e-12);
  }
}

/// The Jacobian of three steps by central differences; their error is about 1e-9.
TEST(Leapfrog, KeepsVolume) {
  const TestModel model = banana();
  Integrator integrator(model, {0.8, 1.7});
  Eigen::Matrix4d jacobian;
  const auto coordinate = [](Point& p, int i) -> double& {
    return i < 2 ? p.position[static_cast<std::size_t>(i)] : p.velocity[static_cast<std::size_t>(i - 2)];
  };
  constexpr double h = 1e-5;
  for (int j = 0; j < 4; ++j) {
    Point more = start, less = start;
    coordinate(more, j) += h, coordinate(less, j) -= h;
    Point up = integrator.run(more, 0.3, 3), down = integrator.run(less, 0.3, 3);
    for (int i = 0; i < 4; ++i) jacobian(i, j) = (coordinate(up, i) - coordinate(down, i)) / (2 * h);
  }
  EXPECT_GT((jacobian - Eigen::Matrix4d::Identity()).norm(), 0.5);
  EXPECT_NEAR(jacobian.determinant(), 1.0, 1e-8);
}

/// Over the same time, half the step has a quarter of the error: the ratio tends to 4.
TEST(Leapfrog, EnergyErrorIsOfSecondOrder) {
  const TestModel model = banana();
  Integrator integrator(model, {0.8, 1.7});
  const double before = integrator.energy(start);
  const auto error = [&](int steps) { return integrator.energy(integrator.run(start, 1.5 / steps, steps)) - before; };
  for (const int steps : {100, 200, 400}) EXPECT_NEAR(error(steps) / error(2 * steps), 4.0, 0.05) << steps;
}

/// A harmonic oscillator under its own metric turns by the angle whose cosine is 1 - step^2/2  [Neal 2011].
TEST(Leapfrog, RotatesAnOscillator) {
  const TestModel model = independent_normal({0.0}, {3.0});
  Integrator integrator(model, {3.0});
  const double step = 0.4, cosine = 1 - step * step / 2;
  const Point once = integrator.run({{3.0}, {0.0}}, step, 1);
  EXPECT_NEAR(once.position[0], 3 * cosine, 1e-14);
  const Point often = integrator.run({{3.0}, {0.0}}, step, 20);
  EXPECT_NEAR(often.position[0], 3 * std::cos(20 * std::acos(cosine)), 1e-12);
}

TEST(Leapfrog, PaddingStaysZero) {
  for (std::size_t dimension = 1; dimension < 10; ++dimension) {
    const TestModel model = independent_normal(std::vector<double>(dimension), std::vector<double>(dimension, 1.0));
    Density density(model);
    States states({.dimension = dimension, .slots = 2});
    Rows scale(1, dimension);
    std::fill_n(scale[0], dimension, 1.0);
    std::fill_n(states[Slot{0}].position, dimension, 1.0);
    density(states[Slot{0}].position, states[Slot{0}].gradient);
    leapfrog(density, states, scale[0], {Slot{0}, Slot{1}, 0.5});
    for (std::size_t i = dimension; i < packs_for(dimension) * lanes; ++i) {
      EXPECT_EQ(states[Slot{1}].position[i], 0);
      EXPECT_EQ(states[Slot{1}].velocity[i], 0);
    }
    // H = (q^2 + v^2) / 2 in every coordinate, with q = 1 - 1/8 and v = -1/4 - 1/4 (1 - 1/8)
    EXPECT_NEAR(states.energy(Slot{1}).total, 0.5 * static_cast<double>(dimension) * (0.875 * 0.875 + 0.46875 * 0.46875), 1e-12);
  }
}

}  // namespace
}  // namespace scmc::sample
