/// A checked model meets data: sizes, labels, columns, missing cells. Which variables are observed is settled here.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "compiler/bind/preimage.h"
#include "compiler/check/checked.h"
#include "runtime/data/table.h"

namespace scmc {

/// A data file and what of it may be used.
struct DataFile {
  data::Table table;
  std::vector<std::string> columns = {};  ///< of `FILE:y,x`; empty: all
  bool inputs_only = false;               ///< `--data`: binds `data` and dimensions, observes nothing
};

/// A dimension with its size. Positions are numbered from `first`.
struct Axis {
  std::int64_t size = 0;
  std::int64_t first = 1;
  std::vector<std::string> labels = {};  ///< empty, or one per position
};

struct BindOptions {
  std::vector<DataFile> files = {};
  std::map<std::string, std::int64_t> sizes = {};  ///< `--dim day=100`
  std::set<std::string> latent = {};               ///< `--latent u`: meant to be unmeasured, whatever columns there are
  bool must_observe = true;                        ///< a fit needs something observed; a simulation does not
  std::map<std::string, Axis> axes = {};           ///< dimensions that are known beforehand: those of a fit
};

/// The measured values of a variable, row-major over its dims in declared order. Index variables hold 0-based positions.
struct BoundColumn {
  std::vector<double> values;
  std::vector<std::size_t> missing = {};  ///< cells without a value, ascending; NaN in `values`
  std::string file = {};
};

struct Bound {
  std::shared_ptr<const Checked> model;
  std::vector<Axis> axes;                           ///< by DimId
  std::vector<std::optional<BoundColumn>> columns;  ///< by VariableId: of data inputs and observed variables
  std::vector<VariableId> observed, unmeasured;     ///< in causal order; unmeasured: random variables over the units of some observed one
  std::vector<Preimage> preimages = {};             ///< of random variables that measured computed ones tell of
  std::vector<std::string> unused;                  ///< columns that no variable took
  std::vector<std::string> files;

  bool is_observed(VariableId id) const { return (*model)[id].kind != VariableKind::Data && columns[index(id)].has_value(); }
  /// What tells of a random variable that is not measured itself; null if nothing does.
  const Preimage* preimage_of(VariableId latent) const;
  /// Does it read data and measured variables only?
  bool is_measured(const TermPtr& term) const;
  std::int64_t size(const std::vector<DimId>& dims) const;
};

/// Returns nothing after reporting at least one error.
std::optional<Bound> bind(std::shared_ptr<const Checked> model, const BindOptions& options, Diagnostics& diagnostics);

/// An element by the numbers of its positions, whatever the labels: `x[3,1]`, `x[1990]`.
std::string element_name(const Bound& bound, VariableId id, std::size_t cell);
/// For people: by its labels where a dimension has them, `x[north,1]`.
std::string labelled_name(const Bound& bound, VariableId id, std::size_t cell);

}  // namespace scmc
