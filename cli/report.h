/// What `scmc run` says: answers first, verdicts with them, parameters second.
#pragma once
#include <string>

#include "cli/queries.h"

namespace scmc::cli {

struct RunReport {
  const CommonOptions& common;
  const sample::Options& sampler;
  const std::vector<std::string>& centred;  ///< as asked for
  const std::vector<std::string>& files;
  const Fit& fit;
  const std::vector<Scenario>& scenarios;
  const Answers* answers;  ///< null without scenarios
  const std::vector<QueryAnswer>& queries;
};

std::string text(const RunReport& report);
std::string json(const RunReport& report);

/// `c -> z, c -> y`: direct causes among variables over units, observed or latent; computed ones are looked through unless measured.
std::vector<std::pair<std::string, std::string>> causal_edges(const Plan& plan);

}  // namespace scmc::cli
