/// What, if it were measured, would identify an effect.
#pragma once
#include "compiler/identify/id.h"

namespace scmc::identify {

/// A graph in which every `a <-> b` is a latent vertex of its own, "what a and b share"; those among inputs are left.
Dag with_shared_causes(const Dag& dag);

struct Measurement {
  Vertices measured;  ///< of the graph with shared causes
  bool adjusts;       ///< adjusting for it, and what is measured already, would do
};

/// The smallest sets of latent vertices whose measurement identifies the effect: at most pairs are looked for.
std::vector<Measurement> helpful_measurements(const Dag& with_shared, const Effect& effect);

}  // namespace scmc::identify
