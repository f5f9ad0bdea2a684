/// What is written reads back, and a failure to write leaves the old file.
#include "runtime/data/write.h"

#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <cstring>
#include <random>

#include "tests/data/support.h"

namespace scmc::data {
namespace {

Table table_of(std::vector<Column> columns) {
  Table table;
  table.columns = std::move(columns);
  return table;
}

TEST(Write, ShortestNumbers) {
  EXPECT_EQ(shortest(0.1), "0.1");
  EXPECT_EQ(shortest(100000), "100000");
  EXPECT_EQ(shortest(-3), "-3");
  EXPECT_EQ(shortest(1e300), "1e+300");
  EXPECT_EQ(shortest(9007199254740994), "9.007199254740994e+15") << "digits alone would promise exactness";
  EXPECT_EQ(shortest(1.0 / 3), "0.3333333333333333");
  EXPECT_EQ(shortest(-0.0), "-0.0");
}

TEST(Write, GoldenCsv) {
  const Table table = table_of({number_column("a b", {1, nan, infinity}), label_column("g,h", {"say \"hi\"", "", " padded"})});
  EXPECT_EQ(format_csv(table), "a b,\"g,h\"\n1,\"say \"\"hi\"\"\"\nNA,NA\nInf,\" padded\"\n");
}

TEST(Write, GoldenJson) {
  const Table table =
      table_of({number_column("N", {2}, {}), number_column("x", {1.5, nan, -infinity, 4}, {2, 2}), label_column("g", {"a\"b"})});
  EXPECT_EQ(format_json(table), "{\n  \"N\": 2,\n  \"x\": [[1.5, null], [-Infinity, 4]],\n  \"g\": [\"a\\\"b\"]\n}\n");
}

std::string random_label(std::mt19937_64& random) {
  static const std::vector<std::string> pieces = {"a", "B", "\"", ",", "\n", "\xC3\xA9", "\\", "z"};
  std::string label = "l";
  for (auto n = random() % 6; n-- > 0;) label += pieces[random() % pieces.size()];
  return label;
}

double random_double(std::mt19937_64& random) {
  const std::uint64_t bits = random();
  double value;
  std::memcpy(&value, &bits, sizeof value);
  return random() % 10 == 0 ? nan : value;
}

Table random_table(std::mt19937_64& random) {
  const std::size_t rows = 1 + random() % 40;
  std::vector<double> reals(rows), integers(rows);
  std::vector<std::string> labels(rows);
  for (std::size_t r = 0; r < rows; ++r) {
    reals[r] = random_double(random);
    integers[r] = static_cast<double>(random() % 100) - 50;
    labels[r] = random_label(random);
  }
  return table_of({number_column("real", reals), number_column("integer", integers), label_column("label", labels)});
}

TEST(Write, RandomTablesReadBack) {
  std::mt19937_64 random(2);
  for (int i = 0; i < 500; ++i) {
    const Table table = random_table(random);
    expect_same(csv(format_csv(table)), table);
    expect_same(json(format_json(table)), table);
  }
}

TEST(Write, TruthReadsBack) {
  const Table table = csv("ok\ntrue\nNA\nfalse\n");
  expect_same(csv(format_csv(table)), table);
  expect_same(json(format_json(table)), table);
}

TEST(Write, CsvRefusesArrays) { EXPECT_THROW(format_csv(table_of({number_column("x", {1, 2, 3, 4}, {2, 2})})), std::logic_error); }

TEST(WriteFile, NewAndReplaced) {
  const Folder folder;
  const std::string path = folder.file("d.csv");
  EXPECT_EQ(write_file(path, "one"), std::nullopt);
  EXPECT_EQ(content_of(path), "one");
  std::filesystem::permissions(path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  EXPECT_EQ(write_file(path, "two"), std::nullopt);
  EXPECT_EQ(content_of(path), "two");
  EXPECT_EQ(std::filesystem::status(path).permissions(), std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  EXPECT_EQ(folder.files(), 1U);
}

TEST(WriteFile, ThroughALink) {
  const Folder folder;
  folder.with("real.csv", "old");
  std::filesystem::create_symlink("real.csv", folder.file("link.csv"));
  EXPECT_EQ(write_file(folder.file("link.csv"), "new"), std::nullopt);
  EXPECT_EQ(content_of(folder.file("real.csv")), "new");
  EXPECT_TRUE(std::filesystem::is_symlink(folder.file("link.csv")));
}

TEST(WriteFile, NoFolderOrADirectory) {
  const Folder folder;
  const std::string below = folder.file("no/such.csv");
  EXPECT_EQ(show(*write_file(below, "x")), "E0818 " + below + ": `" + below +
                                               "` cannot be written\n  note: the system says: No such file or directory\n"
                                               "  hint: create its folder first");
  EXPECT_EQ(show(*write_file(folder.path(), "x")),
            "E0818 " + folder.path() + ": `" + folder.path() + "` cannot be written\n  note: the system says: Is a directory\n  hint: name a file in it");
}

TEST(WriteFile, FullDevice) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "this system has no /dev/full";
  EXPECT_EQ(show(*write_file("/dev/full", "x")),
            "E0818 /dev/full: `/dev/full` cannot be written\n  note: the system says: No space left on device\n  hint: make room there, or name another place");
}

/// A limit on the size of files stands for a full disk: the write fails half-way.
TEST(WriteFile, FailureHalfWayLeavesTheOldFile) {
  const Folder folder;
  const std::string path = folder.with("d.csv", "old");
  rlimit before;
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  const rlimit small{4096, before.rlim_max};
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
  const auto problem = write_file(path, std::string(100000, 'x'));
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  ASSERT_TRUE(problem);
  EXPECT_EQ(problem->note, "the system says: File too large");
  EXPECT_EQ(content_of(path), "old");
  EXPECT_EQ(folder.files(), 1U) << "the half-written neighbour is gone";
}

TEST(WriteFile, NoPermission) {
  const Folder folder;
  std::filesystem::permissions(folder.path(), std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
  const bool root = ::geteuid() == 0;
  if (root && ::seteuid(65534) != 0) GTEST_SKIP() << "root, and cannot become anyone else";
  const auto problem = write_file(folder.file("d.csv"), "x");
  ASSERT_TRUE(!root || ::seteuid(0) == 0);
  std::filesystem::permissions(folder.path(), std::filesystem::perms::owner_all);
  ASSERT_TRUE(problem);
  EXPECT_EQ(problem->note, "the system says: Permission denied");
}

}  // namespace
}  // namespace scmc::data
