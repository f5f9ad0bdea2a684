/// What the numbers of the unconstrained vector stand for.
#pragma once
#include <string>
#include <vector>

#include "compiler/lower/lower.h"

namespace scmc::cli {

/// The declared cell of each number of a slot: of a missing one, of one in the triangle of a matrix.
std::vector<std::size_t> cells_of(const Plan& plan, const Slot& slot);

/// The names of the unconstrained vector: of the variable where it is sampled by its value, marked `noise` where by its noise.
std::vector<std::string> names_of(const Plan& plan);

}  // namespace scmc::cli
