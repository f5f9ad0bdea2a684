/// Which elements a mechanism reads: of which variable, how many positions earlier, under which label.
#pragma once
#include <compare>
#include <optional>
#include <string>
#include <vector>

#include "compiler/check/checked.h"

namespace scmc {

/// The dimensions whose elements are told apart: one along which mechanisms look back, and one whose labels are asked about.
struct ToldApart {
  std::optional<DimId> time = {}, labels = {};
};

/// A position along the time dimension, seen from the element that reads.
struct Moment {
  enum class Kind {
    At,       ///< `lag` positions earlier
    Earlier,  ///< there and at all positions before
    Any,      ///< at positions that the text does not say, or at all of them
  } kind = Kind::At;
  int lag = 0;
  auto operator<=>(const Moment&) const = default;
};

struct Read {
  VariableId variable;
  Moment moment;
  std::optional<std::string> label;  ///< none: of every label, or the variable has none
  bool noise = false;                ///< not its value: what its mechanism adds to its causes
};

/// What the element of a variable under `label` (if it has the dimension of labels) reads, where it is not a base case of a recurrence.
std::vector<Read> reads_of(const Checked& model, const Variable& variable, const ToldApart& apart, const std::optional<std::string>& label);

bool has_dim(const Checked& model, const Variable& variable, DimId dim);

}  // namespace scmc
