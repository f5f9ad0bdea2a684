/// Refusals carry their proof: a hedge, held against its definition by code that shares nothing with the algorithm.  [SP06, definition 6]
#include "tests/identify/graphs.h"
#include "compiler/identify/id.h"

namespace scmc::identify {
namespace {

using namespace testing;

/// One district: any two are connected by bidirected edges within the set.
bool is_district(const Admg& g, const Vertices& set) {
  if (set.none()) return false;
  std::vector<std::size_t> queue = {members(set).front()};
  Vertices seen = one(queue.front());
  while (!queue.empty()) {
    const std::size_t v = queue.back();
    queue.pop_back();
    for (std::size_t s = 0; s < g.size(); ++s)
      if (set[s] && g.siblings[v][s] && !seen[s]) seen.set(s), queue.push_back(s);
  }
  return seen == set;
}

/// Every vertex can be given one child within the set so that all chains end in the roots: there is a directed path to a root from each.
bool is_forest_over(const Admg& g, const Vertices& set, const Vertices& roots) {
  Vertices reached = roots;
  for (bool grown = true; grown;) {
    grown = false;
    for (std::size_t v = 0; v < g.size(); ++v)
      for (std::size_t child = 0; child < g.size(); ++child)
        if (set[v] && !reached[v] && reached[child] && g.parents[child][v]) reached.set(v), grown = true;
  }
  return roots.any() && within(roots, set) && reached == set;
}

/// Causes of y that reach it without passing into X.
bool reaches_outcome(const Admg& g, std::size_t v, const Vertices& x, const Vertices& y) {
  if (y[v]) return true;
  for (std::size_t child = 0; child < g.size(); ++child)
    if (g.parents[child][v] && !x[child] && reaches_outcome(g, child, x, y)) return true;
  return false;
}

std::string objection(const Admg& g, const Hedge& h, const Vertices& x, const Vertices& y) {
  if (!within(h.smaller, h.larger)) return "the smaller forest is not part of the larger";
  if ((h.larger & x).none()) return "the larger forest does not meet the treatment";
  if ((h.smaller & x).any()) return "the smaller forest meets the treatment";
  if (!is_district(g, h.larger) || !is_district(g, h.smaller)) return "not a district";
  if (!is_forest_over(g, h.larger, h.roots) || !is_forest_over(g, h.smaller, h.roots)) return "not a forest over the roots";
  for (std::size_t r : members(h.roots))
    if (!reaches_outcome(g, r, x, y)) return "a root that does not cause the outcome";
  return "";
}

TEST(Hedge, OfEveryRefusal) {
  std::mt19937 random(4);
  int checked = 0;
  while (checked < 1500) {
    const std::size_t n = 4 + random() % 3;
    const Admg g = random_graph(random, n, 0.45, 0.3);
    Effect e{one(random() % n), one(random() % n), {}};
    if (random() % 3 == 0) e.treatments.set(random() % n);
    if (random() % 3 == 0) e.outcomes.set(random() % n);
    if ((e.outcomes & e.treatments).any()) continue;
    const auto answer = identify_effect(g, e);
    const auto* hedge = std::get_if<Hedge>(&answer);
    if (!hedge) continue;
    ++checked;
    EXPECT_EQ(objection(g, *hedge, e.treatments, e.outcomes), "") << text_of(g);
  }
}

TEST(Hedge, PublishedOnes) {
  struct Case {
    const char *graph, *larger, *smaller;
  };
  // Shpitser-Pearl 2008, fig. 2a; Bareinboim-Pearl 2012; Tikka-Karvanen 2017, fig. 5 (a, b, c for z1, x, z2).
  for (const Case& c : {Case{"x->y; x<->y", "xy", "y"}, Case{"z->x; x->y; z<->x; z<->y", "xyz", "y"},
                        Case{"a->x; x->c; c->y; a<->x; a<->c; a<->y; x<->y", "axc", "c"}}) {
    const auto dag = read(c.graph);
    const auto answer = identify_effect(dag.graph, effect_of(dag, "x -> y"));
    ASSERT_TRUE(std::holds_alternative<Hedge>(answer)) << c.graph;
    EXPECT_EQ(std::get<Hedge>(answer).larger, set_of(dag.graph, c.larger)) << c.graph;
    EXPECT_EQ(std::get<Hedge>(answer).smaller, set_of(dag.graph, c.smaller)) << c.graph;
  }
}

TEST(Hedge, TheDefinitionObjects) {
  const auto g = read("x->z; z->y; x<->y").graph;
  const auto x = set_of(g, "x"), y = set_of(g, "y");
  EXPECT_NE(objection(g, {x | y, y, y}, x, y), "") << "x does not reach y within the forest";
  EXPECT_NE(objection(g, {g.vertices, y, y}, x, y), "") << "z is in no district with y";
  const auto bow = read("x->y; x<->y").graph;
  EXPECT_EQ(objection(bow, {bow.vertices, set_of(bow, "y"), set_of(bow, "y")}, set_of(bow, "x"), set_of(bow, "y")), "");
  EXPECT_NE(objection(bow, {bow.vertices, bow.vertices, set_of(bow, "y")}, set_of(bow, "x"), set_of(bow, "y")), "");
}

}  // namespace
}  // namespace scmc::identify
