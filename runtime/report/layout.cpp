/// Tables of a report: columns aligned, rows marked, remarks wrapped beside them.
#include "runtime/report/layout.h"

#include <algorithm>
#include <utility>

#include "runtime/report/text.h"

namespace scmc::report {
namespace {

constexpr std::size_t margin = 2;
constexpr std::size_t shortest_name_limit = 12;  // however wide the other columns are

using Columns = std::vector<TableColumn>;
using Rows = std::vector<TableRow>;

std::vector<std::string> cells_of(const Rows& rows, std::size_t column) {
  std::vector<std::string> cells;
  for (const TableRow& row : rows) cells.push_back(column < row.cells.size() ? row.cells[column] : "");
  return cells;
}

std::size_t widest(const std::vector<std::string>& texts) {
  std::size_t width = 0;
  for (const auto& text : texts) width = std::max(width, display_width(text));
  return width;
}

std::string centred(const std::string& text, std::size_t width) {
  const std::size_t used = display_width(text);
  return used >= width ? text : pad_right(std::string((width - used) / 2, ' ') + text, width);
}

/// Over the digits: the place of the sign at the left is not counted.
std::string interval_heading(const std::string& text, std::size_t width) {
  const std::size_t used = display_width(text);
  return used + 1 >= width ? pad_right(text, width) : pad_right(std::string(1 + (width - used) / 2, ' ') + text, width);
}

/// A column with all its texts brought to one width; the heading is the first.
std::vector<std::string> aligned_column(const TableColumn& column, std::vector<std::string> cells) {
  if (column.align == Align::Decimal) cells = align_decimals(std::move(cells));
  const std::size_t width = std::max({column.width, display_width(column.heading), widest(cells)});
  std::vector<std::string> result;
  switch (column.align) {
    case Align::Left:
      result.push_back(pad_right(column.heading, width));
      break;
    case Align::Right:
    case Align::Decimal:
      result.push_back(pad_left(column.heading, width));
      break;
    case Align::Interval:
      result.push_back(interval_heading(column.heading, width));
      break;
  }
  for (std::string& cell : cells) {
    if (column.align == Align::Left) result.push_back(pad_right(std::move(cell), width));
    else result.push_back(column.align == Align::Interval ? centred(cell, width) : pad_left(std::move(cell), width));
  }
  return result;
}

std::string without_trailing_spaces(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

/// What is left for the names where the other columns take what they need.
std::size_t name_limit(const Columns& columns, const std::vector<std::vector<std::string>>& aligned) {
  std::size_t others = margin;
  for (std::size_t c = 1; c < aligned.size(); ++c) others += columns[c].gap + display_width(aligned[c].front());
  return others + shortest_name_limit > page_width ? shortest_name_limit : page_width - others;
}

std::vector<std::string> fitting(std::vector<std::string> names, std::size_t limit) {
  for (std::string& name : names)
    if (display_width(name) > limit) name.clear();
  return names;
}

class Layout {
 public:
  Layout(const Columns& columns, const Rows& rows) : columns_(columns), rows_(rows) {
    aligned_.emplace_back();
    for (std::size_t c = 1; c < columns.size(); ++c) aligned_.push_back(aligned_column(columns[c], cells_of(rows, c)));
    limit_ = name_limit(columns, aligned_);
    TableColumn names = columns[0];
    names.width = std::min(names.width, limit_);
    aligned_[0] = aligned_column(names, fitting(cells_of(rows, 0), limit_));
  }

  std::string text() const {
    std::string result = has_heading() ? without_trailing_spaces(line(0, columns_.size(), false)) + "\n" : "";
    for (std::size_t r = 0; r < rows_.size(); ++r) result += row_text(r);
    return result;
  }

 private:
  bool has_heading() const {
    return std::ranges::any_of(columns_, [](const TableColumn& column) { return !column.heading.empty(); });
  }

  std::string line(std::size_t position, std::size_t cells, bool warning) const {
    std::string result = warning ? "! " : "  ";
    for (std::size_t c = 0; c < cells; ++c) result += std::string(c == 0 ? 0 : columns_[c].gap, ' ') + aligned_[c][position];
    return result;
  }

  std::string row_text(std::size_t r) const {
    const TableRow& row = rows_[r];
    if (row.cells.empty()) return "\n";
    const bool long_name = display_width(row.cells[0]) > limit_;
    const bool marked_below = row.warning && !long_name;
    std::string result = long_name ? (row.warning ? "! " : "  ") + row.cells[0] + "\n" : "";
    std::string cells = line(r + 1, std::min(row.cells.size(), columns_.size()), marked_below);
    if (row.remark.empty()) return result + without_trailing_spaces(std::move(cells)) + "\n";
    const std::size_t begin = display_width(cells) + 3;
    return result + cells + "   " + wrap(row.remark, {.first = begin, .hang = begin}) + "\n";
  }

  const Columns& columns_;
  const Rows& rows_;
  std::vector<std::vector<std::string>> aligned_;
  std::size_t limit_ = 0;
};

}  // namespace

std::string layout_table(const Columns& columns, const Rows& rows) { return columns.empty() ? "" : Layout(columns, rows).text(); }

std::vector<TableColumn> estimate_columns(std::size_t name_width) {
  return {{.heading = "", .align = Align::Left, .gap = 0, .width = name_width},
          {.heading = "mean", .align = Align::Decimal, .width = 6},
          {.heading = "sd", .align = Align::Decimal, .width = 5},
          {.heading = "94 % HDI", .align = Align::Interval, .width = 16}};
}

TableColumn probability_column() { return {.heading = "P(>0)", .align = Align::Left, .gap = 4}; }

std::vector<TableColumn> convergence_columns() {
  return {{.heading = "ess", .align = Align::Right, .gap = 4, .width = 4},
          {.heading = "rhat", .align = Align::Decimal, .gap = 4, .width = 5}};
}

}  // namespace scmc::report
