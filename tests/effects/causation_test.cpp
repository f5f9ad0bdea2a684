/// Probabilities of causation against published values, against linear programs over types of units, and against single models.
#include "runtime/effects/causation.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/effects/linear_programs.h"

namespace scmc::effects {
namespace {

/// 30 of 69160 children exposed to fallout died of leukemia, 16 of 59026 others  [Tian, Pearl 2000, section 5.1].
TEST(Causation, LeukemiaNearFallout) {
  const auto found = if_monotone_and_unconfounded({30.0 / 69160, 16.0 / 59026});
  EXPECT_NEAR(found.necessary, 0.37510, 5e-6);
  EXPECT_NEAR(found.sufficient, 0.000163, 5e-7);
  EXPECT_NEAR(found.necessary_and_sufficient, 0.000163, 5e-7);
}

/// y = [u < p_x], p_1 = 0.7, p_0 = 0.4.
TEST(Causation, OneUniformNumber) {
  const auto found = if_monotone_and_unconfounded({0.7, 0.4});
  EXPECT_NEAR(found.necessary, 3.0 / 7, 1e-15);
  EXPECT_NEAR(found.sufficient, 0.5, 1e-15);
  EXPECT_NEAR(found.necessary_and_sufficient, 0.3, 1e-15);
}

/// The drug of which data and experiments are combined: PN = 1  [Pearl 2009, Causality, section 9.3.4, table 9.3].
TEST(Causation, DrugOfWhichTheExperimentIsConfounded) {
  const Experiment experiment{16.0 / 1000, 14.0 / 1000};
  const Observed observed{2.0 / 2000, 998.0 / 2000, 28.0 / 2000, 972.0 / 2000};
  const auto found = bounds(experiment, observed);
  EXPECT_NEAR(found.necessary.lower, 1, 1e-12);
  EXPECT_NEAR(found.necessary.upper, 1, 1e-12);
  EXPECT_TRUE(compatible(experiment, observed));
}

void expect_interval(const Interval& found, double lower, double upper) {
  EXPECT_NEAR(found.lower, lower, 1e-8);
  EXPECT_NEAR(found.upper, upper, 1e-8);
}

TEST(Causation, BoundsAreThoseOfLinearPrograms) {
  const auto rows = linear_programs("causation");
  ASSERT_EQ(rows.size(), 100U);
  for (const auto& r : rows) {
    const Experiment experiment{r[0], r[1]};
    const Observed observed{r[2], r[3], r[4], r[5]};
    const auto found = bounds(experiment, observed);
    expect_interval(found.necessary_and_sufficient, r[6], r[7]);
    expect_interval(found.necessary, r[8], r[9]);
    expect_interval(found.sufficient, r[10], r[11]);
    EXPECT_TRUE(compatible(experiment, observed, 1e-9));
  }
}

/// Without confounding, the bounds of both kinds of data are those of the risks alone.
TEST(Causation, UnconfoundedBoundsAreASpecialCase) {
  for (double share : {0.2, 0.5, 0.9})
    for (double a : {0.1, 0.4, 0.8})
      for (double b : {0.2, 0.4, 0.7}) {
        const Observed observed{share * a, share * (1 - a), (1 - share) * b, (1 - share) * (1 - b)};
        const auto general = bounds({a, b}, observed), special = bounds_if_unconfounded({a, b});
        expect_interval(general.necessary_and_sufficient, special.necessary_and_sufficient.lower, special.necessary_and_sufficient.upper);
        expect_interval(general.necessary, special.necessary.lower, special.necessary.upper);
        expect_interval(general.sufficient, special.sufficient.lower, special.sufficient.upper);
      }
}

/// A population whose types are known, confounded, without anyone for whom x prevents y.
TEST(Causation, MonotoneFormulasOnAKnownPopulation) {
  struct Type {
    double share;
    int x, without, with;
  };
  const Type types[] = {{0.2, 1, 1, 1}, {0.15, 1, 0, 1}, {0.1, 1, 0, 0}, {0.05, 0, 1, 1}, {0.3, 0, 0, 1}, {0.2, 0, 0, 0}};
  Experiment e{0, 0};
  Observed o{0, 0, 0, 0};
  for (const Type& t : types) {
    e.with_treatment += t.share * t.with, e.without_treatment += t.share * t.without;
    (t.x ? (t.with ? o.treated_event : o.treated_none) : (t.without ? o.untreated_event : o.untreated_none)) += t.share;
  }
  const auto found = if_monotone(e, o);
  EXPECT_NEAR(found.necessary_and_sufficient, 0.15 + 0.3, 1e-12);
  EXPECT_NEAR(found.necessary, 0.15 / (0.2 + 0.15), 1e-12);
  EXPECT_NEAR(found.sufficient, 0.3 / (0.3 + 0.2), 1e-12);
}

TEST(Causation, ContradictionsAreSeen) { EXPECT_FALSE(compatible({0.1, 0.5}, {0.4, 0.1, 0.25, 0.25})); }

}  // namespace
}  // namespace scmc::effects
