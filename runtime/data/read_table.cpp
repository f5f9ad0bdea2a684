/// The format by a file's name.
#include "runtime/data/table.h"

namespace scmc::data {

Outcome<Table> read_table(const std::string& path) {
  if (!path.ends_with(".json")) return read_csv_file(path);
  const auto content = read_file(path);
  if (!content) return content.problems;
  return read_json(*content, path);
}

}  // namespace scmc::data
