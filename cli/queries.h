/// Answers of queries: a number for each draw of the posterior, and what they say.
#pragma once
#include "cli/fit.h"

namespace scmc::cli {

struct QueryAnswer {
  std::string name;
  std::vector<Quantity> cells;      ///< one, or one for each position of the query's left-hand side
  std::vector<double> p_positive;   ///< by cell
  std::int64_t replicates = 1;      ///< of the noise, within each draw
  double noise_share = 0;           ///< of the answers' variance that is simulation, the worst cell
  std::size_t empty_draws = 0;      ///< draws in which no unit meets a condition
};

/// A query of the plan's model, or of one that has this query beside those.
QueryAnswer answer_query(Session& session, const Plan& plan, const sample::Draws& draws, const CheckedQuery& query, std::uint64_t seed);

std::vector<QueryAnswer> answer_queries(Session& session, const Fit& fit, std::uint64_t seed);

}  // namespace scmc::cli
