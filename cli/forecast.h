/// Forecasts: what a fit says of positions that come after its data.
#pragma once
#include <string>
#include <vector>

#include "cli/answering.h"
#include "compiler/lower/forecast.h"

namespace scmc::cli {

/// The new elements of one variable under one scenario, or their difference to the same under the first.
struct Continuation {
  VariableId variable = {};
  std::string scenario;
  std::string baseline;  ///< empty unless a contrast
  Quantity mean;         ///< over the new elements, draw by draw
  double p_positive = 0;
  std::vector<Quantity> elements;  ///< in declared order
};

struct Forecast {
  Horizon horizon;
  std::vector<Continuation> levels, contrasts;
  std::vector<VariableId> sinks;  ///< variables that no other continued one descends from
};

Forecast forecast(Session& session, const Fit& fit, const data::Table& plan, const std::vector<Scenario>& scenarios, std::uint64_t seed);

struct ForecastReport {
  const Origin& origin;
  const Fit& fit;
  const Forecast& forecast;
  std::string plan;  ///< the name of its file
};
std::string text(const ForecastReport& report);
std::string json(const ForecastReport& report);

}  // namespace scmc::cli
