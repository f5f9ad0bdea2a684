#include "runtime/effects/causation.h"

#include <algorithm>

namespace scmc::effects {

Causation<Interval> bounds(const Experiment& experiment, const Observed& o) {
  const double a = experiment.with_treatment, b = experiment.without_treatment, y = o.event();
  const double lower = std::max({0.0, a - b, y - b, a - y});
  const double upper = std::min(
      {a, 1 - b, o.treated_event + o.untreated_none, a - b + o.treated_none + o.untreated_event});
  return {.necessary_and_sufficient = {lower, upper},
          .necessary = {std::max(0.0, (y - b) / o.treated_event), std::min(1.0, (1 - b - o.untreated_none) / o.treated_event)},
          .sufficient = {std::max(0.0, (a - y) / o.untreated_none), std::min(1.0, (a - o.treated_event) / o.untreated_none)}};
}

Causation<Interval> bounds_if_unconfounded(const Experiment& risks) {
  const double a = risks.with_treatment, b = risks.without_treatment;
  const double lower = std::max(0.0, a - b), upper = std::min(a, 1 - b);
  return {.necessary_and_sufficient = {lower, upper}, .necessary = {lower / a, upper / a}, .sufficient = {lower / (1 - b), upper / (1 - b)}};
}

Causation<double> if_monotone(const Experiment& experiment, const Observed& o) {
  const double a = experiment.with_treatment, b = experiment.without_treatment;
  return {.necessary_and_sufficient = a - b,
          .necessary = (o.event() - b) / o.treated_event,
          .sufficient = (a - o.event()) / o.untreated_none};
}

Causation<double> if_monotone_and_unconfounded(const Experiment& risks) {
  const double a = risks.with_treatment, b = risks.without_treatment;
  return {.necessary_and_sufficient = a - b, .necessary = (a - b) / a, .sufficient = (a - b) / (1 - b)};
}

bool compatible(const Experiment& experiment, const Observed& o, double tolerance) {
  const auto lies = [&](double p, double lower, double upper) { return p >= lower - tolerance && p <= upper + tolerance; };
  return lies(experiment.with_treatment, o.treated_event, 1 - o.treated_none) &&
         lies(experiment.without_treatment, o.untreated_event, 1 - o.untreated_none);
}

}  // namespace scmc::effects
