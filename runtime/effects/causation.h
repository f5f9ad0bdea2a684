/// Probabilities of causation of a binary treatment x and a binary outcome y: would y have happened without x?
///
/// PNS = P(y_x, not y_x'): x is necessary and sufficient. PN = P(not y_x' | x, y): x was necessary. PS = P(y_x | x', not y): x would
/// suffice. All three are about units in two worlds, so data bound them and only assumptions identify them.
/// [TP00: Tian, Pearl 2000, Annals of Mathematics and Artificial Intelligence 28]
#pragma once
#include "runtime/effects/interval.h"

namespace scmc::effects {

/// What an experiment shows: P(y_x) and P(y_x').
struct Experiment {
  double with_treatment, without_treatment;
};

/// What is observed: P(x, y), P(x, not y), P(x', y), P(x', not y).
struct Observed {
  double treated_event, treated_none, untreated_event, untreated_none;
  double event() const { return treated_event + untreated_event; }
};

template <class T>
struct Causation {
  T necessary_and_sufficient, necessary, sufficient;
};

/// The tightest bounds from both kinds of data. PN is NaN where P(x, y) is 0, PS where P(x', not y) is.
Causation<Interval> bounds(const Experiment& experiment, const Observed& observed);

/// The tightest bounds where nothing confounds x and y, so that P(y_x) = P(y | x).
Causation<Interval> bounds_if_unconfounded(const Experiment& risks);

/// Where x never prevents y.
Causation<double> if_monotone(const Experiment& experiment, const Observed& observed);

/// Where x never prevents y and nothing confounds the two: PN is the excess risk ratio.
Causation<double> if_monotone_and_unconfounded(const Experiment& risks);

/// Can both be of one population? P(x, y) <= P(y_x) <= 1 - P(x, not y), and alike for x'. Bounds of what cannot may be empty.
bool compatible(const Experiment& experiment, const Observed& observed, double tolerance = 1e-12);

}  // namespace scmc::effects
