/// From classified cells to a column: what kind of column they make, and which cells contradict it.
#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/data/cell.h"
#include "runtime/data/column.h"

namespace scmc::data {

/// The cells of one column, and how to get at the text of each.
struct RawColumn {
  std::string name;
  std::vector<std::size_t> shape;
  std::vector<double> values;  ///< NaN where a cell is no number
  Census census;
  std::function<std::string_view(std::size_t)> text_of;
};

/// A cell that does not fit: the first of its kind in the column.
struct Misfit {
  CellKind kind;
  std::size_t cell;
  std::size_t others;
};

/// Numbers if most cells are numbers, labels otherwise.
bool holds_labels(const Census& census);

/// At most one per mistake: text, thousands separators and huge integers in a column of numbers; none in a column of labels.
std::vector<Misfit> misfits(const Census& census);

/// Of cells among which nothing is a misfit.
Column build_column(RawColumn raw);

}  // namespace scmc::data
