/// E-values: how strong an unmeasured confounder must be to explain an effect away.
/// [VanderWeele, Ding 2017, Annals of Internal Medicine 167]
#pragma once
#include "runtime/effects/interval.h"

namespace scmc::effects {

/// The smallest risk ratio that a confounder must have with treatment and with outcome, beside what was adjusted for, to make an observed
/// risk ratio one of no effect: RR + sqrt(RR (RR - 1)), of 1 / RR where that is larger.
double e_value(double risk_ratio);

/// The same for the limit of an interval that is nearer to 1; 1 where the interval holds 1.
double e_value(const Interval& risk_ratio);

/// Approximate risk ratios of what is common  [VanderWeele 2017, Biometrics 73; VanderWeele, Ding 2017, table 2]. A rare outcome's
/// odds and hazard ratios are risk ratios themselves.
double risk_ratio_of_common_odds_ratio(double odds_ratio);
double risk_ratio_of_common_hazard_ratio(double hazard_ratio);
/// Of a difference of means over the standard deviation of the outcome.
double risk_ratio_of_standardised_difference(double difference);

}  // namespace scmc::effects
