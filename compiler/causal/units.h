/// The dimensions that an effect is about: those of its units, and one whose labels are told apart.
#pragma once
#include "compiler/causal/judged.h"

namespace scmc {

bool over_units(const Checked& model, const Variable& v, const std::vector<DimId>& units);

/// The dimensions of treatment and outcome, each once, without that of the labels.
std::vector<DimId> units_of(const Checked& model, const std::vector<AskedElement>& elements, const std::optional<DimId>& labels);

/// The dimension that has the labels asked about: one that lists them, else one whose labels stand in the data. Of several, one that is no
/// dimension of the outcomes: those are units.
std::optional<DimId> dim_of_labels(const Checked& model, const AskedEffect& effect);

}  // namespace scmc
