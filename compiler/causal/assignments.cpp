#include "compiler/causal/assignments.h"

#include <algorithm>
#include <utility>

#include "compiler/ast/print.h"
#include "compiler/ast/print_text.h"
#include "compiler/causal/circles.h"
#include "compiler/causal/names.h"
#include "compiler/causal/slice.h"
#include "compiler/causal/values.h"
#include "compiler/check/checker.h"
#include "compiler/check/errors.h"
#include "compiler/parse/parse.h"
#include "compiler/source/match.h"
#include "compiler/source/suggest.h"

namespace scmc {
namespace {

/// One assignment, and what it was resolved to.
struct Reading {
  const Checked& model;
  const ast::Assignment& assignment;
  const Intervention& meaning;
  const Around& around;
  const Variable& variable() const { return model[meaning.target]; }
  /// May the assignment run over this dimension?
  bool has(DimId dim) const {
    return contains(variable().dims, dim) || std::ranges::any_of(around.dims, [&](const auto& named) { return named.second == dim; });
  }
};

/// The first place in a term where something runs over the dimension: the smallest expression that shows why.
const Term& source_of(const Term& term, DimId dim) {
  for (const auto& operand : operands(term))
    if (contains(operand->type.dims, dim)) return source_of(*operand, dim);
  return term;
}

void check_dims(const Reading& reading, const TermPtr& term, const std::string& part, Diagnostics& diagnostics) {
  for (const DimId dim : term->type.dims)
    if (!reading.has(dim))
      return diagnostics.report(errors::extra_dimension({.expr = source_of(*term, dim).span,
                                                         .target = reading.assignment.target.span,
                                                         .name = reading.variable().name,
                                                         .dim = reading.model[dim].name,
                                                         .part = part}));
}

/// A parameter that runs over the distribution's own dimension consumes it.
void check_policy_dims(const Reading& reading, const Instance& policy, Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < policy.args.size(); ++i)
    if (policy.distribution->params[i].dims.empty()) check_dims(reading, policy.args[i], "value", diagnostics);
}

void check_value(const Reading& reading, Diagnostics& diagnostics) {
  match(
      reading.meaning.value,
      [&](const TermPtr& value) {
        check_dims(reading, value, "value", diagnostics);
        check_value_support(reading.model, reading.variable(), value, diagnostics);
      },
      [&](const Instance& policy) {
        check_policy_dims(reading, policy, diagnostics);
        check_arguments(reading.model, policy, diagnostics);
        check_policy_support(reading.model, reading.variable(), policy, diagnostics);
      });
}

void check_elements(const Reading& reading, Diagnostics& diagnostics) {
  if (!reading.meaning.mask) return;
  check_positions(reading.model, reading.meaning.mask, diagnostics);
  check_dims(reading, reading.meaning.mask, "position", diagnostics);
}

/// Reports a target that is no variable.
bool check_target(const Checked& model, const ast::Target& target, Diagnostics& diagnostics) {
  if (model.find(target.name)) return true;
  if (auto thing = other_thing(model, target.name)) {
    thing->verb = "set by `do`", thing->where = target.name_span;
    diagnostics.report(errors::not_a_variable(*thing));
  } else {
    diagnostics.report(errors::do_unknown_variable(target.name_span, target.name, closest(target.name, variable_names(model))));
  }
  return false;
}

std::optional<Intervention> check_assignment(const Checked& model, const ast::Assignment& assignment, Diagnostics& diagnostics,
                                             const Around& around) {
  if (!check_target(model, assignment.target, diagnostics)) return std::nullopt;
  auto meaning = check_intervention(model, assignment, diagnostics, around);
  if (!meaning) return std::nullopt;
  const auto before = diagnostics.all().size();
  const Reading reading{model, assignment, *meaning, around};
  check_elements(reading, diagnostics);
  check_value(reading, diagnostics);
  return diagnostics.all().size() == before ? std::move(meaning) : std::nullopt;
}

void check_set_once(const Checked& model, const std::vector<Intervention>& interventions, Diagnostics& diagnostics) {
  for (auto again = interventions.begin(); again != interventions.end(); ++again)
    for (auto first = interventions.begin(); first != again; ++first)
      if (first->target == again->target && overlap(slice_of(model, first->mask), slice_of(model, again->mask)))
        return diagnostics.report(errors::set_twice(again->span, first->span, model[again->target].name));
}

/// A weight that names what is set, or an effect of it, has no meaning under the intervention.
void check_factors(const Checked& model, const std::vector<Intervention>& interventions, Diagnostics& diagnostics) {
  for (const auto& [factor, span] : model.factors) {
    const auto read = references(factor);
    for (const auto& intervention : interventions) {
      const auto reached = descendants(model, {intervention.target});
      if (std::ranges::none_of(read, [&](VariableId v) { return v == intervention.target || reached[index(v)]; })) continue;
      return diagnostics.report(errors::set_above_factor(intervention.span, span, model[intervention.target].name));
    }
  }
}

}  // namespace

bool names_variable(const ast::ExprPtr& expr, const std::string& name) {
  bool found = false;
  ast::for_each_expr(expr, [&](const ast::ExprPtr& e) {
    const auto* named = std::get_if<ast::Name>(&e->node);
    found = found || (named && named->id == name);
  });
  return found;
}

bool keeps_natural(const ast::Assignment& assignment, const Intervention& meaning) {
  return meaning.mask || names_variable(assignment.value, assignment.target.name);
}

std::optional<std::vector<ast::Assignment>> parse_intervention(std::string text, Sources& sources, Diagnostics& diagnostics) {
  return parse_assignments(sources, sources.add("--do", std::move(text)), diagnostics);
}

std::string describe(const std::vector<ast::Assignment>& assignments) {
  return ast::join(assignments, ", ", [](const ast::Assignment& a) {
    return ast::print(a.target) + (a.stochastic ? " ~ " : " = ") + (a.fresh ? "new " : "") + ast::print(a.value);
  });
}

std::optional<std::vector<Intervention>> check_assignments(const Checked& model, const std::vector<ast::Assignment>& assignments,
                                                           Diagnostics& diagnostics, const Around& around) {
  std::vector<Intervention> interventions;
  for (const auto& assignment : assignments)
    if (auto meaning = check_assignment(model, assignment, diagnostics, around)) interventions.push_back(std::move(*meaning));
  if (interventions.size() < assignments.size()) return std::nullopt;
  const auto before = diagnostics.all().size();
  check_set_once(model, interventions, diagnostics);
  check_circles(model, assignments, interventions, diagnostics);
  check_factors(model, interventions, diagnostics);
  return diagnostics.all().size() == before ? std::optional(std::move(interventions)) : std::nullopt;
}

}  // namespace scmc
