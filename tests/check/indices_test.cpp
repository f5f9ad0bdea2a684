/// Index lists: which dimension each item binds to, and what the result runs over.
#include "tests/check/support.h"

namespace scmc::testing {
namespace {

class CheckIndices : public Checking {
 protected:
  /// "term : dims" of the variable `z`.
  std::string z(const std::string& text) {
    const auto model = checked(text);
    const auto& v = variable(model, "z");
    return mechanisms(model, "z") + " : " + Terms(model).names(v.dims);
  }
};

TEST_F(CheckIndices, AVariableInADimensionGathers) {
  EXPECT_EQ(z("dim obs;  dim county\ndata county_of[obs] in county;  data a[county]\nz = a[county_of]\n"), "a[county = county_of] : obs");
}

TEST_F(CheckIndices, SeveralGathersZip) {
  EXPECT_EQ(z("dim obs;  dim s;  dim e\ndata s_of[obs] in s;  data e_of[obs] in e;  data a[s, e]\nz = a[s_of, e_of]\n"),
            "a[s = s_of, e = e_of] : obs");
}

TEST_F(CheckIndices, ByDimensionTheOrderIsFree) {
  EXPECT_EQ(z("dim obs;  dim s;  dim e\ndata s_of[obs] in s;  data e_of[obs] in e;  data a[s, e]\nz = a[e_of, s_of]\n"),
            "a[e = e_of, s = s_of] : obs");
}

TEST_F(CheckIndices, DimensionsNotIndexedStay) {
  EXPECT_EQ(z("dim obs;  dim s;  dim e\ndata e_of[obs] in e;  data a[s, e]\nz = a[e_of]\n"), "a[e = e_of] : obs, s");
}

TEST_F(CheckIndices, ByName) { EXPECT_EQ(z("dim s = 3;  dim e = 3\ndata a[s, e]\nz = a[e = 2]\n"), "a[e = 2] : s"); }

TEST_F(CheckIndices, LabelsFindTheirDimension) {
  EXPECT_EQ(z("dim s;  dim k = {\"intercept\", \"slope\"}\ndata a[s, k]\nz = a[\"slope\"]\n"), "a[k = \"slope\"] : s");
}

TEST_F(CheckIndices, NumbersComputedFromAPositionIndexAnotherDimension) {
  EXPECT_EQ(z("dim obs;  dim k = 3;  dim col = 4\ndata x[obs, col];  data b[k]\nz = sum(x[obs, k + 1] * b over k)\n"),
            "sum(mul(x[obs = obs, col = add(k, 1)], b) over k) : obs");
}

TEST_F(CheckIndices, LagsInsideASum) {
  EXPECT_EQ(z("dim t = 9;  dim k = 2\ndata y[t];  data phi[k]\nz[t] = if t > 2 then sum(phi[k] * y[t - k] over k) else 0\n"),
            "if(gt(t, 2), sum(mul(phi[k = k], y[t = sub(t, k)]) over k), 0) : t");
}

TEST_F(CheckIndices, APartnerTakesAnItemThatCarriesTheOther) {
  EXPECT_EQ(z("dim t;  dim state = 2;  dim next like state\ndata was[t] in state;  data change[state, next]\nz = change[was]\n"),
            "change[state = was] : t, next");
}

TEST_F(CheckIndices, AVariableInADimensionIsAnIndexAfterShifts) {
  EXPECT_EQ(z("dim obs;  dim g = 5\ndata g_of[obs] in g;  data a[g]\nz = a[g_of - 1]\n"), "a[g = sub(g_of, 1)] : obs");
}

TEST_F(CheckIndices, Refused) {
  const std::string two = "dim s = 3;  dim e = 3;  dim obs\ndata a[s, e];  data x[obs];  data s_of[obs] in s;  data n\n";
  EXPECT_EQ(codes(two + "z = a[2]\n"), "E0212") << "does not say which dimension";
  EXPECT_EQ(codes(two + "z = a[s_of, s_of]\n"), "E0213") << "the same dimension twice";
  EXPECT_EQ(codes(two + "z = a[1, 2, 3]\n"), "E0211");
  EXPECT_EQ(codes(two + "z = a[s = x]\n"), "E0214") << "real";
  EXPECT_EQ(codes(two + "z = n[1]\n"), "E0215");
  EXPECT_EQ(codes(two + "z = a[\"north\"]\n"), "E0216");
  EXPECT_EQ(codes(two + "z = a[obs]\n"), "E0212") << "a position of an unrelated dimension";
}

}  // namespace
}  // namespace scmc::testing
