/// Adjustment sets against all subsets: by the criterion's meaning, which is the value of the formula in random models.
#include "compiler/identify/adjustment.h"

#include "compiler/identify/id.h"
#include "tests/identify/graphs.h"
#include "tests/identify/models.h"

namespace scmc::identify {
namespace {

using namespace testing;

EstimandPtr formula(const Vertices& y, const Vertices& x, const Vertices& z) {
  return sum(z, product({probability(y, x | z), probability(z)}));
}

/// Is the formula right? In a random model a wrong one is off by far more than rounding.
bool is_right(const BinaryModel& model, std::size_t n, const Vertices& y, const Vertices& x, const Vertices& z) {
  return error_of(formula(y, x, z), model, n, y, x, {}) < 1e-9;
}

TEST(Adjustment, AllSetsByValue) {
  std::mt19937 random(10);
  int valid = 0, invalid = 0;
  for (int i = 0; i < 600; ++i) {
    const std::size_t n = 4 + random() % 2;
    const Admg g = random_graph(random, n, 0.4, 0.15);
    const Vertices x = one(0) | (random() % 3 == 0 ? one(2) : Vertices{}), y = one(1);
    const BinaryModel model(g, random);
    std::vector<Vertices> right;
    for (const auto& z : subsets(g.vertices & ~x & ~y)) {
      const bool truth = is_right(model, n, y, x, z);
      ASSERT_EQ(is_adjustment_set(g, x, y, z), truth) << text_of(g);
      ++(truth ? valid : invalid);
      if (truth) right.push_back(z);
      ASSERT_TRUE(truth || !is_backdoor_set(g, x, y, z)) << "the backdoor criterion is narrower: " << text_of(g);
    }
    auto truth = minimal(right);
    sort_sets(truth);
    ASSERT_EQ(minimal_adjustment_sets(g, x, y).sets, truth) << text_of(g);
  }
  EXPECT_GT(valid, 1000);
  EXPECT_GT(invalid, 1000);
}

/// Pearl's definition over all paths: no descendant of x, and every path that begins with an edge into x is blocked.
TEST(Adjustment, BackdoorByItsDefinition) {
  std::mt19937 random(11);
  int valid = 0;
  for (int i = 0; i < 500; ++i) {
    const Admg g = random_graph(random, 5, 0.4, 0.15);
    Admg without = g;
    for (auto& parents : without.parents) parents.reset(0);
    for (const auto& z : subsets(g.vertices & ~one(0) & ~one(1))) {
      const bool truth = (z & below(g, 0)).none() && blocked(without, one(0), one(1), z);
      ASSERT_EQ(is_backdoor_set(g, one(0), one(1), z), truth) << text_of(g);
      valid += truth;
    }
  }
  EXPECT_GT(valid, 100);
}

/// Of a linear Gaussian model: the asymptotic variance of the least-squares coefficient of x given z, from the covariance matrix.
double variance(const std::vector<std::vector<double>>& covariance, std::size_t x, std::size_t y, const Vertices& z) {
  // By sweeping the matrix on z: what is left are conditional covariances.
  auto s = covariance;
  const std::size_t n = s.size();
  for (std::size_t k : members(z)) {
    const auto old = s;
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) s[i][j] = old[i][j] - old[i][k] * old[k][j] / old[k][k];
    for (std::size_t i = 0; i < n; ++i) s[k][i] = s[i][k] = 0;
    s[k][k] = 1e-300;
  }
  return (s[y][y] - s[x][y] * s[x][y] / s[x][x]) / s[x][x];
}

TEST(Adjustment, LowestVarianceOfAllValidSets) {
  std::mt19937 random(12);
  std::normal_distribution<double> normal;
  int compared = 0;
  for (int i = 0; i < 2000; ++i) {
    const std::size_t n = 6;
    const Admg g = random_graph(random, n, 0.4, 0);
    const auto best = lowest_variance_set(g, one(0), one(1));
    if (!best) continue;
    // x = B x + e: covariances by their sums over causes, in causal order.
    std::vector<std::vector<double>> total(n, std::vector<double>(n)), covariance(n, std::vector<double>(n));
    for (std::size_t v : topological_order(g)) {
      total[v][v] = 1;
      for (std::size_t p : members(g.parents[v])) {
        const double b = normal(random);
        for (std::size_t e = 0; e < n; ++e) total[v][e] += b * total[p][e];
      }
    }
    for (std::size_t a = 0; a < n; ++a)
      for (std::size_t b = 0; b < n; ++b)
        for (std::size_t e = 0; e < n; ++e) covariance[a][b] += total[a][e] * total[b][e];
    const double least = variance(covariance, 0, 1, *best);
    for (const auto& z : subsets(g.vertices & ~one(0) & ~one(1)))
      if (is_adjustment_set(g, one(0), one(1), z)) {
        EXPECT_LE(least, variance(covariance, 0, 1, z) * (1 + 1e-9)) << text_of(g);
        ++compared;
      }
  }
  EXPECT_GT(compared, 2000);
}

TEST(Adjustment, NoneAndEmptyAreDifferent) {
  const auto bow = read("x->y; x<->y").graph, plain = read("x->y").graph;
  EXPECT_TRUE(minimal_adjustment_sets(bow, set_of(bow, "x"), set_of(bow, "y")).sets.empty());
  EXPECT_EQ(minimal_adjustment_sets(plain, set_of(plain, "x"), set_of(plain, "y")).sets, std::vector<Vertices>{{}});
}

}  // namespace
}  // namespace scmc::identify
