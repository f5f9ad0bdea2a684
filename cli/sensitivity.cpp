#include "cli/sensitivity.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

#include "compiler/causal/further_cause.h"
#include "runtime/effects/evalue.h"
#include "runtime/effects/omitted_variable.h"

namespace scmc::cli {
namespace {

constexpr double interval_probability = 0.94;
constexpr double shares[] = {0.05, 0.1, 0.2, 0.4};

bool is_constant(const TermPtr& term, double value) {
  const auto* constant = term ? std::get_if<ConstantTerm>(&term->node) : nullptr;
  return constant && constant->value == value;
}

bool is_binary(const Variable& v) {
  return v.kind == VariableKind::Random && v.support.shape == Support::Shape::Integer && is_constant(v.support.lower, 0) &&
         is_constant(v.support.upper, 1);
}

/// Numbers of the fit that the outcome's mechanism reads, computed variables looked through.
std::int64_t parameters_of(const Plan& plan, VariableId outcome) {
  const auto& model = *plan.bound.model;
  std::int64_t count = 0;
  std::set<VariableId> seen;
  const std::function<void(VariableId)> upstream = [&](VariableId at) {
    for (VariableId cause : model[at].causes) {
      if (!seen.insert(cause).second) continue;
      for (const auto& slot : plan.slots)
        if (slot.variable == cause && !slot.holes) count += slot.size;
      if (model[cause].kind == VariableKind::Deterministic) upstream(cause);
    }
  };
  upstream(outcome);
  return count;
}

std::int64_t measured(const std::vector<double>& values) {
  return std::ranges::count_if(values, [](double x) { return !std::isnan(x); });
}

}  // namespace

double spread(const std::vector<double>& values) {
  double n = 0, mean = 0, squares = 0;  // [Welford 1962]
  for (double x : values) {
    if (std::isnan(x)) continue;
    const double delta = x - mean;
    mean += delta / ++n, squares += delta * (x - mean);
  }
  return n > 1 && squares > 0 ? std::sqrt(squares / (n - 1)) : 1;
}

ast::Model with_ratio(const Refuted& subject) {
  if (!subject.worlds || !is_binary((*subject.model)[subject.outcome])) return *subject.model->model;
  const auto ratio = ast::make(subject.value->span, ast::Binary{ast::BinaryOp::Divide, subject.worlds->first, subject.worlds->second});
  return with_queries_only(*subject.model->model, {{subject.name, subject.value}, {"refute_ratio", ratio}});
}

std::optional<EValue> e_value_of(const Refutation& refutation, const Refit* ratio) {
  const auto of = [](double risk_ratio, effects::Interval interval, bool approximate) {
    return EValue{risk_ratio, interval, effects::e_value(risk_ratio), effects::e_value(interval), approximate};
  };
  if (ratio) {
    const auto& s = ratio->answer.summary;
    return s.mean > 0 && s.hdi.lower > 0 && std::isfinite(s.hdi.upper) ? std::optional(of(s.mean, {s.hdi.lower, s.hdi.upper}, false)) : std::nullopt;
  }
  const auto& outcome = (*refutation.subject.model)[refutation.subject.outcome];
  if (!refutation.subject.is_difference || outcome.type.kind != ScalarKind::Real) return std::nullopt;
  const double sd = spread(refutation.bound.columns[index(refutation.subject.outcome)]->values);
  const auto risk_ratio = [&](double difference) { return effects::risk_ratio_of_standardised_difference(difference / sd); };
  const auto& s = refutation.original.answer.summary;
  return of(risk_ratio(s.mean), {risk_ratio(s.hdi.lower), risk_ratio(s.hdi.upper)}, true);
}

std::optional<OmittedVariable> omitted_variable_of(const Refutation& refutation, const Plan& plan) {
  const auto& subject = refutation.subject;
  const auto& s = refutation.original.answer.summary;
  if (!subject.is_difference || !has_additive_noise(*subject.model, subject.outcome) || !(s.sd > 0)) return std::nullopt;
  const auto units = measured(refutation.bound.columns[index(subject.outcome)]->values);
  const auto freedom = static_cast<double>(units - parameters_of(plan, subject.outcome));
  if (freedom < 2) return std::nullopt;
  const effects::Coefficient coefficient{s.mean, s.sd, freedom};
  OmittedVariable result{.t = coefficient.t(),
                         .degrees_of_freedom = freedom,
                         .partial_r2 = effects::partial_r2(coefficient),
                         .robustness = effects::robustness_value(coefficient),
                         .robustness_of_interval = effects::robustness_value(coefficient, 1, 1 - interval_probability),
                         .bounds = {}};
  for (double share : shares) result.bounds.emplace_back(share, effects::adjusted(coefficient, {share, share}).estimate);
  return result;
}

}  // namespace scmc::cli
