/// Adjustment: which sets make the effect readable from strata.
#pragma once
#include <optional>
#include <string>

#include "compiler/identify/path.h"
#include "compiler/identify/separators.h"

namespace scmc::identify {

/// Vertices on proper causal paths from X to Y, without X.
Vertices on_causal_paths(const Admg& graph, const Vertices& x, const Vertices& y);
/// What must not be adjusted for: effects of what lies on causal paths.
Vertices forbidden(const Admg& graph, const Vertices& x, const Vertices& y);
/// Without the first edges of the causal paths: what is open in it is not causal.
Admg proper_backdoor_graph(const Admg& graph, const Vertices& x, const Vertices& y);

/// All and only the sets that identify the effect by adjusting.  [vdZ14, definition 4]
bool is_adjustment_set(const Admg& graph, const Vertices& x, const Vertices& y, const Vertices& z);
/// The narrower criterion: no effect of X in Z, and every path into X blocked.  [Pearl93]
bool is_backdoor_set(const Admg& graph, const Vertices& x, const Vertices& y, const Vertices& z);

/// All adjustment sets of which no subset is one. Empty: no set exists; the empty set alone: nothing need be adjusted for.
Sets minimal_adjustment_sets(const Admg& graph, const Vertices& x, const Vertices& y, std::size_t limit = 1000);

/// The set with the lowest asymptotic variance. Only known where nothing unmeasured is shared.  [HPM22]
std::optional<Vertices> lowest_variance_set(const Admg& graph, const Vertices& x, const Vertices& y);

}  // namespace scmc::identify
