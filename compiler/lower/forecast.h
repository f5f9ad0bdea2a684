/// What comes after the fitted positions of a dimension. The fit is the past: data stay data, latents their posterior draws. Behind it
/// every variable follows from its own mechanism with fresh noise, and reads the past where it reads earlier positions.
#pragma once
#include "compiler/bind/extend.h"
#include "compiler/lower/worlds.h"

namespace scmc {

/// Two plans of one model: that of the fit, and one in which the dimension has further positions. They share slots, and all dimensions of
/// the IR but the one that grew.
struct Horizon {
  Plan past, whole;
  DimId along = {};
  std::int64_t known = 0;
  ir::DimId fresh = {};  ///< the new positions by themselves
};

Horizon horizon(const Plan& past, Extended extended);

struct ForecastProgram {
  Program program;  ///< for each reported variable its new elements, over its dims with `fresh` in place of the one that grew
  std::vector<VariableId> reported;  ///< all that is computed at new positions, in causal order
};

/// Interventions on what runs along the dimension set its new positions only. What does not run along it is as in the fit, unless some
/// scenario of `all` reaches it.
ForecastProgram lower_forecast(const Horizon& horizon, const Scenario& scenario, const std::vector<Scenario>& all,
                               Diagnostics& diagnostics);

/// Computed variables that read all positions at once: they are not what they were in the fit.
std::vector<VariableId> moved_by_length(const Horizon& horizon);

}  // namespace scmc
