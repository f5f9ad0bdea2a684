/// What stands beside an answer: whether the data can answer at all, whether they hold both sides of a contrast, the raw difference, and what the prior decides.
#pragma once
#include <optional>

#include "cli/queries.h"
#include "compiler/identify/verdict.h"

namespace scmc::cli {

/// Of one variable that is set: how much the units overlap.
struct Overlap {
  std::string treatment, causes;  ///< `z`, `c`
  bool by_propensity = false;     ///< P(z = 1 | causes), the posterior's mean for each unit; else the range of what was observed
  double low = 0, high = 0;       ///< over the units
  std::int64_t beyond = 0, units = 0;  ///< propensities outside of 0.05 .. 0.95; set values outside of the observed range
};

/// The difference between groups of units as they were measured.
struct Association {
  VariableId of = {};
  std::string scenario, baseline;  ///< of the contrast that it stands beside
  double difference = 0;
  std::string reading;             ///< `days with z = 1 (55) minus days with z = 0 (45)`
};

/// The mean of an answer under weaker and stronger priors.
struct PriorPower {
  std::string answer;
  double weaker = 0, as_stated = 0, stronger = 0;  ///< prior^0.8, prior, prior^1.25
  double shift = 0;                                ///< standard deviations of the posterior per doubling of the prior's weight
};

/// Parameters that change sign together: chains that sit on different signs disagree about them, and about nothing else.
struct SignFlips {
  std::vector<std::string> names;
  double worst_rhat = 0;
};

struct Evidence {
  std::vector<identify::Verdict> verdicts;  ///< of what scenarios and queries set and look at
  std::vector<Overlap> overlaps;
  std::vector<Association> associations;
  std::vector<PriorPower> powers;  ///< of those that move by more than 0.1
  SignFlips flips;
};

/// Whether the data can answer one query of the plan's model; none where it sets nothing.
std::optional<identify::Verdict> verdict_on(const Plan& plan, const CheckedQuery& query);

/// All of it but what the prior decides, which takes longer than an answer.
Evidence quick_evidence(Session& session, const Fit& fit, const std::vector<Scenario>& scenarios, const Answers* answers);

Evidence evidence(Session& session, const Fit& fit, const std::vector<Scenario>& scenarios, const Answers* answers,
                  const std::vector<QueryAnswer>& queries);

}  // namespace scmc::cli
