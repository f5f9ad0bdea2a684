/// The front door: the effect through what carries all of it.  [Pearl93]
#pragma once
#include "compiler/identify/separators.h"

namespace scmc::identify {

/// Z meets every directed path from X to Y, no path into X leads to Z, and X blocks every path into Z from Y.
bool is_frontdoor_set(const Admg& graph, const Vertices& x, const Vertices& y, const Vertices& z);

/// All front-door sets of which no subset is one; none where X does not cause Y. Beyond `budget` sets tried the search ends.
Sets minimal_frontdoor_sets(const Admg& graph, const Vertices& x, const Vertices& y, std::size_t budget = 5000);

}  // namespace scmc::identify
