/// From rows and arrays to cells; what a cell may hold.
#include "tests/bind/support.h"

namespace scmc::testing {
namespace {

class BindCells : public Binding {};

TEST_F(BindCells, ALongTableInAnyOrderOfItsRows) {
  const std::string rows = "day,shop,y\n2,b,22\n1,a,11\n2,a,21\n1,b,12\n";
  const auto b = bound("dim day;  dim shop\ny[day, shop] ~ Normal(0, 1)\n", rows);
  EXPECT_EQ(axis(b, "shop"), "2: b a");
  EXPECT_EQ(cells(b, "y"), "12 11 22 21");
  EXPECT_EQ(cells(bound("dim day;  dim shop\ny[shop, day] ~ Normal(0, 1)\n", rows), "y"), "12 22 11 21");
}

TEST_F(BindCells, ARowThatIsNotThereIsAHole) {
  EXPECT_EQ(cells(bound("dim day;  dim shop\ny[day, shop] ~ Normal(0, 1)\n", "day,shop,y\n1,a,11\n2,a,21\n1,b,12\n"), "y"), "11 12 21 NA");
}

TEST_F(BindCells, WideColumnsServeTheLastDimension) {
  const auto b =
      bound("dim week;  dim channel\ndata spend[week, channel]\ny[week] ~ Normal(0, 1)\n", "spend.tv,spend.radio,y\n1,2,9\n3,4,9\n");
  EXPECT_EQ(axis(b, "channel"), "2: tv radio");
  EXPECT_EQ(cells(b, "spend"), "1 2 3 4");
}

TEST_F(BindCells, FewerDimensionsThanTheRowsMustBeConstant) {
  const std::string model = "dim student;  dim school\ndata size_of[school];  y[student, school] ~ Normal(0, 1)\n";
  EXPECT_EQ(cells(bound(model, "student,school,size_of,y\n1,a,5,1\n2,a,5,2\n1,b,7,3\n"), "size_of"), "5 7");
  EXPECT_EQ(refusal(model, "student,school,size_of,y\n1,a,5,1\n2,a,6,2\n1,b,7,3\n"), "E0415 data.csv, row 3, column `size_of`");
}

TEST_F(BindCells, HolesOfARandomVariable) {
  const auto b = bound("dim d\ny[d] ~ Normal(0, 1)\n", "y\n1\nNA\n\"\"\nNaN\n5\n");
  EXPECT_EQ(cells(b, "y"), "1 NA NA NA 5");
}

TEST_F(BindCells, HolesOfAnInputAreRefused) {
  EXPECT_EQ(refusal("dim d\ndata x[d]\ny[d] ~ Normal(x, 1)\n", "x,y\n1,1\n,2\n"), "E0412 data.csv, row 3, column `x`");
  EXPECT_EQ(refusal("dim d;  dim g\ndata g_of[d] in g\ny[d] ~ Normal(0, 1)\n", "g_of,y\na,1\n,2\n"),
            "E0412 data.csv, row 3, column `g_of`");
}

TEST_F(BindCells, TruthValuesAreNumbers) {
  EXPECT_EQ(cells(bound("dim d\nz[d] ~ Bernoulli(0.5)\n", "z\ntrue\nfalse\nTRUE\n"), "z"), "1 0 1");
}

TEST_F(BindCells, ValuesOutsideOfTheSupport) {
  const auto first_bad = [&](const std::string& distribution, const std::string& value) {
    return refusal("dim d\ny[d] ~ " + distribution + "\n", "y\n1\n" + value + "\n");
  };
  EXPECT_EQ(first_bad("Bernoulli(0.5)", "2"), "E0414 data.csv, row 3, column `y`");
  EXPECT_EQ(first_bad("Bernoulli(0.5)", "0.5"), "E0413 data.csv, row 3, column `y`");
  EXPECT_EQ(first_bad("Poisson(2)", "-1"), "E0414 data.csv, row 3, column `y`");
  EXPECT_EQ(first_bad("Gamma(2, 1)", "0"), "E0414 data.csv, row 3, column `y`");
  EXPECT_EQ(first_bad("Beta(2, 1)", "1.5"), "E0414 data.csv, row 3, column `y`");
  EXPECT_EQ(first_bad("Uniform(0, 3)", "4"), "E0414 data.csv, row 3, column `y`");
  EXPECT_EQ(first_bad("Normal(0, 1)", "Inf"), "E0414 data.csv, row 3, column `y`");
  EXPECT_EQ(first_bad("Normal(0, 1)", "-1"), "");
}

TEST_F(BindCells, ARowOfALongTableIsNamed) {
  EXPECT_EQ(refusal("dim day;  dim shop\ny[day, shop] ~ Exponential(1)\n", "day,shop,y\n1,a,1\n2,a,-2\n"),
            "E0414 data.csv, row 3, column `y`");
}

TEST_F(BindCells, TextForANumber) {
  EXPECT_EQ(refusal("dim d\ndata x[d]\ny[d] ~ Normal(x, 1)\n", "x,y\nnorth,1\nsouth,2\n"), "E0416 data.csv, column `x`");
}

TEST_F(BindCells, UnknownLabelsAndPositions) {
  const std::string model = "dim d;  dim g = {\"a\", \"b\"};  dim k = 2\ndata g_of[d] in g;  data k_of[d] in k\ny[d] ~ Normal(0, 1)\n";
  EXPECT_EQ(refusal(model, "g_of,k_of,y\na,1,1\nc,2,2\n"), "E0407 data.csv, row 3, column `g_of`");
  EXPECT_EQ(refusal(model, "g_of,k_of,y\na,1,1\nb,3,2\n"), "E0408 data.csv, row 3, column `k_of`");
}

}  // namespace
}  // namespace scmc::testing
