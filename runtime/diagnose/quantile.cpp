/// Order statistics.
#include "runtime/diagnose/quantile.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace scmc::diagnose {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

Sorted::Sorted(std::span<const double> values)
    : values_(values.begin(), values.end()), has_nan_(std::ranges::any_of(values, [](double x) { return std::isnan(x); })) {
  if (!has_nan_) std::ranges::sort(values_);
}

double Sorted::quantile(double probability) const {
  if (has_nan_ || values_.empty() || std::isnan(probability)) return nan;
  const double place = static_cast<double>(values_.size() - 1) * std::clamp(probability, 0.0, 1.0);
  const auto below = static_cast<std::size_t>(std::floor(place)), above = static_cast<std::size_t>(std::ceil(place));
  const double weight = place - std::floor(place);
  if (values_[below] == values_[above]) return values_[below];
  return (1 - weight) * values_[below] + weight * values_[above];
}

Sorted::Interval Sorted::highest_density(double probability) const {
  if (has_nan_ || values_.empty()) return {nan, nan};
  const auto span = std::min(static_cast<std::size_t>(std::floor(probability * static_cast<double>(values_.size()))), values_.size() - 1);
  std::size_t best = 0;
  for (std::size_t i = 1; i + span < values_.size(); ++i)
    if (values_[i + span] - values_[i] < values_[best + span] - values_[best]) best = i;
  return {values_[best], values_[best + span]};
}

}  // namespace scmc::diagnose
