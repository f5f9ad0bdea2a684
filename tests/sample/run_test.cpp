/// Runs: what they depend on, how they end early, and what they do where there is nothing to do.
#include "runtime/sample/run.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/sample/density_models.h"

namespace scmc::sample {
namespace {

Draws drawn(const scmc_model& model, Options options) { return std::get<Draws>(run(model, options)); }

TEST(Run, DoesNotDependOnThreads) {
  const TestModel model = banana();
  const Options options{.chains = 5, .warmup = 200, .draws = 150, .seed = 42};
  Options one = options, two = options, four = options;
  one.threads = 1, two.threads = 2, four.threads = 4;
  const Draws a = drawn(model, one);
  for (const Draws& b : {drawn(model, two), drawn(model, four)})
    for (std::size_t i = 0; i < 5; ++i) {
      EXPECT_EQ(a.chains[i].positions, b.chains[i].positions);
      EXPECT_EQ(a.chains[i].energy, b.chains[i].energy);
      EXPECT_EQ(a.chains[i].depth, b.chains[i].depth);
      EXPECT_EQ(a.chains[i].evaluations, b.chains[i].evaluations);
    }
}

TEST(Run, DependsOnSeedAndChain) {
  const TestModel model = banana();
  const Draws a = drawn(model, {.chains = 2, .warmup = 50, .draws = 50, .seed = 1}),
              b = drawn(model, {.chains = 1, .warmup = 50, .draws = 50, .seed = 2});
  EXPECT_NE(a.chains[0].positions, a.chains[1].positions);
  EXPECT_NE(a.chains[0].positions, b.chains[0].positions);
  const Draws alone = drawn(model, {.chains = 1, .warmup = 50, .draws = 50, .seed = 1});
  EXPECT_EQ(a.chains[0].positions, alone.chains[0].positions);
}

void expect_whole(const Chain& chain) {
  const std::size_t n = chain.draws();
  EXPECT_EQ(chain.positions.size(), n * chain.dimension);
  for (const auto* column : {&chain.accept_statistic, &chain.step_size, &chain.energy}) EXPECT_EQ(column->size(), n);
  EXPECT_EQ(chain.depth.size(), n);
  EXPECT_EQ(chain.leapfrogs.size(), n);
  EXPECT_EQ(chain.divergent.size(), n);
}

TEST(Run, RecordsWhatTheDensitySays) {
  const TestModel model = banana();
  const Draws draws = drawn(model, {.warmup = 100, .draws = 77, .seed = 3});
  std::int64_t evaluations = 0;
  for (const Chain& chain : draws.chains) {
    expect_whole(chain);
    EXPECT_EQ(chain.draws(), 77u);
    EXPECT_EQ(chain.warmup_draws, 100);
    std::int64_t leapfrogs = chain.warmup_leapfrogs;
    for (std::size_t i = 0; i < 77; ++i) {
      const auto q = chain.position(i);
      EXPECT_DOUBLE_EQ(chain.log_density[i], -0.5 * q[0] * q[0] - std::pow(q[1] - q[0] * q[0], 2));
      EXPECT_GE(chain.energy[i], -chain.log_density[i]);
      EXPECT_NEAR(chain.step_size[i] / chain.adapted_step, 1, 0.1);
      leapfrogs += chain.leapfrogs[i];
    }
    EXPECT_GE(chain.evaluations, leapfrogs);
    EXPECT_LT(chain.evaluations, leapfrogs + 200);
    evaluations += chain.evaluations;
  }
  EXPECT_EQ(draws.evaluations, evaluations);
  EXPECT_GT(draws.warmup_seconds, 0);
  EXPECT_GT(draws.sampling_seconds, 0);
}

/// A model that asks for the end after so many gradients.
TEST(Run, InterruptionKeepsWhatWasDrawn) {
  for (const int patience : {5, 300, 20000}) {
    std::atomic<bool> stop = false;
    std::atomic<int> evaluations = 0;
    const TestModel model(2, [&](auto q, auto g) {
      if (++evaluations == patience) stop = true;
      g[0] = -q[0], g[1] = -q[1];
      return -0.5 * (q[0] * q[0] + q[1] * q[1]);
    });
    const Draws draws = drawn(model, {.warmup = 500, .draws = 1'000'000, .seed = 1, .threads = 2, .stop = &stop});
    EXPECT_TRUE(draws.interrupted);
    EXPECT_LT(evaluations, patience + 200);
    ASSERT_EQ(draws.chains.size(), 4u);
    std::size_t total = 0;
    for (const Chain& chain : draws.chains) expect_whole(chain), total += chain.draws();
    EXPECT_EQ(total > 0, patience == 20000);
  }
}

TEST(Run, SaysWhereNoChainCanStart) {
  const TestModel model(3, [](auto, auto g) {
    std::ranges::fill(g, 0.0);
    return std::nan("");
  });
  const auto result = run(model, {.seed = 1});
  const auto* failure = std::get_if<NoStart>(&result);
  ASSERT_TRUE(failure);
  EXPECT_EQ(failure->chain, 0);
  EXPECT_EQ(failure->tries, 100);
  EXPECT_TRUE(std::isnan(failure->log_density));
  ASSERT_EQ(failure->position.size(), 3u);
  for (const double x : failure->position) EXPECT_TRUE(std::abs(x) < 2);
}

TEST(Run, AGradientThatIsNotFiniteIsNoStart) {
  const TestModel model(1, [](auto, auto g) {
    g[0] = INFINITY;
    return 0.0;
  });
  EXPECT_TRUE(std::holds_alternative<NoStart>(run(model)));
}

/// One try in thirteen succeeds.
TEST(Run, TriesAgain) {
  const TestModel model(1, [](auto q, auto g) {
    g[0] = -q[0];
    return q[0] > 1.7 ? -0.5 * q[0] * q[0] : -INFINITY;
  });
  const Draws draws = drawn(model, {.chains = 8, .warmup = 20, .draws = 20, .seed = 1});
  for (const Chain& chain : draws.chains)
    for (std::size_t i = 0; i < chain.draws(); ++i) EXPECT_GT(chain.position(i)[0], 1.7);
}

TEST(Run, StartsWhereItIsTold) {
  const TestModel model = independent_normal({0, 0}, {1, 1});
  const auto bad = run(TestModel(1, [](auto, auto) { return -INFINITY; }), {.initial = {{7.0}}});
  EXPECT_EQ(std::get<NoStart>(bad).position, std::vector<double>{7});
  EXPECT_EQ(std::get<NoStart>(bad).tries, 1);
  std::vector<double> first;
  const TestModel spy(2, [&](auto q, auto g) {
    if (first.empty()) first.assign(q.begin(), q.end());
    g[0] = -q[0], g[1] = -q[1];
    return -0.5 * (q[0] * q[0] + q[1] * q[1]);
  });
  drawn(spy, {.chains = 1, .warmup = 1, .draws = 1, .initial = {{3.5, -1.25}}});
  EXPECT_EQ(first, (std::vector<double>{3.5, -1.25}));
  EXPECT_THROW(run(model, {.initial = {{1.0}}}), std::invalid_argument);
  EXPECT_THROW(run(model, {.initial = {{1.0, 2.0}, {1.0, 2.0}}}), std::invalid_argument);
}

TEST(Run, NothingToSample) {
  const TestModel model(0, [](auto, auto) { return -3.0; });
  const Draws draws = drawn(model, {.warmup = 10, .draws = 25});
  ASSERT_EQ(draws.chains.size(), 4u);
  for (const Chain& chain : draws.chains) {
    EXPECT_EQ(chain.draws(), 25u);
    EXPECT_TRUE(chain.position(24).empty());
    EXPECT_EQ(chain.log_density[24], -3.0);
    EXPECT_TRUE(chain.divergences.empty());
  }
}

TEST(Run, NoWarmupNoDrawsNoChains) {
  const TestModel model = banana();
  EXPECT_EQ(drawn(model, {.warmup = 0, .draws = 10}).chains[3].draws(), 10u);
  EXPECT_EQ(drawn(model, {.warmup = 10, .draws = 0}).chains[3].draws(), 0u);
  EXPECT_TRUE(drawn(model, {.chains = 0}).chains.empty());
  for (int warmup = 1; warmup < 30; ++warmup) EXPECT_EQ(drawn(model, {.chains = 1, .warmup = warmup, .draws = 3}).chains[0].draws(), 3u);
}

/// Densities that no sampler can serve: it must end, and keep its draws finite.
TEST(Run, HopelessDensitiesEnd) {
  const std::vector<LogDensity> hopeless{
      [](auto, auto g) { return g[0] = 0; },                                                       // flat for ever
      [](auto q, auto g) { return g[0] = 1e10, 1e10 * q[0]; },                                     // uphill for ever
      [](auto q, auto g) { return g[0] = q[0], 0.5 * q[0] * q[0]; },                               // unbounded above
      [](auto q, auto g) { return g[0] = std::sin(1e9 * q[0]), std::cos(1e9 * q[0]); },            // a wrong gradient
      [](auto q, auto g) { return g[0] = -1 / q[0], q[0] > 0 ? -std::log(q[0]) : std::nan(""); },  // infinite at the edge
      [](auto q, auto g) { return g[0] = -q[0] * 1e300, -0.5e300 * q[0] * q[0]; },                 // overflows
  };
  for (std::size_t i = 0; i < hopeless.size(); ++i) {
    const auto result = run(TestModel(1, hopeless[i]), {.chains = 2, .warmup = 50, .draws = 50, .seed = 1});
    if (std::holds_alternative<NoStart>(result)) continue;
    for (const Chain& chain : std::get<Draws>(result).chains)
      for (const double x : chain.positions) EXPECT_TRUE(std::isfinite(x)) << i;
  }
}

struct Counts {
  std::atomic<int> made{0}, freed{0};
};

TEST(Run, EveryWorkspaceIsFreed) {
  Counts counts;
  const scmc_model model{1, &counts,
                         [](void* handle) -> void* {
                           ++static_cast<Counts*>(handle)->made;
                           return new double(0);
                         },
                         [](void* handle, void* workspace) {
                           ++static_cast<Counts*>(handle)->freed;
                           delete static_cast<double*>(workspace);
                         },
                         [](void*, void* workspace, const double* q, double* g) {
                           *static_cast<double*>(workspace) = q[0];  // a data race if two chains shared it
                           g[0] = -q[0];
                           return -0.5 * q[0] * *static_cast<double*>(workspace);
                         }};
  drawn(model, {.warmup = 50, .draws = 50, .threads = 4});
  EXPECT_GE(counts.made, 4);
  EXPECT_EQ(counts.made, counts.freed);
}

}  // namespace
}  // namespace scmc::sample
