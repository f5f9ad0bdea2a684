/// What the tests of data files share.
#pragma once
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "runtime/data/table.h"

namespace scmc::data {

/// A problem as one reads it: the golden form of these tests.
inline std::string show(const Problem& problem) {
  std::string text = problem.code + " " + place(problem) + ": " + problem.title;
  if (!problem.note.empty()) text += "\n  note: " + problem.note;
  if (!problem.hint.empty()) text += "\n  hint: " + problem.hint;
  return text;
}

inline std::string show(const Problems& problems) {
  std::string text;
  for (const Problem& problem : problems) text += (text.empty() ? "" : "\n") + show(problem);
  return text;
}

inline std::string csv_problems(std::string_view text) { return show(read_csv(text, "d.csv").problems); }
inline std::string json_problems(std::string_view text) { return show(read_json(text, "d.json").problems); }

inline Table csv(std::string_view text) {
  auto outcome = read_csv(text, "d.csv");
  EXPECT_TRUE(outcome) << show(outcome.problems);
  return outcome ? *std::move(outcome) : Table{};
}

inline Table json(std::string_view text) {
  auto outcome = read_json(text, "d.json");
  EXPECT_TRUE(outcome) << show(outcome.problems);
  return outcome ? *std::move(outcome) : Table{};
}

inline const Column& column(const Table& table, std::string_view name) {
  static const Column absent;
  const Column* found = table.find(name);
  EXPECT_NE(found, nullptr) << name;
  return found == nullptr ? absent : *found;
}

/// Equal, where NaN equals NaN.
inline void expect_values(const Column& column, const std::vector<double>& expected) {
  ASSERT_EQ(column.values.size(), expected.size()) << column.name;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    if (std::isnan(expected[i])) EXPECT_TRUE(std::isnan(column.values[i])) << column.name << " " << i;
    else EXPECT_EQ(column.values[i], expected[i]) << column.name << " " << i;
  }
}

inline void expect_same(const Table& a, const Table& b) {
  ASSERT_EQ(a.names(), b.names());
  for (std::size_t c = 0; c < a.columns.size(); ++c) {
    const Column &left = a.columns[c], &right = b.columns[c];
    EXPECT_EQ(left.type, right.type) << left.name;
    EXPECT_EQ(left.shape, right.shape) << left.name;
    EXPECT_EQ(left.labels, right.labels) << left.name;
    EXPECT_EQ(left.missing, right.missing) << left.name;
    expect_values(left, right.values);
  }
}

/// A folder of its own, removed at the end of the test.
class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "scmc_data_XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string file(const std::string& name) const { return path_ + "/" + name; }
  std::string with(const std::string& name, std::string_view content) const {
    std::ofstream(file(name), std::ios::binary) << content;
    return file(name);
  }
  const std::string& path() const { return path_; }
  std::size_t files() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(path_), std::filesystem::directory_iterator()));
  }

 private:
  std::string path_;
};

inline std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

}  // namespace scmc::data
