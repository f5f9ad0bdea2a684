/// The part of a model that an answer needs.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "compiler/check/checked.h"

namespace scmc {

/// For a prediction: the targets (variables or queries), everything they are computed from, and the queries that ask about no more than
/// that. Definitions and dimensions stay where they are used. Nothing after reporting a target that is not there.
std::optional<ast::Model> prune(const Checked& model, const std::vector<std::string>& targets, Diagnostics& diagnostics);

/// For a fit: what is marked `observe`, the factors, and everything they are computed from. A text without marks stays whole: there the
/// columns of the data decide what is observed.
ast::Model prune_for_fit(const Checked& model);

}  // namespace scmc
