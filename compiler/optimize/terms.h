/// Sums taken apart: a row's value as a sum of products of what varies along the summed dims and what does not.
#pragma once
#include <vector>

#include "compiler/ir/expression.h"

namespace scmc::ir {

/// number * scale * rest, where `scale` lacks all dims that are summed over.
struct Term {
  double number;
  Expression scale, rest;
};

/// The terms of a row, in order; their sum is the row up to rounding.
std::vector<Term> terms_of(Expression row, const Dims& over);

}  // namespace scmc::ir
