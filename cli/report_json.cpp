#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/report.h"
#include "cli/verdict.h"

namespace scmc::cli {
namespace {

using Json = nlohmann::ordered_json;

/// JSON has no NaN: what is not a number is null.
Json number(double x) { return std::isfinite(x) ? Json(x) : Json(nullptr); }

Json hdi(const Quantity& q) { return Json::array({number(q.summary.hdi.lower), number(q.summary.hdi.upper)}); }

Json variable(const Quantity& q) {
  const auto& s = q.summary;
  return {{"mean", number(s.mean)},
          {"sd", number(s.sd)},
          {"mcse_mean", number(s.mcse_mean)},
          {"q5", number(q.q5)},
          {"median", number(s.median)},
          {"q95", number(q.q95)},
          {"hdi94", hdi(q)},
          {"ess_bulk", number(s.ess_bulk)},
          {"ess_tail", number(s.ess_tail)},
          {"rhat", number(s.rhat)}};
}

Json names(const Checked& model, const std::vector<VariableId>& ids) {
  Json list = Json::array();
  for (VariableId id : ids) list.push_back(model[id].name);
  return list;
}

Json population(const RunReport& r) {
  const auto& model = *r.fit.plan.bound.model;
  const auto& reach = r.answers->worlds.reach;
  Json kept = Json::array(), redrawn = Json::array();
  for (VariableId id : model.order) {
    const auto& v = model[id];
    const bool touched = reach.touched[index(id)].extent != ElementSet::Extent::None,
               set = reach.set[index(id)].extent == ElementSet::Extent::All;
    if (v.kind == VariableKind::Random && touched && !set) redrawn.push_back(v.name);
    const bool measured = v.kind == VariableKind::Data || r.fit.plan.bound.is_observed(id);
    if (!touched && !set && (measured || (v.kind == VariableKind::Random && !v.dims.empty()))) kept.push_back(v.name);
  }
  Json units = Json::object();
  if (!r.answers->sinks.empty())
    for (DimId d : model[r.answers->sinks.front()].dims) units[model[d].name] = r.fit.plan.bound.axes[index(d)].size;
  return {{"units", units}, {"kept", kept}, {"redrawn", redrawn}};
}

}  // namespace

std::string json(const RunReport& r) {
  const auto& model = *r.fit.plan.bound.model;
  const auto& f = r.fit;
  std::size_t draws = f.draws.chains.empty() ? 0 : f.draws.chains.front().draws();
  for (const auto& c : f.draws.chains) draws = std::min(draws, c.draws());
  Json out = {
      {"model", r.common.model}, {"chains", f.draws.chains.size()}, {"warmup", r.sampler.warmup}, {"draws", draws}, {"seed", r.sampler.seed}};
  out["data"] = {{"files", r.files},
                 {"observed", names(model, f.plan.bound.observed)},
                 {"unmeasured", names(model, f.plan.bound.unmeasured)},
                 {"unused", f.plan.bound.unused}};
  out["variables"] = Json::object();
  for (const auto& q : f.quantities) out["variables"][q.name] = variable(q);
  out["scenarios"] = Json::object();
  out["contrasts"] = Json::array();
  if (r.answers) {
    for (const auto& s : r.scenarios) out["scenarios"][s.name] = Json::object();
    for (const auto& a : r.answers->levels)
      out["scenarios"][a.scenario][model[a.variable].name] = {{"mean", number(a.quantity.summary.mean)},
                                                              {"sd", number(a.quantity.summary.sd)},
                                                              {"hdi94", hdi(a.quantity)},
                                                              {"mcse", number(a.quantity.summary.mcse_mean)}};
    for (const auto& a : r.answers->contrasts)
      out["contrasts"].push_back({{"of", model[a.variable].name},
                                  {"between", {a.scenario, a.baseline}},
                                  {"mean", number(a.quantity.summary.mean)},
                                  {"sd", number(a.quantity.summary.sd)},
                                  {"hdi94", hdi(a.quantity)},
                                  {"p_positive", a.p_positive},
                                  {"mcse", number(a.quantity.summary.mcse_mean)},
                                  {"ess_bulk", number(a.quantity.summary.ess_bulk)},
                                  {"rhat", number(a.quantity.summary.rhat)}});
    out["population"] = population(r);
  }
  if (!r.queries.empty()) {
    out["queries"] = Json::object();
    for (const auto& q : r.queries)
      for (std::size_t i = 0; i < q.cells.size(); ++i) {
        auto& answer = out["queries"][q.cells[i].name];
        answer = variable(q.cells[i]);
        answer["p_positive"] = q.p_positive[i];
        answer["replicates"] = q.replicates;
        answer["noise_share"] = q.noise_share;
        if (q.empty_draws > 0) answer["empty_draws"] = q.empty_draws;
      }
  }
  if (!r.evidence.verdicts.empty()) {
    out["verdicts"] = Json::array();
    for (const auto& v : r.evidence.verdicts) out["verdicts"].push_back(verdict_json(v));
  }
  for (const auto& o : r.evidence.overlaps)
    out["overlap"].push_back({{"treatment", o.treatment}, {"by", o.by_propensity ? "propensity" : "range"}, {"low", number(o.low)}, {"high", number(o.high)}, {"beyond", o.beyond}, {"of", o.units}});
  for (const auto& a : r.evidence.associations)
    out["as_observed"].push_back({{"of", model[a.of].name}, {"between", {a.scenario, a.baseline}}, {"difference", number(a.difference)}, {"reading", a.reading}});
  for (const auto& p : r.evidence.powers)
    out["prior_power"].push_back({{"answer", p.answer}, {"weaker", number(p.weaker)}, {"as_stated", number(p.as_stated)}, {"stronger", number(p.stronger)}, {"shift", number(p.shift)}});
  if (!r.evidence.flips.names.empty()) out["sign_flips"] = r.evidence.flips.names;
  Json bfmi = Json::array();
  for (double e : f.bfmi) bfmi.push_back(number(e));
  out["diagnostics"] = {
      {"divergences", f.divergences},           {"depth_hits", f.depth_hits},   {"bfmi", bfmi},   {"max_rhat", number(f.max_rhat)},
      {"min_ess_bulk", number(f.min_ess_bulk)}, {"interrupted", f.interrupted}, {"ok", f.sound()}};
  out["cost"] = {{"compile_seconds", f.seconds.compile},
                 {"warmup_seconds", f.seconds.warmup},
                 {"sampling_seconds", f.seconds.sampling},
                 {"answer_seconds", f.seconds.answers},
                 {"total_seconds", f.seconds.total},
                 {"gradient_evaluations", f.draws.evaluations},
                 {"nanoseconds_per_gradient", number(f.nanoseconds_per_gradient)}};
  return out.dump(2) + "\n";
}

}  // namespace scmc::cli
