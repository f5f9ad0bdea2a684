#include "compiler/identify/instruments.h"

#include "compiler/identify/adjustment.h"
#include "compiler/identify/subsets.h"

namespace scmc::identify {
namespace {

/// What neither an instrument nor its conditions may be.
Vertices excluded(const Admg& graph, std::size_t x, std::size_t y) {
  return forbidden(graph, one(x), one(y)) | descendants(graph, one(y)) | one(x) | one(y);
}

bool only_through(const Admg& backdoor, std::size_t x, std::size_t y, std::size_t z, const Vertices& w) {
  return separated(backdoor, one(z), one(y), w) && !separated(backdoor, one(z), one(x), w);
}

}  // namespace

bool is_instrument(const Admg& graph, std::size_t x, std::size_t y, std::size_t z, const Vertices& w) {
  if ((excluded(graph, x, y) & (w | one(z))).any() || w[z]) return false;
  return only_through(proper_backdoor_graph(graph, one(x), one(y)), x, y, z, w);
}

Instruments instruments(const Admg& graph, std::size_t x, std::size_t y, std::size_t budget) {
  Instruments found;
  if (!descendants(graph, one(x))[y]) return found;
  const Admg backdoor = proper_backdoor_graph(graph, one(x), one(y));
  const Vertices candidates = graph.vertices & ~excluded(graph, x, y);
  for (std::size_t z : members(candidates)) {
    // Where no set separates z from y, that of all their causes does not.
    if (!separated(backdoor, one(z), one(y), ancestors(backdoor, one(z) | one(y)) & candidates & ~one(z))) continue;
    const bool complete = for_each_subset(candidates & ~one(z), budget, [&](const Vertices& w) {
      if (!only_through(backdoor, x, y, z, w)) return true;
      found.list.push_back({z, w});
      return false;
    });
    found.complete = found.complete && complete;
  }
  return found;
}

}  // namespace scmc::identify
