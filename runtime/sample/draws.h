/// What a run returns.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace scmc::sample {

/// Where a trajectory lost its energy: the last point before, in unconstrained space.
struct Divergence {
  int draw = 0;
  double energy_error = 0;  ///< may be infinite or NaN
  std::vector<double> position;
};

/// One chain; every vector has an entry for each draw. After an interruption chains may differ in length.
struct Chain {
  std::size_t dimension = 0;
  std::vector<double> positions;  ///< draws x dimension, row by row
  std::vector<double> log_density, accept_statistic, step_size, energy;
  std::vector<int> depth, leapfrogs;
  std::vector<std::uint8_t> divergent;
  std::vector<Divergence> divergences;

  int warmup_draws = 0, warmup_divergences = 0;
  std::int64_t warmup_leapfrogs = 0;
  std::int64_t evaluations = 0;  ///< gradients in all, those of the search for a step included
  double warmup_seconds = 0, sampling_seconds = 0;
  double adapted_step = 0;
  std::vector<double> metric;  ///< variances by which momenta were scaled

  std::size_t draws() const { return log_density.size(); }
  /// Lets go of the draws behind the first `count`.
  void truncate(std::size_t count) {
    positions.resize(count * dimension);
    for (auto* of : {&log_density, &accept_statistic, &step_size, &energy}) of->resize(count);
    for (auto* of : {&depth, &leapfrogs}) of->resize(count);
    divergent.resize(count);
  }
  std::span<const double> position(std::size_t draw) const { return std::span(positions).subspan(draw * dimension, dimension); }
};

struct Draws {
  std::size_t dimension = 0;
  std::vector<Chain> chains;
  double warmup_seconds = 0, sampling_seconds = 0;  ///< of the clock, divided as the chains' own times are
  std::int64_t evaluations = 0;
  bool interrupted = false;
};

/// A chain found no point with a finite density and gradient.
struct NoStart {
  int chain = 0, tries = 0;
  std::vector<double> position;  ///< the last one tried
  double log_density = 0;
};

}  // namespace scmc::sample
