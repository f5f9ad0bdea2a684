/// The content of one data file, before any model is known.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/data/column.h"
#include "runtime/data/problem.h"

namespace scmc::data {

enum class Format { Csv, Json };

struct Table {
  std::string file;
  Format format = Format::Csv;
  std::vector<Column> columns;  ///< in the order of the file, no name twice
  std::size_t rows = 0;         ///< of a CSV file; the entries of a JSON file have shapes of their own
  std::vector<long> lines;      ///< where each row begins in the file; empty where row r (from 0) begins in line r + 2

  const Column* find(std::string_view name) const;
  std::vector<std::string> names() const;
  long line_of(std::size_t row) const { return lines.empty() ? static_cast<long>(row) + 2 : lines[row]; }
};

/// Reads a file: JSON if its name ends in `.json`, CSV otherwise.
Outcome<Table> read_table(const std::string& path);

/// In blocks, so that the text need not be in memory as a whole.
Outcome<Table> read_csv_file(const std::string& path);

/// Of text that has been read; `file` is only spoken of.
Outcome<Table> read_csv(std::string_view text, const std::string& file);
Outcome<Table> read_json(std::string_view text, const std::string& file);

/// visit(text, size of the file, 0 where it is not known) for every block of a file, which may be a pipe.
std::optional<Problem> for_each_block(const std::string& path, const std::function<void(std::string_view, std::size_t)>& visit);
/// Its whole content.
Outcome<std::string> read_file(const std::string& path);

/// The candidate that differs from `name` by case only, or by one edit (a letter more, less, other, or two swapped) where both have
/// four letters or more: what may have been meant.
std::optional<std::string> near_name(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace scmc::data
