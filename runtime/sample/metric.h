/// The metric, learned from draws and gradients  [arXiv 2603.18845].
///
/// For a Gaussian both Var(draws) and 1 / Var(gradients) are variances, the marginal and the conditional one; their geometric mean
/// minimises the Fisher divergence, needs a few draws only, and its scale does not depend on how far the chain has come. For a dense metric
/// that is the geometric mean of Cov(draws) and Cov(gradients)^-1; of it, the directions are kept in which the diagonal is wrong.
#pragma once
#include <span>
#include <vector>

#include "runtime/sample/low_rank.h"

namespace scmc::sample {

/// Mean and sum of squared deviations, coordinate by coordinate  [Welford 1962].
class RunningVariance {
 public:
  explicit RunningVariance(std::size_t dimension) : mean_(dimension), squares_(dimension) {}
  void add(std::span<const double> values);
  int count() const { return count_; }
  std::span<const double> squares() const { return squares_; }
  template <class Archive>
  void archive(Archive& a) {
    a(count_, mean_, squares_);
  }

 private:
  int count_ = 0;
  std::vector<double> mean_, squares_;
};

struct Sample {
  std::span<const double> position, gradient;
};

/// Draws and gradients of one window.
class Window {
 public:
  explicit Window(std::size_t dimension) : dimension_(dimension), positions_(dimension), gradients_(dimension) {}
  void add(Sample sample);
  int count() const { return positions_.count(); }
  /// variance = sqrt(Var(positions) / Var(gradients)); a coordinate where that is not a positive number keeps the scale it has.
  void update(std::span<double> scale) const;
  /// Relative to `scale`: the directions in which variances are notably larger or smaller than 1.
  /// False if draws and gradients show a distribution that no metric makes normal: then the diagonal stays alone.
  bool update(LowRank& low_rank, std::span<const double> scale) const;
  template <class Archive>
  void archive(Archive& a) {
    a(positions_, gradients_, draws_, slopes_);
  }

 private:
  std::size_t kept() const { return dimension_ == 0 ? 0 : draws_.size() / dimension_; }

  std::size_t dimension_;
  RunningVariance positions_, gradients_;
  std::vector<double> draws_, slopes_;  ///< positions and gradients of the last draws, one after the other
};

/// variance = 1 / |gradient|, and 1 where the gradient vanishes.
void first_scale(std::span<const double> gradient, std::span<double> scale);

}  // namespace scmc::sample
