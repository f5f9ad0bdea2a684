/// Gram-Schmidt on columns of data as IR, each column projected twice, which is enough for orthogonality  [Giraud, Langou, Rozloznik 2005].
#include "compiler/optimize/orthogonal.h"

#include <algorithm>

namespace scmc::ir {
namespace {

/// A column is nothing new if this little of its square is left: what remains is rounding.
constexpr double negligible = 1e-26;

/// An orthogonal column q_k, its squared length, and its row of R.
struct Direction {
  Expression column, weight;
  std::vector<Expression> coefficients = {};  ///< R_kj for the columns j after this one
};

/// The number of a column in the order of orthogonalisation: the constant first, the one without a parameter last.
int rank(const Column& column) {
  const Builder& build = *column.data.build;
  if (constant_value(build[column.parameter])) return 2;
  return constant_value(build[column.data]) ? 0 : 1;
}

/// c / w, 0 where w is.
Expression quotient(Expression c, Expression w) {
  const Expression zero{*c.build, 0.0};
  return select(call("gt", w, zero), c / w, zero);
}

class GramSchmidt {
 public:
  explicit GramSchmidt(const Rows& rows) : rows_(rows) {}

  void add(Expression column) {
    std::vector<Expression> coefficients(directions_.size(), Expression(*column.build, 0.0));
    Expression rest = column;
    for (int twice = 0; twice < 2; ++twice) rest = projected(rest, coefficients);
    for (std::size_t k = 0; k < coefficients.size(); ++k) directions_[k].coefficients.push_back(coefficients[k]);
    const Expression length = rows_.total(square(rest)), original = rows_.total(square(column)), zero{*rest.build, 0.0};
    directions_.push_back({rest, select(call("gt", length, negligible * original), length, zero)});
  }

  /// sum_k w_k u_k^2
  Expression sum_of_squares(const std::vector<Column>& columns) const {
    std::optional<Expression> total;
    for (std::size_t k = 0; k < directions_.size(); ++k) {
      const Expression next = rows_.times(directions_[k].weight, square(combination(k, columns)));
      total = total ? *total + next : next;
    }
    return *total;
  }

 private:
  /// u_k = theta_k + sum_{j > k} R_kj theta_j
  Expression combination(std::size_t k, const std::vector<Column>& columns) const {
    Expression u = columns[k].parameter;
    for (std::size_t j = k + 1; j < columns.size(); ++j) u = u + directions_[k].coefficients[j - k - 1] * columns[j].parameter;
    return u;
  }

  /// Minus its part along every direction so far, which is added to R.
  Expression projected(Expression column, std::vector<Expression>& coefficients) {
    std::vector<Expression> parts;
    for (const auto& direction : directions_) parts.push_back(quotient(rows_.total(direction.column * column), direction.weight));
    for (std::size_t k = 0; k < parts.size(); ++k) {
      column = column - rows_.spread(parts[k]) * directions_[k].column;
      coefficients[k] = coefficients[k] + parts[k];
    }
    return column;
  }

  const Rows& rows_;
  std::vector<Direction> directions_;
};

}  // namespace

Expression Rows::total(Expression column) const {
  Builder& build = *column.build;
  if (!grouping) return sum(column, over);
  const Dims kept = without(build[column].dims, over), target = unite(kept, {grouping->group});
  std::vector<NodeId> indices;
  for (auto dim : target) indices.push_back(dim == grouping->group ? grouping->group_of : build.iota(dim));
  const NodeId values = build.broadcast(column, unite(over, kept));
  return {build, build.scatter(values, indices, target)};
}

Expression Rows::spread(Expression by_group) const {
  Builder& build = *by_group.build;
  if (!grouping) return by_group;
  std::vector<NodeId> indices;
  for (auto dim : build[by_group].dims) indices.push_back(dim == grouping->group ? grouping->group_of : build.iota(dim));
  return {build, build.gather(by_group, indices)};
}

Expression Rows::times(Expression statistic, Expression parameter) const {
  return call(grouping || is_masked ? "annihilating_multiply" : "mul", statistic, parameter);
}

Expression Rows::over_groups(Expression by_group) const { return grouping ? sum(by_group, {grouping->group}) : by_group; }

Expression sum_of_squares(std::vector<Column> columns, const Rows& rows) {
  std::ranges::stable_sort(columns, {}, rank);
  GramSchmidt directions(rows);
  for (const auto& column : columns) directions.add(column.data);
  return directions.sum_of_squares(columns);
}

}  // namespace scmc::ir
