/// Sizes and labels of dimensions.
#include "tests/bind/support.h"

namespace scmc::testing {
namespace {

class BindSizes : public Binding {};

TEST_F(BindSizes, TheRowsOfAFile) { EXPECT_EQ(axis(bound("dim obs\ny[obs] ~ Normal(0, 1)\n", "y\n1\n2\n3\n"), "obs"), "3"); }

TEST_F(BindSizes, LabelsInOrderOfFirstAppearance) {
  const auto b = bound("dim obs;  dim county\ndata county_of[obs] in county from \"county\"\ny[obs] ~ Normal(0, 1)\n",
                       "county,y\nWinona,1\nAitkin,2\nWinona,3\n");
  EXPECT_EQ(axis(b, "county"), "2: Winona Aitkin");
  EXPECT_EQ(cells(b, "county_of"), "0 1 0");
}

TEST_F(BindSizes, DatesAscend) {
  const auto b =
      bound("dim obs;  dim day\ndata day_of[obs] in day\ny[obs] ~ Normal(0, 1)\n", "day_of,y\n2024-03-02,1\n2024-03-01,2\n2024-03-02,3\n");
  EXPECT_EQ(axis(b, "day"), "2: 2024-03-01 2024-03-02");
  EXPECT_EQ(cells(b, "day_of"), "1 0 1");
}

TEST_F(BindSizes, IntegerCodesArePositions) {
  const auto b = bound("dim obs;  dim g\ndata g_of[obs] in g\ny[obs] ~ Normal(0, 1)\n", "g_of,y\n2,1\n1,2\n3,3\n");
  EXPECT_EQ(axis(b, "g"), "3");
  EXPECT_EQ(cells(b, "g_of"), "1 0 2");
}

TEST_F(BindSizes, ARangeNumbersItsPositions) {
  const auto b =
      bound("dim obs;  dim year = 1990..1993\ndata year_of[obs] in year\ny[obs] ~ Normal(0, 1)\n", "year_of,y\n1993,1\n1990,2\n");
  EXPECT_EQ(axis(b, "year"), "4 from 1990");
  EXPECT_EQ(cells(b, "year_of"), "3 0");
}

TEST_F(BindSizes, ElementsAreNamedByThePositionsThatExpressionsHave) {
  const auto b = bound("dim d = 0..1;  dim obs\nx[d] ~ Normal(0, 1)\ny[obs] ~ Normal(x[0] + x[1], 1)\n", "y\n1\n");
  const auto x = *b.model->find("x");
  EXPECT_EQ(element_name(b, x, 0) + " " + element_name(b, x, 1), "x[0] x[1]");
  EXPECT_EQ(labelled_name(b, x, 1), "x[1]");
}

TEST_F(BindSizes, DeclaredLabelsKeepTheirOrder) {
  const auto b = bound("dim obs;  dim g = {\"b\", \"a\", \"c\"}\ndata g_of[obs] in g\ny[obs] ~ Normal(0, 1)\n", "g_of,y\na,1\nb,2\n");
  EXPECT_EQ(axis(b, "g"), "3: b a c");
  EXPECT_EQ(cells(b, "g_of"), "1 0");
}

TEST_F(BindSizes, ByOtherSizesAndByScalarData) {
  const auto b =
      bound("dim before = size(obs) - 1;  dim obs;  dim k = n + 1\ndata n\ny[obs] ~ Normal(0, 1)\n", R"({"y": [1, 2, 3], "n": 4})");
  EXPECT_EQ(axis(b, "before"), "2");
  EXPECT_EQ(axis(b, "k"), "5");
}

TEST_F(BindSizes, APartnerSharesSizeAndLabels) {
  const auto b = bound("dim obs;  dim g;  dim h like g\ndata g_of[obs] in g\ny[obs] ~ Normal(0, 1)\n", "g_of,y\nu,1\nv,2\n");
  EXPECT_EQ(axis(b, "h"), "2: u v");
}

/// As `scmc simulate` writes a matrix.
TEST_F(BindSizes, TheAxesOfAMatrixHaveColumnsOfTheirOwn) {
  const auto b = bound("dim i;  dim j like i\nW[i, j] ~ Normal(0, 1)\n", "i,j,W\n1,1,11\n1,2,12\n2,1,21\n2,2,22\n");
  EXPECT_EQ(axis(b, "j"), "2");
  EXPECT_EQ(cells(b, "W"), "11 12 21 22");
}

TEST_F(BindSizes, TheOption) {
  const BindOptions options{.sizes = {{"day", 7}}, .must_observe = false};
  EXPECT_EQ(axis(bound("dim day\nx[day] ~ Normal(0, 1)\n", options), "day"), "7");
  EXPECT_EQ(refusal("dim dy\nx[dy] ~ Normal(0, 1)\n", options), "E0424");
  EXPECT_EQ(refusal("dim day = 8\nx[day] ~ Normal(0, 1)\n", options), "E0404");
}

TEST_F(BindSizes, ShapesOfArrays) {
  const auto b = bound("dim a;  dim b\ndata x[a, b]\ny[b] ~ Normal(0, 1)\n", R"({"x": [[1, 2, 3], [4, 5, 6]], "y": [7, 8, 9]})");
  EXPECT_EQ(axis(b, "a") + ", " + axis(b, "b"), "2, 3");
  EXPECT_EQ(cells(b, "x"), "1 2 3 4 5 6");
  EXPECT_EQ(refusal("dim a;  dim b\ndata x[a, b]\ny[a] ~ Normal(0, 1)\n", R"({"x": [1, 2], "y": [1, 2]})"), "E0422 data.json, column `x`");
}

TEST_F(BindSizes, NothingObservedComesBeforeUnknownSizes) { EXPECT_EQ(refusal("dim obs\ny[obs] ~ Normal(0, 1)\n", "z\n1\n2\n"), "E0401"); }

TEST_F(BindSizes, CodesWithAGap) {
  const std::string model = "dim obs;  dim g\ndata g_of[obs] in g\ny[obs] ~ Normal(0, 1)\n";
  EXPECT_EQ(refusal(model, "g_of,y\n1,1\n4,2\n2,3\n"), "E0409 data.csv, column `g_of`");
  EXPECT_EQ(refusal(model, "g_of,y\n1,1\n9007199254740992,2\n"), "E0409 data.csv, column `g_of`") << "an identifier: no table of that size";
  EXPECT_EQ(refusal(model, "g_of,y\n1,1\n0,2\n"), "E0408 data.csv, row 3, column `g_of`");
}

TEST_F(BindSizes, NamesOfElements) {
  const auto b =
      bound("dim obs;  dim g = {\"u\", \"v\"};  dim k = 3\nm[g, k] ~ Normal(0, 1)\ny[obs] ~ Normal(m[\"u\", 1], 1)\n", "y\n1\n2\n");
  const auto m = *b.model->find("m");
  EXPECT_EQ(element_name(b, m, 0), "m[1,1]");
  EXPECT_EQ(element_name(b, m, 5), "m[2,3]");
  EXPECT_EQ(labelled_name(b, m, 4), "m[v,2]");
}

}  // namespace
}  // namespace scmc::testing
