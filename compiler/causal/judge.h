/// The verdict on an effect of a model: what its graph says, and what its mechanisms add.
#pragma once
#include "compiler/causal/judged.h"
#include "compiler/identify/verdict.h"

namespace scmc {

/// Identified, or else by form (a linear model with an instrument), bounded (binary variables with an instrument), unknown (a `factor`
/// weighs what the effect passes), or not identified. By assumption where a treatment is an input.
identify::Verdict judge(const Checked& model, const JudgedGraph& graph, const std::optional<identify::Vertices>& proposed = {});

}  // namespace scmc
