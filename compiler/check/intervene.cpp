/// The `do` lines of a text: what is set takes the place of the mechanism, or stands beside it.
#include <algorithm>

#include "compiler/check/checker.h"
#include "compiler/check/errors.h"

namespace scmc {
namespace {

/// Does the expression name this variable?
bool names(const ast::ExprPtr& expr, const std::string& id) {
  bool found = false;
  ast::for_each_expr(expr, [&](const ast::ExprPtr& e) {
    const auto* name = std::get_if<ast::Name>(&e->node);
    found = found || (name && name->id == id);
  });
  return found;
}

}  // namespace

/// Does the assignment of this `do` line stand beside the natural value? So it does if it is about a slice, names the variable itself, or
/// if the `data` line was kept for what is computed from it.
bool Checker::stands_beside(VariableId id, std::size_t i) const {
  const auto* draw = std::get_if<ast::DrawStatement>(&statement(i).node);
  const auto& expr = draw ? draw->distribution : std::get<ast::LetStatement>(statement(i).node).value;
  const auto& target = target_of(statement(i));
  return checked_[id].kind == VariableKind::Data || names(expr, target.name) || !is_whole(id, target) || noise_is_read(target.name);
}

/// The noise of a mechanism outlives an intervention on its variable.
bool Checker::noise_is_read(const std::string& name) const {
  bool found = false;
  for (const auto& s : checked_.model->statements)
    ast::for_each_expr(s, [&](const ast::ExprPtr& e) {
      const auto* call = std::get_if<ast::Call>(&e->node);
      found = found || (call && !call->receiver && call->callee == "noise" && call->args.size() == 1 && names(call->args.front().value, name));
    });
  return found;
}

/// The mechanism of a recurrence reads, at earlier positions, what was set there: the fixed half must bear the name before the mechanism is
/// read. A variable whose dimensions are inferred cannot recur.
bool Checker::splits_early(VariableId id) const {
  const auto& d = declarations_[index(id)];
  const bool is_inferred = checked_[id].kind == VariableKind::Deterministic && checked_[id].dims.empty();
  return !is_inferred && !d.mechanisms.empty() && std::ranges::any_of(d.interventions, [&](std::size_t i) { return stands_beside(id, i); });
}

/// Makes the fixed half of an intervened variable, which bears its name from now on: others read it. The natural half keeps the mechanism
/// and the column.
VariableId Checker::split(VariableId id) {
  Variable fixed = checked_[id];
  fixed.mechanisms.clear();
  fixed.kind = VariableKind::Deterministic;
  fixed.column.clear();
  fixed.marked_observed = false;
  fixed.intervened = true;
  fixed.default_value = nullptr;
  const auto whole = refer(id, fixed.span);
  const auto fixed_id = add_variable(std::move(fixed));
  auto& v = checked_.variables[index(fixed_id)];
  by_name_[v.name] = fixed_id;
  natural_[v.name] = id;
  v.mechanisms.push_back({.statement = 0, .span = v.span, .mask = {}, .slice = {}, .kind = DeterministicMechanism{whole}});
  declarations_[index(fixed_id)].done = true;
  return fixed_id;
}

void Checker::draw_beside(VariableId fixed, std::size_t i) {
  const auto& draw = std::get<ast::DrawStatement>(statement(i).node);
  if (!is_whole(fixed, draw.target) || names(draw.distribution, draw.target.name))
    return diagnostics_.report(errors::not_yet_supported(draw.target.span,
                                                         "a stochastic `do` on a slice, or one that names the natural value",
                                                         "set the slice to a value, or the whole variable to a distribution"));
  checked_.variables[index(fixed)].mechanisms.clear();
  checked_.variables[index(fixed)].kind = VariableKind::Random;
  elaborate_random(fixed, i);
}

/// `do` replaces the mechanism; where only a slice is set, or the value names the variable itself, the natural value stays beside it.
void Checker::intervene(VariableId id) {
  const auto interventions = declarations_[index(id)].interventions;
  const std::string name = checked_[id].name;
  checked_.variables[index(id)].intervened = true;
  for (std::size_t i : interventions) {
    const auto& target = target_of(statement(i));
    const auto* draw = std::get_if<ast::DrawStatement>(&statement(i).node);
    const bool natural = !checked_[id].mechanisms.empty() || checked_[id].kind == VariableKind::Data;
    if (natural && stands_beside(id, i)) {
      const auto fixed = by_name_[name] == id ? split(id) : by_name_[name];
      if (draw) {
        draw_beside(fixed, i);
        continue;
      }
      Scope scope;
      scope.terms.emplace(name, refer(id, target.span));
      const auto rest = std::move(checked_.variables[index(fixed)].mechanisms);
      checked_.variables[index(fixed)].mechanisms.clear();
      elaborate_deterministic(fixed, i, scope);
      auto& v = checked_.variables[index(fixed)];
      v.support = checked_[id].support;
      if (is_whole(id, target)) continue;
      std::ranges::copy(rest, std::back_inserter(v.mechanisms));
      if (checked_[id].type.kind == ScalarKind::Real) v.type.kind = ScalarKind::Real;
      continue;
    }
    auto& v = checked_.variables[index(id)];
    v.mechanisms.clear();
    v.default_value = nullptr;
    v.kind = draw ? VariableKind::Random : VariableKind::Deterministic;
    if (draw) elaborate_random(id, i);
    else elaborate_deterministic(id, i, Scope{});
  }
}

}  // namespace scmc
