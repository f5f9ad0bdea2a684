/// Which column holds which variable, and what is observed.
#include "tests/bind/support.h"

namespace scmc::testing {
namespace {

class BindColumns : public Binding {};

TEST_F(BindColumns, ByNameAndByFrom) {
  const auto b = bound("dim d\ndata x[d] from \"X 1\"\ny[d] ~ Normal(x, 1)\n", "y,X 1\n1,3\n2,4\n");
  EXPECT_EQ(cells(b, "x"), "3 4");
  EXPECT_EQ(cells(b, "y"), "1 2");
}

TEST_F(BindColumns, ObservedUnmeasuredUnused) {
  const auto b =
      bound("dim d\nm ~ Normal(0, 1)\nc[d] ~ Normal(0, 1)\nz[d] ~ Normal(c, 1)\ny[d] ~ Normal(z + m, 1)\n", "y,shop,z\n1,7,2\n3,7,4\n");
  EXPECT_EQ(names(b, b.observed), "z y");
  EXPECT_EQ(names(b, b.unmeasured), "c");
  EXPECT_EQ(b.unused, std::vector<std::string>{"shop"});
}

TEST_F(BindColumns, MarksDecide) {
  const auto b = bound("dim d\nz[d] ~ Normal(0, 1)\nobserve y[d] ~ Normal(z, 1)\n", "y,z\n1,2\n3,4\n");
  EXPECT_EQ(names(b, b.observed), "y");
  EXPECT_EQ(names(b, b.unmeasured), "z");
  EXPECT_EQ(refusal("dim d\nobserve z[d] ~ Normal(0, 1)\nobserve y[d] ~ Normal(z, 1)\n", "y\n1\n3\n"), "E0403");
}

TEST_F(BindColumns, ChosenColumnsOfAFile) {
  const std::string model = "dim d\nz[d] ~ Normal(0, 1)\ny[d] ~ Normal(z, 1)\n";
  auto file = data_file("y,z\n1,2\n3,4\n");
  file.columns = {"y"};
  EXPECT_EQ(names(bound(model, {.files = {file}}), bound(model, {.files = {file}}).observed), "y");
  file.columns = {"y", "w"};
  EXPECT_EQ(refusal(model, {.files = {file}}), "E0417 data.csv");
}

TEST_F(BindColumns, InputsOnly) {
  const std::string model = "dim d\ndata x[d]\ny[d] ~ Normal(x, 1)\n";
  auto file = data_file("y,x\n1,2\n3,4\n");
  file.inputs_only = true;
  const auto b = bound(model, {.files = {file}, .must_observe = false});
  EXPECT_EQ(cells(b, "x"), "2 4");
  EXPECT_EQ(cells(b, "y"), "unobserved");
}

TEST_F(BindColumns, ColumnsOfTwoFiles) {
  const std::string model = "dim d\ndata x[d]\ny[d] ~ Normal(x, 1)\n";
  const auto b = bound(model, {.files = {data_file("x\n1\n2\n", "first"), data_file("y\n3\n4\n", "second")}});
  EXPECT_EQ(cells(b, "x") + ", " + cells(b, "y"), "1 2, 3 4");
  EXPECT_EQ(refusal(model, {.files = {data_file("x\n1\n2\n", "first"), data_file("y,x\n3,4\n5,6\n", "second")}}), "E0418");
  EXPECT_EQ(refusal(model, {.files = {data_file("x\n1\n2\n", "first"), data_file("y\n3\n4\n5\n", "second")}}), "E0404 second.csv");
}

TEST_F(BindColumns, AFileBeatsADefault) {
  const std::string model = "dim d\ndata s = 2.5\ny[d] ~ Normal(0, s)\n";
  EXPECT_EQ(cells(bound(model, R"({"y": [1, 2], "s": 7})"), "s"), "7");
  EXPECT_EQ(cells(bound(model, R"({"y": [1, 2]})"), "s"), "unobserved");
}

TEST_F(BindColumns, AnInputWithoutAValue) { EXPECT_EQ(refusal("dim d\ndata x[d]\ny[d] ~ Normal(x, 1)\n", "y\n1\n2\n"), "E0402"); }

TEST_F(BindColumns, NearlyAName) {
  const std::string model = "dim d\nsales[d] ~ Normal(0, 1)\ny[d] ~ Normal(sales, 1)\n";
  EXPECT_EQ(refusal(model, "y,Sales\n1,2\n3,4\n"), "E0410 data.csv, column `Sales`");
  EXPECT_EQ(refusal(model, "y,sale\n1,2\n3,4\n"), "E0410 data.csv, column `sale`");
  EXPECT_EQ(refusal(model, "y,spend\n1,2\n3,4\n"), "");
  EXPECT_EQ(refusal(model, {.files = {data_file("y,sale\n1,2\n3,4\n")}, .latent = {"sales"}}), "");
}

TEST_F(BindColumns, AScalarMeetsRows) {
  EXPECT_EQ(refusal("y ~ Normal(0, 1)\n", "y\n1\n2\n"), "E0411 data.csv, column `y`");
  EXPECT_EQ(cells(bound("y ~ Normal(0, 1)\n", "y\n3\n"), "y"), "3");
}

TEST_F(BindColumns, RowsOfTwoDimensions) {
  EXPECT_EQ(refusal("dim a;  dim b\nx[a] ~ Normal(0, 1)\ny[b] ~ Normal(0, 1)\n", "x,y\n1,2\n3,4\n"), "E0419 data.csv");
}

TEST_F(BindColumns, WhatIsSetOrComputedIsNotObserved) {
  EXPECT_EQ(refusal("dim d\nz[d] ~ Normal(0, 1)\ndo z[d] = 1\ny[d] ~ Normal(z, 1)\n", "y,z\n1,2\n3,4\n"), "E0420 data.csv, column `z`");
  EXPECT_EQ(refusal("dim d\ny[d] ~ Normal(0, 1)\nw = 2 * y\n", "y,w\n1,2\n3,4\n"), "E0421 data.csv, column `w`");
}

}  // namespace
}  // namespace scmc::testing
