/// The words for everything that can be wrong with a data file.
#include "runtime/data/problems.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace scmc::data::problems {
namespace {

constexpr std::size_t longest_excerpt = 40;

/// A cell in back-ticks, on one line and not too long to read.
std::string excerpt(std::string text) {
  std::replace_if(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
  if (text.size() > longest_excerpt) {
    auto end = longest_excerpt;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
    text = text.substr(0, end) + "...";
  }
  return "`" + text + "`";
}

std::string counted(std::size_t n, const std::string& one, const std::string& many) {
  return std::to_string(n) + " " + (n == 1 ? one : many);
}

/// The note, and that it holds elsewhere too.
std::string and_others(std::size_t others, const std::string& note) {
  if (others == 0) return note;
  const std::string more = "the same holds for " + counted(others, "more cell", "more cells") + " of this column";
  return note.empty() ? more : note + "; " + more;
}

Problem in_file(std::string file, std::string code) {
  Problem problem;
  problem.file = std::move(file);
  problem.code = std::move(code);
  return problem;
}

Problem at(Place place, std::string code) {
  Problem problem = in_file(std::move(place.file), std::move(code));
  problem.row = place.row;
  problem.column = std::move(place.column);
  return problem;
}

/// Of a cell: `abc` in `y`, or `abc` at `y[3]`.
std::string subject(const BadCell& cell) {
  if (cell.where.empty()) return excerpt(cell.text) + " in column `" + cell.place.column + "`";
  return excerpt(cell.text) + " at `" + cell.where + "`";
}

}  // namespace

Problem missing_file(std::string file) {
  Problem problem = in_file(file, "E0801");
  problem.title = "there is no file `" + file + "`";
  if (!file.starts_with('/')) problem.note = "the path is relative to the working directory";
  problem.hint = "check its name and its folder";
  return problem;
}

Problem is_directory(std::string file) {
  Problem problem = in_file(file, "E0801");
  problem.title = "`" + file + "` is a directory, not a file";
  problem.hint = "name the file in it";
  return problem;
}

Problem unreadable(std::string file, int error_number) {
  Problem problem = in_file(file, "E0801");
  problem.title = "`" + file + "` cannot be read";
  problem.note = std::string("the system says: ") + std::strerror(error_number);
  return problem;
}

Problem empty_file(std::string file) {
  Problem problem = in_file(std::move(file), "E0802");
  problem.title = "the file is empty";
  problem.hint = "a data file has a header of column names, then a row per unit";
  return problem;
}

Problem header_only(std::string file) {
  Problem problem = in_file(std::move(file), "E0803");
  problem.title = "the file has a header but no rows";
  problem.hint = "add a row per unit below the header";
  return problem;
}

Problem duplicate_column(std::string file, std::string column) {
  Problem problem = at({.file = std::move(file), .column = column}, "E0804");
  problem.title = "the name `" + column + "` occurs twice";
  problem.note = "columns are found by name";
  problem.hint = "rename or remove one of them";
  return problem;
}

Problem unnamed_column(std::string file, std::size_t position) {
  Problem problem = in_file(std::move(file), "E0805");
  problem.title = "column " + std::to_string(position) + " has no name";
  problem.hint = position == 1 ? "name it in the header; if it holds row numbers, write the file without them: `row.names = FALSE` in R, "
                                 "`index=False` in pandas"
                               : "name it in the header, or remove the comma that opens it";
  return problem;
}

Problem ragged_row(Place place, Lengths lengths) {
  Problem problem = at(std::move(place), "E0806");
  problem.title = "the row has " + counted(lengths.found, "cell", "cells") + ", the header has " + std::to_string(lengths.expected);
  if (lengths.others > 0) problem.note = counted(lengths.others, "more row differs", "more rows differ") + " from the header";
  problem.hint = lengths.found > lengths.expected ? "a comma inside a cell needs quotes around the cell"
                                                  : "a missing cell is written as nothing between two commas, or `NA`";
  return problem;
}

Problem not_a_number(BadCell cell) {
  Problem problem = at(cell.place, "E0807");
  problem.title = subject(cell) + " is not a number";
  problem.note = and_others(cell.others, "most cells of the column are numbers, so all must be");
  problem.hint =
      "correct the cell; if it is missing leave it empty or write `NA`; if these are labels put a letter in front of the numbers";
  return problem;
}

Problem thousands_separator(BadCell cell) {
  Problem problem = at(cell.place, "E0808");
  problem.title = subject(cell) + " has thousands separators";
  problem.note = and_others(cell.others, "");
  std::erase(cell.text, ',');
  problem.hint = "write " + excerpt(cell.text);
  return problem;
}

Problem stray_quote(Place place) {
  Problem problem = at(std::move(place), "E0809");
  problem.title = "a quote inside a cell, or text after a closing quote";
  problem.note = "a cell either stands in quotes as a whole, or has none";
  problem.hint = "put the whole cell in quotes and double the quotes inside it: `\"5\"\" pipe\"`";
  return problem;
}

Problem unclosed_quote(Place place) {
  Problem problem = at(std::move(place), "E0809");
  problem.title = "a quote that opens in this row is never closed";
  problem.note = "everything to the end of the file was read as one cell";
  return problem;
}

Problem not_utf8(Problem where) {
  where.code = "E0810";
  where.title = "the text is not UTF-8";
  where.hint = "save the file as UTF-8, or convert it: `iconv -f LATIN1 -t UTF-8`";
  return where;
}

Problem not_utf8_but_utf16(std::string file) {
  Problem problem = in_file(std::move(file), "E0810");
  problem.title = "the text is UTF-16, not UTF-8";
  problem.hint = "save the file as UTF-8, or convert it: `iconv -f UTF-16 -t UTF-8`";
  return problem;
}

Problem bad_json(Problem where, std::string reason) {
  where.code = "E0811";
  where.title = std::move(reason);
  where.hint = "a data file is one object of arrays: {\"x\": [1, 2], \"y\": [3, null]}";
  return where;
}

Problem huge_integer(BadCell cell) {
  Problem problem = at(cell.place, "E0812");
  problem.title = subject(cell) + " is too large to be held exactly";
  problem.note = and_others(cell.others, "integers beyond 2^53 = 9007199254740992 lose digits in double precision");
  problem.hint = "if it is an identifier, put a letter in front; if it is a measurement, write it with an exponent";
  return problem;
}

Problem not_an_object(std::string file) {
  Problem problem = in_file(std::move(file), "E0813");
  problem.title = "the JSON is not an object";
  problem.hint = "give names to the values: `{\"y\": [1.5, 2, 0.5]}`";
  return problem;
}

Problem ragged_array(Place place, std::string where, std::string what) {
  Problem problem = at(std::move(place), "E0814");
  problem.title = "the array is ragged: `" + where + "` " + what;
  problem.note = "all parts of a nested array must have the same length and depth";
  return problem;
}

Problem nested_object(Place place) {
  Problem problem = at(place, "E0815");
  problem.title = "`" + place.column + "` holds an object";
  problem.note = "a JSON data file is an object of numbers, strings, and nested arrays of them";
  return problem;
}

Problem mixed_array(BadCell cell, bool mostly_numbers) {
  Problem problem = at(cell.place, "E0807");
  problem.title = subject(cell) + (mostly_numbers ? " is not a number" : " is not a string");
  problem.note = and_others(cell.others, "an array holds either numbers or strings");
  if (mostly_numbers) problem.hint = "a missing number is written `null`";
  return problem;
}

Problem other_separator(std::string file, char separator) {
  const std::string name = separator == '\t' ? "tabs" : "`" + std::string(1, separator) + "`";
  Problem problem = in_file(std::move(file), "E0816");
  problem.title = "the file is separated by " + name + ", not by commas";
  problem.hint = separator == ';' ? "export it with commas, and with points in the numbers" : "export it with commas";
  return problem;
}

Problem no_header(std::string file) {
  Problem problem = at({.file = std::move(file), .row = 1}, "E0817");
  problem.title = "the first row holds numbers only, not the names of the columns";
  problem.hint = "put a line with the names above it";
  return problem;
}

Problem unwritable(std::string file, int error_number) {
  Problem problem = in_file(file, "E0818");
  problem.title = "`" + file + "` cannot be written";
  problem.note = std::string("the system says: ") + std::strerror(error_number);
  problem.hint = error_number == ENOENT   ? "create its folder first"
                 : error_number == EISDIR ? "name a file in it"
                 : error_number == ENOSPC ? "make room there, or name another place"
                                          : "name a place where you may write";
  return problem;
}

}  // namespace scmc::data::problems
