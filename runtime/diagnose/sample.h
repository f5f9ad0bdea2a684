/// Draws of one quantity from several chains of equal length, as the diagnostics take them.
///
/// The diagnostics agree with R's package posterior 1.4, also in what they refuse: they are NaN where any draw is NaN or where all are
/// equal.
#pragma once
#include <cstddef>
#include <functional>
#include <span>
#include <vector>

namespace scmc::diagnose {

class Sample {
 public:
  struct Shape {
    std::size_t chains = 0, draws = 0;
  };
  Sample(Shape shape, std::vector<double> values);                ///< chain after chain
  static Sample of(std::span<const std::vector<double>> chains);  ///< cut to the shortest chain

  std::size_t chains() const { return shape_.chains; }
  std::size_t draws() const { return shape_.draws; }
  std::span<const double> values() const { return values_; }
  std::span<const double> chain(std::size_t i) const { return values().subspan(i * draws(), draws()); }

  Sample map(const std::function<double(double)>& f) const;
  Sample halves() const;  ///< every chain as two; the middle draw of an odd number is left out
  bool has_nan() const;
  bool is_regular() const;  ///< finite, and not all equal

 private:
  Shape shape_;
  std::vector<double> values_;
};

double mean(std::span<const double> values);
double variance(std::span<const double> values);  ///< with divisor n - 1
double standard_deviation(std::span<const double> values);

}  // namespace scmc::diagnose
