/// The metric of low rank against dense linear algebra, and what it is worth.
#include "runtime/sample/low_rank.h"

#include <gtest/gtest.h>

#include <Eigen/Dense>
#include <cmath>

#include "runtime/math/random.h"
#include "runtime/sample/metric.h"
#include "runtime/sample/run.h"
#include "tests/sample/density_models.h"

namespace scmc::sample {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;

/// Neighbours are correlated by `correlation`, scales run over two orders of magnitude.
MatrixXd autoregressive(int dimension, double correlation) {
  MatrixXd covariance(dimension, dimension);
  const auto scale = [&](int i) { return std::pow(100.0, static_cast<double>(i) / dimension); };
  for (int i = 0; i < dimension; ++i)
    for (int j = 0; j < dimension; ++j) covariance(i, j) = scale(i) * scale(j) * std::pow(correlation, std::abs(i - j));
  return covariance;
}

TestModel normal(const MatrixXd& covariance) {
  return {static_cast<std::size_t>(covariance.rows()), [precision = MatrixXd(covariance.inverse())](auto q, auto g) {
            const Eigen::Map<const VectorXd> x(q.data(), precision.rows());
            Eigen::Map<VectorXd> gradient(g.data(), precision.rows());
            gradient = -precision * x;
            return 0.5 * x.dot(gradient);
          }};
}

/// A window of exact draws.
Window window_of(const MatrixXd& covariance, int draws) {
  const auto n = static_cast<std::size_t>(covariance.rows());
  const MatrixXd root = covariance.llt().matrixL(), precision = covariance.inverse();
  math::Stream stream({.seed = 5});
  Window window(n);
  for (int i = 0; i < draws; ++i) {
    VectorXd z(covariance.rows());
    for (double& value : z) value = stream.normal();
    const VectorXd x = root * z, gradient = -precision * x;
    window.add({{x.data(), n}, {gradient.data(), n}});
  }
  return window;
}

/// The square root of the metric as a dense matrix.
MatrixXd dense(LowRank& low_rank, const std::vector<double>& scale) {
  const auto n = static_cast<Eigen::Index>(scale.size());
  MatrixXd root(n, n);
  Rows column(1, scale.size());
  for (Eigen::Index j = 0; j < n; ++j) {
    std::fill_n(column[0], n, 0.0);
    column[0][j] = 1;
    low_rank.apply(column[0]);
    root.col(j) = Eigen::Map<const VectorXd>(column[0], n);
  }
  return Eigen::Map<const VectorXd>(scale.data(), n).asDiagonal() * root;
}

TEST(LowRank, AppliesItsDefinition) {
  constexpr std::size_t n = 7;
  const MatrixXd u = MatrixXd(MatrixXd::Random(n, 3)).householderQr().householderQ() * MatrixXd::Identity(n, 3);
  const VectorXd eigenvalues = (VectorXd(3) << 9, 0.25, 100).finished();
  LowRank low_rank(n);
  low_rank.set({u.data(), n * 3}, {eigenvalues.data(), 3});
  const MatrixXd expected = MatrixXd::Identity(n, n) + u * (eigenvalues.cwiseSqrt().array() - 1).matrix().asDiagonal() * u.transpose();
  EXPECT_LT((dense(low_rank, std::vector<double>(n, 1.0)) - expected).norm(), 1e-13);
}

/// For a Gaussian the geometric mean of Cov(draws) and Cov(gradients)^-1 is its covariance, however few the draws, if they span the space:
/// what is left are the cut-off and the prior's draw. Above 64 dimensions only the widest directions are kept.
TEST(LowRank, FindsTheCovarianceOfAGaussian) {
  for (const auto& [dimension, draws, largest] : {std::tuple{12, 400, 2.2}, std::tuple{60, 400, 2.5}, std::tuple{120, 400, 16.0}}) {
    const MatrixXd covariance = autoregressive(dimension, 0.97);
    const Window window = window_of(covariance, draws);
    std::vector<double> scale(static_cast<std::size_t>(dimension), 1.0);
    LowRank low_rank(scale.size());
    window.update(scale);
    const auto condition = [&](const MatrixXd& root) {
      const MatrixXd inverse = root.inverse();
      const VectorXd spectrum = Eigen::SelfAdjointEigenSolver<MatrixXd>(inverse * covariance * inverse.transpose()).eigenvalues();
      return std::sqrt(spectrum.maxCoeff() / spectrum.minCoeff());
    };
    const double before = condition(dense(low_rank, scale));
    window.update(low_rank, scale);
    const double after = condition(dense(low_rank, scale));
    EXPECT_GT(before, 20) << dimension;
    EXPECT_LT(after, largest) << dimension;
  }
}

TEST(LowRank, KeepsNothingOfIndependentCoordinates) {
  const Window window = window_of(MatrixXd::Identity(10, 10), 400);
  std::vector<double> scale(10, 1.0);
  LowRank low_rank(10);
  window.update(scale);
  window.update(low_rank, scale);
  EXPECT_EQ(low_rank.rank(), 0U);
}

/// With the correlations straightened, trajectories are short, and draws still have the covariance they should have.
TEST(LowRank, ShortensTrajectoriesAndKeepsTheTarget) {
  constexpr int dimension = 20;
  const MatrixXd covariance = autoregressive(dimension, 0.99);
  const TestModel model = normal(covariance);
  std::int64_t leapfrogs[2] = {0, 0};
  for (const bool low_rank : {false, true}) {
    const auto draws = std::get<Draws>(run(model, {.draws = 2000, .seed = 3, .low_rank = low_rank}));
    MatrixXd sum = MatrixXd::Zero(dimension, dimension);
    double count = 0;
    for (const auto& chain : draws.chains) {
      for (std::size_t i = 0; i < chain.draws(); ++i, ++count) {
        const Eigen::Map<const VectorXd> x(chain.positions.data() + i * dimension, dimension);
        sum += x * x.transpose();
        leapfrogs[low_rank] += chain.leapfrogs[i];
      }
    }
    const MatrixXd root = covariance.llt().matrixL(), inverse = root.inverse();
    const MatrixXd whitened = inverse * (sum / count) * inverse.transpose();
    EXPECT_LT((whitened - MatrixXd::Identity(dimension, dimension)).cwiseAbs().maxCoeff(), 0.15) << low_rank;
  }
  EXPECT_GT(leapfrogs[false], 6 * leapfrogs[true]);
}

}  // namespace
}  // namespace scmc::sample
