/// What a measured value of a computed variable says of the random variable that it is computed from.
///
/// `log_earnings = log(earnings)` gives each value; `time = min(t, followup)` gives it where it is below the bound, and else that it is
/// above. The first adds the density of the value times the slope of the inverse, the second the probability of the interval.
#pragma once
#include <functional>
#include <variant>

#include "compiler/check/checked.h"

namespace scmc {

struct Preimage {
  VariableId measured, latent;
  TermPtr is_point = {};      ///< where the value is known; null: everywhere
  TermPtr point = {};         ///< the value there
  TermPtr log_slope = {};     ///< log|d point / d measured|; null: 0
  TermPtr lower = {}, upper = {};  ///< elsewhere: lower < value <= upper (of counts exactly so); null where it is known everywhere
  TermPtr is_possible = {};   ///< 0 where the computed variable can never have this value; null: 1
};

/// Why a computed variable cannot be observed.
struct NotInvertible {
  Span where;
  std::string why;  ///< as in "..., but <why>"
};

/// `is_measured` tells of every other variable. The computed variable must depend on one random variable of the same element that is not
/// measured, by functions that are monotone, or minimum, maximum, rounding or a comparison.
std::variant<Preimage, NotInvertible> preimage(const Checked& model, VariableId computed, const std::function<bool(VariableId)>& is_measured);

}  // namespace scmc
