/// Sensitivity to what was not measured: published values.
#include <gtest/gtest.h>

#include <cmath>

#include "runtime/effects/evalue.h"
#include "runtime/effects/omitted_variable.h"
#include "runtime/math/special.h"

namespace scmc::effects {
namespace {

/// Breastfeeding and deaths by respiratory infection: 3.9 (1.8 to 8.7)  [VanderWeele, Ding 2017].
TEST(EValue, Breastfeeding) {
  EXPECT_NEAR(e_value(3.9), 7.26, 0.005);
  EXPECT_NEAR(e_value(Interval{1.8, 8.7}), 3.0, 1e-12);
}

TEST(EValue, OfProtectiveEffectsAndOfNone) {
  EXPECT_NEAR(e_value(1 / 3.9), e_value(3.9), 1e-12);
  EXPECT_NEAR(e_value(Interval{1 / 8.7, 1 / 1.8}), 3.0, 1e-12);
  EXPECT_EQ(e_value(1), 1);
  EXPECT_EQ(e_value(Interval{0.9, 2}), 1);
}

/// The bias that a confounder of that strength can cause is the ratio itself: RR1 RR2 / (RR1 + RR2 - 1)  [Ding, VanderWeele 2016].
TEST(EValue, IsWhereTheBoundingFactorReachesTheRatio) {
  for (double ratio : {1.01, 1.5, 3.9, 40.0}) {
    const double e = e_value(ratio);
    EXPECT_NEAR(e * e / (2 * e - 1), ratio, 1e-12 * ratio);
  }
}

TEST(EValue, OtherScales) {
  EXPECT_NEAR(risk_ratio_of_common_odds_ratio(4), 2, 1e-15);
  EXPECT_NEAR(risk_ratio_of_common_hazard_ratio(1), 1, 1e-15);
  EXPECT_NEAR(risk_ratio_of_common_hazard_ratio(2) * risk_ratio_of_common_hazard_ratio(0.5), 1, 1e-15);
  EXPECT_NEAR(risk_ratio_of_standardised_difference(0.5), std::exp(0.455), 1e-15);
}

/// Exposure to violence and attitudes to peace in Darfur  [Cinelli, Hazlett 2020, section 5]; digits as the package sensemakr tests them.
const Coefficient darfur{0.09731582, 0.02325654, 783};

TEST(OmittedVariable, Darfur) {
  EXPECT_NEAR(darfur.t(), 4.18445, 5e-6);
  EXPECT_NEAR(partial_r2(darfur), 0.02187309, 5e-9);
  EXPECT_NEAR(robustness_value(darfur), 0.138776, 5e-7);
  EXPECT_NEAR(robustness_value(darfur, 1, 0.05), 0.07625797, 5e-8);
}

TEST(OmittedVariable, ConfoundersAsStrongAsBeingFemale) {
  // the confounder's shares, then the estimate, its standard error and t
  const double published[3][5] = {{0.00916428667504862, 0.12464092303637, 0.0752202698486415, 0.0218733298036818, 3.43890347394571},
                                  {0.0183285733500972, 0.249324064199975, 0.0529151689180575, 0.0203500639944344, 2.60024582392121},
                                  {0.0274928600251459, 0.374050471038094, 0.0303960178770157, 0.0186700665753491, 1.62806156873318}};
  for (const auto& p : published) {
    const auto found = adjusted(darfur, {p[0], p[1]});
    EXPECT_NEAR(found.estimate, p[2], 1e-12);
    EXPECT_NEAR(found.standard_error, p[3], 1e-12);
    EXPECT_NEAR(found.t(), p[4], 1e-10);
  }
}

/// The shares of the covariate follow from the bound once its strength is one; those of twice and three times must be the published ones.
TEST(OmittedVariable, StrengthComparedWithACovariate) {
  const double d = 0.00916428667504862 / (1 + 0.00916428667504862);
  const double once = as_strong_as({d, 0.1}, 1).share_of_outcome / (0.1 / 0.9);
  const double ratio = 0.12464092303637 / once;
  const Confounder female{d, ratio / (1 + ratio)};
  EXPECT_NEAR(as_strong_as(female, 1).share_of_outcome, 0.12464092303637, 1e-12);
  EXPECT_NEAR(as_strong_as(female, 2).share_of_treatment, 0.0183285733500972, 1e-12);
  EXPECT_NEAR(as_strong_as(female, 2).share_of_outcome, 0.249324064199975, 1e-9);
  EXPECT_NEAR(as_strong_as(female, 3).share_of_treatment, 0.0274928600251459, 1e-12);
  EXPECT_NEAR(as_strong_as(female, 3).share_of_outcome, 0.374050471038094, 1e-9);
}

/// What the robustness value means: confounders of that strength do just what it says. Also where the sign is the other, and in small
/// samples, where the weaker share of the outcome does the most.
TEST(OmittedVariable, RobustnessValuesAreWhereTheConclusionTurns) {
  for (const Coefficient& c : {darfur, Coefficient{-0.09731582, 0.02325654, 783}, Coefficient{2, 0.5, 30}}) {
    const double zero = robustness_value(c);
    EXPECT_NEAR(adjusted(c, {zero, zero}).estimate, 0, 1e-12);
    const double half = robustness_value(c, 0.5);
    EXPECT_NEAR(adjusted(c, {half, half}).estimate, c.estimate / 2, 1e-12);
    const double edge = robustness_value(c, 1, 0.05), t = scmc_student_t_quantile(c.degrees_of_freedom - 1, 0.975);
    EXPECT_NEAR(std::abs(adjusted(c, {edge, edge}).t()), t, 1e-9);
  }
  const Coefficient small{1, 0.3, 7};
  const double t = scmc_student_t_quantile(6, 0.975), f = t / std::sqrt(6), edge = robustness_value(small, 1, 0.05);
  EXPECT_NEAR(adjusted(small, {edge, edge / (f * f + edge)}).t(), t, 1e-9);
  EXPECT_EQ(robustness_value({0.1, 0.3, 50}, 1, 0.05), 0) << "not even significant as it stands";
}

}  // namespace
}  // namespace scmc::effects
