/// What is asked of a fit, just made or kept in a file, and the report of what it says.
#pragma once
#include <chrono>
#include <string>
#include <vector>

#include "cli/fit.h"

namespace scmc::cli {

/// How a fit came about, beside its plan and its draws.
struct Origin {
  std::string model;                         ///< the name of its file
  std::vector<std::string> files;            ///< of data, without their folders
  std::vector<std::string> centred, latent;  ///< as asked for
  FitOptions options = {};
};

struct Asked {
  const CommonOptions& common;
  const std::vector<Scenario>& scenarios;
  bool strict = false;
  std::chrono::steady_clock::time_point begin;  ///< of the whole command
};

/// Answers scenarios and queries and prints the report; the exit code.
int answer_and_report(Session& session, Fit& fit, const Origin& origin, const Asked& asked);

/// The exit code: 2 if `--strict` was asked for and the draws must not be trusted, which is said.
int told_unsound(const Fit& fit, bool strict);

}  // namespace scmc::cli
