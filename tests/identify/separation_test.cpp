/// Separation, projection, paths and separators against the enumeration of all paths and of all sets.
#include "compiler/identify/independencies.h"
#include "compiler/identify/path.h"
#include "compiler/identify/separators.h"
#include "tests/identify/graphs.h"

namespace scmc::identify {
namespace {

using namespace testing;

TEST(Separation, ByAllPaths) {
  std::mt19937 random(5);
  int separate = 0, total = 0;
  for (int i = 0; i < 500; ++i) {
    const std::size_t n = 3 + random() % 4;
    const Admg g = random_graph(random, n, 0.3, 0.2);
    for (std::size_t x = 0; x < n; ++x)
      for (std::size_t y = 0; y < n; ++y)
        for (const auto& z : subsets(g.vertices & ~one(x) & ~one(y))) {
          if (x == y) continue;
          const bool truth = blocked(g, one(x), one(y), z);
          ++total, separate += truth;
          ASSERT_EQ(separated(g, one(x), one(y), z), truth) << text_of(g);
          ASSERT_EQ(!open_path(g, one(x), one(y), z), truth) << text_of(g);
        }
  }
  EXPECT_GT(separate, total / 10);
  EXPECT_LT(separate, total * 9 / 10);
}

/// A path that is shown is one: its edges are there, no vertex twice, open by its triples.
TEST(Separation, ShownPathsAreOpen) {
  std::mt19937 random(6);
  int shown = 0;
  for (int i = 0; i < 3000; ++i) {
    const std::size_t n = 4 + random() % 4;
    const Admg g = random_graph(random, n, 0.35, 0.2);
    const auto sets = subsets(g.vertices & ~one(0) & ~one(1));
    const auto& z = sets[random() % sets.size()];
    const auto path = open_path(g, one(0), one(1), z);
    if (!path) continue;
    ++shown;
    Vertices met;
    for (std::size_t v : path->vertices) {
      EXPECT_FALSE(met[v]) << text_of(g) << print(*path, g);
      met.set(v);
    }
    for (std::size_t e = 0; e < path->edges.size(); ++e) {
      const std::size_t a = path->vertices[e], b = path->vertices[e + 1];
      const Edge edge = path->edges[e];
      EXPECT_TRUE(edge == Edge::Forward ? g.parents[b][a] : edge == Edge::Backward ? g.parents[a][b] : g.siblings[a][b]);
      if (e == 0) continue;
      const bool collider = path->edges[e - 1] != Edge::Backward && path->edges[e] != Edge::Forward;
      EXPECT_TRUE(collider ? (below(g, a) & z).any() : !z[a]) << text_of(g) << print(*path, g);
    }
  }
  EXPECT_GT(shown, 500);
}

TEST(Separation, ProjectionKeepsIt) {
  std::mt19937 random(7);
  for (int i = 0; i < 300; ++i) {
    const Admg g = random_graph(random, 7, 0.35, 0.1);
    const Dag dag{g, one(random() % 7) | one(random() % 7)};
    const Admg projected = project(dag);
    const auto left = members(projected.vertices);
    EXPECT_EQ(projected.vertices, g.vertices & ~dag.latent);
    for (std::size_t x : left)
      for (std::size_t y : left)
        for (const auto& z : subsets(projected.vertices & ~one(x) & ~one(y))) {
          if (x == y) continue;
          ASSERT_EQ(separated(projected, one(x), one(y), z), blocked(g, one(x), one(y), z)) << text_of(g);
        }
  }
}

std::vector<Vertices> sorted(std::vector<Vertices> sets) {
  sort_sets(sets);
  return sets;
}

TEST(Separators, AllMinimalOnes) {
  std::mt19937 random(8);
  std::size_t most = 0;
  for (int i = 0; i < 2000; ++i) {
    const std::size_t n = 4 + random() % 6;
    const Admg g = random_graph(random, n, 0.3, 0.1);
    const Vertices x = one(0) | (random() % 3 == 0 ? one(2) : Vertices{}), y = one(1);
    const auto candidates = subsets(g.vertices & ~x & ~y);
    const Vertices allowed = random() % 2 ? g.vertices & ~x & ~y : candidates[random() % candidates.size()];
    std::vector<Vertices> separating;
    for (const auto& z : subsets(allowed))
      if (blocked(g, x, y, z)) separating.push_back(z);
    const auto truth = sorted(minimal(separating));
    most = std::max(most, truth.size());
    ASSERT_EQ(minimal_separators(g, x, y, allowed, 1000).sets, truth) << text_of(g);
  }
  EXPECT_GT(most, 3U);
}

TEST(Separators, ManyAreCutOffAndSaidSo) {
  // Twenty chains of two: two to the power of twenty minimal sets.
  std::string text;
  for (int i = 0; i < 20; ++i) {
    const std::string p = "p" + std::to_string(i), q = "q" + std::to_string(i);
    text += p + "->x; " + q + "->" + p + "; " + q + "->y;";
  }
  const auto dag = read(text);
  const auto x = one(*dag.graph.find("x")), y = one(*dag.graph.find("y"));
  const auto found = minimal_separators(dag.graph, x, y, dag.graph.vertices & ~x & ~y, 100);
  EXPECT_EQ(found.sets.size(), 100U);
  EXPECT_FALSE(found.complete);
  for (const auto& set : found.sets) EXPECT_TRUE(separated(dag.graph, x, y, set));
}

TEST(Independencies, OfEveryPair) {
  std::mt19937 random(9);
  for (int i = 0; i < 300; ++i) {
    const Admg g = random_graph(random, 5, 0.3, 0.2);
    std::vector<std::vector<Vertices>> truth(25), found(25);
    for (std::size_t x = 0; x < 5; ++x)
      for (std::size_t y = x + 1; y < 5; ++y) {
        for (const auto& z : subsets(g.vertices & ~one(x) & ~one(y)))
          if (blocked(g, one(x), one(y), z)) truth[5 * x + y].push_back(z);
        truth[5 * x + y] = sorted(minimal(truth[5 * x + y]));
      }
    for (const auto& one : implied_independencies(g, g.vertices).list) found[5 * one.x + one.y].push_back(one.given);
    ASSERT_EQ(found, truth) << text_of(g);
  }
}

}  // namespace
}  // namespace scmc::identify
