/// Quantiles of continuous distributions without a closed form.
#pragma once
#include <cmath>
#include <limits>

namespace scmc::math {

/// What lies on each side of x, the smaller one with all of its digits, and the density at x.
struct Tails {
  double below, above, density;
};

/// How a search moves on the real line, and on the positive half, where steps are of the logarithm.
struct RealLine {
  static constexpr double lowest = -std::numeric_limits<double>::infinity();
  static double moved(double x, double by) { return x + by; }
  static double middle(double low, double high) { return low / 2 + high / 2; }
  static double slope(double, double density) { return density; }
};
struct PositiveHalf {
  static constexpr double lowest = 0;
  static double moved(double x, double by) { return x * std::exp(by); }
  static double middle(double low, double high) { return std::sqrt(low) * std::sqrt(high); }
  static double slope(double x, double density) { return x * density; }
};

/// Where the distribution function is p, 0 < p < 1: Newton's method on the logarithm of the smaller tail, which comes from one side where
/// the density is log-concave, inside of a bracket that is widened, then halved where Newton's method leaves it. The last step squares a
/// relative error of 1e-9.
template <class Line, class At>
double solve(At tails_at, double p, double start) {
  double low = Line::lowest, high = std::numeric_limits<double>::infinity(), x = start, stride = 1;
  for (int step = 0; step < 200; ++step) {
    const Tails tails = tails_at(x);
    const double tail = p <= 0.5 ? tails.below : tails.above;
    const double gap = p <= 0.5 ? std::log(tail / p) : -std::log(tail / (1 - p));
    if (std::isnan(gap)) return gap;
    (gap < 0 ? low : high) = x;
    double next = Line::moved(x, -gap * tail / Line::slope(x, tails.density));
    const double resolved = 4 * std::numeric_limits<double>::epsilon() * std::abs(x);
    if (std::abs(gap) < 1e-9 || std::abs(next - x) <= resolved) return next;
    if (!(next > low && next < high)) {
      const bool bracketed = low > Line::lowest && std::isfinite(high);
      next = bracketed ? Line::middle(low, high) : Line::moved(x, gap < 0 ? stride : -stride);
      stride *= 2;
    }
    if (next == x) return x;
    x = next;
  }
  return x;
}

}  // namespace scmc::math
