/// Questions: what the queries of a model ask.
#pragma once
#include <optional>

#include "compiler/check/question.h"

namespace scmc {

/// The model with the value of every query. Each dimension on the left of one becomes a dimension of its own, like the model's:
/// `query c[channel] = E[y] - E[y | do(spend[channel] = 0)]` has a world per channel. Nothing after reporting what cannot be meant.
std::optional<Checked> check_questions(Checked model, Diagnostics& diagnostics);

/// Every question of a term, those within others included, each once.
std::vector<std::shared_ptr<const Question>> questions(const TermPtr& term);

}  // namespace scmc
