/// Data to text and text to files: what is written reads back as the same table.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/data/table.h"

namespace scmc::data {

/// The shortest text that reads back as the same double; integers without exponent.
std::string shortest(double value);

/// Columns of equal length; missing cells as `NA`. Throws std::logic_error if a column is not over rows.
std::string format_csv(const Table& table);
/// One entry a line, arrays nested; missing cells as `null`, infinities as `Infinity`.
std::string format_json(const Table& table);

/// Writes a neighbour and renames it, so that a reader sees the old content or the new, and a failure leaves the old. What is not a
/// regular file (a terminal, a pipe) is written directly.
std::optional<Problem> write_file(const std::string& path, std::string_view content);

/// Several files that belong together: none is renamed before all are written.
std::optional<Problem> write_files(const std::vector<std::pair<std::string, std::string>>& files);

}  // namespace scmc::data
