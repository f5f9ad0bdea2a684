/// Integrals of positive smooth functions: they keep their digits far in a tail, where differences of distribution functions do not.
#pragma once
#include <boost/math/quadrature/gauss_kronrod.hpp>

#include "runtime/math/policy.h"

namespace scmc::math {

/// Gauss and Kronrod's rules of 30 and 61 points, of pieces that are halved until both agree to 1e-10: then the better one has all digits.
template <class F>
double integral(F f, double from, double to) {
  if (!(from < to)) return from == to ? 0 : std::numeric_limits<double>::quiet_NaN();
  return without_exceptions([&] { return boost::math::quadrature::gauss_kronrod<double, 61>::integrate(f, from, to, 8, 1e-10); });
}

/// An integrand that falls like exp(-t) is left where it has fallen by this much.
constexpr double negligible = 40;

}  // namespace scmc::math
