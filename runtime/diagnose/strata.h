/// Rows sorted into cells in which other columns are alike.
#pragma once
#include <cstddef>
#include <vector>

#include "runtime/diagnose/independence.h"

namespace scmc::diagnose {

using Rows = std::vector<std::size_t>;

/// Rows that agree in every column of levels; among these, halves of halves along the number that varies most by rank, until a half would
/// have fewer than `least` rows.
std::vector<Rows> strata(const std::vector<Measured>& given, std::size_t rows, std::size_t least);

/// Groups of a column from 0: its levels, or, of numbers, quantile groups of equal size (ties stay together).
std::vector<std::size_t> groups(const Measured& column, std::size_t of_numbers);

}  // namespace scmc::diagnose
