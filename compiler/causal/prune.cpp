/// A search through the text by name, not through the checked terms: what a line names must be there for the line to check again, even
/// where it has no effect.
#include "compiler/causal/prune.h"

#include <algorithm>
#include <map>
#include <set>

#include "compiler/causal/assignments.h"
#include "compiler/causal/edit.h"
#include "compiler/causal/names.h"
#include "compiler/causal/uses.h"
#include "compiler/check/library.h"
#include "compiler/source/match.h"

namespace scmc {
namespace {

using Lines = std::multimap<std::string, const ast::Statement*>;

/// Statements of the model, and definitions of the files it uses, by what they define.
class Text {
 public:
  explicit Text(const Checked& model) : model_(model) {
    for (const auto& statement : model.model->statements) file(statement);
    for (const auto& statement : model.model->statements)
      if (const auto* use = std::get_if<ast::UseStatement>(&statement.node)) open(*use);
  }

  void keep(const ast::Statement& statement) {
    if (!kept_.insert(&statement).second) return;
    const auto uses = uses_of(statement);
    for (const auto& name : uses.values) keep_value(name);
    for (const auto& name : uses.definitions) keep_all(definitions_, name);
    for (const auto& name : uses.dims) keep_all(dims_, name);
  }

  void keep_variable(const std::string& name) { keep_all(variables_, name); }

  /// Queries whose variables are all here anyway.
  void keep_answerable() {
    for (const auto& statement : model_.model->statements)
      if (std::holds_alternative<ast::QueryStatement>(statement.node) && is_answerable(uses_of(statement))) keep(statement);
  }

  ast::Model result() const {
    ast::Model model = *model_.model;
    const bool is_prediction = take_heading(model);
    // keep_if sees the statements of the copy; they stand where those of the original do.
    const auto stays = [&](const ast::Statement& s) { return is_kept(model_.model->statements[&s - model.statements.data()]); };
    model.statements = keep_if(model.statements, stays);
    if (is_prediction)
      put_heading(model, describe(assignments_of(model.statements, [&](const ast::Target& t) { return names_dims_only(model_, t); })));
    return model;
  }

 private:
  void file(const ast::Statement& statement) {
    const auto name = ast::declared_name(statement);
    if (!name || std::holds_alternative<ast::QueryStatement>(statement.node)) return;
    const bool is_variable = target_if_any(statement) || std::holds_alternative<ast::DataStatement>(statement.node);
    const bool is_dim = std::holds_alternative<ast::DimStatement>(statement.node);
    (is_variable ? variables_ : is_dim ? dims_ : definitions_).emplace(name->name, &statement);
  }

  /// Of a file only the definitions count.
  void open(const ast::UseStatement& use) {
    Diagnostics reported_by_check;
    const auto* file_model = model_.library->file(use.name.name, reported_by_check);
    if (!file_model) return;
    for (const auto& statement : file_model->statements)
      if (is_definition(statement)) file(statement);
  }

  static bool is_definition(const ast::Statement& statement) {
    return std::holds_alternative<ast::FunctionStatement>(statement.node) ||
           std::holds_alternative<ast::DistributionStatement>(statement.node) ||
           std::holds_alternative<ast::TransformStatement>(statement.node);
  }

  void keep_all(const Lines& lines, const std::string& name) {
    const auto [begin, end] = lines.equal_range(name);
    for (auto line = begin; line != end; ++line) keep(*line->second);
  }

  /// A variable goes before a dimension of the same name; a distribution may be an argument.
  void keep_value(const std::string& name) {
    if (variables_.contains(name)) return keep_all(variables_, name);
    keep_all(dims_, name);
    keep_all(definitions_, name);
  }

  bool is_answerable(const Uses& uses) const {
    return std::ranges::all_of(uses.values, [&](const std::string& name) {
      const auto line = variables_.find(name);
      return line == variables_.end() || kept_.contains(line->second);
    });
  }

  bool is_kept(const ast::Statement& statement) const {
    const auto* use = std::get_if<ast::UseStatement>(&statement.node);
    if (!use) return kept_.contains(&statement);
    Diagnostics reported_by_check;
    const auto* used = model_.library->file(use->name.name, reported_by_check);
    return used && std::ranges::any_of(used->statements, [&](const ast::Statement& s) { return kept_.contains(&s); });
  }

  const Checked& model_;
  Lines variables_, dims_, definitions_;
  std::set<const ast::Statement*> kept_;
};

bool keep_query(const Checked& model, const std::string& name, Text& text) {
  const auto query = std::ranges::find(model.queries, name, &CheckedQuery::name);
  if (query == model.queries.end()) return false;
  text.keep(model.model->statements[query->statement]);
  return true;
}

}  // namespace

std::optional<ast::Model> prune(const Checked& model, const std::vector<std::string>& targets, Diagnostics& diagnostics) {
  Text text(model);
  bool is_right = true;
  for (const auto& target : targets) {
    if (keep_query(model, target, text)) continue;
    const bool is_there = find_variable(model, {.name = target, .verb = "predict", .done = "predicted"}, diagnostics).has_value();
    if (is_there) text.keep_variable(target);
    is_right = is_right && is_there;
  }
  if (!is_right) return std::nullopt;
  text.keep_answerable();
  return text.result();
}

ast::Model prune_for_fit(const Checked& model) {
  if (!model.has_observe_marks) return *model.model;
  Text text(model);
  for (const auto& statement : model.model->statements)
    if (role_if_any(statement) == ast::Role::Observed || std::holds_alternative<ast::FactorStatement>(statement.node)) text.keep(statement);
  text.keep_answerable();
  return text.result();
}

}  // namespace scmc
