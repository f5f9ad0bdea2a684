#include "compiler/identify/independencies.h"

#include "compiler/identify/separators.h"

namespace scmc::identify {

Independencies implied_independencies(const Admg& graph, const Vertices& of, std::size_t limit) {
  Independencies found;
  const auto all = members(of & graph.vertices);
  for (std::size_t i = 0; i < all.size(); ++i)
    for (std::size_t j = i + 1; j < all.size(); ++j) {
      const Vertices x = one(all[i]), y = one(all[j]);
      const auto separators = minimal_separators(graph, x, y, of & ~x & ~y, limit);
      found.complete = found.complete && separators.complete;
      for (const auto& set : separators.sets) found.list.push_back({all[i], all[j], set});
    }
  return found;
}

}  // namespace scmc::identify
