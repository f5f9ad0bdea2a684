/// What a graph forbids, tested in data.
#pragma once
#include <string>
#include <vector>

#include "cli/session.h"
#include "compiler/causal/testable.h"
#include "runtime/diagnose/independence.h"

namespace scmc::cli {

/// One independence and what the rows say of it.
struct TestedClaim {
  std::string x, y;
  std::vector<std::string> given;
  std::size_t rows = 0;   ///< that lack nothing of it
  std::string untested;   ///< why there is no test; empty where there is one
  diagnose::Tested test = {};
  double p_holm = 1;
  bool fails = false;
};

struct TestedGraph {
  std::vector<DimId> rows;               ///< the dimensions whose elements are rows
  std::vector<std::string> measured;     ///< the variables that the graph is about
  std::vector<TestedClaim> claims;
  std::size_t tested = 0, failed = 0;
};

struct ClaimOptions {
  double level = 0.05;
  std::uint64_t seed = 0;
};

/// The graph over the dimensions of the measured variable with most cells. Refuses models with factors.
TestedGraph test_claims(Session& session, const Bound& bound, const ClaimOptions& options);

}  // namespace scmc::cli
