#include "compiler/causal/observe.h"

#include <algorithm>

#include "compiler/causal/edit.h"
#include "compiler/causal/names.h"

namespace scmc {
namespace {

bool check_name(const Checked& model, const std::string& name, Diagnostics& diagnostics) {
  const auto id = find_variable(model, {.name = name, .verb = "observe", .done = "observed"}, diagnostics);
  if (!id) return false;
  const auto& variable = model[*id];
  if (variable.intervened) return diagnostics.report(errors::observed_and_set(variable.span, name)), false;
  if (variable.kind == VariableKind::Data) return diagnostics.report(errors::observed_input(variable.span, name)), false;
  return true;
}

}  // namespace

std::optional<ast::Model> observe(const Checked& model, const std::vector<std::string>& names, Diagnostics& diagnostics) {
  bool is_right = true;
  for (const auto& name : names) is_right = check_name(model, name, diagnostics) && is_right;
  if (!is_right) return std::nullopt;
  ast::Model result = *model.model;
  bool is_new = false;
  for (auto& statement : result.statements) {
    if (role_if_any(statement) != ast::Role::Mechanism || !std::ranges::count(names, target_if_any(statement)->name)) continue;
    set_role(statement, ast::Role::Observed);
    is_new = true;
  }
  if (is_new) take_heading(result);  // it is a model to fit again: no longer the prediction of another fit
  return result;
}

}  // namespace scmc
