/// Which elements of a variable a `do` names, as far as its text tells without data.
#pragma once
#include <map>
#include <optional>
#include <string>

#include "compiler/check/checked.h"

namespace scmc {

/// A run of positions of one dimension. A bound that only data could tell is missing.
struct Stretch {
  std::optional<double> first = {}, last = {};
  std::string label = {};  ///< instead of bounds: one position, of a label that data will bring
};

/// By dimension; a dimension that is absent is named whole.
using Slice = std::map<DimId, Stretch>;

/// Reads the mask of an intervention; none names every element.
Slice slice_of(const Checked& model, const TermPtr& mask);

// Each is true where it is certain.
bool are_disjoint(const Slice& a, const Slice& b);
bool overlap(const Slice& a, const Slice& b);
bool covers(const Slice& outer, const Slice& inner);

/// Reports labels that the dimension lacks, positions outside of it, ranges that end before they begin, and positions that are no integers.
void check_positions(const Checked& model, const TermPtr& mask, Diagnostics& diagnostics);

/// The first and last position of a dimension, where the model itself says so.
std::optional<std::pair<double, double>> positions_of(const Checked& model, DimId dim);

/// Reports a label that the dimension lacks.
void check_label(const Checked& model, const LabelTerm& label, Span where, Diagnostics& diagnostics);

}  // namespace scmc
