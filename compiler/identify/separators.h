/// Minimal separators: the smallest sets that block every path.
#pragma once
#include <vector>

#include "compiler/identify/admg.h"

namespace scmc::identify {

/// Sets by size, then by their first differing vertex. There can be exponentially many: `complete` is false where some are left out.
struct Sets {
  std::vector<Vertices> sets;
  bool complete = true;
};

void sort_sets(std::vector<Vertices>& sets);

/// All sets within `allowed` that separate X and Y and of which no subset does. They lie among the causes of X and Y.  [vdZ14]
Sets minimal_separators(const Admg& graph, const Vertices& x, const Vertices& y, const Vertices& allowed, std::size_t limit);

}  // namespace scmc::identify
