/// The draws of an array as columns of a table: one for each of its elements.
#pragma once
#include <string>
#include <vector>

#include "runtime/store/inference.h"

namespace scmc::store {

/// Numbers of an array, as numbers; no texts.
double number(const Values& values, std::size_t i);

/// An array over chains and draws. Element `cell` at draw `draw` of all chains is `number(values, draw * cells + cell)`.
class Columns {
 public:
  Columns(const Group& group, const Array& array);

  std::size_t cells() const { return cells_; }
  double value(std::size_t draw, std::size_t cell) const { return number(array_->values, draw * cells_ + cell); }
  /// By dimension, from 0.
  std::vector<std::size_t> place(std::size_t cell) const;
  /// `theta[2,1]`: positions as the model counts them, of labels their numbers; some cells only have their own names.
  std::string name(std::size_t cell) const;
  /// `theta[north,1]`: by labels.
  std::string shown(std::size_t cell) const;
  /// `theta.2.1`: positions from 1.
  std::string dotted_name(std::size_t cell) const;

 private:
  std::string position(std::size_t dim, std::size_t at) const;
  std::string label(std::size_t dim, std::size_t at) const;
  std::string in_brackets(std::size_t cell, std::string (Columns::*position)(std::size_t, std::size_t) const) const;

  const Group* group_;
  const Array* array_;
  std::vector<std::string> dims_;
  std::vector<std::size_t> sizes_;
  std::size_t cells_ = 1;
};

/// Without those of coordinates.
std::vector<const Array*> arrays_over_draws(const Group& group);

/// In files that name an array once for all groups: `y_missing` where it runs over some cells only, else its own name.
std::string plain_name(const Array& array);

std::size_t chains(const Inference& inference);
std::size_t draws(const Inference& inference);  ///< of each chain

}  // namespace scmc::store
