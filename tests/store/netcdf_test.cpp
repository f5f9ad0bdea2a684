/// What is written reads back equal; what the disk changed is found out; what cannot be written leaves nothing behind.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>

#include "runtime/data/table.h"
#include "runtime/store/store.h"

namespace {

using namespace scmc::store;
namespace fs = std::filesystem;

/// A folder of its own, gone at the end of the test.
class Store : public testing::Test {
 protected:
  Store() { fs::create_directories(folder_); }
  ~Store() override { fs::remove_all(folder_); }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }

 private:
  fs::path folder_ = fs::temp_directory_path() / ("scmc_store_" + std::to_string(::getpid()));
};

Inference example() {
  Inference fit;
  fit.attributes = {{"seed", std::numeric_limits<std::uint64_t>::max()},
                    {"least", std::numeric_limits<std::int64_t>::min()},
                    {"target", 0.9},
                    {"model", Text("# Größe, 毎日\ndim day\n")},
                    {"long", Text(200000, 'x')},  // HDF5 keeps no plain text above 64 KiB in an attribute
                    {"files", Texts{"a.csv", "b c.csv"}}};
  Group posterior{.name = "posterior", .attributes = {{"draws", std::int64_t{3}}}};
  posterior.add_dim("chain", std::vector<std::int64_t>{0, 1});
  posterior.add_dim("draw", std::vector<std::int64_t>{0, 1, 2});
  posterior.add_dim("town", Texts{"Zürich", ""});
  posterior.arrays.push_back({.name = "mu",
                              .dims = {"chain", "draw"},
                              .values = std::vector<double>{0.1, -0.0, 1e-310, std::numeric_limits<double>::infinity(), 1e308, M_PI},
                              .attributes = {{"noise", std::int64_t{1}}}});
  posterior.arrays.push_back({.name = "z", .dims = {"town"}, .values = std::vector<std::int64_t>{std::int64_t{1} << 60, -1}});
  posterior.arrays.push_back({.name = "seen", .dims = {"town", "chain"}, .values = std::vector<bool>{true, false, false, true}});
  posterior.arrays.push_back({.name = "total", .dims = {}, .values = std::vector<double>{2.5}});
  fit.groups = {posterior, {.name = "empty"}};
  return fit;
}

std::string content(const std::string& path) { return *scmc::data::read_file(path); }
void put(const std::string& path, const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }

TEST_F(Store, WhatIsWrittenReadsBackEqual) {
  ASSERT_FALSE(write(path("fit.nc"), example()));
  const auto found = read(path("fit.nc"));
  ASSERT_TRUE(found);
  Inference without_provenance = *found;  // the library adds its own version
  std::erase_if(without_provenance.attributes, [](const auto& a) { return a.first == "_NCProperties"; });
  EXPECT_EQ(without_provenance.attributes, example().attributes);
  ASSERT_EQ(found->groups.size(), 2U);
  for (const auto& group : example().groups) {
    ASSERT_NE(found->find(group.name), nullptr) << group.name;
    EXPECT_EQ(*found->find(group.name), group);
  }
  EXPECT_TRUE(std::signbit(std::get<std::vector<double>>(found->find("posterior")->find("mu")->values)[1]));
}

TEST_F(Store, MissingCellsStay) {
  Inference fit;
  fit.groups = {{.name = "observed_data"}};
  fit.groups[0].add_dim("day", std::vector<std::int64_t>{1, 2});
  fit.groups[0].arrays.push_back({.name = "y", .dims = {"day"}, .values = std::vector<double>{NAN, 1.5}});
  ASSERT_FALSE(write(path("fit.nc"), fit));
  const auto y = std::get<std::vector<double>>(read(path("fit.nc"))->groups[0].find("y")->values);
  EXPECT_TRUE(std::isnan(y[0]));
  EXPECT_EQ(y[1], 1.5);
}

TEST_F(Store, TheSameFitGivesTheSameBytes) {
  ASSERT_FALSE(write(path("one.nc"), example()));
  ASSERT_FALSE(write(path("other.nc"), example()));
  EXPECT_EQ(content(path("one.nc")), content(path("other.nc")));
}

TEST_F(Store, GroupsArePassedOver) {
  ASSERT_FALSE(write(path("fit.nc"), example()));
  const auto found = read(path("fit.nc"), {"posterior"});
  EXPECT_EQ(found->find("posterior"), nullptr);
  EXPECT_NE(found->find("empty"), nullptr);
}

TEST_F(Store, EveryChangedNumberIsFoundOut) {
  Inference fit;
  fit.groups = {{.name = "posterior"}};
  std::vector<double> draws(1000);
  for (std::size_t i = 0; i < draws.size(); ++i) draws[i] = 1 + 1e-3 * static_cast<double>(i);
  fit.groups[0].dims = {{"draw", draws.size()}};
  fit.groups[0].arrays.push_back({.name = "mu", .dims = {"draw"}, .values = draws});
  ASSERT_FALSE(write(path("fit.nc"), fit));
  const auto whole = content(path("fit.nc"));
  const auto begin = whole.find(std::string(reinterpret_cast<const char*>(draws.data()), 64));
  ASSERT_NE(begin, std::string::npos);
  for (std::size_t at = begin; at < begin + 8 * draws.size(); at += 97) {
    auto changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    put(path("changed.nc"), changed);
    const auto found = read(path("changed.nc"));
    ASSERT_FALSE(found) << "byte " << at;
    EXPECT_EQ(found.problems.front().code, "E0924");
  }
}

TEST_F(Store, CutAndForeignFilesAreRefused) {
  ASSERT_FALSE(write(path("fit.nc"), example()));
  const auto whole = content(path("fit.nc"));
  const std::size_t padding = 1 << 16;  // at the end, at the most
  for (const auto& bytes :
       {whole.substr(0, whole.size() / 2), whole.substr(0, whole.size() - padding), std::string("c,z,y\n1,2,3\n"), std::string()}) {
    put(path("other.nc"), bytes);
    const auto found = read(path("other.nc"));
    ASSERT_FALSE(found) << bytes.size();
    EXPECT_EQ(found.problems.front().code, "E0924");
  }
  EXPECT_EQ(read(path("none.nc")).problems.front().code, "E0801");
  EXPECT_EQ(read(path("")).problems.front().code, "E0801");
}

TEST_F(Store, WhatCannotBeWrittenLeavesNothing) {
  fs::create_directory(path("folder.nc"));
  const std::vector<std::pair<std::string, std::string>> cases = {{path("fit.txt"), "E0921"},
                                                                  {path("nc"), "E0921"},
                                                                  {path("folder.nc"), "E0818"},
                                                                  {path("no/folder/fit.nc"), "E0818"},
                                                                  {"/proc/fit.nc", "E0818"}};
  for (const auto& [to, code] : cases) {
    const auto problem = write(to, example());
    ASSERT_TRUE(problem) << to;
    EXPECT_EQ(problem->code, code) << to;
  }
  std::size_t left = 0;
  for ([[maybe_unused]] const auto& entry : fs::directory_iterator(path(""))) ++left;
  EXPECT_EQ(left, 1U) << "the folder alone";
}

TEST_F(Store, AFailedWriteLeavesTheOldFile) {
  ASSERT_FALSE(write(path("fit.nc"), example()));
  const auto before = content(path("fit.nc"));
  Inference wrong = example();
  wrong.groups[0].arrays.push_back({.name = "a/b", .dims = {}, .values = std::vector<double>{1}});  // no name of NetCDF
  const auto problem = write(path("fit.nc"), wrong);
  ASSERT_TRUE(problem);
  EXPECT_EQ(problem->code, "E0923");
  EXPECT_EQ(content(path("fit.nc")), before);
}

}  // namespace
