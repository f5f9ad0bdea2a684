#include "runtime/diagnose/residuals.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "runtime/diagnose/quantile.h"

namespace scmc::diagnose {
namespace {

using Columns = std::vector<Eigen::VectorXd>;

/// Of mean 0 and largest distance 1: powers of the units that a column is measured in must not decide what counts as a rank.
Eigen::VectorXd scaled(Eigen::VectorXd column) {
  column.array() -= column.mean();
  const double largest = column.cwiseAbs().maxCoeff();
  return largest > 0 ? Eigen::VectorXd(column / largest) : column;
}

Columns columns_of_numbers(const std::vector<double>& values, std::size_t knots) {
  const auto x = Eigen::Map<const Eigen::VectorXd>(values.data(), static_cast<Eigen::Index>(values.size()));
  Columns result{scaled(x)};
  if (knots > 0) result.push_back(scaled(result.front().cwiseAbs2()));
  const Sorted sorted(values);
  for (std::size_t k = 1; k <= knots; ++k) {
    const double knot = sorted.quantile(static_cast<double>(k) / static_cast<double>(knots + 1));
    result.push_back(scaled((x.array() - knot).max(0).square()));
  }
  return result;
}

Columns columns_of_levels(const std::vector<double>& values) {
  const std::set<double> levels(values.begin(), values.end());
  Columns result;
  for (const double level : levels) {
    if (level == *levels.begin()) continue;
    Eigen::VectorXd column(static_cast<Eigen::Index>(values.size()));
    std::ranges::transform(values, column.begin(), [level](double x) { return x == level ? 1.0 : 0.0; });
    result.push_back(scaled(column));
  }
  return result;
}

/// What products are made of: the number itself, or all its levels.
std::size_t plain(const Measured& column, const Columns& columns) { return column.levels ? columns.size() : 1; }

}  // namespace

Eigen::MatrixXd columns_of(const std::vector<Measured>& given, std::size_t rows, const Design& design) {
  std::vector<Columns> parts;
  for (const auto& column : given)
    parts.push_back(column.levels ? columns_of_levels(column.values) : columns_of_numbers(column.values, design.knots));
  Columns all{Eigen::VectorXd::Ones(static_cast<Eigen::Index>(rows))};
  for (const auto& part : parts) all.insert(all.end(), part.begin(), part.end());
  for (std::size_t i = 0; design.products && i < given.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      for (std::size_t a = 0; a < plain(given[i], parts[i]); ++a)
        for (std::size_t b = 0; b < plain(given[j], parts[j]); ++b) all.push_back(scaled(parts[i][a].cwiseProduct(parts[j][b])));
  Eigen::MatrixXd matrix(static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(all.size()));
  for (std::size_t i = 0; i < all.size(); ++i) matrix.col(static_cast<Eigen::Index>(i)) = all[i];
  return matrix;
}

Residuals::Residuals(const Eigen::MatrixXd& columns) {
  Eigen::ColPivHouseholderQR<Eigen::MatrixXd> qr;
  qr.setThreshold(1e-10);
  qr.compute(columns);
  rank_ = static_cast<std::size_t>(qr.rank());
  basis_ = qr.householderQ() * Eigen::MatrixXd::Identity(columns.rows(), qr.rank());
}

Eigen::VectorXd Residuals::of(const std::vector<double>& values) const {
  const auto x = Eigen::Map<const Eigen::VectorXd>(values.data(), static_cast<Eigen::Index>(values.size()));
  return x - basis_ * (basis_.transpose() * x);
}

}  // namespace scmc::diagnose
