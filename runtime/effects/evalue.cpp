#include "runtime/effects/evalue.h"

#include <algorithm>
#include <cmath>

namespace scmc::effects {

double e_value(double risk_ratio) {
  const double rr = std::max(risk_ratio, 1 / risk_ratio);
  return rr + std::sqrt(rr * (rr - 1));
}

double e_value(const Interval& risk_ratio) {
  if (risk_ratio.lower <= 1 && risk_ratio.upper >= 1) return 1;
  return e_value(risk_ratio.lower > 1 ? risk_ratio.lower : risk_ratio.upper);
}

double risk_ratio_of_common_odds_ratio(double odds_ratio) { return std::sqrt(odds_ratio); }

double risk_ratio_of_common_hazard_ratio(double hazard_ratio) {
  return (1 - std::pow(0.5, std::sqrt(hazard_ratio))) / (1 - std::pow(0.5, std::sqrt(1 / hazard_ratio)));
}

double risk_ratio_of_standardised_difference(double difference) { return std::exp(0.91 * difference); }

}  // namespace scmc::effects
