/// Every transform: its inverse, its image, its Jacobian.
#include <gtest/gtest.h>

#include <iostream>

#include "tests/stdlib/examples.h"
#include "tests/stdlib/family.h"
#include "tests/support/differences.h"

namespace scmc::testing {
namespace {

constexpr double eps = std::numeric_limits<double>::epsilon();

class EveryTransform : public ::testing::TestWithParam<std::string> {
 protected:
  template <class Test>
  void for_each_example(Test&& test) {
    const auto found = transform_examples().find(GetParam());
    ASSERT_NE(found, transform_examples().end()) << GetParam() << " has no example bounds in tests/stdlib/examples.cpp";
    for (const auto& bounds : found->second) {
      SCOPED_TRACE(::testing::PrintToString(bounds));
      test(Mapping(GetParam(), bounds));
    }
  }
};
INSTANTIATE_TEST_SUITE_P(Library, EveryTransform, ::testing::ValuesIn(numbers_in("transforms")),
                         [](const auto& info) { return info.param; });

/// The image is rounded, and the inverse magnifies that by du/dx.
TEST_P(EveryTransform, InverseUndoesForward) {
  for_each_example([](const Mapping& t) {
    int decided = 0;
    for (double u : {-30.0, -8.0, -2.5, -0.1, 0.0, 0.7, 3.0, 12.0, 30.0}) {
      const double x = t.at("forward", u), slope = std::abs(t.derivative("forward", u));
      const double rounding = 4 * eps * (std::abs(x) + (std::isfinite(t.lower()) ? std::abs(t.lower()) : 0)) / slope;
      if (rounding > 0.1) continue;
      EXPECT_NEAR(t.at("inverse", x), u, 1e-14 * (1 + std::abs(u)) + rounding) << u;
      ++decided;
    }
    EXPECT_GE(decided, 4);
  });
}

/// An extreme argument may round to the end of the support, never beyond it.
TEST_P(EveryTransform, ImageLiesInTheSupport) {
  for_each_example([](const Mapping& t) {
    for (double u : {-1e308, -750.0, -40.0, -1.0, 0.0, 1.0, 40.0, 700.0}) {
      const double x = t.at("forward", u);
      EXPECT_TRUE(x >= t.lower() && x <= t.upper()) << x << " for " << u;
    }
    for (double u : {-20.0, -1.0, 0.0, 1.0, 20.0}) EXPECT_TRUE(t.at("forward", u) >= t.lower() && t.at("forward", u) <= t.upper());
    EXPECT_LT(t.at("forward", -1.0) * (t.at("forward", 0.0) < t.at("forward", 1.0) ? 1 : -1),
              t.at("forward", 2.0) * (t.at("forward", 0.0) < t.at("forward", 1.0) ? 1 : -1))
        << "monotone";
  });
}

TEST_P(EveryTransform, LogJacobianIsThatOfItsSlope) {
  for_each_example([](const Mapping& t) {
    for (double u : {-20.0, -3.0, -0.4, 0.0, 1.0, 6.0}) {
      const auto slope = differentiate_numerically([&](double v) { return t.at("forward", v); }, u, 0.5);
      if (slope.error < 1e-6 * std::abs(slope.value)) {
        EXPECT_NEAR(t.at("log_jacobian", u), std::log(std::abs(slope.value)), 1e-9 + 10 * slope.error / std::abs(slope.value)) << u;
      }
      const auto change = differentiate_numerically([&](double v) { return t.at("log_jacobian", v); }, u, 0.5);
      EXPECT_NEAR(t.derivative("log_jacobian", u), change.value, 1e-8 + 10 * change.error) << "its own gradient, at " << u;
    }
  });
}

TEST_P(EveryTransform, LogJacobianStaysFinite) {
  for_each_example([](const Mapping& t) {
    for (double u : {-700.0, -40.0, 40.0, 700.0})
      EXPECT_TRUE(std::isfinite(t.at("log_jacobian", u)) && std::isfinite(t.derivative("log_jacobian", u))) << u;
  });
}

TEST(Transforms, AreCounted) {
  std::size_t examples = 0;
  for (const auto& name : numbers_in("transforms")) {
    ASSERT_TRUE(transform_examples().contains(name)) << name;
    examples += transform_examples().at(name).size();
  }
  std::cout << numbers_in("transforms").size() << " transforms, " << examples << " sets of bounds\n";
  EXPECT_EQ(numbers_in("transforms").size(), transform_examples().size()) << "examples of a transform that is not in the library";
}

}  // namespace
}  // namespace scmc::testing
