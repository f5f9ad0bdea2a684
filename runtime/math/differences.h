/// Derivatives by shape parameters that have no closed form: central differences in extended precision.
#pragma once
#include "runtime/math/policy.h"

namespace scmc::math {

/// f'(x) of a smooth f that varies on the given scale. With the 64 bits of an x86 long double the error is about 1e-13 of the size of f.
/// Order six: f'(x) = (45 d1 - 9 d2 + d3) / 60 h, where dk = f(x + k h) - f(x - k h)  [Fornberg88, table 1]
template <class F>
double derivative(F f, double x, double scale) {
  const long double at = x, h = scale / 512.0L;
  const auto difference = [&](int k) { return f(at + k * h) - f(at - k * h); };
  return without_exceptions([&] { return static_cast<double>((45 * difference(1) - 9 * difference(2) + difference(3)) / (60 * h)); });
}

}  // namespace scmc::math
