/// ID and IDC: is an effect a function of the distribution of what is observed, and of which form?  [SP06]
#pragma once
#include <optional>
#include <variant>

#include "compiler/identify/estimand.h"

namespace scmc::identify {

/// P(outcomes | do(treatments), given), as sets of observed vertices.
struct Effect {
  Vertices outcomes, treatments, given;
};

/// Why an effect is not identified: two c-forests over the same roots, the larger of which meets the treatments, the smaller does not. Two
/// models that differ in the effect agree in all that is observed.
struct Hedge {
  Vertices larger, smaller, roots;
};

struct Identified {
  EstimandPtr raw;       ///< as the algorithm writes it
  EstimandPtr readable;  ///< simplified
};

using Identification = std::variant<Identified, Hedge>;

/// Sound and complete: a formula wherever one exists. The formula may name vertices outside of the query: its value does not depend
/// on them.
Identification identify_effect(const Admg& graph, const Effect& effect);

bool is_identified(const Admg& graph, const Effect& effect);

}  // namespace scmc::identify
