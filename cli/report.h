/// What `scmc run` says: answers first, verdicts with them, parameters second.
#pragma once
#include <string>

#include "cli/evidence.h"

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
  const Evidence& evidence;
};

std::string text(const RunReport& report);
/// Parts of it.
std::string overlap_text(const Overlap& overlap);
std::string what_if_text(const RunReport& report);
std::string queries_text(const RunReport& report);
std::string parameters_text(const RunReport& report);
std::string sampling_text(const RunReport& report);
std::string json(const RunReport& report);

}  // namespace scmc::cli
