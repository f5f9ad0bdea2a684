/// The two halves of a leapfrog step.
#include "runtime/sample/leapfrog.h"

#include <algorithm>

#include "runtime/sample/turning.h"

namespace scmc::sample {

SCMC_VECTORISED void kick_and_drift(State from, State to, Scaling by) {
  const auto* q = reinterpret_cast<const Pack*>(from.position);
  const auto* v = reinterpret_cast<const Pack*>(from.velocity);
  const auto* g = reinterpret_cast<const Pack*>(from.gradient);
  const auto* s = reinterpret_cast<const Pack*>(by.scale);
  auto* position = reinterpret_cast<Pack*>(to.position);
  auto* velocity = reinterpret_cast<Pack*>(to.velocity);
  const double half = 0.5 * by.step;
  for (std::size_t i = 0; i < by.packs; ++i) {
    const Pack middle = v[i] + half * s[i] * g[i];
    velocity[i] = middle;
    position[i] = q[i] + by.step * s[i] * middle;
  }
}

SCMC_VECTORISED double kick(State state, Scaling by) {
  const auto* g = reinterpret_cast<const Pack*>(state.gradient);
  const auto* s = reinterpret_cast<const Pack*>(by.scale);
  auto* velocity = reinterpret_cast<Pack*>(state.velocity);
  const double half = 0.5 * by.step;
  Pack squares{};
  for (std::size_t i = 0; i < by.packs; ++i) {
    const Pack v = velocity[i] + half * s[i] * g[i];
    velocity[i] = v;
    squares += v * v;
  }
  return 0.5 * sum_of_lanes(squares);
}

SCMC_VECTORISED void kick_by_force(const double* from, const double* force, double* velocity, double half, std::size_t packs) {
  const auto* v = reinterpret_cast<const Pack*>(from);
  const auto* f = reinterpret_cast<const Pack*>(force);
  auto* result = reinterpret_cast<Pack*>(velocity);
  for (std::size_t i = 0; i < packs; ++i) result[i] = v[i] + half * f[i];
}

SCMC_VECTORISED void drift(State from, State to, Scaling by) {
  const auto* q = reinterpret_cast<const Pack*>(from.position);
  const auto* s = reinterpret_cast<const Pack*>(by.scale);
  const auto* direction = reinterpret_cast<const Pack*>(to.force);
  auto* position = reinterpret_cast<Pack*>(to.position);
  for (std::size_t i = 0; i < by.packs; ++i) position[i] = q[i] + by.step * s[i] * direction[i];
}

SCMC_VECTORISED void scale_gradient(State state, Scaling by) {
  const auto* g = reinterpret_cast<const Pack*>(state.gradient);
  const auto* s = reinterpret_cast<const Pack*>(by.scale);
  auto* force = reinterpret_cast<Pack*>(state.force);
  for (std::size_t i = 0; i < by.packs; ++i) force[i] = s[i] * g[i];
}

/// Until the gradient at the new position is known, its `force` holds the direction of the drift.
void kick_and_drift(State from, State to, Scaling by, LowRank& low_rank) {
  kick_by_force(from.velocity, from.force, to.velocity, 0.5 * by.step, by.packs);
  std::copy_n(to.velocity, by.packs * lanes, to.force);
  low_rank.apply(to.force);
  drift(from, to, by);
}

void set_force(State state, Scaling by, LowRank& low_rank) {
  scale_gradient(state, by);
  low_rank.apply(state.force);
}

double kick(State state, Scaling by, LowRank& low_rank) {
  set_force(state, by, low_rank);
  kick_by_force(state.velocity, state.force, state.velocity, 0.5 * by.step, by.packs);
  return kinetic_energy(state.velocity, by.packs);
}

}  // namespace scmc::sample
