/// What a query asks, as a program of the draws.
#pragma once
#include "compiler/check/question.h"
#include "compiler/lower/touch.h"

namespace scmc {

struct QueryProgram {
  Program program;             ///< outputs: the value over the query's left-hand side, then for each question with conditions how much of
                               ///< the units meets them
  Reach reach;
  bool draws = false;          ///< some of it is simulated: more replicates give less noise
  std::int64_t noise = 0;      ///< uniform numbers per replicate
};

struct QueryOptions {
  bool copies_unchanged = true;  ///< see Abduction::copies
};

QueryProgram lower_query(const Plan& plan, const CheckedQuery& query, Diagnostics& diagnostics, const QueryOptions& options = {});

/// Random variables that a question draws anew whatever it sets: `new d`, `new v`; where it sets nothing, the measured ones that it asks about.
std::vector<VariableId> renewed_by(const Plan& plan, const TermPtr& value);

}  // namespace scmc
