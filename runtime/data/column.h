/// One column of a data file: values over a shape, before any model is known.
#pragma once
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace scmc::data {

enum class ColumnType : std::uint8_t {
  Real,
  Integer,  ///< every value that is not missing is an integer, held exactly
  Logical,  ///< every cell is `true` or `false`: 1 or 0
  Label,    ///< text; a value is a position in `labels`, from 0
};

/// A missing cell is NaN, and nothing else is: a column needs no second mask.
struct Column {
  std::string name;
  ColumnType type = ColumnType::Real;
  std::vector<std::size_t> shape;   ///< of a CSV column: its rows; of a JSON scalar: nothing
  std::vector<double> values;       ///< row-major
  std::size_t missing = 0;          ///< how many values are missing
  std::vector<std::string> labels;  ///< in the order of first appearance; dates ascending
  bool dates = false;               ///< the labels are ISO dates

  bool is_missing(std::size_t cell) const { return std::isnan(values[cell]); }
  std::vector<bool> missing_mask() const;
};

/// Of text: by name, label by label, missing where the text is empty.
Column label_column(std::string name, const std::vector<std::string>& texts);
/// Of numbers: integer if all values are; missing where NaN.
Column number_column(std::string name, std::vector<double> values);
Column number_column(std::string name, std::vector<double> values, std::vector<std::size_t> shape);

}  // namespace scmc::data
