/// The words of every mistake that shows when a model meets data. `place` is the file, and row and column where there are such.
#pragma once
#include <cstdint>
#include <string>

#include "compiler/bind/preimage.h"

namespace scmc::errors {

struct DataPlace {
  std::string file;
  long row = 0;  ///< line of the file; 0: none
  std::string column = {};
};

Diagnostic nothing_observed(const std::string& files, const std::string& variables);
Diagnostic data_without_value(const Variable& variable, const std::string& written, const std::string& files, const std::string& near);
Diagnostic observed_without_column(const Variable& variable, const std::string& files, const std::string& near);
Diagnostic size_conflict(const Dimension& dim, std::int64_t size, const std::string& by, std::int64_t other, const DataPlace& place);
Diagnostic size_unknown(const Dimension& dim);
Diagnostic size_not_positive(const Dimension& dim, std::int64_t size);
Diagnostic unknown_label(const Variable& variable, const Dimension& dim, const std::string& label, const DataPlace& place);
Diagnostic position_out_of_range(const Variable& variable, const Dimension& dim, double value, std::int64_t first, std::int64_t last,
                                 const DataPlace& place);
Diagnostic positions_with_gap(const Dimension& dim, std::int64_t gap, std::int64_t last, const DataPlace& place);
Diagnostic near_miss(const Variable& variable, const std::string& written, const DataPlace& place);
Diagnostic scalar_meets_rows(const Variable& variable, std::size_t rows, const std::string& dim, const DataPlace& place);
Diagnostic missing_in_data(const Variable& variable, const DataPlace& place, std::size_t others);
Diagnostic not_an_integer(const Variable& variable, double value, const DataPlace& place);
Diagnostic outside_support(const Variable& variable, double value, const std::string& support, const DataPlace& place);
Diagnostic not_constant(const Variable& variable, const std::string& dims, double value, double other, const DataPlace& place);
Diagnostic text_for_number(const Variable& variable, const DataPlace& place);
Diagnostic unknown_column(const std::string& column, const DataPlace& place, const std::string& near);
Diagnostic column_in_two_files(const Variable& variable, const std::string& first, const std::string& second);
Diagnostic rows_of_two_dimensions(const Variable& variable, const std::string& one, const std::string& other, const DataPlace& place);
Diagnostic observed_after_do(const Variable& variable, const DataPlace& place);
Diagnostic not_invertible(const Variable& variable, const NotInvertible& failure, const DataPlace& place);
Diagnostic impossible_value(const Variable& variable, double value, const DataPlace& place);
Diagnostic outside_set(const Variable& variable, const std::string& set, const std::string& why, const DataPlace& place);
Diagnostic wrong_shape(const Variable& variable, const std::string& shape, const std::string& expected, const DataPlace& place);
Diagnostic label_of_no_position(Span where, const Dimension& dim, const std::string& label);
Diagnostic unknown_dim_option(const std::string& name, const std::string& near);
Diagnostic dimension_with_gap(const Dimension& dim, std::int64_t missing, const DataPlace& place);
Diagnostic index_out_of_range(Span where, const std::string& dim, std::int64_t position, std::int64_t first, std::int64_t last,
                              const std::string& cell);
Diagnostic uncovered_element(const Variable& variable, const std::string& element);
Diagnostic overlapping_slices(const Variable& variable, Span second, Span first, const std::string& element);

}  // namespace scmc::errors
