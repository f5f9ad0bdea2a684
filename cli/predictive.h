/// What the model predicts, as groups of a kept fit: the data anew, the scenarios, the prior.
#pragma once
#include <vector>

#include "cli/keep.h"
#include "compiler/lower/replicates.h"

namespace scmc::cli {

/// As `to_inference` wants it. A group of too many numbers is left out, which is said, unless all is kept.
std::vector<store::Group> predictive_groups(Session& session, const Fit& fit, const Origin& origin, const Kept& kept);

/// Is a group with so many cells a draw too large? Says so, once a group.
bool is_too_large(const Session& session, const std::string& group, std::size_t cells, std::size_t draws, bool keep_all);

/// The model without data but for those of `data` lines, and a program that draws from it: parameters and all.
struct PriorWorld {
  Plan plan;
  SimulateProgram simulate;
};
PriorWorld prior_world(Session& session, const Fit& fit);

/// Draws without a posterior: as many chains of as many draws, of no numbers.
sample::Draws empty_draws(std::size_t chains, std::size_t draws);

}  // namespace scmc::cli
