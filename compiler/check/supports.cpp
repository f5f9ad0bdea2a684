/// Arguments against the supports of their parameters: constants by value, bare random variables by their own support.
#include <algorithm>
#include <cmath>
#include <limits>

#include "compiler/ast/print.h"
#include "compiler/check/checker.h"
#include "compiler/check/errors.h"

namespace scmc {
namespace {

struct Interval {
  double lower = -std::numeric_limits<double>::infinity(), upper = std::numeric_limits<double>::infinity();
  bool open_below = false;  ///< the lower bound itself is outside
  bool integer = false;
};

/// What the words after the colon of a parameter mean.
Interval constraint(const std::string& name) {
  if (name == "positive") return {.lower = 0, .open_below = true};
  if (name == "nonnegative") return {.lower = 0};
  if (name == "unit") return {.lower = 0, .upper = 1};
  if (name == "count") return {.lower = 0, .integer = true};
  if (name == "integer") return {.integer = true};
  return {};
}

bool holds(const Interval& interval, double value) {
  if (std::isnan(value) || value < interval.lower || value > interval.upper) return false;
  if (interval.open_below && value == interval.lower) return false;
  return !interval.integer || value == std::floor(value);
}

/// What a variable can be, as far as its distributions tell without data. `positive` excludes its bound, so does a continuous support.
std::optional<Interval> values_of(const Variable& variable) {
  if (variable.kind != VariableKind::Random) return std::nullopt;
  const auto bound = [](const TermPtr& term, double infinite) -> std::optional<double> {
    return term ? constant_value(term) : std::optional(infinite);
  };
  const auto lower = bound(variable.support.lower, -std::numeric_limits<double>::infinity());
  const auto upper = bound(variable.support.upper, std::numeric_limits<double>::infinity());
  if (!lower || !upper || variable.support.shape == Support::Shape::Index) return std::nullopt;
  const bool continuous = variable.support.shape == Support::Shape::Real;
  return Interval{*lower, *upper, continuous, !continuous};
}

bool within(const Interval& values, const Interval& wanted) {
  const bool below = values.lower > wanted.lower || (values.lower == wanted.lower && (values.open_below || !wanted.open_below));
  return below && values.upper <= wanted.upper && (values.integer || !wanted.integer);
}

std::string remedy(const std::string& variable, const std::string& needs, const Instance* prior) {
  const std::string name = prior ? prior->distribution->name.name : "";
  if (needs == "positive" && (name == "Normal" || name == "Cauchy" || name == "StudentT"))
    return "write `" + variable + " ~ Half" + name + "(...)`";
  if (needs == "positive" && name == "Flat") return "write `" + variable + " ~ HalfFlat()`";
  if (needs == "positive") return "pass `exp(" + variable + ")`, or give `" + variable + "` a positive prior";
  if (needs == "unit") return "pass `invlogit(" + variable + ")`, or write `" + variable + " ~ Beta(1, 1)`";
  return "pass a value that is " + needs;
}

void check_argument(const Checked& model, const Instance& instance, std::size_t i, Diagnostics& diagnostics) {
  const auto& param = instance.distribution->params[i];
  if (!param.constraint) return;
  const std::string needs = ast::print(param.constraint);
  const Interval wanted = constraint(needs);
  const auto& arg = instance.args[i];
  const auto& name = instance.distribution->name.name;
  if (const auto value = constant_value(arg)) {
    if (!holds(wanted, *value)) diagnostics.report(errors::constant_outside_support(arg->span, *value, param.name.name, needs, name));
    return;
  }
  const Term* bare = arg.get();
  if (const auto* gather = std::get_if<GatherTerm>(&bare->node)) bare = gather->source.get();
  const auto* reference = std::get_if<ReferenceTerm>(&bare->node);
  if (!reference) return;
  const auto& variable = model[reference->variable];
  const auto values = values_of(variable);
  if (!values || within(*values, wanted)) return;
  const auto* random = std::get_if<RandomMechanism>(&variable.mechanisms.front().kind);
  diagnostics.report(errors::support_mismatch({.argument = arg->span,
                                               .declared = variable.span,
                                               .variable = variable.name,
                                               .distribution = name,
                                               .parameter = param.name.name,
                                               .needs = needs,
                                               .has = variable.support.name,
                                               .remedy = remedy(variable.name, needs, random ? &random->instance : nullptr)}));
}

}  // namespace

void check_arguments(const Checked& model, const Instance& instance, Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < instance.args.size(); ++i) {
    check_argument(model, instance, i, diagnostics);
    if (const auto* inner = std::get_if<DistributionTerm>(&instance.args[i]->node))
      for (const auto& one : inner->instances) check_arguments(model, *one, diagnostics);
  }
}

void check_supports(const Checked& model, Diagnostics& diagnostics) {
  for (const auto& variable : model.variables)
    for (const auto& mechanism : variable.mechanisms)
      if (const auto* random = std::get_if<RandomMechanism>(&mechanism.kind)) check_arguments(model, random->instance, diagnostics);
}

}  // namespace scmc
