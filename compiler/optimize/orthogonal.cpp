/// Gram-Schmidt on columns of data as IR, each column projected twice, which is enough for orthogonality  [Giraud, Langou, Rozloznik 2005].
#include "compiler/optimize/orthogonal.h"

#include <algorithm>

namespace scmc::ir {
namespace {

/// A column is nothing new if this little of its square is left: what remains is rounding.
constexpr double negligible = 1e-26;

/// An orthogonal column, its squared length, and the parameters' combination that multiplies it.
struct Direction {
  Expression column, weight, combination;
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

  void add(const Column& column) {
    Expression rest = column.data;
    for (int twice = 0; twice < 2; ++twice) rest = projected(rest, column.parameter);
    const Expression length = rows_.total(square(rest)), original = rows_.total(square(column.data)), zero{*rest.build, 0.0};
    const Expression weight = select(call("gt", length, negligible * original), length, zero);
    directions_.push_back({rest, weight, column.parameter});
  }

  Expression sum() const {
    std::optional<Expression> total;
    for (const auto& direction : directions_) {
      const Expression next = rows_.times(direction.weight, square(direction.combination));
      total = total ? *total + next : next;
    }
    return *total;
  }

 private:
  /// Minus its part along every direction so far, which goes to their combinations.
  Expression projected(Expression column, Expression parameter) {
    std::vector<Expression> parts;
    for (const auto& direction : directions_) parts.push_back(quotient(rows_.total(direction.column * column), direction.weight));
    for (std::size_t k = 0; k < parts.size(); ++k) {
      column = column - rows_.spread(parts[k]) * directions_[k].column;
      directions_[k].combination = directions_[k].combination + parts[k] * parameter;
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
  for (const auto& column : columns) directions.add(column);
  return directions.sum();
}

}  // namespace scmc::ir
