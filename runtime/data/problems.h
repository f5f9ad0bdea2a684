/// The words for everything that can be wrong with a data file.
#pragma once
#include <cstddef>
#include <string>

#include "runtime/data/problem.h"

namespace scmc::data::problems {

struct Place {
  std::string file;
  long row = 0;
  std::string column = {};
};

/// A cell as it stands in the file, and how many more in its column have the same fault.
struct BadCell {
  Place place;
  std::string text;
  std::string where = {};  ///< of a cell in a JSON array: `y[3]`
  std::size_t others = 0;
};

struct Lengths {
  std::size_t expected = 0, found = 0, others = 0;
};

Problem missing_file(std::string file);
Problem is_directory(std::string file);
Problem unreadable(std::string file, int error_number);
Problem empty_file(std::string file);
Problem header_only(std::string file);
Problem duplicate_column(std::string file, std::string column);
Problem unnamed_column(std::string file, std::size_t position);
Problem ragged_row(Place place, Lengths lengths);
Problem not_a_number(BadCell cell);
Problem thousands_separator(BadCell cell);
Problem stray_quote(Place place);
Problem unclosed_quote(Place place);
Problem not_utf8(Problem where);  ///< `where` gives file and row, or line and character
Problem not_utf8_but_utf16(std::string file);
Problem bad_json(Problem where, std::string reason);  ///< `where` gives file, line and character
Problem huge_integer(BadCell cell);
Problem not_an_object(std::string file);
Problem ragged_array(Place place, std::string where, std::string what);
Problem nested_object(Place place);
Problem mixed_array(BadCell cell, bool mostly_numbers);
Problem other_separator(std::string file, char separator);
Problem no_header(std::string file);
Problem unwritable(std::string file, int error_number);

}  // namespace scmc::data::problems
