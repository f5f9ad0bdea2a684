/// collect: sums over rows of what is affine in parameters with data for coefficients, or a square of it, become sufficient statistics.
///
/// sum_i sum_j theta_j d_ij = sum_j theta_j D_j with D_j = sum_i d_ij, and
/// sum_i (sum_j theta_j d_ij)^2 = sum_k w_k u_k^2 with u = R theta, where the columns d = Q R are orthogonalised once and w_k = |q_k|^2.
/// The constant column comes first, which centres the others, and the column without a parameter (the outcome) last, so that its weight is
/// the residual sum of squares of the regression: nothing large cancels. With coefficients per group (alpha[group_of]) all this is done per
/// group.
///
/// Keeps values up to rounding. Needs `factor` before, so that scales have left the sums. What the statistics read is data only, so that
/// `partition` takes them out: a Gaussian likelihood no longer depends on the number of rows.
/// Example: sum((y - a - b x)^2) -> n (a + b mean(x) - mean(y))^2 + Sxx (b - Sxy / Sxx)^2 + RSS.
#include <algorithm>

#include "compiler/optimize/affine.h"
#include "compiler/optimize/orthogonal.h"
#include "compiler/optimize/passes.h"
#include "compiler/optimize/terms.h"

namespace scmc::ir {
namespace {

/// One summand of a row: coefficient * row, and where it counts. The coefficient is the same for all rows.
struct Summand {
  Expression coefficient, row;
  std::optional<NodeId> mask = {};  ///< data; elsewhere the summand is 0
};

class Collector {
 public:
  Collector(Builder& build, DataOnly& data_only, const Dims& loop, const Dims& over)
      : build_(build), affine_(build, data_only, loop, over), over_(over) {}

  /// The sum over rows, if some of its summands can be collected.
  std::optional<NodeId> operator()(NodeId row) {
    if (affine_.is_data(row)) return std::nullopt;
    std::vector<Summand> summands;
    expand({{build_, 1.0}, {build_, row}}, summands);
    std::optional<Expression> total, rest;
    for (const auto& summand : summands) {
      if (const auto collected = collect(summand)) add(total, *collected);
      else add(rest, masked(summand.coefficient * summand.row, summand.mask));
    }
    if (!total) return std::nullopt;
    return rest ? *total + sum(*rest, over_) : *total;
  }

 private:
  static void add(std::optional<Expression>& total, Expression next) { total = total ? *total + next : next; }
  Expression masked(Expression value, const std::optional<NodeId>& mask) {
    return mask ? select({build_, *mask}, value, {build_, 0.0}) : value;
  }

  /// Terms, and selections by data between them. Shared subexpressions count every time they are read: the budget bounds that.
  void expand(const Summand& summand, std::vector<Summand>& out) {
    if (--budget_ < 0) return out.push_back(summand);
    for (const auto& term : terms_of(summand.row, over_)) {
      const Summand part{summand.coefficient * (term.number * term.scale), term.rest, summand.mask};
      const auto* select = std::get_if<Select>(&build_[part.row].kind);
      if (select && affine_.is_data(select->condition)) expand_select(part, Select(*select), out);
      else out.push_back(part);
    }
  }
  void expand_select(const Summand& summand, const Select& select, std::vector<Summand>& out) {
    const Expression condition{build_, select.condition};
    for (auto [where, branch] : {std::pair{condition, select.then}, std::pair{call("not", condition), select.otherwise}}) {
      if (constant_value(build_[branch]) == 0) continue;
      const NodeId mask = summand.mask ? call("and", Expression(build_, *summand.mask), where) : where;
      expand({summand.coefficient, {build_, branch}, mask}, out);
    }
  }

  std::optional<Expression> collect(const Summand& summand) {
    const auto form = affine_(summand.row);
    const auto statistic = form ? linear(*form, summand.mask) : quadratic(summand);
    if (!statistic) return std::nullopt;
    return rows({}, summand.mask.has_value()).times(*statistic, summand.coefficient);
  }

  Rows rows(const std::optional<Grouping>& grouping, bool is_masked) const { return {over_, grouping, is_masked}; }

  Expression linear(const Affine& form, const std::optional<NodeId>& mask) {
    std::optional<Expression> total;
    const Rows where = rows(form.grouping, mask.has_value());
    for (const auto& column : form.columns)
      add(total, where.over_groups(where.times(where.total(masked(column.data, mask)), column.parameter)));
    return *total;
  }

  /// scale * (affine)^2, where the scale may vary by group too.
  std::optional<Expression> quadratic(const Summand& summand) {
    Expression scale{build_, 1.0}, square_of = summand.row;
    if (const auto factors = args_of(build_, summand.row, "mul")) {
      const bool first = args_of(build_, factors->at(0), "square").has_value();
      scale = {build_, factors->at(first ? 1 : 0)};
      square_of = {build_, factors->at(first ? 0 : 1)};
    }
    const auto base = args_of(build_, square_of, "square");
    if (!base) return std::nullopt;
    auto form = affine_({build_, base->front()});
    const auto factor = affine_(scale);
    if (!form || !factor || factor->columns.size() != 1) return std::nullopt;
    if (form->grouping && factor->grouping && !(*form->grouping == *factor->grouping)) return std::nullopt;
    if (!form->grouping) form->grouping = factor->grouping;
    return weighted(*form, factor->columns[0], summand.mask);
  }

  /// Weights that are data enter the columns by their square root; those that may be negative cannot.
  std::optional<Expression> weighted(const Affine& form, const Column& factor, const std::optional<NodeId>& mask) {
    const std::size_t limit = form.grouping ? 5 : AffineForm::most_columns;
    if (form.columns.size() > limit || constant_value(build_[factor.data]) != 1) return std::nullopt;
    const Rows where = rows(form.grouping, mask.has_value());
    std::vector<Column> columns = form.columns;
    for (auto& column : columns) column.data = masked(column.data, mask);
    return where.over_groups(where.times(sum_of_squares(columns, where), factor.parameter));
  }

  Builder& build_;
  AffineForm affine_;
  const Dims over_;
  int budget_ = 200;
};

/// Statistics pay if they are fewer than the rows: what is kept must be shorter than what is summed.
bool worthwhile(const Dims& loop, const Dims& over) {
  const Dims kept = without(loop, over);
  return kept.empty() || kept.back() < over.back();
}

std::optional<NodeId> collected(Builder& build, DataOnly& data_only, const Node& node) {
  const auto* reduce = std::get_if<Reduce>(&node.kind);
  if (!reduce || reduce->monoid != Monoid::Sum) return std::nullopt;
  const Dims loop = build[reduce->arg].dims;
  if (!worthwhile(loop, reduce->over)) return std::nullopt;
  return Collector(build, data_only, loop, reduce->over)(reduce->arg);
}

}  // namespace

Graph collect(const Graph& graph) {
  DataOnly data_only;
  return sweep(rewritten(graph, [&](Builder& build, const Node& mapped, NodeId) {
    const auto result = collected(build, data_only, mapped);
    return result && build[*result].dims == mapped.dims ? *result : rebuild(build, mapped);
  }));
}

}  // namespace scmc::ir
