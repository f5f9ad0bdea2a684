/// Dot products of velocities with sums of velocities.
#include "runtime/sample/turning.h"

namespace scmc::sample {

namespace {

/// Whether dot products with both ends are positive; a NaN has turned.
inline bool turned(const Pack& first, const Pack& last) { return !(sum_of_lanes(first) > 0 && sum_of_lanes(last) > 0); }

}  // namespace

SCMC_VECTORISED double kinetic_energy(const double* velocity, std::size_t packs) {
  const auto* v = reinterpret_cast<const Pack*>(velocity);
  Pack squares{};
  for (std::size_t i = 0; i < packs; ++i) squares += v[i] * v[i];
  return 0.5 * sum_of_lanes(squares);
}

SCMC_VECTORISED bool pair_turns(const Ends& ends, const Sums& sums, std::size_t packs) {
  const auto* first = reinterpret_cast<const Pack*>(ends.a_first);
  const auto* last = reinterpret_cast<const Pack*>(ends.b_last);
  auto* both = reinterpret_cast<Pack*>(sums.both);
  Pack at_first{}, at_last{};
  for (std::size_t i = 0; i < packs; ++i) {
    const Pack sum = first[i] + last[i];
    at_first += first[i] * sum, at_last += last[i] * sum;
    both[i] = sum;
  }
  return turned(at_first, at_last);
}

SCMC_VECTORISED bool union_turns(const Ends& ends, const Sums& sums, std::size_t packs) {
  const auto* a_first = reinterpret_cast<const Pack*>(ends.a_first);
  const auto* a_last = reinterpret_cast<const Pack*>(ends.a_last);
  const auto* b_first = reinterpret_cast<const Pack*>(ends.b_first);
  const auto* b_last = reinterpret_cast<const Pack*>(ends.b_last);
  const auto* a_sum = reinterpret_cast<const Pack*>(sums.a);
  const auto* b_sum = reinterpret_cast<const Pack*>(sums.b);
  auto* both = reinterpret_cast<Pack*>(sums.both);
  Pack whole_first{}, whole_last{}, left_first{}, left_last{}, right_first{}, right_last{};
  for (std::size_t i = 0; i < packs; ++i) {
    const Pack whole = a_sum[i] + b_sum[i], left = a_sum[i] + b_first[i], right = a_last[i] + b_sum[i];
    whole_first += a_first[i] * whole, whole_last += b_last[i] * whole;
    left_first += a_first[i] * left, left_last += b_first[i] * left;
    right_first += a_last[i] * right, right_last += b_last[i] * right;
    both[i] = whole;
  }
  return turned(whole_first, whole_last) || turned(left_first, left_last) || turned(right_first, right_last);
}

}  // namespace scmc::sample
