#include "cli/statistics.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "runtime/diagnose/sample.h"

namespace scmc::cli {
namespace {

using Values = std::span<const double>;

double share_of(Values values, double what) {
  return static_cast<double>(std::ranges::count(values, what)) / static_cast<double>(values.size());
}

bool is_binary(Values values) {
  return std::ranges::all_of(values, [](double x) { return x == 0 || x == 1; });
}

std::vector<double> measured(const BoundColumn& column) {
  std::vector<double> values;
  std::ranges::copy_if(column.values, std::back_inserter(values), [](double x) { return !std::isnan(x); });
  return values;
}

std::vector<TestStatistic> shares(const Axis& axis) {
  constexpr std::int64_t most = 12;
  std::vector<TestStatistic> result;
  for (std::int64_t i = 0; i < std::min(axis.size, most); ++i) {
    const auto name = axis.labels.empty() ? std::to_string(axis.first + i) : axis.labels[static_cast<std::size_t>(i)];
    result.push_back({"share of " + name, [i](Values values) { return share_of(values, static_cast<double>(i)); }});
  }
  return result;
}

}  // namespace

double lag_one(Values values) {
  const double centre = diagnose::mean(values);
  double products = 0, squares = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    squares += (values[i] - centre) * (values[i] - centre);
    if (i > 0) products += (values[i - 1] - centre) * (values[i] - centre);
  }
  return products / squares;
}

bool is_time(const Checked& model, DimId dim) {
  static const std::set<std::string> words = {"second", "minute", "hour", "day",  "week", "month", "quarter",
                                              "season", "year",   "time", "date", "t",    "step"};
  return words.contains(model[dim].name) ||
         std::ranges::any_of(model.variables, [&](const Variable& v) { return v.recurrent && v.dims == std::vector{dim}; });
}

std::vector<TestStatistic> test_statistics(const Bound& bound, VariableId id) {
  const auto& v = (*bound.model)[id];
  if (v.type.kind == ScalarKind::Index) return shares(bound.axes[index(*v.type.carries)]);
  const auto values = measured(*bound.columns[index(id)]);
  const bool is_count = v.type.kind != ScalarKind::Real;
  std::vector<TestStatistic> result = {{"mean", [](Values x) { return diagnose::mean(x); }}};
  const bool has_spread = values.size() > 1 && !(is_count && is_binary(values));
  if (has_spread) {
    result.push_back({"sd", [](Values x) { return diagnose::standard_deviation(x); }});
    result.push_back({"min", [](Values x) { return std::ranges::min(x); }});
    result.push_back({"max", [](Values x) { return std::ranges::max(x); }});
    if (is_count) result.push_back({"zeros", [](Values x) { return share_of(x, 0); }});
  }
  const bool is_series = v.dims.size() == 1 && values.size() > 3 && is_time(*bound.model, v.dims.front());
  if (is_series) result.push_back({"lag 1", lag_one});
  return result;
}

}  // namespace scmc::cli
