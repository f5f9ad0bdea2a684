/// Predictive checks as text: what is fine in one line, what is not with what it means and what to try.
#include <algorithm>
#include <cmath>

#include "cli/checks.h"
#include "compiler/source/display.h"
#include "runtime/report/layout.h"
#include "runtime/report/text.h"

namespace scmc::cli {
namespace {

using report::Align;

std::string percent(double share) {
  const double percent = 100 * share;
  return report::fixed(percent, std::abs(percent - std::round(percent)) < 1e-9 ? 0 : 1);
}

std::string full_name(const Statistic& s) { return s.variable.empty() ? s.name : s.variable + "  " + s.name; }

double spread(const Statistic& s) { return (s.replicated.high.value - s.replicated.low.value) / 4; }

/// One of the data themselves, which has no decimals.
bool is_integer(const Statistic& s) { return s.is_discrete && (s.name == "min" || s.name == "max"); }

/// Where all draws are alike the value is exact.
report::Number known(const Statistic& s, report::Number number) {
  const double mcse = std::isnan(number.mcse) ? 0 : number.mcse;
  return {number.value, is_integer(s) ? std::max(mcse, 1.0) : mcse};
}

report::Estimate estimate(const Statistic& s) {
  const auto& r = s.replicated;
  return {.mean = known(s, r.median), .sd = {spread(s), 0}, .low = known(s, r.low), .high = known(s, r.high)};
}

/// The observed value is exact: with the digits that the replicates give sense to, or as many as tell what it is.
std::string observed(const Statistic& s) {
  const double own = std::abs(s.observed);
  if (is_integer(s)) return report::fixed(s.observed, 0);
  return report::format({s.observed, 0}, own > 0 && !(spread(s) > 0 && spread(s) < own) ? own : spread(s));
}

std::string table(const Checks& checks) {
  std::vector<report::Estimate> estimates;
  for (const auto& s : checks.statistics) estimates.push_back(estimate(s));
  const auto cells = report::format(estimates);
  std::vector<report::TableRow> rows;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto& s = checks.statistics[i];
    const double error = std::sqrt(s.p_above * (1 - s.p_above) / std::max(1.0, static_cast<double>(s.draws)));
    rows.push_back({.cells = {full_name(s), observed(s), cells[i].mean, cells[i].interval,
                              report::format_probability({s.p_above, std::max(error, 1e-4)})},
                    .warning = s.is_extreme()});
  }
  return report::layout_table({{"", Align::Left},
                               {"observed", Align::Decimal},
                               {"median", Align::Decimal},
                               {percent(checks.interval) + " % drawn", Align::Interval},
                               {"P(drawn >= observed)"}},
                              rows);
}

/// What it may mean that the data have more, or less, of a statistic than what is drawn, and what to try.
struct Advice {
  const char* statistic;  ///< empty: any
  enum Side { More, Less, Either } side;
  enum Data { Counts, Any } data;
  const char *why, *remedy;
};

/// The first that applies; the last one always does.
const std::vector<Advice>& advices() {
  using enum Advice::Side;
  using enum Advice::Data;
  static const std::vector<Advice> all = {
      {"sd", More, Counts, "counts spread more than the distribution lets them",
       "NegativeBinomialMean in place of Poisson, BetaBinomial in place of Binomial, or an effect of each unit"},
      {"sd", More, Any, "the data spread more than the model lets them",
       "a scale that depends on what differs between units, or a missing cause"},
      {"sd", Less, Any, "the data spread less than the model says",
       "a tighter prior of the scale, or units that are not independent of each other"},
      {"zeros", More, Any, "there are more zeros than the distribution gives", "a zero-inflated distribution, or NegativeBinomialMean"},
      {"zeros", Less, Any, "there are fewer zeros than the distribution gives", "a truncated distribution, or a hurdle"},
      {"max", More, Any, "the largest value is beyond what the distribution reaches",
       "heavier tails: StudentT, LogNormal, NegativeBinomialMean; or look whether it is a mistake in the data"},
      {"min", Less, Any, "the smallest value is beyond what the distribution reaches",
       "heavier tails: StudentT; or look whether it is a mistake in the data"},
      {"max", Less, Any, "the data end earlier than the distribution does", "a distribution with bounds, or with lighter tails"},
      {"min", More, Any, "the data end earlier than the distribution does", "a distribution with bounds, or with lighter tails"},
      {"lag 1", More, Any, "neighbours in time are more alike than the model says",
       "let the mechanism read the position before, or add a trend or a season"},
      {"lag 1", Less, Any, "neighbours in time are less alike than the model says",
       "let the mechanism read the position before, or add a season"},
      {"", Either, Any, "the data lie elsewhere than the model puts them", "the prior of its level, the link, or a missing cause"}};
  return all;
}

const Advice& advice(const Checks& checks, const Statistic& s) {
  static const Advice of_prior = {"", Advice::Either, Advice::Any, "the data lie where the prior hardly looks",
                                  "wider priors, or look at the units of measurement"};
  if (checks.from == DrawnFrom::Prior) return of_prior;
  return *std::ranges::find_if(advices(), [&](const Advice& a) {
    const bool same_side = a.side == Advice::Either || (a.side == Advice::More) == s.is_above();
    return (a.statistic == s.name || !*a.statistic) && same_side && (a.data == Advice::Any || s.is_discrete);
  });
}

std::string complaint(const Checks& checks) {
  std::vector<report::Entry> entries;
  for (const auto& s : checks.statistics) {
    if (!s.is_extreme()) continue;
    const double share = std::min(s.p_above, s.p_below);
    const std::string how_many =
        share == 0 ? "none of the data sets drawn is" : report::fixed(100 * share, 1) + " % of the data sets drawn are";
    entries.push_back({"what", s.name + (s.variable.empty() ? "" : " of " + s.variable) + " is " + observed(s) + ": " + how_many + " as " +
                                   (s.is_above() ? "high" : "low")});
    const auto& meaning = advice(checks, s);
    entries.push_back({"why", meaning.why});
    entries.push_back({"try", meaning.remedy});
  }
  const std::string who = checks.from == DrawnFrom::Prior ? "The prior" : "The fitted model";
  return "! " + who + " does not draw data like these\n" + report::layout_entries(entries);
}

}  // namespace

std::string checks_text(const Checks& checks) {
  const bool is_prior = checks.from == DrawnFrom::Prior;
  std::string text = is_prior ? "Prior predictive check    the data beside data that the prior draws\n"
                              : "Posterior predictive check    the data beside data that the fitted model draws\n";
  if (checks.statistics.empty()) return text + report::layout_entries({{"", "nothing was measured"}});
  text += table(checks);
  const auto extreme = std::ranges::count_if(checks.statistics, [](const auto& s) { return s.is_extreme(); });
  if (extreme > 0) return text + "\n" + complaint(checks);
  return text + report::layout_entries(
                    {{"fine", std::string(is_prior ? "the prior lets the data be like these" : "the model draws data like these") +
                                  ", as far as " + counted(checks.statistics.size(), "statistic") +
                                  (checks.statistics.size() == 1 ? " tells" : " tell")}});
}

}  // namespace scmc::cli
