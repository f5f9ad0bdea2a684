/// Front doors and instruments against their definitions over all subsets and all paths.
#include "compiler/identify/frontdoor.h"
#include "compiler/identify/instruments.h"
#include "tests/identify/graphs.h"
#include "tests/identify/models.h"

namespace scmc::identify {
namespace {

using namespace testing;

bool leads_past(const Admg& g, std::size_t v, const Vertices& y, const Vertices& z) {
  if (y[v]) return true;
  for (std::size_t c = 0; c < g.size(); ++c)
    if (g.parents[c][v] && !z[c] && leads_past(g, c, y, z)) return true;
  return false;
}

Admg without_edges_from(Admg g, const Vertices& set) {
  for (auto& parents : g.parents) parents &= ~set;
  return g;
}

bool is_frontdoor(const Admg& g, std::size_t x, std::size_t y, const Vertices& z) {
  return !leads_past(g, x, one(y), z) && blocked(without_edges_from(g, one(x)), one(x), z, {}) &&
         blocked(without_edges_from(g, z), z, one(y), one(x));
}

TEST(FrontDoor, ByDefinitionAndByValue) {
  std::mt19937 random(13);
  int found = 0, several = 0;
  for (int i = 0; i < 6000; ++i) {
    const std::size_t n = 4 + random() % 2;
    const Admg g = random_graph(random, n, 0.4, 0.15);
    if (!below(g, 0)[1]) {
      EXPECT_TRUE(minimal_frontdoor_sets(g, one(0), one(1)).sets.empty());
      continue;
    }
    std::vector<Vertices> valid;
    for (const auto& z : subsets(g.vertices & ~one(0) & ~one(1))) {
      const bool truth = is_frontdoor(g, 0, 1, z);
      ASSERT_EQ(is_frontdoor_set(g, one(0), one(1), z), truth) << text_of(g);
      if (truth) valid.push_back(z);
    }
    auto truth = minimal(valid);
    sort_sets(truth);
    auto sets = minimal_frontdoor_sets(g, one(0), one(1));
    sort_sets(sets.sets);
    ASSERT_EQ(sets.sets, truth) << text_of(g);
    const BinaryModel model(g, random);
    for (const auto& z : truth) {
      ++found, several += z.count() > 1;
      const auto back = sum(one(0), product({probability(one(1), one(0) | z), probability(one(0))}));
      EXPECT_LT(error_of(sum(z, product({probability(z, one(0)), back})), model, n, one(1), one(0), {}), 1e-9) << text_of(g);
    }
  }
  EXPECT_GT(found, 100);
  EXPECT_GT(several, 10);
}

/// On no causal path or below one, nor below y; connected with x, and with y only through the causal paths of x.
bool is_instrument_by_paths(const Admg& g, std::size_t x, std::size_t y, std::size_t z, const Vertices& w) {
  Admg cut = g;
  Vertices out = below(g, y) | one(x);
  for (std::size_t v = 0; v < g.size(); ++v)
    if (v != x && below(g, x)[v] && below(g, v)[y]) out |= below(g, v);
  for (std::size_t v = 0; v < g.size(); ++v)
    if (below(g, v)[y]) cut.parents[v].reset(x);
  return (out & (w | one(z))).none() && blocked(cut, one(z), one(y), w) && !blocked(g, one(z), one(x), w);
}

TEST(Instruments, ByDefinition) {
  std::mt19937 random(14);
  int found = 0, conditional = 0;
  for (int i = 0; i < 3000; ++i) {
    const std::size_t n = 4 + random() % 2;
    const Admg g = random_graph(random, n, 0.35, 0.2);
    if (!below(g, 0)[1]) continue;
    std::vector<std::size_t> smallest(n, n);  // the size of the smallest set that makes it one
    for (std::size_t z = 2; z < n; ++z)
      for (const auto& w : subsets(g.vertices & ~one(0) & ~one(1) & ~one(z))) {
        const bool truth = is_instrument_by_paths(g, 0, 1, z, w);
        ASSERT_EQ(is_instrument(g, 0, 1, z, w), truth) << text_of(g) << g.names[z];
        if (truth) smallest[z] = std::min(smallest[z], w.count());
      }
    std::vector<std::size_t> sizes(n, n);
    const auto listed = instruments(g, 0, 1);
    EXPECT_TRUE(listed.complete);
    for (const auto& i : listed.list) {
      EXPECT_TRUE(is_instrument_by_paths(g, 0, 1, i.vertex, i.given)) << text_of(g);
      sizes[i.vertex] = i.given.count();
      ++found, conditional += i.given.any();
    }
    ASSERT_EQ(sizes, smallest) << text_of(g);
  }
  EXPECT_GT(found, 300);
  EXPECT_GT(conditional, 50);
}

}  // namespace
}  // namespace scmc::identify
