/// What the functions of an emitted model call, beside the special and the matrix functions of `runtime/math`.
///
/// All headers of this folder are C++17: emitted models are compiled by others.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>

#include "runtime/math/linear.h"
#include "runtime/math/ode.h"
#include "runtime/math/special.h"

extern "C" double scmc_noise_uniform(std::uint64_t key0, std::uint64_t key1, std::uint64_t stream, std::uint64_t cell);

namespace scmc::emitted {

/// The position that an index means: within the size, 0 for NaN.
inline std::int64_t clamped(double index, std::int64_t size) {
  if (!(index > 0)) return 0;
  return index < double(size) ? std::int64_t(index) : std::max<std::int64_t>(size - 1, 0);
}

/// exp(largest) * sum += exp(x)
inline void add_exponential(double& largest, double& sum, double x) {
  if (x > largest) {
    sum = sum * std::exp(largest - x) + 1;
    largest = x;
  } else {
    sum += x == largest ? 1 : std::exp(x - largest);
  }
}

inline double log_of(double largest, double sum) { return std::isinf(largest) && !std::isnan(sum) ? largest : largest + std::log(sum); }

}  // namespace scmc::emitted
