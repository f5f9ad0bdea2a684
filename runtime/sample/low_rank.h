/// A few directions in which the posterior is wider or narrower than its diagonal says: M^-1 = S (I + U (L - I) U') S with orthonormal
/// columns U and eigenvalues L  [arXiv 2603.18845]. Its square root A = S (I + U (sqrt(L) - I) U') costs two passes over U.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "runtime/sample/array.h"

namespace scmc::sample {

class LowRank {
 public:
  explicit LowRank(std::size_t dimension) : dimension_(dimension), directions_(0, dimension) {}

  /// `directions`: one after the other, `dimension` numbers each, orthonormal.
  void set(std::span<const double> directions, std::span<const double> eigenvalues);

  std::size_t rank() const { return factors_.size(); }
  template <class Archive>
  void archive(Archive& a) {
    a(factors_, coefficients_);
    if (directions_.rows() != rank()) directions_ = Rows(rank(), dimension_);
    for (std::size_t k = 0; k < rank(); ++k) a.field(std::span<double>(directions_[k], dimension_));
  }
  /// x <- x + U (sqrt(L) - I) U' x. The padding of x must be zero and stays so.
  void apply(double* x);

 private:
  std::size_t dimension_;
  Rows directions_;
  std::vector<double> factors_, coefficients_;  ///< sqrt(L) - 1; U'x
};

}  // namespace scmc::sample
