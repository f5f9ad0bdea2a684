/// Differential equations of a model: the right-hand side as a list of scalar operations, with its derivatives.
#pragma once
#include <map>

#include "compiler/bind/bind.h"
#include "compiler/ir/graph.h"
#include "runtime/math/ode.h"

namespace scmc {

/// An equation that is solved by the runtime, and the dimensions of what goes there and comes back.
struct PlannedEquation {
  math::OdeProgram program;
  TermPtr times = {};
  DimId over = {};             ///< of the times
  ir::DimId columns = {};  ///< of the solution: for each state its value and its derivatives
  ir::DimId numbers = {};  ///< of the encoded program

  std::int64_t width() const { return program.states + program.parameters; }
  std::int64_t column_count() const { return program.states * (1 + width()); }
};

/// All equations of a model whose sizes are known. Reports a right-hand side that is more than functions, sums and choices.
std::map<const Equation*, PlannedEquation> plan_equations(const Bound& bound, Diagnostics& diagnostics);

}  // namespace scmc
