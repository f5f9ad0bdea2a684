/// What would happen: the generate programs, lowered from the un-observed model.
#pragma once
#include <vector>

#include "compiler/lower/touch.h"

namespace scmc {

/// One world of a question, in the terms of a draw of the posterior: for each reported variable the mean over its elements, a scalar
/// output. Where a variable has a closed-form expectation given its causes, that stands in place of a noisy draw of it. Scenarios that
/// differ only in constants share a program; their constants are Data inputs.
struct WorldProgram {
  Program program;
  std::vector<std::size_t> scenarios;       ///< indices of those that share it
  std::vector<ir::InputId> constants;       ///< the inputs that hold what the scenario sets
  std::vector<std::vector<double>> values;  ///< of the constants, by scenario; those of the first stand in the program's data

  /// What the program's inputs hold in the scenario `scenarios[number]`.
  void set(std::size_t number) {
    for (std::size_t c = 0; c < constants.size(); ++c) program.data[ir::index(constants[c])] = {values[number][c]};
  }
};

struct Worlds {
  std::vector<WorldProgram> programs;
  std::vector<VariableId> reported;  ///< the outputs of each program: every variable with a touched element, in causal order
  Reach reach;
};

Worlds lower_worlds(const Plan& plan, const std::vector<Scenario>& scenarios, Diagnostics& diagnostics);
/// The same worlds with every element as it is drawn, in place of means: outputs dense over their dims in the IR's order.
Worlds lower_world_elements(const Plan& plan, const std::vector<Scenario>& scenarios, Diagnostics& diagnostics);

/// A draw from the model itself: every random variable from its mechanism with fresh noise, under one scenario (which may be empty).
/// Outputs: all variables, dense over their dims in the IR's order.
struct SimulateProgram {
  Program program;
  std::vector<VariableId> variables;
};
SimulateProgram lower_simulate(const Plan& plan, const Scenario& scenario, Diagnostics& diagnostics);

/// A plan in which nothing is sampled: every random variable is drawn from its mechanism.
Plan plan_simulation(Bound bound, Diagnostics& diagnostics);

}  // namespace scmc
