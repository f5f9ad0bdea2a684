/// Quantiles and intervals of draws.
#pragma once
#include <span>
#include <vector>

namespace scmc::diagnose {

/// Sorted draws, from which order statistics are read.
class Sorted {
 public:
  explicit Sorted(std::span<const double> values);
  double quantile(double probability) const;  ///< linear between order statistics: type 7 of [Hyndman, Fan 1996]; NaN if any draw is
  struct Interval {
    double lower, upper;
  };
  /// The narrowest interval from one draw to another that lies floor(probability * n) places further on.
  Interval highest_density(double probability = 0.94) const;
  std::span<const double> values() const { return values_; }

 private:
  std::vector<double> values_;
  bool has_nan_;
};

}  // namespace scmc::diagnose
