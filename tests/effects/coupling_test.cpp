/// Couplings of discrete variables against arithmetic and against simulated noise.
#include "runtime/effects/coupling.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "runtime/effects/causation.h"
#include "runtime/math/special.h"

namespace scmc::effects {
namespace {

using Probabilities = std::vector<double>;

TEST(Coupling, InverseCdfOfThreeValues) {
  const auto t = by_inverse_cdf({0.5, 0.3, 0.2}, {0.2, 0.5, 0.3});
  const Transition expected{{0.4, 0.6, 0}, {0, 2.0 / 3, 1.0 / 3}, {0, 0, 1}};
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) EXPECT_NEAR(t[i][j], expected[i][j], 1e-12) << i << " " << j;
}

/// Of two values Gumbel noise is logistic noise with a threshold: PN and PS are those of one uniform number.
TEST(Coupling, TwoValuesAreOneThreshold) {
  const auto without_treatment = by_gumbel_max({0.3, 0.7}, {0.6, 0.4}), with_treatment = by_gumbel_max({0.6, 0.4}, {0.3, 0.7});
  const auto threshold = if_monotone_and_unconfounded({0.7, 0.4});
  EXPECT_NEAR(without_treatment[1][0], threshold.necessary, 1e-12);
  EXPECT_NEAR(with_treatment[0][1], threshold.sufficient, 1e-12);
  EXPECT_NEAR(0.6 * with_treatment[0][1], threshold.necessary_and_sufficient, 1e-12);
  EXPECT_NEAR(by_inverse_cdf({0.3, 0.7}, {0.6, 0.4})[1][0], threshold.necessary, 1e-12);
}

const std::vector<std::pair<Probabilities, Probabilities>> pairs = {{{0.5, 0.3, 0.2}, {0.2, 0.5, 0.3}},
                                                                    {{0.1, 0.2, 0.3, 0.4}, {0.4, 0.3, 0.2, 0.1}},
                                                                    {{0.25, 0.25, 0.5}, {0.25, 0.25, 0.5}},
                                                                    {{0.6, 0.4, 0}, {0, 0.7, 0.3}},
                                                                    {{0.9, 0.05, 0.05}, {0.01, 0.98, 0.01}}};

TEST(Coupling, BothMarginsAreKept) {
  for (const auto& [was, now] : pairs)
    for (const auto& t : {by_inverse_cdf(was, now), by_gumbel_max(was, now)}) {
      Probabilities reached(now.size(), 0);
      for (std::size_t i = 0; i < was.size(); ++i) {
        double row = 0;
        for (std::size_t j = 0; j < now.size() && was[i] > 0; ++j) row += t[i][j], reached[j] += was[i] * t[i][j];
        EXPECT_NEAR(row, was[i] > 0 ? 1 : 0, 1e-12);
      }
      for (std::size_t j = 0; j < now.size(); ++j) EXPECT_NEAR(reached[j], now[j], 1e-12);
    }
}

/// The noise itself, drawn: 400000 units. Four standard errors of a share are at most 0.0032 over the square root of the row's probability.
TEST(Coupling, GumbelMaxAgainstDrawnNoise) {
  std::mt19937 random(7);
  std::extreme_value_distribution<double> gumbel;
  const int units = 400000;
  for (const auto& [was, now] : pairs) {
    const auto t = by_gumbel_max(was, now);
    Transition count(was.size(), Probabilities(now.size(), 0));
    for (int unit = 0; unit < units; ++unit) {
      std::size_t before = 0, after = 0;
      double highest_before = -INFINITY, highest_after = -INFINITY;
      for (std::size_t k = 0; k < was.size(); ++k) {
        const double noise = gumbel(random), b = noise + std::log(was[k]), a = noise + std::log(now[k]);
        if (b > highest_before) highest_before = b, before = k;
        if (a > highest_after) highest_after = a, after = k;
      }
      ++count[before][after];
    }
    for (std::size_t i = 0; i < was.size(); ++i)
      for (std::size_t j = 0; j < now.size() && was[i] > 0; ++j)
        EXPECT_NEAR(count[i][j] / units / was[i], t[i][j], 0.0032 / std::sqrt(was[i])) << i << " " << j;
  }
}

/// P(stays) = 1 / (1 + sum over j of p_j (exp(max(0, d_j - d_i)) - 1)), d = log(p' / p)  [Oberst, Sontag 2019].
TEST(Coupling, GumbelMaxStaysByTheFormula) {
  const Probabilities was{0.1, 0.2, 0.3, 0.4}, now{0.4, 0.3, 0.2, 0.1};
  for (std::size_t i = 0; i < 4; ++i) {
    double sum = 1;
    for (std::size_t j = 0; j < 4; ++j)
      if (j != i) sum += was[j] * (std::max(1.0, now[j] / was[j] * was[i] / now[i]) - 1);
    EXPECT_NEAR(by_gumbel_max(was, now)[i][i], 1 / sum, 1e-12);
  }
}

}  // namespace
}  // namespace scmc::effects
