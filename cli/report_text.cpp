#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

#include "cli/report.h"
#include "cli/verdict.h"
#include "compiler/source/display.h"
#include "runtime/report/layout.h"
#include "runtime/report/number.h"
#include "runtime/report/text.h"

namespace scmc::cli {
namespace {

using report::TableRow;

std::string join(const std::vector<std::string>& parts, const std::string& none = "none") {
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text.empty() ? none : text;
}

std::vector<std::string> names(const Checked& model, const std::vector<VariableId>& ids) {
  std::vector<std::string> result;
  for (VariableId id : ids) result.push_back(model[id].name);
  return result;
}

/// "20 days": the elements of a variable, as units.
std::string units(const Plan& plan, const Variable& v) {
  std::string text;
  for (DimId d : v.dims) {
    const auto n = static_cast<std::size_t>(plan.bound.axes[index(d)].size);
    text += (text.empty() ? "" : " x ") + counted(n, (*plan.bound.model)[d].name);
  }
  return text;
}

/// The variable whose elements are the units: the observed one with the most cells.
const Variable* unit_variable(const Plan& plan) {
  const Variable* found = nullptr;
  for (VariableId id : plan.bound.observed) {
    const auto& v = (*plan.bound.model)[id];
    if (!found || plan.bound.size(v.dims) > plan.bound.size(found->dims)) found = &v;
  }
  return found;
}

std::string heading(const RunReport& r) {
  std::string text = r.common.model;
  if (!r.files.empty()) text += " with " + join(r.files);
  if (const auto* v = unit_variable(r.fit.plan); v && !v->dims.empty()) text += ": " + units(r.fit.plan, *v);
  return text + "\n";
}

bool is_summed(const Plan& plan, VariableId id) { return std::ranges::find(plan.summed, id, &Summed::variable) != plan.summed.end(); }

bool is_imputed(const Plan& plan, VariableId id) {
  return is_summed(plan, id) || std::ranges::any_of(plan.slots, [&](const Slot& slot) { return slot.holes && slot.variable == id; });
}

/// What becomes of the missing cells of an observed variable.
std::string fate_of_holes(const Plan& plan, VariableId id) {
  if (is_summed(plan, id)) return "summed out and drawn back";
  return is_imputed(plan, id) ? "imputed with the fit" : "left out, nothing else depends on them";
}

std::string data_block(const RunReport& r) {
  const auto& model = *r.fit.plan.bound.model;
  std::vector<report::Entry> entries = {{"observed", join(names(model, r.fit.plan.bound.observed))},
                                        {"unmeasured", join(names(model, r.fit.plan.bound.unmeasured))}};
  for (VariableId id : r.fit.plan.bound.observed)
    if (const auto n = r.fit.plan.bound.columns[index(id)]->missing.size())
      entries.push_back({"holes", std::to_string(n) + (n == 1 ? " cell" : " cells") + " of " + model[id].name +
                                      " without a value: " + fate_of_holes(r.fit.plan, id)});
  if (!r.fit.plan.bound.unused.empty()) entries.push_back({"unused", join(r.fit.plan.bound.unused)});
  std::vector<std::string> edges;
  for (const auto& [from, to] : causal_edges(r.fit.plan)) edges.push_back(from + " -> " + to);
  if (!edges.empty()) entries.push_back({"causes", join(edges)});
  return report::layout_entries(entries);
}

std::string keeps(const RunReport& r) {
  const auto& model = *r.fit.plan.bound.model;
  const auto& reach = r.answers->worlds.reach;
  std::vector<VariableId> targets;
  for (const auto& s : r.scenarios)
    for (const auto& i : s.interventions)
      if (std::ranges::find(targets, i.target) == targets.end()) targets.push_back(i.target);
  std::vector<std::string> kept, set = names(model, targets), drawn;
  std::set<VariableId> read;
  for (VariableId id : r.answers->worlds.reported)
    for (VariableId cause : model[id].causes) read.insert(cause);
  for (VariableId id : model.order) {
    const auto& v = model[id];
    const bool touched = reach.touched[index(id)].extent != ElementSet::Extent::None,
               is_set = reach.set[index(id)].extent == ElementSet::Extent::All;
    if (v.kind == VariableKind::Random && touched && !is_set) drawn.push_back(v.name);
    if (touched || is_set || !read.contains(id) || v.kind == VariableKind::Deterministic) continue;
    if (v.kind == VariableKind::Data || r.fit.plan.bound.is_observed(id))
      kept.push_back(v.name + (is_imputed(r.fit.plan, id) ? " (data, holes imputed)" : " (data)"));
    else if (!v.dims.empty()) kept.push_back(v.name + " (posterior)");
  }
  std::string text = "kept: " + join(kept) + "    set: " + join(set) + "    drawn anew: " + join(drawn);
  const bool wide = text.size() > 66;
  if (!wide) return "              " + text + "\n";
  return report::layout_entries({{"kept", join(kept)}, {"set", join(set)}, {"drawn anew", join(drawn)}});
}

/// Latents that the fit knows, and that a question about these units draws anew all the same.
std::string forgotten(const RunReport& r) {
  const auto& model = *r.fit.plan.bound.model;
  const auto& reach = r.answers->worlds.reach;
  std::vector<std::string> latents;
  for (const auto& slot : r.fit.plan.slots)
    if (!slot.holes && !model[slot.variable].dims.empty() && reach.touched[index(slot.variable)].extent != ElementSet::Extent::None &&
        reach.set[index(slot.variable)].extent != ElementSet::Extent::All)
      latents.push_back(slot.name);
  if (latents.empty()) return "";
  const bool one = latents.size() == 1;
  return report::layout_entries({{"note", join(latents) + (one ? " lies" : " lie") + " downstream of what is set and " + (one ? "is" : "are") +
                                              " drawn anew: units like these, not these units; a query with `cf`, or `same " + latents.front() +
                                              "`, keeps " + (one ? "it" : "them")}});
}

std::string what_if(const RunReport& r) {
  const auto& model = *r.fit.plan.bound.model;
  std::string text = "What if?";
  const auto* unit = r.answers->sinks.empty() ? nullptr : &model[r.answers->sinks.front()];
  if (unit && !unit->dims.empty()) text += "  averaged over these " + units(r.fit.plan, *unit);
  text += r.fit.sound() ? "\n" : "               provisional\n";
  text += keeps(r) + forgotten(r);
  auto columns = report::estimate_columns();
  columns.push_back(report::probability_column());
  std::vector<TableRow> rows;
  std::vector<report::Estimate> estimates;
  std::vector<const Answer*> shown;
  for (VariableId sink : r.answers->sinks) {
    for (const auto* list : {&r.answers->levels, &r.answers->contrasts})
      for (const auto& a : *list)
        if (a.variable == sink) shown.push_back(&a), estimates.push_back(estimate(a.quantity));
  }
  const auto cells = report::format(estimates);
  const bool several = r.answers->sinks.size() > 1;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const auto& a = *shown[i];
    if (several && (i == 0 || shown[i - 1]->variable != a.variable)) rows.push_back({.cells = {model[a.variable].name}});
    const std::string name = (several ? "  " : "") + (a.baseline.empty() ? a.scenario : a.scenario + " minus " + a.baseline);
    TableRow row{.cells = {name, cells[i].mean, cells[i].sd, cells[i].interval}};
    const double p_error = std::sqrt(a.p_positive * (1 - a.p_positive) / std::max(1.0, a.quantity.summary.ess_bulk));
    if (!a.baseline.empty()) row.cells.push_back(report::format_probability({a.p_positive, std::max(p_error, 1e-4)}));
    rows.push_back(std::move(row));
  }
  for (const auto& raw : r.evidence.associations) {
    if (&raw == &r.evidence.associations.front()) rows.push_back({});
    const auto like = std::ranges::find_if(shown, [&](const Answer* a) { return a->variable == raw.of && a->scenario == raw.scenario && !a->baseline.empty(); });
    // As many digits as the contrast above has.
    const auto number = like == shown.end() ? report::format({raw.difference, 0}, std::abs(raw.difference))
                                            : report::format({raw.difference, (*like)->quantity.summary.mcse_mean}, (*like)->quantity.summary.sd);
    rows.push_back({.cells = {"as observed", number}, .remark = raw.reading + ": not an effect where causes differ"});
  }
  if (shown.empty()) return text + "  nothing in the model depends on what is set: the effect is 0 by the graph\n";
  if (r.answers->sinks.size() == 1) text += "  " + model[r.answers->sinks.front()].name + "\n";
  return text + report::layout_table(columns, rows);
}

std::string quantities(const std::vector<const Quantity*>& list) {
  auto columns = report::estimate_columns();
  for (const auto& c : report::convergence_columns()) columns.push_back(c);
  std::vector<report::Estimate> estimates;
  for (const auto* q : list) estimates.push_back(estimate(*q));
  const auto cells = report::format(estimates);
  std::vector<TableRow> rows;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const auto& q = *list[i];
    TableRow row{.cells = {q.shown, cells[i].mean, cells[i].sd, cells[i].interval}, .warning = q.summary.rhat >= 1.01};
    row.cells.push_back(report::format_ess(q.summary.ess_bulk)), row.cells.push_back(report::format_rhat(q.summary.rhat));
    rows.push_back(std::move(row));
  }
  return report::layout_table(columns, rows);
}

std::string overlap(const Overlap& o) {
  const auto two = [](double x) { return report::fixed(x, 2); };
  if (!o.by_propensity)
    return o.treatment + " was observed from " + report::format({o.low, 0}, o.high - o.low) + " to " + report::format({o.high, 0}, o.high - o.low) + (o.beyond == 0 ? "" : ": " + std::to_string(o.beyond) + " of the values that are set " +
           (o.beyond == 1 ? "lies" : "lie") + " beyond, where the answer rests on the model's shapes");
  std::string text = "P(" + o.treatment + " = 1 | " + o.causes + ") runs from " + two(o.low) + " to " + two(o.high);
  if (o.beyond == 0) return text + ": every unit has a counterpart";
  return text + "; " + std::to_string(o.beyond) + " of " + std::to_string(o.units) + " (" +
         report::fixed(100.0 * static_cast<double>(o.beyond) / static_cast<double>(o.units), 0) +
         " %) beyond 0.05 .. 0.95 rest on the model's extrapolation";
}

bool is_refused(const identify::Verdict& v) { return v.answer == identify::Answer::NotIdentified || v.answer == identify::Answer::Unknown; }

/// The verdicts; overlap stands with those on what is set. Where there are many, the formulas are left to `scmc identify`.
std::string can_the_data_answer(const RunReport& r) {
  std::string text;
  for (auto verdict : r.evidence.verdicts) {
    for (const auto& o : r.evidence.overlaps)
      if (std::ranges::count(verdict.treatments, o.treatment)) verdict.remarks.emplace_back("overlap", overlap(o));
    text += std::string(is_refused(verdict) ? "! " : "") + "Can the data answer?  " + verdict.effect + "\n" + verdict_text(verdict, Detail::Brief) + "\n";
  }
  return text;
}

/// The answers that would be others under another prior: more data of the same kind will not settle them.
std::string prior_power(const RunReport& r) {
  const bool is_settled = std::ranges::all_of(r.evidence.verdicts, [](const auto& v) { return v.no_effect || v.answer == identify::Answer::Identified; });
  if (r.evidence.powers.empty() || is_settled) return "";
  std::string text = "! The prior, not only the data, decides " + std::string(r.evidence.powers.size() == 1 ? "this answer" : "these answers") + ":\n";
  std::vector<TableRow> rows;
  for (const auto& p : r.evidence.powers) {
    const auto shown = [&](double mean) { return report::format({mean, 0}, 30 * std::abs(p.stronger - p.weaker)); };
    rows.push_back({.cells = {p.answer, shown(p.weaker), shown(p.as_stated), shown(p.stronger)}});
  }
  return text + report::layout_table({{"", report::Align::Left}, {"prior^0.8"}, {"as stated"}, {"prior^1.25"}}, rows);
}

std::string sign_flips(const RunReport& r) {
  const auto& f = r.evidence.flips;
  if (f.names.empty()) return "";
  return "! Signs\n" + report::layout_entries({{"", join(f.names) + " can change sign " + (f.names.size() > 1 ? "together " : "") + "and fit equally well; chains that sit on different signs disagree (rhat " + report::format_rhat(f.worst_rhat) +
         "). Answers with an rhat near 1 do not depend on it. To fix the sign, give one of them a prior on one side: `HalfNormal(1)`"}});
}

/// What is said of answers beside their numbers.
std::string remarks(const RunReport& r) {
  const auto draws = r.fit.draws.chains.size() * r.fit.draws.chains.front().draws();
  std::vector<report::Entry> entries;
  std::string noisy;
  for (const auto& q : r.queries) {
    if (q.empty_draws > 0)
      entries.push_back({"empty", q.name + ": in " + std::to_string(q.empty_draws) + " of " + std::to_string(draws) +
                                      " draws no unit meets the condition; there the answer has no value, and so it has none over all draws", true});
    if (q.noise_share > 0.01) noisy += (noisy.empty() ? "" : ", ") + q.name + " " + report::fixed(100 * q.noise_share, 0) + " %";
  }
  if (!noisy.empty())
    entries.push_back({"noise", "of the variance, this much is simulation and not uncertainty: " + noisy});
  return entries.empty() ? "" : report::layout_entries(entries);
}

std::string queries(const RunReport& r) {
  constexpr std::size_t longest = 16, shown_of_longer = 6;
  auto columns = report::estimate_columns();
  columns.push_back(report::probability_column());
  const auto shown = [&](const QueryAnswer& q) { return q.cells.size() > longest ? shown_of_longer : q.cells.size(); };
  std::vector<report::Estimate> estimates;
  for (const auto& q : r.queries)
    for (std::size_t i = 0; i < shown(q); ++i) estimates.push_back(estimate(q.cells[i]));
  const auto cells = report::format(estimates);
  std::vector<TableRow> rows;
  std::vector<std::string> cut;
  for (const auto& q : r.queries) {
    for (std::size_t i = 0; i < shown(q); ++i) {
      const auto& cell = cells[rows.size()];
      const double p = q.p_positive[i], error = std::sqrt(p * (1 - p) / std::max(1.0, q.cells[i].summary.ess_bulk));
      rows.push_back({.cells = {q.cells[i].shown, cell.mean, cell.sd, cell.interval}});
      if (q.cells[i].summary.sd > 0) rows.back().cells.push_back(report::format_probability({p, std::max(error, 1e-4)}));
    }
    if (q.cells.size() > longest) cut.push_back(q.name + " (" + std::to_string(q.cells.size() - shown_of_longer) + " more)");
  }
  std::string text = "Queries\n" + report::layout_table(columns, rows) + remarks(r);
  if (!cut.empty()) text += report::layout_entries({{"not shown", join(cut) + "; --format json has all"}});
  return text;
}

/// All numbers, but of a long variable only the first and last few: its elements are in the JSON output.
std::string parameters(const RunReport& r) {
  constexpr std::size_t longest = 12;
  std::string text = "Parameters\n";
  std::vector<const Quantity*> shown;
  std::vector<std::string> cut;
  for (std::size_t i = 0; i < r.fit.quantities.size();) {
    std::size_t end = i;
    while (end < r.fit.quantities.size() && r.fit.quantities[end].variable == r.fit.quantities[i].variable) ++end;
    const bool is_long = end - i > longest;
    for (std::size_t j = i; j < (is_long ? i + 3 : end); ++j) shown.push_back(&r.fit.quantities[j]);
    if (is_long) cut.push_back(r.fit.quantities[i].variable + " (" + std::to_string(end - i - 3) + " more)");
    i = end;
  }
  if (shown.empty()) return "";
  text += quantities(shown);
  if (!cut.empty()) text += report::layout_entries({{"not shown", join(cut) + "; --format json has all"}});
  return text;
}

std::string seconds(double s) { return report::fixed(s, s < 10 ? 2 : 1); }

/// A location-scale latent can be sampled by its noise or by its value; each suits the data that the other does not.
std::string centring_advice(const RunReport& r) {
  std::string by_noise, by_value;
  for (const auto& slot : r.fit.plan.slots)
    if (slot.noncentred) by_noise += " --centred " + slot.name;
    else if (std::ranges::count(r.centred, slot.name)) by_value += " --centred " + slot.name;
  if (!by_noise.empty()) return by_noise.substr(1) + "   (the same model; better where each element has much data)";
  if (!by_value.empty()) return "without" + by_value + "   (the same model; better where elements have little data)";
  return "a tighter prior on the scales";
}

std::string sampling(const RunReport& r) {
  const auto& f = r.fit;
  const auto chains = f.draws.chains.size();
  std::size_t draws = f.draws.chains.empty() ? 0 : f.draws.chains.front().draws();
  for (const auto& c : f.draws.chains) draws = std::min(draws, c.draws());
  std::string cost = "compile " + seconds(f.seconds.compile) + ", warmup " + seconds(f.seconds.warmup) + ", sampling " +
                     seconds(f.seconds.sampling) + ", answers " + seconds(f.seconds.answers);
  const std::string run = std::to_string(chains) + (chains == 1 ? " chain of " : " chains of ") + std::to_string(draws) + " draws";
  if (f.sound()) {
    std::string verdict = run + ", no divergences";
    if (!f.quantities.empty()) verdict += ", rhat <= " + report::format_rhat(f.max_rhat) + ", ess >= " + report::format_ess(f.min_ess_bulk);
    return "Sampling\n" + report::layout_entries({{"sound", verdict}, {seconds(f.seconds.total) + " s", cost}});
  }
  std::string text = "! Sampling: DO NOT TRUST these draws yet\n";
  std::vector<report::Entry> entries;
  if (f.interrupted)
    entries.push_back({"stopped", "interrupted: " + run + " were kept of " + std::to_string(r.sampler.draws) +
                                      " asked for. Run it to the end before believing it"});
  if (f.divergences > 0) {
    const double share = 100.0 * static_cast<double>(f.divergences) / static_cast<double>(std::max<std::size_t>(1, chains * draws));
    entries.push_back(
        {"divergences", std::to_string(f.divergences) + " of " + std::to_string(chains * draws) + " draws diverged (" +
                            report::fixed(share, 1) +
                            " %): the sampler cannot enter part of the posterior, so the answers may be biased and too narrow"});
    entries.push_back({"try first", "--target-accept 0.98          (slower, same model)"});
    if (const auto then = centring_advice(r); !then.empty()) entries.push_back({"then", then});
  }
  std::vector<const Quantity*> worst;
  for (const auto& q : f.quantities)
    if (q.summary.rhat >= 1.01 || q.summary.ess_bulk <= 100.0 * static_cast<double>(chains)) worst.push_back(&q);
  std::ranges::sort(worst, {}, [](const Quantity* q) { return -q->summary.rhat; });
  if (!worst.empty()) {
    const auto& q = *worst.front();
    entries.push_back(
        {"not mixed",
         std::to_string(worst.size()) + " of " + std::to_string(f.quantities.size()) + " numbers; worst: " + q.shown + ", ess " +
             report::format_ess(q.summary.ess_bulk) + ", rhat " + report::format_rhat(q.summary.rhat) +
             ". Chains disagree or move slowly: more draws, --warmup 2000 --draws 2000, or a model that the data can tell apart"});
  }
  for (std::size_t c = 0; c < f.bfmi.size(); ++c)
    if (f.bfmi[c] < 0.2)
      entries.push_back({"e-bfmi", "chain " + std::to_string(c + 1) + ": " + report::fixed(f.bfmi[c], 2) +
                                       ", the tails are explored slowly: heavy tails or a funnel; try a tighter prior"});
  if (f.depth_hits > 0)
    entries.push_back({"depth", std::to_string(f.depth_hits) + " draws reached the longest trajectory: slow, not wrong; --max-depth 12"});
  entries.push_back({seconds(f.seconds.total) + " s", cost});
  return text + report::layout_entries(entries);
}

}  // namespace

std::vector<std::pair<std::string, std::string>> causal_edges(const Plan& plan) {
  const auto& model = *plan.bound.model;
  const auto is_node = [&](VariableId id) {
    const auto& v = model[id];
    return !v.dims.empty() && (v.kind == VariableKind::Data || plan.bound.is_observed(id) || plan.bound.preimage_of(id) ||
                               std::ranges::count(plan.bound.unmeasured, id));
  };
  std::vector<std::pair<std::string, std::string>> edges;
  const std::function<void(VariableId, VariableId, std::set<VariableId>&)> upstream = [&](VariableId to, VariableId at,
                                                                                          std::set<VariableId>& seen) {
    for (VariableId cause : model[at].causes) {
      if (!seen.insert(cause).second) continue;
      if (is_node(cause) && cause != to) edges.emplace_back(model[cause].name, model[to].name);
      else if (model[cause].kind == VariableKind::Deterministic) upstream(to, cause, seen);
    }
  };
  for (VariableId id : model.order) {
    if (!is_node(id) || model[id].kind == VariableKind::Data) continue;
    std::set<VariableId> seen;
    upstream(id, id, seen);
  }
  return edges;
}

std::string overlap_text(const Overlap& o) { return overlap(o); }
std::string what_if_text(const RunReport& r) { return what_if(r); }
std::string queries_text(const RunReport& r) { return queries(r); }
std::string parameters_text(const RunReport& r) { return parameters(r); }
std::string sampling_text(const RunReport& r) { return sampling(r); }

std::string text(const RunReport& r) {
  std::string out = heading(r) + data_block(r) + "\n";
  if (!r.fit.sound()) out += sampling(r) + "\n";
  out += can_the_data_answer(r);
  if (r.answers) out += what_if(r) + "\n";
  if (!r.queries.empty()) out += queries(r) + "\n";
  for (const auto& warning : {prior_power(r), sign_flips(r)})
    if (!warning.empty()) out += warning + "\n";
  if (const auto table = parameters(r); !table.empty()) out += table + "\n";
  if (r.fit.sound()) out += sampling(r);
  else out.pop_back();
  return out;
}

}  // namespace scmc::cli
