/// Places of problems, and the catalogue of their kinds.
#include "runtime/data/problem.h"

namespace scmc::data {

std::string place(const Problem& problem) {
  std::string text = problem.file;
  if (problem.row > 0) text += (problem.character > 0 ? ", line " : ", row ") + std::to_string(problem.row);
  if (problem.character > 0) text += ", character " + std::to_string(problem.character);
  if (!problem.column.empty()) text += ", column `" + problem.column + "`";
  return text;
}

const std::vector<ProblemKind>& problem_kinds() {
  static const std::vector<ProblemKind> kinds = {
      {"E0801", "the file cannot be read",
       "There is no such file, it is a directory, or the system does not let it be read. Paths are relative to the working directory."},
      {"E0802", "the file is empty", "A CSV file has a header and at least one row; a JSON file is an object with at least one entry."},
      {"E0803", "the file has a header but no rows",
       "The first line of a CSV file names the columns. Below it there must be at least one row."},
      {"E0804", "a column name occurs twice", "Columns are found by name, so every name must be unique within its file."},
      {"E0805", "a column has no name",
       "Every column needs a name in the header. Row names written by R (`write.csv`) and the index written by pandas (`to_csv`) have "
       "none: "
       "write `row.names = FALSE` or `index=False`."},
      {"E0806", "a row has too many or too few cells",
       "Every row has as many cells as the header. A comma inside a cell needs quotes around the cell: `\"Springfield, Illinois\"`."},
      {"E0807", "a cell is not a number",
       "A column in which most cells are numbers is a column of numbers, and then all its cells must be, or be missing: empty, `NA` or "
       "`NaN`. A "
       "column of mostly text holds labels."},
      {"E0808", "a number has thousands separators", "Numbers are written without them: `1234.5`, not `1,234.5`."},
      {"E0809", "a quote is in the wrong place",
       "A cell that contains a quote, a comma or a line break stands in quotes, and a quote inside it is doubled: `\"5\"\" pipe\"`. A "
       "quote that "
       "is opened must be closed."},
      {"E0810", "the file is not UTF-8",
       "Text files are read as UTF-8. Spreadsheets offer it as `CSV UTF-8`; `iconv -f LATIN1 -t UTF-8` converts."},
      {"E0811", "the JSON cannot be parsed",
       "A JSON data file is an object of numbers, strings, and nested arrays of them. "
       "Beyond the standard, `NaN`, `Infinity` and `-Infinity` are understood, and `null` is a missing cell."},
      {"E0812", "an integer is too large to be held exactly",
       "Numbers are held in double precision, in which integers beyond 2^53 = 9007199254740992 lose digits. An identifier is better a "
       "label: put a "
       "letter in front of it."},
      {"E0813", "the JSON is not an object", "A JSON data file is an object: `{\"N\": 3, \"y\": [1.5, 2, 0.5]}`."},
      {"E0814", "an array is ragged",
       "The parts of a nested array must all have the same length and depth, since it is an array over dimensions."},
      {"E0815", "an entry is not a number, a string or an array",
       "A JSON data file has one level of names: an object inside it has no meaning."},
      {"E0816", "the file is separated by something else than commas",
       "A CSV file is separated by commas. A header that is a single name with `;` or a tab in it comes from a spreadsheet with other "
       "settings."},
      {"E0817", "the file has no header", "The first line of a CSV file names the columns; here it holds numbers only."},
      {"E0818", "the file cannot be written",
       "The folder is missing or read-only, the disk is full, or the path is a directory. A file that was there is unchanged."},
  };
  return kinds;
}

}  // namespace scmc::data
