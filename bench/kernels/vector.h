/// Packs of four doubles in the compiler's vector types, with the exponential the logistic functions need.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace scmc::bench {

typedef double Pack __attribute__((vector_size(32)));
typedef std::int64_t Words __attribute__((vector_size(32)));

inline Pack load(const double* from) {
  Pack pack;
  std::memcpy(&pack, from, sizeof pack);
  return pack;
}

inline double sum(const Pack& pack) {
  double total = 0;
  for (int i = 0; i < 4; ++i) total += pack[i];
  return total;
}

inline double sum_of_logs(const Pack& pack) {
  double total = 0;
  for (int i = 0; i < 4; ++i) total += std::log(pack[i]);
  return total;
}

inline Pack absolute(Pack x) { return (Pack)((Words)x & INT64_MAX); }

/// exp(-|x|) above the smallest normal number: Taylor's series after reduction by log 2.
inline Pack exp_of_minus_abs(Pack x) {
  const Pack limit = Pack{} + 708.0, magnitude = absolute(x), argument = -(magnitude < limit ? magnitude : limit);
  const Pack shifted = argument * 1.4426950408889634 + 0x1.8p52, n = shifted - 0x1.8p52;
  const Pack r = argument - n * 0x1.62e42fefa3800p-1 - n * 0x1.ef35793c76730p-45;
  const Pack r2 = r * r, r4 = r2 * r2, r8 = r4 * r4;
  const Pack a = (1 + r) + r2 * (0.5 + r * (1. / 6)), b = (1. / 24 + r * (1. / 120)) + r2 * (1. / 720 + r * (1. / 5040));
  const Pack c = (1. / 40320 + r * (1. / 362880)) + r2 * (1. / 3628800 + r * (1. / 39916800));
  return (Pack)((Words)(a + r4 * b + r8 * c) + ((Words)shifted << 52));
}

}  // namespace scmc::bench
