/// The generalised U-turn: a stretch of trajectory goes on while both its ends move along the sum of its momenta  [B17, A.4].
///
/// In whitened momenta the metric is the identity, so the criterion is a pair of dot products; one pass over memory takes all of a merge.
#pragma once
#include "runtime/sample/array.h"

namespace scmc::sample {

double kinetic_energy(const double* velocity, std::size_t packs);

/// Velocities at the ends of two adjacent stretches a and b, in the direction of travel.
struct Ends {
  const double *a_first, *a_last, *b_first, *b_last;
};

/// Sums of the velocities of a and b, and where that of both goes; `both` may be `a`.
struct Sums {
  const double *a, *b;
  double* both;
};

/// Two single states: the checks across the seam say nothing new.
bool pair_turns(const Ends& ends, const Sums& sums, std::size_t packs);

/// The whole; a with the first state of b; the last state of a with b.
bool union_turns(const Ends& ends, const Sums& sums, std::size_t packs);

}  // namespace scmc::sample
