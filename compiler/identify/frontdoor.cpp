#include "compiler/identify/frontdoor.h"

#include <algorithm>

#include "compiler/identify/subsets.h"

namespace scmc::identify {

bool is_frontdoor_set(const Admg& graph, const Vertices& x, const Vertices& y, const Vertices& z) {
  const Admg without = induced(graph, graph.vertices & ~z);
  if ((descendants(without, x) & y).any()) return false;
  return separated(cut_out_of(graph, x), x, z, {}) && separated(cut_out_of(graph, z), z, y, x);
}

Sets minimal_frontdoor_sets(const Admg& graph, const Vertices& x, const Vertices& y, std::size_t budget) {
  if ((descendants(graph, x) & y).none()) return {};
  // A vertex that has an open path into X is in no set; one that does not cause Y is in no minimal one, as leaving it out opens nothing.
  const Admg backdoor = cut_out_of(graph, x);
  Vertices candidates;
  for (std::size_t v : members(ancestors(graph, y) & ~x & ~y))
    if (separated(backdoor, x, one(v), {})) candidates.set(v);
  if ((descendants(induced(graph, graph.vertices & ~candidates), x) & y).any()) return {};  // some path avoids them all
  Sets found;
  found.complete = for_each_subset(candidates, budget, [&](const Vertices& z) {
    const bool holds_one = std::ranges::any_of(found.sets, [&](const Vertices& smaller) { return within(smaller, z); });
    if (!holds_one && is_frontdoor_set(graph, x, y, z)) found.sets.push_back(z);
    return true;
  });
  return found;
}

}  // namespace scmc::identify
