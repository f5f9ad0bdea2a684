#include "cli/evidence.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "cli/graph.h"
#include "compiler/causal/question.h"
#include "compiler/lower/fit.h"
#include "compiler/source/display.h"
#include "runtime/report/number.h"

namespace scmc::cli {
namespace {

constexpr double weaker = 0.8, stronger = 1.25;    // [KPB24]
constexpr double largest_shift = 0.1;              // standard deviations per doubling
constexpr double rare = 0.05;
constexpr std::size_t draws_for_propensities = 200;

const Checked& model_of(const Fit& fit) { return *fit.plan.bound.model; }

/// Variables over units that are set as a whole, each once, in the order of the scenarios.
std::vector<VariableId> treatments(const Fit& fit, const std::vector<Scenario>& scenarios) {
  std::vector<VariableId> found;
  for (const auto& scenario : scenarios)
    for (const auto& i : scenario.interventions)
      if (!i.mask && !model_of(fit)[i.target].dims.empty() && std::ranges::find(found, i.target) == found.end()) found.push_back(i.target);
  return found;
}

std::optional<double> constant_of(const Fit& fit, const Scenario& scenario, VariableId id) {
  for (const auto& i : scenario.interventions)
    if (i.target == id && !i.mask && std::holds_alternative<TermPtr>(i.value)) {
      const auto value = constant_value(std::get<TermPtr>(i.value));
      const auto& carries = model_of(fit)[id].type.carries;
      return value && carries ? std::optional(*value - static_cast<double>(fit.plan.bound.axes[index(*carries)].first)) : value;
    }
  return std::nullopt;
}

// ---------------------------------------------------------------- overlap

bool is_binary(const Checked& model, const Variable& v) {
  const auto is = [](const TermPtr& bound, double value) { return bound && constant_value(bound) == value; };
  return v.kind == VariableKind::Random && v.support.shape == Support::Shape::Integer && is(v.support.lower, 0) && is(v.support.upper, 1) &&
         std::ranges::all_of(v.mechanisms, [&](const Mechanism& m) {
           return expand(model, stable_form(model, std::get<RandomMechanism>(m.kind).instance), "mean", {}) != nullptr;
         });
}

/// The mean of each unit's mechanism, over some draws of the posterior.
std::vector<double> propensities(Session& session, const Fit& fit, VariableId id) {
  const auto& model = model_of(fit);
  ProgramBuilder builder(fit.plan);
  FitWorld world(fit.plan, builder, session.diagnostics);
  const auto node = by_slice(world.terms(), model[id].mechanisms, [&](const Mechanism& m) {
    return world.terms()(expand(model, stable_form(model, std::get<RandomMechanism>(m.kind).instance), "mean", {}));
  });
  const auto whole = builder.build.broadcast(node, world.terms().dims(model[id].dims));
  const auto program = std::move(builder).take({{"mean", whole}});
  session.settle();
  const CompiledProgram compiled(optimize(program, fit.plan), fit.plan, program.data);
  auto workspace = compiled.workspace();
  std::vector<double> sum(compiled.result_size()), one(compiled.result_size());
  const auto& chains = fit.draws.chains;
  const auto total = chains.size() * chains.front().draws(), step = std::max<std::size_t>(1, total / draws_for_propensities);
  double count = 0;
  for (std::size_t d = 0; d < total; d += step, ++count) {
    compiled(workspace, chains[d / chains.front().draws()].position(d % chains.front().draws()).data(), one.data(), {.seed = 0, .draw = d});
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += one[i];
  }
  for (double& p : sum) p /= count;
  return sum;
}

std::string causes_of(const Fit& fit, const Variable& v) {
  std::string text;
  for (const auto& [from, to] : causal_edges(fit.plan))
    if (to == v.name) text += (text.empty() ? "" : ", ") + from;
  return text;
}

/// What was measured of a variable; null if nothing was.
const BoundColumn* column_of(const Fit& fit, VariableId id) {
  const auto& column = fit.plan.bound.columns[index(id)];
  return column && !column->values.empty() ? &*column : nullptr;
}

std::optional<Overlap> overlap_of(Session& session, const Fit& fit, const std::vector<Scenario>& scenarios, VariableId id) {
  const auto& v = model_of(fit)[id];
  const auto* column = column_of(fit, id);
  if (!column) return std::nullopt;
  Overlap result{.treatment = v.name, .causes = causes_of(fit, v)};
  if (is_binary(model_of(fit), v) && !result.causes.empty()) {
    const auto p = propensities(session, fit, id);
    result.by_propensity = true;
    result.low = *std::ranges::min_element(p), result.high = *std::ranges::max_element(p);
    result.beyond = std::ranges::count_if(p, [](double x) { return x < rare || x > 1 - rare; });
    result.units = static_cast<std::int64_t>(p.size());
    return result;
  }
  std::vector<double> seen;
  for (double x : column->values)
    if (!std::isnan(x)) seen.push_back(x);
  if (seen.empty() || v.type.kind != ScalarKind::Real) return std::nullopt;
  result.low = *std::ranges::min_element(seen), result.high = *std::ranges::max_element(seen);
  for (const auto& scenario : scenarios)
    if (const auto value = constant_of(fit, scenario, id)) ++result.units, result.beyond += *value < result.low || *value > result.high;
  return result.units > 0 ? std::optional(result) : std::nullopt;
}

// ---------------------------------------------------------------- as observed

struct Group {
  double sum = 0, count = 0;
  double mean() const { return sum / count; }
};

Group group_of(const BoundColumn& outcome, const BoundColumn& treatment, double value) {
  Group group;
  for (std::size_t i = 0; i < outcome.values.size(); ++i)
    if (treatment.values[i] == value && !std::isnan(outcome.values[i])) group.sum += outcome.values[i], ++group.count;
  return group;
}

double slope(const BoundColumn& y, const BoundColumn& x) {
  double n = 0, mx = 0, my = 0, xx = 0, xy = 0;
  const auto each = [&](auto&& visit) {
    for (std::size_t i = 0; i < y.values.size(); ++i)
      if (!std::isnan(x.values[i]) && !std::isnan(y.values[i])) visit(x.values[i], y.values[i]);
  };
  each([&](double a, double b) { ++n, mx += a, my += b; });
  mx /= n, my /= n;
  each([&](double a, double b) { xx += (a - mx) * (a - mx), xy += (a - mx) * (b - my); });
  return xy / xx;
}

std::string counted(double n) { return std::to_string(static_cast<std::int64_t>(n)); }

std::optional<Association> association(const Fit& fit, const Scenario& baseline, const Scenario& scenario, VariableId outcome) {
  const auto& model = model_of(fit);
  if (scenario.interventions.size() != 1 || baseline.interventions.size() != 1) return std::nullopt;
  const auto id = scenario.interventions.front().target;
  const auto *y = column_of(fit, outcome), *z = column_of(fit, id);
  const auto a = constant_of(fit, scenario, id), b = constant_of(fit, baseline, id);
  if (!y || !z || !a || !b || model[id].dims != model[outcome].dims || model[id].dims.empty()) return std::nullopt;
  Association result{.of = outcome, .scenario = scenario.name, .baseline = baseline.name, .difference = 0, .reading = {}};
  const std::string units = plural(model[model[id].dims.front()].name);
  if (model[id].type.kind == ScalarKind::Real) {
    result.difference = slope(*y, *z) * (*a - *b);
    result.reading = "by the least-squares line of " + model[outcome].name + " on " + model[id].name;
    return std::isfinite(result.difference) ? std::optional(result) : std::nullopt;
  }
  const auto with = group_of(*y, *z, *a), without = group_of(*y, *z, *b);
  if (with.count == 0 || without.count == 0) return std::nullopt;
  result.difference = with.mean() - without.mean();
  result.reading = units + " with " + scenario.name + " (" + counted(with.count) + ") minus " + units + " with " + baseline.name + " (" +
                   counted(without.count) + ")";
  return result;
}

// ---------------------------------------------------------------- what the prior decides

/// Has it no unmeasured random cause, and no units? What is stated of it is then a prior, and no part of the model of the data.
bool is_parameter(const Fit& fit, VariableId id) {
  const auto& model = model_of(fit);
  if (std::ranges::count(fit.plan.bound.unmeasured, id)) return false;
  const auto above = ancestors(model, {id});
  for (std::size_t i = 0; i < above.size(); ++i)
    if (above[i] && VariableId(i) != id && model.variables[i].kind == VariableKind::Random) return false;
  return true;
}

std::vector<double> log_prior(Session& session, const Fit& fit) {
  auto all = lower_pointwise(fit.plan, session.diagnostics);
  session.settle();
  auto& outputs = all.program.graph.outputs;
  std::vector<ir::Output> kept;
  for (std::size_t i = 0; i < outputs.size(); ++i)
    if (all.outputs[i].prior && std::ranges::all_of(all.outputs[i].of, [&](VariableId id) { return is_parameter(fit, id); }))
      kept.push_back(outputs[i]);
  if (kept.empty()) return {};
  outputs = std::move(kept);
  const CompiledProgram program(optimize(all.program, fit.plan), fit.plan, all.program.data);
  std::vector<double> sum;
  for (const auto& one : at_every_draw(program, fit.draws, 0)) {
    sum.resize(one.size());
    for (std::size_t d = 0; d < one.size(); ++d) sum[d] += one[d];
  }
  return sum;
}

/// Self-normalised weights prior^(power - 1), the largest cut so that no draw decides alone.  [truncated importance sampling, Ionides 2008]
std::vector<double> weights(const std::vector<double>& log_prior, double power) {
  const double top = *std::ranges::max_element(log_prior), low = *std::ranges::min_element(log_prior);
  std::vector<double> w;
  for (double l : log_prior) w.push_back(std::exp((power - 1) * (l - (power > 1 ? top : low))));
  const double n = static_cast<double>(w.size()), largest = std::accumulate(w.begin(), w.end(), 0.0) / std::sqrt(n);
  for (double& x : w) x = std::min(x, largest);
  const double total = std::accumulate(w.begin(), w.end(), 0.0);
  for (double& x : w) x /= total;
  return w;
}

double weighted_mean(const std::vector<double>& w, std::span<const double> values) {
  double mean = 0;
  for (std::size_t d = 0; d < w.size(); ++d) mean += w[d] * values[d];
  return mean;
}

std::vector<PriorPower> powers(Session& session, const Fit& fit, const Answers* answers, const std::vector<QueryAnswer>& queries) {
  std::vector<std::pair<std::string, const Quantity*>> asked;
  if (answers)
    for (const auto& a : answers->contrasts)
      if (std::ranges::count(answers->sinks, a.variable)) asked.emplace_back(a.scenario + " minus " + a.baseline, &a.quantity);
  for (const auto& q : queries)
    if (q.cells.size() == 1) asked.emplace_back(q.name, &q.cells.front());
  if (asked.empty()) return {};
  const auto prior = log_prior(session, fit);
  if (prior.empty() || std::ranges::any_of(prior, [](double x) { return !std::isfinite(x); })) return {};
  const auto less = weights(prior, weaker), more = weights(prior, stronger);
  const double doublings = std::log2(stronger / weaker);
  std::vector<PriorPower> result;
  for (const auto& [name, quantity] : asked) {
    const auto& s = quantity->summary;
    const auto values = quantity->draws.values();
    PriorPower power{name, weighted_mean(less, values), s.mean, weighted_mean(more, values), 0};
    power.shift = std::abs(power.stronger - power.weaker) / (doublings * s.sd);
    // Beyond what the draws themselves leave open.
    const bool is_told = std::abs(power.stronger - power.weaker) > 4 * s.mcse_mean;
    if (s.sd > 0 && power.shift > largest_shift && is_told) result.push_back(power);
  }
  return result;
}

// ---------------------------------------------------------------- signs

SignFlips flips(const Fit& fit) {
  SignFlips result;
  for (const auto& q : fit.quantities) {
    if (!(q.summary.rhat >= 1.05)) continue;
    std::vector<double> sizes;
    for (double x : q.draws.values()) sizes.push_back(std::abs(x));
    const diagnose::Sample folded({.chains = q.draws.chains(), .draws = q.draws.draws()}, std::move(sizes));
    if (!(diagnose::summarise(folded).rhat < 1.02)) continue;
    result.worst_rhat = std::max(result.worst_rhat, q.summary.rhat);
    if (std::ranges::find(result.names, q.variable) == result.names.end()) result.names.push_back(q.variable);
  }
  return result;
}

// ---------------------------------------------------------------- can the data answer?

void add(std::vector<VariableId>& all, VariableId id) {
  if (std::ranges::find(all, id) == all.end()) all.push_back(id);
}

/// What is set, and what is looked at.
struct Ends {
  std::vector<VariableId> set, looked_at;
};

Ends ends_of(const Checked& model, const CheckedQuery& query) {
  Ends ends;
  for (const auto& question : questions(query.value)) {
    for (const auto& i : question->interventions)
      if (!model[i.target].dims.empty()) add(ends.set, i.target);
    if (question->kind == ast::QuestionKind::Nested) continue;
    for (VariableId id : references(question->target))
      if (!model[id].dims.empty() && model[id].kind != VariableKind::Data) add(ends.looked_at, id);
  }
  for (VariableId id : ends.set) std::erase(ends.looked_at, id);
  return ends;
}

std::vector<identify::Verdict> verdicts(const Fit& fit, const std::vector<Scenario>& scenarios, const Answers* answers) {
  std::vector<Ends> asked;
  if (answers)
    for (VariableId sink : answers->sinks) {
      Ends ends{.set = {}, .looked_at = {sink}};
      for (const auto& scenario : scenarios)
        for (const auto& i : scenario.interventions) add(ends.set, i.target);
      asked.push_back(std::move(ends));
    }
  for (const auto& query : model_of(fit).queries) asked.push_back(ends_of(model_of(fit), query));
  std::vector<identify::Verdict> result;
  for (const auto& ends : asked) {
    if (ends.set.empty() || ends.looked_at.empty()) continue;
    auto verdict = judge_run(fit.plan.bound, ends.set, ends.looked_at);
    if (verdict && std::ranges::find(result, verdict->effect, &identify::Verdict::effect) == result.end()) result.push_back(std::move(*verdict));
  }
  return result;
}

}  // namespace

std::optional<identify::Verdict> verdict_on(const Plan& plan, const CheckedQuery& query) {
  const auto ends = ends_of(*plan.bound.model, query);
  return ends.set.empty() || ends.looked_at.empty() ? std::nullopt : judge_run(plan.bound, ends.set, ends.looked_at);
}

Evidence quick_evidence(Session& session, const Fit& fit, const std::vector<Scenario>& scenarios, const Answers* answers) {
  Evidence result;
  result.verdicts = verdicts(fit, scenarios, answers);
  for (VariableId id : treatments(fit, scenarios))
    if (auto overlap = overlap_of(session, fit, scenarios, id)) result.overlaps.push_back(std::move(*overlap));
  if (answers)
    for (VariableId outcome : answers->sinks)
      for (std::size_t s = 1; s < scenarios.size(); ++s)
        if (auto raw = association(fit, scenarios.front(), scenarios[s], outcome)) result.associations.push_back(std::move(*raw));
  result.flips = flips(fit);
  return result;
}

Evidence evidence(Session& session, const Fit& fit, const std::vector<Scenario>& scenarios, const Answers* answers,
                  const std::vector<QueryAnswer>& queries) {
  auto result = quick_evidence(session, fit, scenarios, answers);
  result.powers = powers(session, fit, answers, queries);
  return result;
}

}  // namespace scmc::cli
