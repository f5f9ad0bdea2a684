/// What a mechanism names, how far back, and whether of its own unit.
#pragma once
#include <compare>
#include <set>
#include <string>

#include "compiler/check/checked.h"

namespace scmc {

/// A variable that a mechanism names.
struct Mention {
  VariableId cause;
  std::string lag = {};            ///< `week - 1` where an earlier position is read; empty: the same moment
  bool noise = false;              ///< its noise, not its value
  bool as_index = false;           ///< it only says which element of another variable is read
  std::set<DimId> elsewhere = {};  ///< dimensions along which other elements than the mechanism's own are read, or many
  auto operator<=>(const Mention&) const = default;
};

std::set<Mention> mentions(const Checked& model, const Variable& variable);

}  // namespace scmc
