/// One leapfrog step in whitened momenta  [Neal 2011, eq. 5.18-5.20], in two passes over memory around the gradient.
#pragma once
#include "runtime/sample/density.h"
#include "runtime/sample/state.h"

namespace scmc::sample {

/// v <- v + step/2 * scale * gradient;  q <- q + step * scale * v
inline void kick_and_drift(State from, State to, const double* scale, std::size_t packs, double step) {
  const auto* q = reinterpret_cast<const Pack*>(from.position);
  const auto* v = reinterpret_cast<const Pack*>(from.velocity);
  const auto* g = reinterpret_cast<const Pack*>(from.gradient);
  const auto* s = reinterpret_cast<const Pack*>(scale);
  auto* position = reinterpret_cast<Pack*>(to.position);
  auto* velocity = reinterpret_cast<Pack*>(to.velocity);
  const double half = 0.5 * step;
  for (std::size_t i = 0; i < packs; ++i) {
    const Pack middle = v[i] + half * s[i] * g[i];
    velocity[i] = middle;
    position[i] = q[i] + step * s[i] * middle;
  }
}

/// v <- v + step/2 * scale * gradient; returns the kinetic energy v'v / 2.
inline double kick(State state, const double* scale, std::size_t packs, double step) {
  const auto* g = reinterpret_cast<const Pack*>(state.gradient);
  const auto* s = reinterpret_cast<const Pack*>(scale);
  auto* velocity = reinterpret_cast<Pack*>(state.velocity);
  const double half = 0.5 * step;
  Pack squares{};
  for (std::size_t i = 0; i < packs; ++i) {
    const Pack v = velocity[i] + half * s[i] * g[i];
    velocity[i] = v;
    squares += v * v;
  }
  return 0.5 * sum_of_lanes(squares);
}

struct StepOf {
  Slot from, to;
  double step;  ///< negative: backwards in time
};

/// Fills `to`, and its energy H = v'v / 2 - log density, which is NaN or infinite where the model has no value.
inline void leapfrog(Density& density, States& states, const double* scale, StepOf move) {
  const std::size_t packs = packs_for(density.dimension());
  const State to = states[move.to];
  kick_and_drift(states[move.from], to, scale, packs, move.step);
  const double log_density = density(to.position, to.gradient);
  const double kinetic = kick(to, scale, packs, move.step);
  states.energy(move.to) = {log_density, kinetic - log_density, states.energy(move.from).steps + (move.step > 0 ? 1 : -1)};
}

}  // namespace scmc::sample
