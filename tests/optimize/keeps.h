/// Whether two graphs compute the same outputs.
#pragma once
#include <gtest/gtest.h>

#include <cmath>

#include "compiler/interpret/interpret.h"

namespace scmc::testing {

/// A difference that reassociation explains: relative to the value, with room for sums that cancel.
inline bool close(double a, double b, double tolerance) {
  return a == b || (std::isnan(a) && std::isnan(b)) || std::abs(a - b) <= tolerance * (1 + std::abs(a) + std::abs(b));
}

inline void expect_same(const std::vector<ir::Array>& expected, const std::vector<ir::Array>& actual, const std::string& where,
                        double tolerance) {
  ASSERT_EQ(expected.size(), actual.size()) << where;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    ASSERT_EQ(expected[i].size(), actual[i].size()) << where << ", output " << i;
    for (std::size_t cell = 0; cell < expected[i].size(); ++cell)
      ASSERT_TRUE(close(expected[i][cell], actual[i][cell], tolerance))
          << where << ", output " << i << ", cell " << cell << ": " << expected[i][cell] << " became " << actual[i][cell];
  }
}

}  // namespace scmc::testing
