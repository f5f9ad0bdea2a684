/// Tables of a report: columns aligned, rows marked, remarks wrapped beside them.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

namespace scmc::report {

enum class Align {
  Left,
  Right,
  Decimal,   ///< points below each other, the whole block to the right
  Interval,  ///< `low .. high`, all of one width: in the middle, the heading over the digits
};

struct TableColumn {
  std::string heading = "";
  Align align = Align::Right;
  std::size_t gap = 3;    ///< before the column
  std::size_t width = 0;  ///< at least
};

/// A row may have fewer cells than there are columns; then a remark may follow, wrapped beside the last cell. A row without cells is a
/// blank line.
struct TableRow {
  std::vector<std::string> cells = {};
  std::string remark = "";
  bool warning = false;  ///< marked by `!` in the margin
};

/// The first column holds names and stands two from the margin; a name that leaves too little of the 80 columns for the others takes a line
/// of its own. Every line ends with a line break and has no spaces before it.
std::string layout_table(const std::vector<TableColumn>& columns, const std::vector<TableRow>& rows);

/// The columns of the tables of output: name, mean, sd, interval, then what is asked for.
std::vector<TableColumn> estimate_columns(std::size_t name_width = 0);  ///< name, mean, sd, 94 % HDI
TableColumn probability_column();                                       ///< P(>0)
std::vector<TableColumn> convergence_columns();                         ///< ess, rhat

}  // namespace scmc::report
