#include "runtime/effects/coupling.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace scmc::effects {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Sums up to each value, the last exactly 1.
std::vector<double> cumulative(const std::vector<double>& p) {
  std::vector<double> sums{0};
  for (double share : p) sums.push_back(sums.back() + share);
  sums.back() = 1;
  return sums;
}

/// P(i was, j is) given that i was is, with E = exp(-maximum) ~ Exponential(1) integrated out,
///   now_j * integral over u from was_j / now_j to was_i / now_i of du / (1 + sum over k other than i of max(0, u now_k - was_k))^2,
/// where u E is the time at which j wins: between the points u = was_k / now_k the root of the denominator is linear.
class GumbelMax {
 public:
  GumbelMax(const std::vector<double>& was, const std::vector<double>& now) : was_(was), now_(now) {}

  double stays(std::size_t i) const { return now_[i] > 0 ? 1 / root(i, was_[i] / now_[i]) : 0; }

  double goes(std::size_t i, std::size_t j) const {
    if (now_[j] == 0) return 0;
    const double begin = was_[j] / now_[j], end = now_[i] > 0 ? was_[i] / now_[i] : infinity;
    std::vector<double> points{begin, end};
    for (std::size_t k = 0; k < was_.size(); ++k)
      if (now_[k] > 0 && was_[k] / now_[k] > begin && was_[k] / now_[k] < end) points.push_back(was_[k] / now_[k]);
    std::ranges::sort(points);
    double sum = 0;
    if (begin < end)
      for (std::size_t s = 0; s + 1 < points.size(); ++s) sum += segment(i, points[s], points[s + 1]);
    return now_[j] * sum;
  }

 private:
  double root(std::size_t i, double u) const {
    double sum = 1;
    for (std::size_t k = 0; k < was_.size(); ++k)
      if (k != i) sum += std::max(0.0, u * now_[k] - was_[k]);
    return sum;
  }

  /// The integral of 1 / (a + b u)^2 is the width over the product of the ends.
  double segment(std::size_t i, double from, double to) const {
    if (to < infinity) return (to - from) / (root(i, from) * root(i, to));
    const double slope = root(i, from + 1) - root(i, from);
    return 1 / (slope * root(i, from));
  }

  const std::vector<double>&was_, &now_;
};

template <class Cell>
Transition table(const std::vector<double>& was, std::size_t size, Cell&& cell) {
  Transition t(was.size(), std::vector<double>(size, std::numeric_limits<double>::quiet_NaN()));
  for (std::size_t i = 0; i < was.size(); ++i)
    for (std::size_t j = 0; j < size && was[i] > 0; ++j) t[i][j] = cell(i, j);
  return t;
}

}  // namespace

Transition by_inverse_cdf(const std::vector<double>& was, const std::vector<double>& now) {
  const auto before = cumulative(was), after = cumulative(now);
  return table(was, now.size(), [&](std::size_t i, std::size_t j) {
    const double common = std::min(before[i + 1], after[j + 1]) - std::max(before[i], after[j]);
    return std::max(0.0, common) / was[i];
  });
}

Transition by_gumbel_max(const std::vector<double>& was, const std::vector<double>& now) {
  const GumbelMax noise(was, now);
  return table(was, now.size(), [&](std::size_t i, std::size_t j) { return i == j ? noise.stays(i) : noise.goes(i, j); });
}

}  // namespace scmc::effects
