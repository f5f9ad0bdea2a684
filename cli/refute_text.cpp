#include <algorithm>
#include <cmath>

#include "cli/refute.h"
#include "compiler/ast/print.h"
#include "compiler/causal/further_cause.h"
#include "runtime/report/layout.h"
#include "runtime/report/number.h"
#include "runtime/report/text.h"

namespace scmc::cli {
namespace {

using report::Align;
using report::TableRow;

const Checked& model_of(const Refutation& r) { return *r.subject.model; }
const std::string& treatment(const Refutation& r) { return model_of(r)[r.subject.treatment].name; }
const std::string& outcome(const Refutation& r) { return model_of(r)[r.subject.outcome].name; }
std::string two(double x) { return report::fixed(x, 2); }
std::string per_cent(double share) { return report::fixed(100 * share, share < 0.1 ? 1 : 0) + " %"; }

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

std::string heading(const Refutation& r, const CommonOptions& common) {
  std::string text = common.model + " with " + listed(file_names(r.bound.files));
  for (std::size_t i = 0; i < r.units.size(); ++i) {
    const auto n = r.bound.axes[index(r.units[i])].size;
    text += (i == 0 ? ": " : " x ") + std::to_string(n) + " " + model_of(r)[r.units[i]].name + (n == 1 ? "" : "s");
  }
  return text + "\n" + report::layout_entries({{"query", r.subject.name + " = " + ast::print(r.subject.value)}}) + "\n";
}

std::string verdict(const Refutation& r) {
  const auto failed = r.count(Finding::Fails), run = r.checks.size() - r.count(Finding::NotRun);
  const auto of = std::to_string(run) + " check" + (run == 1 ? "" : "s");
  std::string text = failed > 0 ? "! " : "";
  text += "Does the answer survive?  it ";
  if (failed == 0) return text + "survives " + std::to_string(run) + " of " + of + "\n";
  std::vector<std::string> names;
  for (const auto& check : r.checks)
    if (check.finding == Finding::Fails) names.push_back(check.name);
  return text + "fails " + std::to_string(failed) + " of " + of + ": " + listed(names) + "\n";
}

std::string word(const RefutationCheck& check) {
  switch (check.finding) {
    case Finding::Passes: return "passes";
    case Finding::Fails: return "FAILS";
    case Finding::NotRun: return "not run";
  }
  return "";
}

std::string table(const Refutation& r) {
  std::vector<report::Estimate> estimates = {estimate(r.original.answer)};
  for (const auto& check : r.checks)
    if (check.pooled) estimates.push_back(estimate(check.pooled->answer));
  const auto cells = report::format(estimates);
  auto columns = report::estimate_columns();
  columns.push_back({.heading = "", .align = Align::Left});
  std::vector<TableRow> rows = {{.cells = {"as fitted", cells[0].mean, cells[0].sd, cells[0].interval}, .warning = !r.original.sound}};
  for (std::size_t i = 0, next = 1; i < r.checks.size(); ++i) {
    const auto& check = r.checks[i];
    if (!check.pooled) {
      rows.push_back({.cells = {check.name, "", "", "", word(check)}});
      continue;
    }
    const auto& c = cells[next++];
    rows.push_back({.cells = {check.name, c.mean, c.sd, c.interval, word(check)}, .warning = check.finding == Finding::Fails});
  }
  return report::layout_table(columns, rows);
}

std::string explained(const Refutation& r) {
  std::vector<report::Entry> entries;
  const auto first_word = [](const std::string& name) { return name.substr(0, name.find(' ')); };
  for (const auto& check : r.checks) {
    const bool fails = check.finding == Finding::Fails;
    entries.push_back({first_word(check.name), check.did + (fails ? ". " + check.meaning : ""), fails});
  }
  const auto& hdi = r.original.answer.summary.hdi;
  if (hdi.lower <= r.subject.null && r.subject.null <= hdi.upper)
    entries.push_back({"note", "the interval of the answer holds " + report::fixed(r.subject.null, 0) +
                                   " as it is: what survives is that no effect is shown"});
  const auto is_loose = [](const RefutationCheck& c) { return c.pooled && !c.pooled->sound; };
  if (!r.original.sound || std::ranges::any_of(r.checks, is_loose))
    entries.push_back({"sampling", "some of the fits have not mixed: `scmc run` says why; --target-accept 0.98, --warmup 2000 or --draws 2000 may help", true});
  return report::layout_entries(entries);
}

/// Of additive noise e with sd s, the cause adds k s u: a share k^2 / (1 + k^2) of what varies.
std::string share_text(const Refutation& r, const std::string& name, double k) {
  if (!has_additive_noise(model_of(r), *model_of(r).find(name))) return "";
  return ". Of what its known causes leave of " + name + " it would be " + per_cent(k * k / (1 + k * k));
}

std::string tipping(const Refutation& r, const RefuteOptions& options) {
  const auto& scan = *r.scan;
  const std::string null = report::fixed(r.subject.null, 0);
  if (!scan.tipping) return "no cause of up to " + two(scan.points.back().strength) + " in both lets the interval hold " + null;
  if (*scan.tipping == 0) return "none is needed: the interval holds " + null + " without a hidden cause";
  const double k = *scan.tipping;
  return two(k) + ": a hidden cause that strong in " + options.confounded[0] + " and " + options.confounded[1] +
         (scan.raises ? "" : ", with opposite signs,") + " and the interval holds " + null + share_text(r, options.confounded[1], k);
}

std::string scan_text(const Refutation& r, const RefuteOptions& options) {
  if (!r.scan) return "";
  std::string text = "\nHow strong a hidden cause?  of " + options.confounded[0] + " and " + options.confounded[1] +
                     (r.scan->raises ? ", moving both to the same side" : ", moving them to opposite sides") + "\n";
  std::vector<report::Estimate> estimates;
  for (const auto& point : r.scan->points) estimates.push_back(estimate(point.refit.answer));
  const auto cells = report::format(estimates);
  auto columns = report::estimate_columns();
  columns.front().heading = "strength";
  columns.push_back({.heading = "", .align = Align::Left});
  std::vector<TableRow> rows;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto& hdi = r.scan->points[i].refit.answer.summary.hdi;
    const bool held = hdi.lower <= r.subject.null && r.subject.null <= hdi.upper;
    rows.push_back({.cells = {two(r.scan->points[i].strength), cells[i].mean, cells[i].sd, cells[i].interval,
                              held ? "holds " + report::fixed(r.subject.null, 0) : ""},
                    .warning = !r.scan->points[i].refit.sound});
  }
  text += report::layout_table(columns, rows);
  return text + report::layout_entries({{"tips at", tipping(r, options)},
                                        {"strength", "what one sd of the cause moves: standard deviations of additive noise, logits of a probability, logarithms of a rate"}});
}

std::string formulas(const Refutation& r) {
  std::vector<report::Entry> entries;
  if (r.e_value) {
    const auto& e = *r.e_value;
    entries.push_back({"e-value", two(e.e_value) + ", of the interval " + two(e.e_value_of_limit) + ": the risk ratio of " +
                                      (e.approximate ? "about " : "") + two(e.risk_ratio) + " (" + two(e.interval.lower) + " .. " +
                                      two(e.interval.upper) + ") is explained away by a confounder with this risk ratio to both " +
                                      treatment(r) + " and " + outcome(r)});
  }
  if (r.omitted) {
    const auto& o = *r.omitted;
    entries.push_back({"robustness", per_cent(o.robustness) + ", of the interval " + per_cent(o.robustness_of_interval) +
                                         ": a confounder with this share of what is left of both brings the answer to 0 (t = " + two(o.t) +
                                         " with " + report::fixed(o.degrees_of_freedom, 0) + " degrees of freedom, as in a linear regression)"});
    std::string bounds;
    for (const auto& [share, answer] : o.bounds)
      bounds += (bounds.empty() ? "" : ", ") + report::fixed(100 * share, 0) + " %: " + report::format({answer, 0}, r.original.answer.summary.sd * 10);
    entries.push_back({"bounds", "the answer beside a confounder with these shares in both: " + bounds});
  }
  return entries.empty() ? "" : "\nHow strong, by formulas?\n" + report::layout_entries(entries);
}

}  // namespace

std::string refutation_text(const Refutation& r, const RefuteOptions& options, const CommonOptions& common) {
  return heading(r, common) + verdict(r) + table(r) + "\n" + explained(r) + scan_text(r, options) + formulas(r);
}

}  // namespace scmc::cli
