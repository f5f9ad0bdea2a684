/// What a mechanism reads, and how far back.
#pragma once
#include <compare>
#include <set>
#include <string>

#include "compiler/check/checked.h"

namespace scmc {

/// A variable that a mechanism names.
struct Read {
  VariableId cause;
  std::string lag = {};   ///< `week - 1` where an earlier position is read; empty: the same moment
  bool noise = false;     ///< its noise, not its value
  bool as_index = false;  ///< it only says which element of another variable is read
  auto operator<=>(const Read&) const = default;
};

std::set<Read> reads_with_lags(const Checked& model, const Variable& variable);

}  // namespace scmc
