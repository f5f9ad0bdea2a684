/// Which elements an intervention reaches.
#pragma once
#include <vector>

#include "compiler/check/intervention.h"
#include "compiler/lower/lower.h"

namespace scmc {

/// A set of elements of one variable.
struct ElementSet {
  enum class Extent { None, Some, All } extent = Extent::None;
  std::vector<double> mask = {};  ///< 0 or 1 in the IR's order, where Some
};

/// By VariableId. `set`: elements that some scenario sets. `touched`: strict descendants of what any scenario sets; they are recomputed in
/// every world of the question, also where nothing is set there. A set element's natural value is touched only if another intervention
/// reaches it.
struct Reach {
  std::vector<ElementSet> set, touched;
};

/// `renewed`: variables that are drawn anew whatever is set, and so are touched with all that follows from them.
Reach find_reach(const Plan& plan, const std::vector<Scenario>& scenarios, Diagnostics& diagnostics,
                 const std::vector<VariableId>& renewed = {});

}  // namespace scmc
