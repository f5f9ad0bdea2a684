/// Integrals of a density times a weight, piece by piece on a scale where every tail decays exponentially.
#pragma once
#include <algorithm>
#include <boost/math/quadrature/gauss.hpp>
#include <cmath>
#include <functional>
#include <limits>
#include <vector>

namespace scmc::testing {

/// Values at many points at once.
using Integrand = std::function<std::vector<double>(const std::vector<double>&)>;

/// Where a density lives. Wrong knots cost precision, not truth: the tails are walked until they add nothing.
struct Range {
  double lower, upper;
  std::vector<double> knots;  ///< ascending, inside

  Range(double low, double high, std::vector<double> candidates) : lower(low), upper(high), knots(std::move(candidates)) {
    std::erase_if(knots, [&](double x) { return !(x > lower && x < upper); });
    std::ranges::sort(knots);
    knots.erase(std::unique(knots.begin(), knots.end()), knots.end());
  }
};

/// x(v) from the real line onto the support: sinh, exp or the inverse logit, so that x near zero keeps its digits.
class Scale {
 public:
  explicit Scale(const Range& range)
      : lower_(range.lower),
        upper_(range.upper),
        centre_(range.knots[range.knots.size() / 2]),
        width_(range.knots.back() - range.knots.front()) {}

  double x(double v) const {
    if (both()) return v < 0 ? lower_ + (upper_ - lower_) * part(v) : upper_ - (upper_ - lower_) * part(-v);
    if (below()) return lower_ + std::exp(v);
    return above() ? upper_ - std::exp(-v) : centre_ + width_ * std::sinh(v);
  }
  double slope(double v) const {
    if (both()) return (upper_ - lower_) * part(v) * part(-v);
    if (below()) return std::exp(v);
    return above() ? std::exp(-v) : width_ * std::cosh(v);
  }
  double v(double x) const {
    if (both()) return std::log((x - lower_) / (upper_ - x));
    if (below()) return std::log(x - lower_);
    return above() ? -std::log(upper_ - x) : std::asinh((x - centre_) / width_);
  }
  bool resolved(double v) const { return x(v) > lower_ && x(v) < upper_ && std::isfinite(slope(v)); }

 private:
  static double part(double v) { return 1 / (1 + std::exp(-v)); }
  bool below() const { return std::isfinite(lower_); }
  bool above() const { return std::isfinite(upper_); }
  bool both() const { return below() && above(); }
  double lower_, upper_, centre_, width_;
};

/// Gauss-Legendre with 30 nodes between two places of the scale.
inline double integrate_piece(const Integrand& f, const Scale& scale, double from, double to) {
  using Rule = boost::math::quadrature::gauss<double, 30>;
  std::vector<double> points, factors;
  for (std::size_t i = 0; i < Rule::abscissa().size(); ++i)
    for (double side : {-1.0, 1.0}) {
      const double v = 0.5 * (from + to) + side * 0.5 * (to - from) * Rule::abscissa()[i];
      if (!scale.resolved(v)) continue;
      points.push_back(scale.x(v)), factors.push_back(Rule::weights()[i] * 0.5 * (to - from) * scale.slope(v));
    }
  if (points.empty()) return 0;
  const auto values = f(points);
  double total = 0;
  for (std::size_t i = 0; i < values.size(); ++i) total += factors[i] * values[i];
  return total;
}

/// Between two points of the support, in pieces no wider than one unit of the scale.
inline double integrate_between(const Integrand& f, const Range& range, double a, double b) {
  const Scale scale(range);
  const double from = scale.v(a), to = scale.v(b);
  const int pieces = static_cast<int>(std::ceil(to - from));
  double total = 0;
  for (int i = 0; i < pieces; ++i)
    total += integrate_piece(f, scale, from + (to - from) * i / pieces, from + (to - from) * (i + 1) / pieces);
  return total;
}

/// Outwards from a knot until five pieces in a row add nothing.
inline double integrate_tail(const Integrand& f, const Scale& scale, double from, double step) {
  double total = 0;
  for (int piece = 0, idle = 0; piece < 400 && idle < 5; ++piece, from += step) {
    const double one = integrate_piece(f, scale, std::min(from, from + step), std::max(from, from + step));
    total += one;
    idle = std::abs(one) <= 1e-17 * std::abs(total) || one == 0 ? idle + 1 : 0;
  }
  return total;
}

inline double integrate(const Integrand& f, const Range& range) {
  const auto& k = range.knots;
  const Scale scale(range);
  double total = integrate_tail(f, scale, scale.v(k.front()), -1) + integrate_tail(f, scale, scale.v(k.back()), 1);
  for (std::size_t i = 1; i < k.size(); ++i) total += integrate_between(f, range, k[i - 1], k[i]);
  return total;
}

/// How much mass of a density may lie where doubles cannot tell a point from the finite end next to it; none next to zero.
inline double unresolved(const Integrand& density, const Range& range) {
  double mass = 0;
  for (const double end : {range.lower, range.upper}) {
    if (std::isinf(end) || end == 0) continue;
    const double step = 4 * std::numeric_limits<double>::epsilon() * std::abs(end);
    mass += 8 * step * density({end == range.lower ? end + step : end - step}).front();
  }
  return mass;
}

}  // namespace scmc::testing
