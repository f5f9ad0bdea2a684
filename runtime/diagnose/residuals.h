/// Least squares, for what it leaves.
#pragma once
#include <Eigen/Dense>

#include "runtime/diagnose/independence.h"

namespace scmc::diagnose {

/// The columns of a design; the first is 1.
Eigen::MatrixXd columns_of(const std::vector<Measured>& given, std::size_t rows, const Design& design);

/// Projects on what is orthogonal to the columns.
class Residuals {
 public:
  explicit Residuals(const Eigen::MatrixXd& columns);
  std::size_t rank() const { return rank_; }
  Eigen::VectorXd of(const std::vector<double>& values) const;

 private:
  std::size_t rank_;
  Eigen::MatrixXd basis_;
};

}  // namespace scmc::diagnose
