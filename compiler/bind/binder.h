/// The state of one binding: which column serves which variable, then sizes, then cells.
#pragma once
#include "compiler/bind/bind.h"
#include "compiler/bind/errors.h"

namespace scmc {

/// One variable and the column (or wide columns) of one file that holds its values.
struct Match {
  VariableId variable;
  const DataFile* file;
  std::vector<const data::Column*> columns;  ///< one, or one per label of `wide`
  std::optional<DimId> wide = {};
  std::vector<std::string> wide_labels = {};
};

/// How the rows of a CSV file give positions of the dimensions.
struct RowLayout {
  std::optional<DimId> rows = {};                                 ///< the dimension that no column names
  std::vector<std::pair<DimId, const data::Column*>> named = {};  ///< the others
};

class Binder {
 public:
  Binder(std::shared_ptr<const Checked> model, const BindOptions& options, Diagnostics& diagnostics);
  std::optional<Bound> run();

 private:
  // match.cpp: columns and variables
  void match_columns();
  bool wants_column(const Variable& variable) const;
  void match(VariableId id);
  std::optional<Match> find_column(VariableId id);
  void refuse_missing(VariableId id);
  void find_preimages();
  void check_near_misses();
  void require_observed();
  // sizes.cpp: dimensions
  void layout_rows();
  const data::Column* column_naming(DimId dim, const DataFile& file) const;
  void settle_sizes();
  void size_from_declarations();
  bool is_lagged(DimId dim) const;
  void size_from_labels();
  void labels_from(DimId dim, const data::Column& column, const DataFile& file, const Variable* variable);
  void size_from_shapes();
  void set_size(DimId dim, std::int64_t size, const std::string& by, const errors::DataPlace& place);
  std::optional<double> scalar(const TermPtr& term) const;
  DimId root(DimId dim) const;
  void finish_sizes();
  // cells.cpp: values
  void read_cells();
  void read_rows(const Match& match);
  void read_shaped(const Match& match);
  void check_cells(VariableId id, const Match& match);
  std::optional<double> position(const Variable& variable, DimId dim, const data::Column& column, std::size_t cell, const DataFile& file);
  errors::DataPlace place(const Match& match, std::size_t cell) const;

  const Checked& model() const { return *bound_.model; }
  std::string files() const;
  std::string written(const Variable& variable) const;
  void report(Diagnostic d) { diagnostics_.report(std::move(d)); }

  const BindOptions& options_;
  Diagnostics& diagnostics_;
  Bound bound_;
  std::vector<std::optional<Match>> matches_;  ///< by VariableId
  std::vector<std::size_t> cell_of_file_;      ///< of the variable being read: row * columns + column of each element, or unset
  std::map<const DataFile*, RowLayout> layouts_;
  std::vector<bool> sized_;
  std::vector<std::string> sized_by_;
};

}  // namespace scmc
