/// What a query that shall be refuted is about: one treatment, one outcome, and what it would give if the treatment did nothing.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/session.h"

namespace scmc::cli {

struct Refuted {
  std::shared_ptr<const Checked> model;  ///< with this query and no other
  std::string name;
  ast::ExprPtr value;
  VariableId treatment = {}, outcome = {};
  double null = 0;                                                      ///< 0 of a difference, 1 of a ratio
  std::optional<std::pair<ast::ExprPtr, ast::ExprPtr>> worlds = {};     ///< if it asks two questions, in the order of the text
  bool is_difference = false;                                           ///< of just these two
};

/// Refuses, by one diagnostic each, what is not such a query.
Refuted refuted(Session& session, const std::vector<std::string>& queries);

/// The text with other queries than it had.
ast::Model with_queries_only(ast::Model text, const std::vector<std::pair<std::string, ast::ExprPtr>>& queries);

/// What a query gives if each of its questions about the same thing has the same answer, whatever that is. Nothing where it depends on it.
std::optional<double> value_of_no_effect(const ast::ExprPtr& query);

}  // namespace scmc::cli
