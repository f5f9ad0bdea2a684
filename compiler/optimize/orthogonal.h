/// Sums of squares of affine rows by columns that are orthogonalised once, over all rows or within groups.
#pragma once
#include <vector>

#include "compiler/optimize/affine.h"

namespace scmc::ir {

/// The rows that are summed: all of them, or those of each group.
struct Rows {
  Dims over;
  std::optional<Grouping> grouping = {};
  bool is_masked = false;

  /// The sum of a column, over groups where there are any.
  Expression total(Expression column) const;
  /// What belongs to a row's group, at the row.
  Expression spread(Expression by_group) const;
  /// A statistic times a parameter: 0 where no row counts, whatever the parameter.
  Expression times(Expression statistic, Expression parameter) const;
  Expression over_groups(Expression by_group) const;
};

/// sum over rows of (sum_j parameter_j data_j)^2, by group.
Expression sum_of_squares(std::vector<Column> columns, const Rows& rows);

}  // namespace scmc::ir
