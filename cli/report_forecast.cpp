#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/forecast.h"
#include "compiler/source/display.h"
#include "runtime/report/layout.h"
#include "runtime/report/number.h"

namespace scmc::cli {
namespace {

using Json = nlohmann::ordered_json;

std::string label(const Axis& axis, std::int64_t position) {
  return axis.labels.empty() ? std::to_string(axis.first + position) : axis.labels[static_cast<std::size_t>(position)];
}


const Axis& whole_axis(const Forecast& f) { return f.horizon.whole.bound.axes[index(f.horizon.along)]; }
const std::string& dimension(const Forecast& f) { return (*f.horizon.past.bound.model)[f.horizon.along].name; }

std::string new_positions(const Forecast& f) {
  const auto& axis = whole_axis(f);
  const auto first = label(axis, f.horizon.known), last = label(axis, axis.size - 1);
  return first == last ? first : first + " .. " + last;
}

struct Line {
  std::string name;
  const Quantity* quantity;
  const Continuation* contrast = nullptr;
};

std::string table(const std::vector<Line>& lines) {
  auto columns = report::estimate_columns();
  columns.push_back(report::probability_column());
  std::vector<report::Estimate> estimates;
  for (const auto& line : lines) estimates.push_back(estimate(*line.quantity));
  const auto cells = report::format(estimates);
  std::vector<report::TableRow> rows;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    report::TableRow row{.cells = {lines[i].name, cells[i].mean, cells[i].sd, cells[i].interval}};
    if (const auto* c = lines[i].contrast) {
      const double error = std::sqrt(c->p_positive * (1 - c->p_positive) / std::max(1.0, c->mean.summary.ess_bulk));
      row.cells.push_back(report::format_probability({c->p_positive, std::max(error, 1e-4)}));
    }
    rows.push_back(std::move(row));
  }
  if (std::ranges::none_of(lines, [](const Line& line) { return line.contrast; })) columns.pop_back();
  return report::layout_table(columns, rows);
}

Json number(double x) { return std::isfinite(x) ? Json(x) : Json(nullptr); }

Json summary(const Quantity& q) {
  return {{"mean", number(q.summary.mean)},
          {"sd", number(q.summary.sd)},
          {"hdi94", {number(q.summary.hdi.lower), number(q.summary.hdi.upper)}},
          {"mcse", number(q.summary.mcse_mean)}};
}

Json summary(const Continuation& c) {
  Json out = summary(c.mean);
  for (const auto& element : c.elements) out["elements"][element.name] = summary(element);
  return out;
}

}  // namespace

std::string text(const ForecastReport& r) {
  constexpr std::size_t longest = 30;
  const auto& f = r.forecast;
  const auto& model = *f.horizon.past.bound.model;
  const auto& axis = whole_axis(f);
  std::string out = r.origin.model + ": " + counted(static_cast<std::size_t>(f.horizon.known), dimension(f)) + ", and " +
                    std::to_string(axis.size - f.horizon.known) + " more of " + r.plan + ": " + new_positions(f) + "\n\n";
  if (!r.fit.sound()) out += "! The draws must not be trusted yet: `scmc predict` without `--data` says why.\n\n";
  out += "Forecast\n";
  for (VariableId sink : f.sinks) {
    std::vector<Line> lines;
    const bool alone = f.contrasts.empty();
    for (const auto* list : {&f.levels, &f.contrasts})
      for (const auto& c : *list) {
        if (c.variable != sink) continue;
        if (alone && c.elements.size() <= longest)
          for (const auto& element : c.elements) lines.push_back({element.name, &element});
        const std::string name = c.baseline.empty() ? c.scenario : c.scenario + " minus " + c.baseline;
        lines.push_back({alone ? "mean, " + name : name, &c.mean, c.baseline.empty() ? nullptr : &c});
      }
    out += "  " + model[sink].name + (alone ? "" : ", mean over what is new") + "\n" + table(lines);
  }
  return out;
}

std::string json(const ForecastReport& r) {
  const auto& f = r.forecast;
  const auto& model = *f.horizon.past.bound.model;
  const auto& axis = whole_axis(f);
  Json labels = Json::array();
  for (std::int64_t i = f.horizon.known; i < axis.size; ++i)
    labels.push_back(axis.labels.empty() ? Json(axis.first + i) : Json(label(axis, i)));
  Json out = {{"model", r.origin.model},    {"plan", r.plan},     {"dimension", dimension(f)},
              {"fitted", f.horizon.known},  {"new", labels},      {"scenarios", Json::object()},
              {"contrasts", Json::array()}, {"ok", r.fit.sound()}};
  for (const auto& c : f.levels) out["scenarios"][c.scenario][model[c.variable].name] = summary(c);
  for (const auto& c : f.contrasts) {
    Json contrast = {{"of", model[c.variable].name}, {"between", {c.scenario, c.baseline}}, {"p_positive", c.p_positive}};
    contrast.update(summary(c));
    out["contrasts"].push_back(std::move(contrast));
  }
  return out.dump(2) + "\n";
}

}  // namespace scmc::cli
