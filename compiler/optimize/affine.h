/// Rows as affine functions of parameters with data for coefficients.
#pragma once
#include <map>
#include <optional>
#include <vector>

#include "compiler/ir/expression.h"
#include "compiler/optimize/rewrite.h"

namespace scmc::ir {

/// Data that assign every row to one position of another, shorter dimension: `alpha[group_of]`.
struct Grouping {
  DimId group;
  NodeId group_of;
  bool operator==(const Grouping&) const = default;
};

/// parameter * data: the parameter does not vary over the rows of a group (or not at all), the data are a column.
struct Column {
  Expression parameter, data;
};

/// The sum of its columns. The parameters live over the group's dimension where there is a grouping.
struct Affine {
  std::vector<Column> columns;
  std::optional<Grouping> grouping = {};
};

/// Decomposes nodes over rows, which vary along the dims `over`.
class AffineForm {
 public:
  /// `loop` are the dims of a row, `over` those of them that are summed.
  AffineForm(Builder& build, DataOnly& data_only, const Dims& loop, const Dims& over)
      : build_(build), data_only_(data_only), loop_(loop), over_(over) {}

  /// Nothing if the row is not affine, or has more than `most_columns` columns, or two groupings.
  std::optional<Affine> operator()(Expression row);

  bool is_data(NodeId node) { return data_only_(build_.graph(), node); }

  static constexpr std::size_t most_columns = 12;

 private:
  Expression one() { return {build_, 1.0}; }
  std::optional<Affine> decomposed(Expression row);
  bool is_invariant(NodeId node) const { return without(over_, build_[node].dims).size() == over_.size(); }
  std::optional<Affine> of_apply(const Apply& apply);
  std::optional<Affine> product(const Affine& a, const Affine& b);
  std::optional<Affine> quotient(Expression a, Expression b);
  std::optional<Affine> merged(Affine form);

  /// The same value over groups instead of rows.
  struct Lifted {
    Expression value;
    std::optional<Grouping> grouping = {};
  };
  std::optional<Lifted> lifted(Expression row);
  std::optional<Lifted> lift(Expression row);
  std::optional<Lifted> lifted_gather(const Gather& gather);

  Builder& build_;
  DataOnly& data_only_;
  const Dims loop_, over_;
  std::map<NodeId, std::optional<Affine>> known_;  ///< rows share subexpressions
  std::map<NodeId, std::optional<Lifted>> known_lifts_;
};

}  // namespace scmc::ir
