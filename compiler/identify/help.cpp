#include "compiler/identify/help.h"

#include <algorithm>

#include "compiler/identify/adjustment.h"
#include "compiler/identify/subsets.h"

namespace scmc::identify {
namespace {

constexpr std::size_t budget = 300;  // identification of each takes far below a millisecond

/// Only what causes treatment or outcome can matter.
Vertices candidates(const Dag& dag, const Effect& effect) {
  return dag.latent & ancestors(dag.graph, effect.outcomes | effect.treatments | effect.given);
}

}  // namespace

Dag with_shared_causes(const Dag& dag) {
  Dag result = dag;
  Admg& g = result.graph;
  for (std::size_t a = 0; a < dag.graph.size(); ++a)
    for (std::size_t b : members(dag.graph.siblings[a])) {
      if (b < a || g.size() == max_vertices || (dag.inputs[a] && dag.inputs[b])) continue;
      const std::size_t shared = g.size();
      g.names.push_back("what " + g.names[a] + " and " + g.names[b] + " share");
      g.parents.emplace_back(), g.siblings.emplace_back();
      g.vertices.set(shared), result.latent.set(shared);
      g.parents[a].set(shared), g.parents[b].set(shared);
      g.siblings[a].reset(b), g.siblings[b].reset(a);
    }
  return result;
}

std::vector<Measurement> helpful_measurements(const Dag& with_shared, const Effect& effect) {
  std::vector<Measurement> found;
  for_each_subset(candidates(with_shared, effect), budget, [&](const Vertices& set) {
    if (set.count() > 2) return false;
    if (set.none() || std::ranges::any_of(found, [&](const Measurement& m) { return within(m.measured, set); })) return true;
    Dag measured = with_shared;
    measured.latent &= ~set;
    const Admg graph = project(measured);
    if (!is_identified(graph, effect)) return true;
    found.push_back({set, effect.given.none() && !minimal_adjustment_sets(graph, effect.treatments, effect.outcomes, 1).sets.empty()});
    return true;
  });
  std::ranges::stable_sort(found, {}, [](const Measurement& m) { return !m.adjusts; });
  return found;
}

}  // namespace scmc::identify
