/// Posteriors whose moments are known in closed form. Tolerances are five Monte Carlo standard errors: one check in two million fails by
/// chance.
#include <gtest/gtest.h>

#include <Eigen/LU>
#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>

#include "runtime/diagnose/ess.h"
#include "runtime/diagnose/mcse.h"
#include "runtime/diagnose/rhat.h"
#include "runtime/math/random.h"
#include "runtime/sample/run.h"
#include "tests/sample/density_models.h"

namespace scmc::sample {
namespace {

using Function = std::function<double(std::span<const double>)>;

diagnose::Sample values_of(const Draws& draws, const Function& f) {
  std::vector<std::vector<double>> values;
  for (const Chain& chain : draws.chains) {
    values.emplace_back();
    for (std::size_t i = 0; i < chain.draws(); ++i) values.back().push_back(f(chain.position(i)));
  }
  return diagnose::Sample::of(values);
}

void expect_mean(const Draws& draws, double expected, const Function& f) {
  const auto sample = values_of(draws, f);
  EXPECT_NEAR(diagnose::mean(sample.values()), expected, 5 * diagnose::mcse_mean(sample));
  EXPECT_LT(diagnose::rhat(sample), 1.03);
  EXPECT_GT(diagnose::ess_mean(sample), 200);
}

Draws drawn(const scmc_model& model, Options options = {}) { return std::get<Draws>(run(model, options)); }

std::size_t divergences(const Draws& draws) {
  std::size_t count = 0;
  for (const Chain& chain : draws.chains) count += chain.divergences.size();
  return count;
}

void expect_normal(const Draws& draws, std::span<const double> means, std::span<const double> sds) {
  for (std::size_t i = 0; i < means.size(); ++i) {
    const auto z = [&, i](auto q) { return (q[i] - means[i]) / sds[i]; };
    expect_mean(draws, 0, z);
    expect_mean(draws, 1, [&](auto q) { return z(q) * z(q); });
    expect_mean(draws, 0.15865525393145707, [&](auto q) { return z(q) > 1 ? 1.0 : 0.0; });
  }
}

TEST(Posterior, NormalsOfWidelyDifferentScales) {
  for (const std::size_t dimension : {1u, 5u, 100u}) {
    std::vector<double> means, sds;
    for (std::size_t i = 0; i < dimension; ++i) {
      sds.push_back(std::pow(10.0, -4 + 8 * (static_cast<double>(i) + 0.5) / static_cast<double>(dimension)));
      means.push_back((i % 2 ? 3 : -3) * sds.back());
    }
    const TestModel model = independent_normal(means, sds);
    const Draws draws = drawn(model, {.seed = 1});
    EXPECT_EQ(divergences(draws), 0u);
    expect_normal(draws, means, sds);
  }
}

TEST(Posterior, CorrelatedNormal) {
  constexpr int n = 8;
  Eigen::MatrixXd covariance(n, n);
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j) covariance(i, j) = std::pow(0.9, std::abs(i - j)) * (1 + i) * (1 + j);
  const Eigen::MatrixXd precision = covariance.inverse();
  const TestModel model(n, [&](auto q, auto g) {
    const Eigen::Map<const Eigen::VectorXd> x(q.data(), n);
    Eigen::Map<Eigen::VectorXd>(g.data(), n) = -precision * x;
    return -0.5 * x.dot(precision * x);
  });
  const Draws draws = drawn(model, {.seed = 2});
  EXPECT_EQ(divergences(draws), 0u);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j <= i; ++j)
      expect_mean(draws, covariance(static_cast<int>(i), static_cast<int>(j)), [=](auto q) { return q[i] * q[j]; });
}

/// Neal's funnel by its noise: x = exp(v / 2) z with v ~ Normal(0, 3), so E exp(-v) x^2 = 1, E log|x| = E log|z| = -(gamma + log 2) / 2.
TEST(Posterior, FunnelByItsNoise) {
  const TestModel model = independent_normal(std::vector<double>(10), [] {
    std::vector<double> sds(10, 1.0);
    sds[0] = 3;
    return sds;
  }());
  const Draws draws = drawn(model, {.seed = 3});
  const auto x = [](auto q) { return std::exp(q[0] / 2) * q[1]; };
  expect_mean(draws, 1, [&](auto q) { return std::exp(-q[0]) * x(q) * x(q); });
  expect_mean(draws, -(0.57721566490153286 + std::log(2.0)) / 2, [&](auto q) { return std::log(std::abs(x(q))); });
  expect_mean(draws, 9, [](auto q) { return q[0] * q[0]; });
}

/// Student's t: variance nu / (nu - 2); the fourth moment of 9 degrees exists, so the variance has a standard error.
TEST(Posterior, StudentT) {
  constexpr double nu = 9;
  const TestModel model(3, [](auto q, auto g) {
    double sum = 0;
    for (std::size_t i = 0; i < q.size(); ++i) {
      sum -= (nu + 1) / 2 * std::log1p(q[i] * q[i] / nu);
      g[i] = -(nu + 1) * q[i] / (nu + q[i] * q[i]);
    }
    return sum;
  });
  const Draws draws = drawn(model, {.draws = 4000, .seed = 4});
  for (std::size_t i = 0; i < 3; ++i) {
    expect_mean(draws, 0, [i](auto q) { return q[i]; });
    expect_mean(draws, nu / (nu - 2), [i](auto q) { return q[i] * q[i]; });
  }
}

/// Half a normal, with nothing outside: trajectories that leave diverge, and what remains is still exact.
TEST(Posterior, BoundedSupport) {
  const TestModel model(2, [](auto q, auto g) {
    for (std::size_t i = 0; i < 2; ++i) g[i] = -q[i];
    return q[0] > 0 ? -0.5 * (q[0] * q[0] + q[1] * q[1]) : -INFINITY;
  });
  const Draws draws = drawn(model, {.draws = 5000, .seed = 5});
  EXPECT_GT(divergences(draws), 0u);
  expect_mean(draws, std::sqrt(2 / std::acos(-1.0)), [](auto q) { return q[0]; });
  expect_mean(draws, 1, [](auto q) { return q[0] * q[0]; });
  expect_mean(draws, 1, [](auto q) { return q[1] * q[1]; });
  for (const Chain& chain : draws.chains)
    for (const Divergence& divergence : chain.divergences) {
      EXPECT_EQ(chain.divergent[static_cast<std::size_t>(divergence.draw)], 1);
      EXPECT_GT(divergence.position[0], 0);
    }
}

/// x = q[0] is standard normal, y given x is normal about x^2 with variance 1/2: E y = 1, E (y - x^2)^2 = 1/2.
TEST(Posterior, BentValley) {
  const TestModel model = banana();
  const Draws draws = drawn(model, {.draws = 4000, .seed = 6, .target_accept = 0.95});
  expect_mean(draws, 0, [](auto q) { return q[0]; });
  expect_mean(draws, 1, [](auto q) { return q[0] * q[0]; });
  expect_mean(draws, 1, [](auto q) { return q[1]; });
  expect_mean(draws, 0.5, [](auto q) { return (q[1] - q[0] * q[0]) * (q[1] - q[0] * q[0]); });
}

/// The acceptance reached. Late in warmup it is the symmetric statistic that is driven to the target; the plain one then lies within 0.05.
TEST(Posterior, AcceptanceReachesItsTarget) {
  const TestModel model = independent_normal(std::vector<double>(30), std::vector<double>(30, 2.0));
  double last_step = INFINITY;
  for (const double target : {0.6, 0.8, 0.95}) {
    const Draws draws = drawn(model, {.seed = 7, .target_accept = target, .cautious = false});
    double sum = 0, step = 0;
    for (const Chain& chain : draws.chains) {
      sum += diagnose::mean(chain.accept_statistic) / 4;
      step += chain.adapted_step / 4;
    }
    EXPECT_NEAR(sum, target, 0.05);
    EXPECT_LT(step, last_step);
    last_step = step;
  }
}

TEST(Posterior, MetricIsTheVariance) {
  const std::vector<double> sds{1e-3, 0.1, 1, 50, 2000};
  const TestModel model = independent_normal(std::vector<double>(5), sds);
  const Draws draws = drawn(model, {.seed = 8});
  for (const Chain& chain : draws.chains)
    for (std::size_t i = 0; i < 5; ++i) EXPECT_NEAR(std::log(chain.metric[i] / (sds[i] * sds[i])), 0, 1e-6);
}

/// Energy is that of the chosen state: minus log density plus half a chi-squared of as many degrees as coordinates.
TEST(Posterior, EnergyIsOfTheDraw) {
  const TestModel model = independent_normal(std::vector<double>(20), std::vector<double>(20, 1.0));
  const Draws draws = drawn(model, {.seed = 9});
  std::vector<std::vector<double>> kinetic;
  for (const Chain& chain : draws.chains) {
    kinetic.emplace_back();
    for (std::size_t i = 0; i < chain.draws(); ++i) kinetic.back().push_back(chain.energy[i] + chain.log_density[i]);
  }
  const auto sample = diagnose::Sample::of(kinetic);
  EXPECT_NEAR(diagnose::mean(sample.values()), 10, 5 * diagnose::mcse_mean(sample));
}

/// Simulation-based calibration  [Talts et al. 2018, arXiv 1804.06788]: mu ~ Normal(0, 1), theta ~ Normal(mu, 1), y ~ Normal(theta, 0.5).
/// The rank of the truth among posterior draws is uniform.
TEST(Posterior, RanksAreUniform) {
  constexpr int replications = 600, ranks = 20, thin = 4;
  std::vector<std::vector<double>> counts(2, std::vector<double>(ranks));
  math::Stream world({.seed = 10});
  for (int r = 0; r < replications; ++r) {
    const double mu = world.normal(), theta = mu + world.normal(), y = theta + 0.5 * world.normal();
    const TestModel model(2, [y](auto q, auto g) {
      const double effect = q[1] - q[0], residual = 4 * (y - q[1]);
      g[0] = -q[0] + effect, g[1] = -effect + residual;
      return -0.5 * (q[0] * q[0] + effect * effect + residual * residual / 4);
    });
    const Draws draws =
        drawn(model, {.chains = 1, .warmup = 300, .draws = thin * (ranks - 1), .seed = 1000 + static_cast<std::uint64_t>(r), .threads = 1});
    std::size_t below[2] = {};
    for (std::size_t i = 0; i < draws.chains[0].draws(); i += thin)
      below[0] += draws.chains[0].position(i)[0] < mu, below[1] += draws.chains[0].position(i)[1] < theta;
    for (std::size_t k = 0; k < 2; ++k) ++counts[k][below[k]];
  }
  for (const auto& count : counts) {
    double statistic = 0;
    for (const double c : count) statistic += (c - replications / ranks) * (c - replications / ranks) * ranks / replications;
    EXPECT_GT(boost::math::cdf(complement(boost::math::chi_squared(ranks - 1), statistic)), 1e-5);
  }
}

}  // namespace
}  // namespace scmc::sample
