/// One leapfrog step in whitened momenta  [Neal 2011, eq. 5.18-5.20], in two passes over memory with the gradient between them.
#pragma once
#include "runtime/sample/density.h"
#include "runtime/sample/low_rank.h"
#include "runtime/sample/state.h"

namespace scmc::sample {

/// The metric's square root A: a diagonal, and perhaps a correction of low rank.
struct Metric {
  Metric(const double* scale, LowRank* low_rank = nullptr) : scale(scale), low_rank(low_rank) {}
  const double* scale;
  LowRank* low_rank;
};

/// The diagonal, and the step.
struct Scaling {
  const double* scale;
  std::size_t packs;
  double step;
};

/// v <- v + step/2 * scale * gradient;  q <- q + step * scale * v
void kick_and_drift(State from, State to, Scaling by);

/// v <- v + step/2 * scale * gradient; returns the kinetic energy v'v / 2.
double kick(State state, Scaling by);

/// The same by `force`, which stands for scale * gradient, with A in place of the scale. The second computes the state's force first.
void kick_and_drift(State from, State to, Scaling by, LowRank& low_rank);
double kick(State state, Scaling by, LowRank& low_rank);
/// force <- A' gradient
void set_force(State state, Scaling by, LowRank& low_rank);

struct StepOf {
  Slot from, to;
  double step;  ///< negative: backwards in time
};

/// Fills `to`, and its energy H = v'v / 2 - log density, which is NaN or infinite where the model has no value.
inline void leapfrog(Density& density, States& states, Metric metric, StepOf move) {
  const Scaling by{metric.scale, packs_for(density.dimension()), move.step};
  const State to = states[move.to];
  if (metric.low_rank) kick_and_drift(states[move.from], to, by, *metric.low_rank);
  else kick_and_drift(states[move.from], to, by);
  const double log_density = density(to.position, to.gradient);
  const double kinetic = metric.low_rank ? kick(to, by, *metric.low_rank) : kick(to, by);
  states.energy(move.to) = {log_density, kinetic - log_density, states.energy(move.from).steps + (move.step > 0 ? 1 : -1)};
}

}  // namespace scmc::sample
