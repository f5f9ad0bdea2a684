/// Published cases, asked as questions: exact answers where the rows of the data stand in exact proportions or a formula gives them.
#pragma once
#include "tests/support/query_text.h"

namespace scmc::testing {

/// Rows of a table, each as often as it was counted.
class Rows {
 public:
  explicit Rows(std::vector<std::string> names) : names_(std::move(names)), columns_(names_.size()) {}

  Rows& add(const std::vector<double>& row, int times = 1) {
    for (int i = 0; i < times; ++i)
      for (std::size_t c = 0; c < columns_.size(); ++c) columns_[c].push_back(row[c]);
    return *this;
  }
  std::size_t count() const { return columns_.front().size(); }
  std::string json() const {
    std::string out = "{";
    for (std::size_t c = 0; c < names_.size(); ++c) out += (c ? ", \"" : "\"") + names_[c] + "\": " + json_array(columns_[c]);
    return out + "}";
  }

 private:
  std::vector<std::string> names_;
  std::vector<std::vector<double>> columns_;
};

/// The middles of n equal parts of the unit interval: noise that is measured, so that an average over units is an integral.
inline std::vector<double> even(int n) {
  std::vector<double> u;
  for (int i = 0; i < n; ++i) u.push_back((i + 0.5) / n);
  return u;
}

/// Equal to what arithmetic says, and that equal to what was printed.
inline void expect_exact(double answer, double arithmetic, double printed, double half_digit = 5e-5) {
  EXPECT_NEAR(answer, arithmetic, 1e-9);
  EXPECT_NEAR(arithmetic, printed, half_digit);
}

/// Simulated: within four standard errors, which stay below `largest_error`.
inline void expect_simulated(double answer, double arithmetic, double standard_error, double largest_error = 1e-3) {
  EXPECT_NEAR(answer, arithmetic, 4 * standard_error);
  EXPECT_LT(standard_error, largest_error);
}

/// Of a mean of `count` numbers between 0 and 1: at the most.
inline double largest_error(double count) { return 0.5 / std::sqrt(count); }

}  // namespace scmc::testing
