#include "compiler/causal/question.h"

#include <algorithm>
#include <set>

#include "compiler/ast/print.h"
#include "compiler/causal/assignments.h"
#include "compiler/causal/errors.h"
#include "compiler/causal/names.h"
#include "compiler/check/beside.h"
#include "compiler/source/match.h"
#include "compiler/source/suggest.h"

namespace scmc {
namespace {

class QuestionChecker {
 public:
  QuestionChecker(Checked& model, Diagnostics& diagnostics)
      : model_(model),
        diagnostics_(diagnostics),
        beside_(model, diagnostics, [this](const ast::Question& q, Span span, const Scope& scope) { return ask(q, span, scope); }) {}

  void check(CheckedQuery& query) {
    const auto& written = std::get<ast::QueryStatement>(model_.model->statements[query.statement].node);
    Scope scope;
    for (const auto& left : written.dims) {
      const auto dim = model_.find_dim(left.name);
      if (!dim) return diagnostics_.report(errors::unknown_left_dimension(left.span, left.name, closest(left.name, dim_names())));
      query.dims.push_back(alias(*dim, query.name));
      scope.dims[left.name] = query.dims.back();
    }
    const auto value = beside_.elaborator.expr(written.value, scope);
    if (!value) return;
    query.value = at_left(value, scope);
    for (DimId dim : query.value->type.dims)
      if (!std::ranges::count(query.dims, dim))
        return diagnostics_.report(errors::query_runs_over(written.value->span, query.name, model_[dim].name));
  }

 private:
  std::vector<std::string> dim_names() const {
    std::vector<std::string> names;
    for (const auto& dim : model_.dims)
      if (!dim.implied) names.push_back(dim.name);
    return names;
  }

  DimId alias(DimId dim, const std::string& query) {
    const DimId like = root(model_.dims, dim);
    model_.dims.push_back({.name = model_[dim].name + " of " + query, .span = model_[dim].span, .like = like, .implied = true, .of_query = true});
    return DimId(model_.dims.size() - 1);
  }

  /// What runs over a dimension that stands on the left is read at the left's position.
  TermPtr at_left(TermPtr term, const Scope& scope) const {
    for (const auto& [name, alias] : scope.dims) {
      const auto dim = *model_.find_dim(name);
      if (!contains(term->type.dims, dim)) continue;
      const Type position{.kind = ScalarKind::Integer, .dims = {alias}, .carries = alias};
      Type type = term->type;
      std::erase(type.dims, dim);
      type.dims = unite(type.dims, {alias});
      const auto here = make_term(term->span, position, PositionTerm{alias});
      term = make_term(term->span, std::move(type), GatherTerm{term, {{dim, here}}});
    }
    return term;
  }

  TermPtr ask(const ast::Question& written, Span span, const Scope& scope) {
    Question question{.kind = written.kind, .span = span};
    question.target = beside_.elaborator.expr(written.target, scope);
    bool fine = question.target != nullptr;
    for (const auto& condition : written.conditions) fine = add(question, condition, scope) && fine;
    if (!fine || !check_event(question)) return nullptr;
    const bool is_nested = question.kind == ast::QuestionKind::Nested;
    Type type = question.target->type;
    if (!is_nested) question.target = at_left(question.target, scope), type = {};
    for (auto& given : question.given) given = at_left(given, scope);
    for (const auto& term : terms_of(question))
      for (DimId dim : term->type.dims)
        if (is_left(dim, scope)) type.dims = unite(type.dims, {dim});
    std::vector<DimId> units = question.target->type.dims;
    for (const auto& given : question.given) units = unite(units, given->type.dims);
    for (DimId dim : units)
      if (!is_nested && !is_left(dim, scope)) question.averaged.push_back(dim);
    return make_term(span, std::move(type), QuestionTerm{std::make_shared<const Question>(std::move(question))});
  }

  static bool is_left(DimId dim, const Scope& scope) {
    return std::ranges::any_of(scope.dims, [&](const auto& named) { return named.second == dim; });
  }

  bool add(Question& question, const ast::Condition& condition, const Scope& scope) {
    return match(
        condition.kind, [&](const ast::DoCondition& c) { return set(question, condition.span, c.assignments, false, scope); },
        [&](const ast::CounterfactualCondition& c) { return set(question, condition.span, c.assignments, true, scope); },
        [&](const ast::NewCondition& c) { return free(question, c.name, condition.span); },
        [&](const ast::SameCondition& c) { return keep(question, c.name, condition.span); },
        [&](const ast::GivenCondition& c) {
          auto given = beside_.elaborator.expr(c.condition, scope);
          if (!given) return false;
          if (given->type.kind == ScalarKind::Real)
            return fail(errors::not_an_event(condition.span, ast::print(c.condition), "a condition"));
          question.given.push_back(std::move(given));
          return true;
        });
  }

  bool set(Question& question, Span span, const std::vector<ast::Assignment>& assignments, bool is_counterfactual, const Scope& scope) {
    if (!question.interventions.empty() && question.is_counterfactual != is_counterfactual) return fail(errors::do_beside_cf(span));
    const Around around{.dims = scope.dims,
                        .question = [this](const ast::Question& q, Span s, const Scope& inner) { return ask(q, s, inner); }};
    auto interventions = check_assignments(model_, assignments, diagnostics_, around);
    if (!interventions) return false;
    question.is_counterfactual = is_counterfactual;
    for (auto& intervention : *interventions) question.interventions.push_back(std::move(intervention));
    return true;
  }

  bool free(Question& question, const std::string& name, Span span) {
    if (const auto dim = model_.find_dim(name)) return question.freed_over.push_back(*dim), true;
    if (const auto id = random_variable(name, span, "new")) return question.freed.push_back(*id), true;
    return false;
  }

  bool keep(Question& question, const std::string& name, Span span) {
    const auto id = random_variable(name, span, "same");
    if (id) question.kept.push_back(*id);
    return id.has_value();
  }

  std::optional<VariableId> random_variable(const std::string& name, Span span, const std::string& word) {
    const auto id = model_.find(name);
    if (id && model_[*id].kind == VariableKind::Random) return id;
    auto known = variable_names(model_);
    if (word == "new") std::ranges::copy(dim_names(), std::back_inserter(known));
    fail(errors::no_noise_of(span, name, word, id ? "" : closest(name, known), id.has_value()));
    return std::nullopt;
  }

  bool check_event(const Question& question) {
    if (question.kind != ast::QuestionKind::Probability || question.target->type.kind != ScalarKind::Real) return true;
    return fail(errors::not_an_event(question.target->span, "y", "`P`"));
  }

  bool fail(Diagnostic diagnostic) {
    diagnostics_.report(std::move(diagnostic));
    return false;
  }

  Checked& model_;
  Diagnostics& diagnostics_;
  Beside beside_;
};

void collect(const TermPtr& term, std::set<const Term*>& seen, std::vector<std::shared_ptr<const Question>>& found) {
  if (!term || !seen.insert(term.get()).second) return;
  if (const auto* asked = std::get_if<QuestionTerm>(&term->node)) found.push_back(asked->question);
  for (const auto& operand : operands(*term)) collect(operand, seen, found);
}

}  // namespace

std::optional<Checked> check_questions(Checked model, Diagnostics& diagnostics) {
  const auto before = diagnostics.all().size();
  {
    QuestionChecker checker(model, diagnostics);
    for (auto& query : model.queries) {
      if (!query.value) checker.check(query);
      else if (query.dims.empty() && !query.value->type.dims.empty())
        diagnostics.report(errors::query_runs_over(query.value->span, query.name, model[query.value->type.dims.front()].name));
    }
  }
  if (diagnostics.all().size() > before && diagnostics.has_errors()) return std::nullopt;
  return model;
}

std::vector<std::shared_ptr<const Question>> questions(const TermPtr& term) {
  std::set<const Term*> seen;
  std::vector<std::shared_ptr<const Question>> found;
  collect(term, seen, found);
  return found;
}

}  // namespace scmc
