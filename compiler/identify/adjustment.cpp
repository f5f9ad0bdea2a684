#include "compiler/identify/adjustment.h"

#include <algorithm>

namespace scmc::identify {

Vertices on_causal_paths(const Admg& graph, const Vertices& x, const Vertices& y) {
  return descendants(cut_into(graph, x), x) & ~x & ancestors(cut_out_of(graph, x), y);
}

Vertices forbidden(const Admg& graph, const Vertices& x, const Vertices& y) {
  return descendants(graph, on_causal_paths(graph, x, y));
}

Admg proper_backdoor_graph(const Admg& graph, const Vertices& x, const Vertices& y) {
  Admg g = graph;
  for (std::size_t v : members(on_causal_paths(graph, x, y))) g.parents[v] &= ~x;
  return g;
}

bool is_adjustment_set(const Admg& graph, const Vertices& x, const Vertices& y, const Vertices& z) {
  return (z & forbidden(graph, x, y)).none() && separated(proper_backdoor_graph(graph, x, y), x, y, z);
}

bool is_backdoor_set(const Admg& graph, const Vertices& x, const Vertices& y, const Vertices& z) {
  return (z & descendants(graph, x) & ~x).none() && separated(cut_out_of(graph, x), x, y, z);
}

Sets minimal_adjustment_sets(const Admg& graph, const Vertices& x, const Vertices& y, std::size_t limit) {
  const Vertices allowed = graph.vertices & ~x & ~y & ~forbidden(graph, x, y);
  return minimal_separators(proper_backdoor_graph(graph, x, y), x, y, allowed, limit);
}

std::optional<Vertices> lowest_variance_set(const Admg& graph, const Vertices& x, const Vertices& y) {
  if (std::ranges::any_of(graph.siblings, [](const Vertices& s) { return s.any(); })) return std::nullopt;
  const Vertices causal = on_causal_paths(graph, x, y);
  Vertices causes;
  for (std::size_t v : members(causal)) causes |= graph.parents[v];
  const Vertices set = causes & ~descendants(graph, causal) & ~x;
  if (causal.none() || !is_adjustment_set(graph, x, y, set)) return std::nullopt;
  return set;
}

}  // namespace scmc::identify
