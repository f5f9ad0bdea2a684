#include "compiler/identify/separators.h"

#include <algorithm>
#include <deque>
#include <optional>

namespace scmc::identify {
namespace {

using Neighbours = std::vector<Vertices>;

void join_pairwise(Neighbours& next, const Vertices& set) {
  for (std::size_t v : members(set)) next[v] |= set & ~one(v);
}

/// The undirected graph in which a set separates as it does in the mixed one: what stands in a district, with its causes, is joined
/// pairwise.
Neighbours augmented(const Admg& graph) {
  Neighbours next(graph.size());
  for (const auto& district : c_components(graph)) {
    Vertices clique = district;
    for (std::size_t v : members(district)) clique |= graph.parents[v];
    join_pairwise(next, clique);
  }
  return next;
}

/// Vertices that no set may hold: what they connect is joined in their place.
void eliminate(Neighbours& next, const Vertices& forbidden) {
  for (std::size_t v : members(forbidden)) {
    join_pairwise(next, next[v]);
    for (std::size_t u : members(next[v])) next[u].reset(v);
    next[v].reset();
  }
}

Vertices neighbours(const Neighbours& next, const Vertices& set) {
  Vertices all;
  for (std::size_t v : members(set)) all |= next[v];
  return all & ~set;
}

Vertices component(const Neighbours& next, const Vertices& from, const Vertices& without) {
  Vertices all = from;
  for (Vertices grown = from; grown.any();) {
    grown = neighbours(next, grown) & ~all & ~without;
    all |= grown;
  }
  return all;
}

/// The separator closest to A among those that do not meet A: none if A touches Y.
std::optional<Vertices> close_to(const Neighbours& next, const Vertices& a, const Vertices& y) {
  const Vertices around = neighbours(next, a);
  if ((around & y).any()) return std::nullopt;
  return neighbours(next, component(next, y, around));
}

}  // namespace

void sort_sets(std::vector<Vertices>& sets) {
  std::ranges::sort(sets, [](const Vertices& a, const Vertices& b) {
    return a.count() != b.count() ? a.count() < b.count() : members(a) < members(b);
  });
}

Sets minimal_separators(const Admg& graph, const Vertices& x, const Vertices& y, const Vertices& allowed, std::size_t limit) {
  const Admg causes = induced(graph, ancestors(graph, x | y));
  Neighbours next = augmented(causes);
  eliminate(next, causes.vertices & ~allowed & ~x & ~y);
  // From each separator the next ones away from X: its side grows by one vertex of the separator.  [Shen-Liang 1997]
  Sets found;
  std::deque<Vertices> queue;
  const auto add = [&](const std::optional<Vertices>& set) {
    if (!set || std::ranges::find(found.sets, *set) != found.sets.end()) return;
    if (found.sets.size() == limit) return void(found.complete = false);
    found.sets.push_back(*set), queue.push_back(*set);
  };
  add(close_to(next, x, y));
  for (; !queue.empty() && found.complete; queue.pop_front())
    for (std::size_t v : members(queue.front())) add(close_to(next, component(next, x, queue.front()) | one(v), y));
  sort_sets(found.sets);
  return found;
}

}  // namespace scmc::identify
