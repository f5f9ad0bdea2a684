#include "compiler/causal/edit.h"

#include <algorithm>

#include "compiler/source/match.h"

namespace scmc {
namespace {

constexpr std::string_view heading = "# prediction under do(";

std::vector<std::string>& first_comments(ast::Model& model) {
  return model.statements.empty() ? model.comments : model.statements.front().comments;
}

std::optional<ast::Assignment> assignment_of(const ast::Statement& statement) {
  const auto* draw = std::get_if<ast::DrawStatement>(&statement.node);
  const auto* let = std::get_if<ast::LetStatement>(&statement.node);
  if (draw && draw->role == ast::Role::Intervened)
    return ast::Assignment{.target = draw->target, .stochastic = true, .value = draw->distribution, .span = statement.span};
  if (let && let->role == ast::Role::Intervened) return ast::Assignment{.target = let->target, .value = let->value, .span = statement.span};
  return std::nullopt;
}

}  // namespace

const ast::Target* target_if_any(const ast::Statement& statement) {
  if (const auto* draw = std::get_if<ast::DrawStatement>(&statement.node)) return &draw->target;
  if (const auto* let = std::get_if<ast::LetStatement>(&statement.node)) return &let->target;
  return nullptr;
}

std::optional<ast::Role> role_if_any(const ast::Statement& statement) {
  if (const auto* draw = std::get_if<ast::DrawStatement>(&statement.node)) return draw->role;
  if (const auto* let = std::get_if<ast::LetStatement>(&statement.node)) return let->role;
  return std::nullopt;
}

void set_role(ast::Statement& statement, ast::Role role) {
  if (auto* draw = std::get_if<ast::DrawStatement>(&statement.node)) draw->role = role;
  if (auto* let = std::get_if<ast::LetStatement>(&statement.node)) let->role = role;
}

bool is_about(const ast::Statement& statement, const std::string& variable) {
  const auto* data = std::get_if<ast::DataStatement>(&statement.node);
  const auto* target = target_if_any(statement);
  return data ? data->name.name == variable : target && target->name == variable;
}

Statements keep_if(const Statements& statements, const std::function<bool(const ast::Statement&)>& stays) {
  Statements kept;
  std::vector<std::string> inherited;
  bool opens_line = false;
  for (const auto& statement : statements) {
    if (!statement.continues_line) opens_line = false, inherited.clear();
    if (!stays(statement)) {
      if (statement.continues_line) continue;
      opens_line = true, inherited = statement.comments;
      continue;
    }
    kept.push_back(statement);
    if (!opens_line) continue;
    kept.back().continues_line = opens_line = false;
    kept.back().comments = std::move(inherited);
  }
  return kept;
}

std::vector<ast::Assignment> assignments_of(const Statements& statements, const std::function<bool(const ast::Target&)>& is_whole) {
  std::vector<ast::Assignment> assignments;
  for (const auto& statement : statements)
    if (auto assignment = assignment_of(statement)) {
      if (is_whole(assignment->target)) assignment->target.items.clear();
      assignments.push_back(std::move(*assignment));
    }
  return assignments;
}

bool take_heading(ast::Model& model) {
  return std::erase_if(first_comments(model), [](const std::string& line) { return line.starts_with(heading); }) > 0;
}

void put_heading(ast::Model& model, const std::string& interventions) {
  auto& comments = first_comments(model);
  comments.insert(comments.begin(), std::string(heading) + interventions + ")");
}

}  // namespace scmc
