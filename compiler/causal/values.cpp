#include "compiler/causal/values.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>

#include "compiler/causal/errors.h"
#include "compiler/causal/slice.h"
#include "compiler/check/errors.h"
#include "compiler/source/match.h"

namespace scmc {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// A set of values, as far as constants tell; a bound that is an expression is taken as infinite.
struct Values {
  double lower = -infinity, upper = infinity;
  bool integer = false;
  bool has(double x) const { return lower <= x && x <= upper && (!integer || x == std::floor(x)); }
  bool has(const Values& o) const { return lower <= o.lower && o.upper <= upper && (!integer || o.integer); }
};

double constant_or(const TermPtr& term, double otherwise) { return term ? constant_value(term).value_or(otherwise) : otherwise; }

Values values_of(const Support& support) {
  return {constant_or(support.lower, -infinity), constant_or(support.upper, infinity), support.shape != Support::Shape::Real};
}

/// A distribution whose bounds depend on parameters may keep within any bounds.
bool is_certain(const Support& support) {
  const auto known = [](const TermPtr& bound) { return !bound || constant_value(bound); };
  return known(support.lower) && known(support.upper);
}

Values values_of(const Checked& model, const Variable& variable) {
  if (variable.type.kind == ScalarKind::Index) {
    const auto positions = positions_of(model, *variable.type.carries).value_or(std::pair(1.0, infinity));
    return {positions.first, positions.second, true};
  }
  Values values = values_of(variable.support);
  values.integer = values.integer || (variable.kind == VariableKind::Data && variable.type.kind == ScalarKind::Integer);
  return values;
}

std::string format(double value) {
  std::ostringstream out;
  out.precision(12);
  out << value;
  return out.str();
}

std::string in_words(const Values& values) {
  const std::string kind = values.integer ? "an integer" : "a number";
  if (std::isinf(values.lower) && std::isinf(values.upper)) return kind;
  if (std::isinf(values.upper)) return kind + " of at least " + format(values.lower);
  if (std::isinf(values.lower)) return kind + " of at most " + format(values.upper);
  if (values.integer && values.upper == values.lower + 1) return format(values.lower) + " or " + format(values.upper);
  return kind + " between " + format(values.lower) + " and " + format(values.upper);
}

/// The constants that the whole of the value can be: itself, or those of the branches of an `if` and of the items of a stack.
void each_outcome(const TermPtr& value, const auto& visit) {
  if (const auto* branch = std::get_if<SelectTerm>(&value->node))
    return each_outcome(branch->then, visit), each_outcome(branch->otherwise, visit);
  if (const auto* stack = std::get_if<StackTerm>(&value->node)) {
    for (const auto& item : stack->items) each_outcome(item, visit);
    return;
  }
  visit(value);
}

/// An index must be an integer that is not the position of another dimension.
bool can_be_index(const Variable& variable, const TermPtr& value) {
  return value->type.kind != ScalarKind::Real && (!value->type.carries || value->type.carries == variable.type.carries);
}

}  // namespace

void check_value_support(const Checked& model, const Variable& variable, const TermPtr& value, Diagnostics& diagnostics) {
  const auto values = values_of(model, variable);
  const bool is_index = variable.type.kind == ScalarKind::Index;
  each_outcome(value, [&](const TermPtr& outcome) {
    if (const auto* label = std::get_if<LabelTerm>(&outcome->node)) return check_label(model, *label, outcome->span, diagnostics);
    const auto number = constant_value(outcome);
    if (number && !values.has(*number))
      diagnostics.report(errors::value_outside_support({.value = outcome->span,
                                                        .declared = variable.span,
                                                        .name = variable.name,
                                                        .given = format(*number),
                                                        .support = in_words(values)}));
    if (!number && is_index && !can_be_index(variable, outcome))
      diagnostics.report(errors::index_variable_needs_index(outcome->span, variable.name, model[*variable.type.carries].name));
  });
}

void check_policy_support(const Checked& model, const Variable& variable, const Instance& policy, Diagnostics& diagnostics) {
  const auto support = support_of(model, policy);
  if (!is_certain(support)) return;
  const auto drawn = values_of(support), values = values_of(model, variable);
  const bool same_dimension = support.shape == Support::Shape::Index && support.index_of == variable.type.carries;
  if (same_dimension || values.has(drawn)) return;
  diagnostics.report(errors::policy_outside_support(
      {.value = policy.span, .declared = variable.span, .name = variable.name, .given = in_words(drawn), .support = in_words(values)}));
}

}  // namespace scmc
