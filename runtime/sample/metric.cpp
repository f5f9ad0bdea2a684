/// Running variances and the scales that follow from them.
#include "runtime/sample/metric.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

namespace scmc::sample {

namespace {

double scale_of(double variance) { return std::sqrt(std::clamp(variance, 1e-20, 1e20)); }

using Eigen::MatrixXd;
using Eigen::VectorXd;
using Eigensystem = Eigen::SelfAdjointEigenSolver<MatrixXd>;

constexpr std::size_t most_dimensions = 2000;  ///< beyond, the diagonal alone
constexpr std::size_t small_dimension = 64;    ///< up to here all directions are looked at, and all draws of a window kept
constexpr std::size_t most_kept = 128;
constexpr Eigen::Index most_directions = 32;  ///< of draws, and of gradients
constexpr double notable = 2;                 ///< an eigenvalue within [1 / notable, notable] is not worth its passes over memory
constexpr double heavy_tails = 12;            ///< a kurtosis. Among few directions of many, covariances alone prove nothing
constexpr double prior_draws = 1;             ///< of a unit covariance, so that few draws leave no direction without variance

/// An orthonormal basis of the widest directions of both  [thin SVD by the smaller Gram matrix, then QR].
MatrixXd widest(const MatrixXd& x, const MatrixXd& g) {
  const auto directions = std::min<Eigen::Index>(most_directions, x.cols() - 1);
  MatrixXd both(x.rows(), 2 * directions);
  both << x * Eigensystem(x.transpose() * x).eigenvectors().rightCols(directions),
      g * Eigensystem(g.transpose() * g).eigenvectors().rightCols(directions);
  return both.colwise().normalized().householderQr().householderQ() * MatrixXd::Identity(both.rows(), both.cols());
}

MatrixXd covariance(const MatrixXd& centred) {
  const auto n = static_cast<double>(centred.cols());
  return (centred * centred.transpose() + prior_draws * MatrixXd::Identity(centred.rows(), centred.rows())) / (n - 1 + prior_draws);
}

/// The geometric mean of a and b^-1: the M with M b M = a.
MatrixXd geometric_mean(const MatrixXd& a, const MatrixXd& b) {
  const Eigensystem of_b(b);
  const MatrixXd root = of_b.operatorSqrt(), inverse_root = of_b.operatorInverseSqrt();
  return inverse_root * Eigensystem(root * a * root).operatorSqrt() * inverse_root;
}

/// Of the components of the gradients: 3 for a normal distribution.
double largest_kurtosis(const MatrixXd& centred) {
  double largest = 0;
  for (Eigen::Index i = 0; i < centred.rows(); ++i) {
    const auto row = centred.row(i).array().square();
    largest = std::max(largest, row.square().mean() / (row.mean() * row.mean()));
  }
  return largest;
}

/// Of a normal distribution Cov(draws) Cov(gradients) is the identity; `count` draws scatter its eigenvalues up to (1 + sqrt(d / count))^4.
/// Far beyond, gradients are large in places that are rarely visited (a funnel), and a metric that believes them turns trajectories
/// around before they have crossed the posterior.
bool far_from_normal(const MatrixXd& of_draws, const MatrixXd& of_gradients, Eigen::Index count) {
  constexpr double far = 4;
  const double scatter = std::pow(1 + std::sqrt(static_cast<double>(of_draws.rows()) / static_cast<double>(count)), 4);
  const MatrixXd root = Eigensystem(of_draws).operatorSqrt();
  return Eigensystem(root * of_gradients * root, Eigen::EigenvaluesOnly).eigenvalues().maxCoeff() > far * scatter;
}

}  // namespace

void RunningVariance::add(std::span<const double> values) {
  const double weight = 1.0 / ++count_;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double deviation = values[i] - mean_[i];
    mean_[i] += deviation * weight;
    squares_[i] += deviation * (values[i] - mean_[i]);
  }
}

void Window::add(Sample sample) {
  positions_.add(sample.position);
  gradients_.add(sample.gradient);
  if (dimension_ > most_dimensions) return;
  if (dimension_ > small_dimension && kept() == most_kept)
    for (auto* list : {&draws_, &slopes_}) list->erase(list->begin(), list->begin() + static_cast<std::ptrdiff_t>(dimension_));
  draws_.insert(draws_.end(), sample.position.begin(), sample.position.end());
  slopes_.insert(slopes_.end(), sample.gradient.begin(), sample.gradient.end());
}

void Window::update(std::span<double> scale) const {
  for (std::size_t i = 0; i < scale.size(); ++i) {
    const double variance = std::sqrt(positions_.squares()[i] / gradients_.squares()[i]);
    if (std::isfinite(variance) && variance > 0) scale[i] = scale_of(variance);
  }
}

bool Window::update(LowRank& low_rank, std::span<const double> scale) const {
  const auto rows = static_cast<Eigen::Index>(dimension_), columns = static_cast<Eigen::Index>(kept());
  if (columns < 3) return true;
  const auto s = Eigen::Map<const VectorXd>(scale.data(), rows);
  MatrixXd x = Eigen::Map<const MatrixXd>(draws_.data(), rows, columns), g = Eigen::Map<const MatrixXd>(slopes_.data(), rows, columns);
  x.colwise() -= x.rowwise().mean().eval();
  g.colwise() -= g.rowwise().mean().eval();
  x = s.cwiseInverse().asDiagonal() * x;
  g = s.asDiagonal() * g;
  const bool is_small = dimension_ <= small_dimension;
  const MatrixXd basis = is_small ? MatrixXd::Identity(rows, rows) : widest(x, g);
  const MatrixXd of_draws = covariance(basis.transpose() * x), of_gradients = covariance(basis.transpose() * g);
  const bool far = far_from_normal(of_draws, of_gradients, columns) && (is_small || largest_kurtosis(g) > heavy_tails);
  if (far) return low_rank.set({}, {}), false;
  const Eigensystem metric(geometric_mean(of_draws, of_gradients));
  const MatrixXd directions = basis * metric.eigenvectors();
  if (!directions.allFinite()) return true;
  std::vector<double> kept_directions, eigenvalues;
  for (Eigen::Index k = 0; k < directions.cols(); ++k) {
    const double eigenvalue = metric.eigenvalues()[k];
    if (!(eigenvalue > 0) || std::abs(std::log(eigenvalue)) < std::log(notable)) continue;
    eigenvalues.push_back(eigenvalue);
    kept_directions.insert(kept_directions.end(), directions.col(k).begin(), directions.col(k).end());
  }
  low_rank.set(kept_directions, eigenvalues);
  return true;
}

void first_scale(std::span<const double> gradient, std::span<double> scale) {
  std::ranges::transform(gradient, scale.begin(), [](double g) { return g == 0 ? 1.0 : scale_of(1 / std::abs(g)); });
}

}  // namespace scmc::sample
