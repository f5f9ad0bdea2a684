/// Further rows of a model's data: they continue one dimension beyond what was bound before.
#pragma once
#include "compiler/bind/bind.h"

namespace scmc {

struct Extended {
  Bound bound;             ///< data as before, then those of the plan; what was measured has no values in the new positions
  DimId along = {};        ///< the dimension that is continued
  std::int64_t known = 0;  ///< its size before
};

/// A plan is a CSV file with a column for each `data` line over the dimension that it continues. Labels or positions of the dimension
/// stand in a column of its name, or follow on by themselves. Returns nothing after reporting at least one error.
std::optional<Extended> extend(const Bound& past, const data::Table& plan, Diagnostics& diagnostics);

}  // namespace scmc
