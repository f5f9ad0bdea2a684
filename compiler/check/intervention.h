/// What a `do` on the command line or in a question means, once its names are resolved.
#pragma once
#include <string>
#include <variant>
#include <vector>

#include "compiler/check/checked.h"

namespace scmc {

/// Elements of a variable are set to a value (which may name the variable itself: its natural value), or drawn from a distribution.
struct Intervention {
  VariableId target;
  TermPtr mask;  ///< 1 on the elements that are set; null: all
  std::variant<TermPtr, Instance> value;
  Span span;
};

struct Scenario {
  std::string name;  ///< as printed: `z = 1`
  std::vector<Intervention> interventions;
};

std::optional<Intervention> check_intervention(const Checked& model, const ast::Assignment& assignment, Diagnostics& diagnostics);

}  // namespace scmc
