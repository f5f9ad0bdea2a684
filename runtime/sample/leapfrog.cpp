/// The two halves of a leapfrog step.
#include "runtime/sample/leapfrog.h"

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

}  // namespace scmc::sample
