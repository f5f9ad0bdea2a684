/// A comparison as text and as JSON.
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/compare.h"
#include "compiler/source/display.h"
#include "runtime/report/layout.h"
#include "runtime/report/number.h"
#include "runtime/report/text.h"

namespace scmc::cli {
namespace {

using Json = nlohmann::ordered_json;
using report::Align;

/// Above, single terms of the sum are not to be relied on, or have no mean at all.  [Vehtari, Simpson, Gelman, Yao, Gabry 2024]
constexpr double good = 0.5, ok = 0.7, bad = 1;
constexpr double large_p = 0.4;  ///< of WAIC  [Vehtari, Gelman, Gabry 2017]
constexpr double telling = 4;    ///< smaller differences of elpd say nothing  [Sivula, Magnusson, Vehtari 2020]

std::string join(const std::vector<std::string>& parts) {
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

std::string counted_cells(std::size_t n) { return std::to_string(n) + (n == 1 ? " cell" : " cells"); }

std::string elpd_table(const Comparison& c) {
  const bool several = c.fits.size() > 1;
  std::vector<report::TableColumn> columns = {{"", Align::Left}, {"elpd", Align::Decimal}, {"se"}, {"p"}, {"looic", Align::Decimal}};
  if (several)
    for (const auto& column : std::vector<report::TableColumn>{{"difference", Align::Decimal}, {"se"}, {"weight"}})
      columns.push_back(column);
  std::vector<report::TableRow> rows;
  for (const auto& fit : c.fits) {
    const auto shown = [&](double value, double mcse, double spread) { return report::format({value, mcse}, spread); };
    const double se = fit.elpd.se;
    rows.push_back({.cells = {fit.fit, shown(fit.elpd.value, fit.mcse, se), shown(se, fit.mcse, se), shown(fit.p.value, fit.mcse, se),
                              shown(-2 * fit.elpd.value, 2 * fit.mcse, 2 * se)},
                    .warning = fit.above(ok) > 0});
    if (!several) continue;
    const double mcse = std::hypot(fit.mcse, c.fits.front().mcse);
    const bool is_best = &fit == &c.fits.front();
    rows.back().cells.push_back(is_best ? "-" : shown(fit.difference.value, mcse, fit.difference.se));
    rows.back().cells.push_back(is_best ? "-" : shown(fit.difference.se, mcse, fit.difference.se));
    rows.back().cells.push_back(report::fixed(fit.stacking, 2));
  }
  return "Leave one out    how well each cell is predicted from all others\n" + report::layout_table(columns, rows);
}

/// What the differences say.
std::vector<report::Entry> reading(const Comparison& c) {
  if (c.fits.size() < 2) return {};
  const auto& best = c.fits[0];
  std::vector<std::string> alike, open, worse;
  for (std::size_t f = 1; f < c.fits.size(); ++f) {
    const auto& d = c.fits[f].difference;
    (std::abs(d.value) < telling ? alike : std::abs(d.value) < 2 * d.se ? open : worse).push_back(c.fits[f].fit);
  }
  std::vector<report::Entry> entries;
  if (!alike.empty())
    entries.push_back({"alike", join(alike) + (alike.size() == 1 ? " predicts" : " predict") + " about as well as " + best.fit +
                                    ": differences below 4 say nothing"});
  if (!open.empty())
    entries.push_back({"undecided", best.fit + " may predict better than " + join(open) + ", by less than two standard errors"});
  if (!worse.empty())
    entries.push_back({"better", best.fit + " predicts better than " + join(worse) + ", by more than two standard errors"});
  if (c.cells.size() < 100 && (!open.empty() || !worse.empty()))
    entries.push_back({"few data", "of less than 100 cells standard errors are themselves uncertain, and too small"});
  return entries;
}

double largest_k(const Predictor& fit) {
  double k = -INFINITY;
  for (const auto& point : fit.left_out) k = std::max(k, point.pareto_k);
  return k;
}

/// The cells with the largest k.
std::string worst_cells(const Comparison& c, const Predictor& fit) {
  std::vector<std::size_t> order(c.cells.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::stable_sort(order, std::greater(), [&](std::size_t i) { return fit.left_out[i].pareto_k; });
  std::vector<std::string> names;
  for (std::size_t i : order)
    if (fit.left_out[i].pareto_k > ok && names.size() < 4) names.push_back(c.cells[i] + " " + report::fixed(fit.left_out[i].pareto_k, 2));
  const auto more = fit.above(ok) - names.size();
  return join(names) + (more > 0 ? " and " + std::to_string(more) + " more" : "");
}

std::string k_table(const Comparison& c) {
  std::vector<report::TableRow> rows;
  for (const auto& fit : c.fits) {
    const auto all = fit.left_out.size(), over_good = fit.above(good), over_ok = fit.above(ok), over_bad = fit.above(bad);
    const auto count = [](std::size_t n) { return std::to_string(n); };
    rows.push_back({.cells = {fit.fit, count(all - over_good), count(over_good - over_ok), count(over_ok - over_bad), count(over_bad),
                              report::fixed(largest_k(fit), 2)},
                    .warning = over_ok > 0});
  }
  return report::layout_table({{"", Align::Left}, {"good <= 0.5"}, {"ok <= 0.7"}, {"bad <= 1"}, {"very bad"}, {"largest"}}, rows);
}

std::string pareto_k(const Comparison& c) {
  double largest = -INFINITY;
  std::vector<report::Entry> entries;
  for (const auto& fit : c.fits) {
    largest = std::max(largest, largest_k(fit));
    if (fit.above(ok) > 0) entries.push_back({"where", (c.fits.size() > 1 ? fit.fit + ": " : "") + worst_cells(c, fit)});
  }
  if (largest <= good) return report::layout_entries({{"pareto k", "good: at most " + report::fixed(largest, 2) + " in all cells"}});
  if (entries.empty()) return "Pareto k\n" + k_table(c);
  entries.push_back(
      {"why", "without such a cell the posterior would be another one, and the draws at hand do not tell which: elpd is too high"});
  entries.push_back(
      {"try",
       "fit again without these cells and see, or a likelihood with heavier tails (StudentT, NegativeBinomial) if they are outliers"});
  return "! Pareto k: the elpd of marked fits is not to be relied on\n" + k_table(c) + report::layout_entries(entries);
}

std::string waic_table(const Comparison& c) {
  std::vector<report::TableRow> rows;
  for (const auto& fit : c.fits) {
    const auto& e = fit.elpd_waic;
    const auto large = std::ranges::count_if(fit.widely, [](const auto& point) { return point.p > large_p; });
    // It has about the Monte Carlo error of leave-one-out, which is known.
    const auto shown = [&](double value, double scale) { return report::format({value, scale * fit.mcse}, scale * e.se); };
    rows.push_back({.cells = {fit.fit, shown(e.value, 1), shown(e.se, 1), shown(fit.p_waic.value, 1), shown(-2 * e.value, 2)}});
    if (large > 0) rows.back().remark = "p above 0.4 in " + counted_cells(static_cast<std::size_t>(large)) + ": rely on leave-one-out";
  }
  return "WAIC\n" + report::layout_table({{"", Align::Left}, {"elpd", Align::Decimal}, {"se"}, {"p"}, {"waic", Align::Decimal}}, rows);
}

/// JSON has no NaN, nor infinity: what is not a number is null.
Json number(double x) { return std::isfinite(x) ? Json(x) : Json(nullptr); }

template <class Point>
Json pointwise(const std::vector<Point>& points, double Point::*member) {
  Json list = Json::array();
  for (const auto& point : points) list.push_back(number(point.*member));
  return list;
}

Json fit_json(const Predictor& fit) {
  using diagnose::LeftOut, diagnose::Widely;
  const auto count = [&](double k) { return fit.above(k); };
  return {{"fit", fit.fit},
          {"elpd_loo", number(fit.elpd.value)},
          {"se_elpd_loo", number(fit.elpd.se)},
          {"mcse_elpd_loo", number(fit.mcse)},
          {"p_loo", number(fit.p.value)},
          {"se_p_loo", number(fit.p.se)},
          {"looic", number(-2 * fit.elpd.value)},
          {"se_looic", number(2 * fit.elpd.se)},
          {"elpd_diff", number(fit.difference.value)},
          {"se_diff", number(fit.difference.se)},
          {"stacking_weight", number(fit.stacking)},
          {"pseudo_bma_weight", number(fit.pseudo_bma)},
          {"elpd_waic", number(fit.elpd_waic.value)},
          {"se_elpd_waic", number(fit.elpd_waic.se)},
          {"p_waic", number(fit.p_waic.value)},
          {"se_p_waic", number(fit.p_waic.se)},
          {"waic", number(-2 * fit.elpd_waic.value)},
          {"pareto_k",
           {{"good", fit.left_out.size() - count(good)},
            {"ok", count(good) - count(ok)},
            {"bad", count(ok) - count(bad)},
            {"very_bad", count(bad)}}},
          {"pointwise",
           {{"elpd_loo", pointwise(fit.left_out, &LeftOut::elpd)},
            {"p_loo", pointwise(fit.left_out, &LeftOut::p)},
            {"mcse_elpd_loo", pointwise(fit.left_out, &LeftOut::mcse)},
            {"pareto_k", pointwise(fit.left_out, &LeftOut::pareto_k)},
            {"r_eff", pointwise(fit.left_out, &LeftOut::relative_efficiency)},
            {"elpd_waic", pointwise(fit.widely, &Widely::elpd)},
            {"p_waic", pointwise(fit.widely, &Widely::p)}}}};
}

}  // namespace

std::string compare_text(const Comparison& c) {
  std::vector<report::Entry> entries = {{"measured", join(c.variables) + ": " + counted_cells(c.cells.size())}};
  for (const auto& fit : c.fits)
    if (!fit.origin.empty()) entries.push_back({fit.fit, fit.origin});
  std::string text = std::string(c.fits.size() > 1 ? "Which fit predicts better?" : "How well does the fit predict?") + "\n" +
                     report::layout_entries(entries) + "\n" + elpd_table(c);
  if (const auto read = reading(c); !read.empty()) text += report::layout_entries(read);
  const auto k = pareto_k(c);
  return text + (k.starts_with("  ") ? "" : "\n") + k + "\n" + waic_table(c);
}

std::string compare_json(const Comparison& c) {
  Json fits = Json::array();
  for (const auto& fit : c.fits) fits.push_back(fit_json(fit));
  return Json{{"variables", c.variables}, {"cells", c.cells}, {"fits", fits}}.dump(2) + "\n";
}

}  // namespace scmc::cli
