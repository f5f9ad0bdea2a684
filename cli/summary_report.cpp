/// The summary of a fit as text and as JSON.
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/summary.h"
#include "runtime/report/layout.h"
#include "runtime/report/text.h"

namespace scmc::cli {
namespace {

using Json = nlohmann::ordered_json;

report::Estimate estimate(const diagnose::Summary& s, double interval) {
  auto e = report::with_normal_errors({.mean = s.mean, .sd = s.sd, .low = s.hdi.lower, .high = s.hdi.upper, .ess = s.ess_bulk}, interval);
  e.mean.mcse = s.mcse_mean, e.sd.mcse = s.mcse_sd;
  return e;
}

/// One digit: it says which digit of the mean is in doubt.
std::string error_text(double mcse) {
  if (!(mcse > 0) || !std::isfinite(mcse)) return "-";
  return report::fixed(mcse, report::supported_decimals(mcse) + 1);
}

std::string percent(double share) {
  const double percent = 100 * share;
  return report::fixed(percent, std::abs(percent - std::round(percent)) < 1e-9 ? 0 : 1);
}

std::string table(const FitSummary& s) {
  auto columns = report::estimate_columns();
  columns.back().heading = percent(s.interval) + " % HDI";
  for (const char* heading : {"mcse", "ess", "tail", "rhat"}) columns.push_back({.heading = heading, .gap = 2});
  std::vector<report::Estimate> estimates;
  for (const auto& row : s.rows) estimates.push_back(estimate(row.summary, s.interval));
  const auto cells = report::format(estimates);
  std::vector<report::TableRow> rows;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto& q = s.rows[i].summary;
    const bool is_bad = q.rhat >= 1.01 || q.ess_bulk <= 100.0 * static_cast<double>(s.sampler.chains);
    rows.push_back({.cells = {s.rows[i].shown, cells[i].mean, cells[i].sd, cells[i].interval, error_text(q.mcse_mean),
                              report::format_ess(q.ess_bulk), report::format_ess(q.ess_tail), report::format_rhat(q.rhat)},
                    .warning = is_bad});
  }
  return report::layout_table(columns, rows);
}

/// NaN does not count.
template <class Member>
std::vector<double> known(const FitSummary& s, Member member) {
  std::vector<double> values;
  for (const auto& row : s.rows)
    if (!std::isnan(row.summary.*member)) values.push_back(row.summary.*member);
  return values;
}

std::string run_text(const SamplerStats& sampler) {
  return std::to_string(sampler.chains) + (sampler.chains == 1 ? " chain of " : " chains of ") + std::to_string(sampler.draws) + " draws";
}

std::string sound_text(const FitSummary& s) {
  std::string text = run_text(s.sampler) + (s.sampler.divergences ? ", no divergences" : "");
  if (const auto rhat = known(s, &diagnose::Summary::rhat); !rhat.empty())
    text += ", rhat <= " + report::format_rhat(std::ranges::max(rhat));
  if (const auto ess = known(s, &diagnose::Summary::ess_bulk); !ess.empty())
    text += ", ess >= " + report::format_ess(std::ranges::min(ess));
  return text;
}

std::vector<report::Entry> complaints(const FitSummary& s) {
  std::vector<report::Entry> entries;
  const auto& sampler = s.sampler;
  if (sampler.interrupted)
    entries.push_back({"stopped", "interrupted: only " + run_text(sampler) + " were kept. Run it to the end before believing it"});
  if (const auto diverged = sampler.divergences.value_or(0)) {
    const auto all = static_cast<double>(std::max<std::size_t>(1, sampler.chains * sampler.draws));
    entries.push_back({"divergences", std::to_string(diverged) + " of " + report::fixed(all, 0) + " draws diverged (" +
                                          report::fixed(100.0 * static_cast<double>(diverged) / all, 1) +
                                          " %): the sampler cannot enter part of the posterior, so the numbers may be biased and too "
                                          "narrow. Fit again with --target-accept 0.98"});
  }
  if (const auto worst = s.badly_mixed(); !worst.empty())
    entries.push_back(
        {"not mixed",
         std::to_string(worst.size()) + " of " + std::to_string(s.rows.size()) + " numbers; worst: " + worst.front()->shown + ", ess " +
             report::format_ess(worst.front()->summary.ess_bulk) + ", rhat " + report::format_rhat(worst.front()->summary.rhat) +
             ". Chains disagree or move slowly: more draws, --warmup 2000 --draws 2000, or a model that the data can tell apart"});
  for (std::size_t c = 0; c < sampler.bfmi.size(); ++c)
    if (sampler.bfmi[c] < 0.2)
      entries.push_back({"e-bfmi", "chain " + std::to_string(c + 1) + ": " + report::fixed(sampler.bfmi[c], 2) +
                                       ", the tails are explored slowly: heavy tails or a funnel; try a tighter prior"});
  return entries;
}

std::string verdict(const FitSummary& s) {
  const bool is_sound = s.sound();
  auto entries = is_sound ? std::vector<report::Entry>{{"sound", sound_text(s)}} : complaints(s);
  if (const auto hits = s.sampler.depth_hits.value_or(0))
    entries.push_back({"depth", std::to_string(hits) + " draws reached the longest trajectory: slow, not wrong; --max-depth 12"});
  return (is_sound ? "Sampling\n" : "! Sampling: DO NOT TRUST these draws yet\n") + report::layout_entries(entries);
}

/// JSON has no NaN: what is not a number is null.
Json number(double x) { return std::isfinite(x) ? Json(x) : Json(nullptr); }

Json row_json(const diagnose::Summary& s) {
  return {{"mean", number(s.mean)},
          {"sd", number(s.sd)},
          {"median", number(s.median)},
          {"hdi", Json::array({number(s.hdi.lower), number(s.hdi.upper)})},
          {"mcse_mean", number(s.mcse_mean)},
          {"mcse_sd", number(s.mcse_sd)},
          {"ess_bulk", number(s.ess_bulk)},
          {"ess_tail", number(s.ess_tail)},
          {"rhat", number(s.rhat)}};
}

Json drawn_json(const Replicates& r) {
  return {{"mean", number(r.mean)},
          {"sd", number(r.sd)},
          {"median", number(r.median.value)},
          {"interval", Json::array({number(r.low.value), number(r.high.value)})}};
}

Json checks_json(const Checks& checks) {
  Json list = Json::array();
  for (const auto& s : checks.statistics)
    list.push_back({{"variable", s.variable.empty() ? Json(nullptr) : Json(s.variable)},
                    {"statistic", s.name},
                    {"observed", number(s.observed)},
                    {"drawn", drawn_json(s.replicated)},
                    {"p_above", s.p_above},
                    {"p_below", s.p_below},
                    {"draws", s.draws},
                    {"extreme", s.is_extreme()}});
  return list;
}

Json fit_json(const FitSummary& s) {
  Json bfmi = Json::array(), variables = Json::object();
  for (double e : s.sampler.bfmi) bfmi.push_back(number(e));
  for (const auto& row : s.rows) variables[row.name] = row_json(row.summary);
  const auto maybe = [](const auto& count) { return count ? Json(*count) : Json(nullptr); };
  Json result = {{"fit", s.title},
                 {"chains", s.sampler.chains},
                 {"draws", s.sampler.draws},
                 {"interval", s.interval},
                 {"variables", variables},
                 {"diagnostics",
                  {{"divergences", maybe(s.sampler.divergences)},
                   {"depth_hits", maybe(s.sampler.depth_hits)},
                   {"bfmi", bfmi},
                   {"interrupted", s.sampler.interrupted},
                   {"ok", s.sound()}}}};
  for (const auto& checks : s.checks)
    result[checks.from == DrawnFrom::Prior ? "prior_predictive" : "posterior_predictive"] = checks_json(checks);
  return result;
}

}  // namespace

std::string summary_text(const FitSummary& s) {
  const std::string heading = s.title + (s.origin.empty() ? "" : ": " + s.origin) + "\n\n";
  const std::string rows = s.rows.empty() ? "" : "Parameters\n" + table(s) + "\n";
  std::string checks;
  for (const auto& check : s.checks) checks += "\n" + checks_text(check);
  return heading + (s.sound() ? rows + verdict(s) : verdict(s) + (rows.empty() ? "" : "\n" + rows.substr(0, rows.size() - 1))) + checks;
}

std::string summary_json(const std::vector<FitSummary>& summaries) {
  Json all = Json::array();
  for (const auto& s : summaries) all.push_back(fit_json(s));
  return (all.size() == 1 ? all.front() : all).dump(2) + "\n";
}

}  // namespace scmc::cli
