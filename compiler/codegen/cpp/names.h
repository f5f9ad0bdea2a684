/// How what a nest speaks of is called in C++ text.
#pragma once
#include <string>
#include <vector>

#include "compiler/schedule/nest.h"

namespace scmc::codegen {

struct Names {
  std::vector<std::string> sizes, positions;  ///< by DimId
  std::vector<std::string> buffers;           ///< by StorageId: a pointer, or the place of a number
  std::vector<std::string> totals;            ///< by AccumulatorId: a pointer where it keeps dims
  std::vector<bool> is_number;                ///< by StorageId: its buffer is the number itself

  const std::string& size(ir::DimId dim) const { return sizes[index(dim)]; }
  const std::string& position(ir::DimId dim) const { return positions[index(dim)]; }
  const std::string& buffer(schedule::StorageId id) const { return buffers[index(id)]; }
  const std::string& buffer(schedule::AccumulatorId id) const { return totals[index(id)]; }

  /// The row-major offset of positions, given as text, in an array.
  std::string offset(const ir::Dims& dims, const std::vector<std::string>& positions) const;
  /// Their number: `1`, `size_day`, `size_a * size_b`.
  std::string cells(const ir::Dims& dims) const;
};

/// Of kernels: all of it ends in a number, so that no two are the same and none is a keyword.
Names numbered_names(const schedule::Nest& nest);

/// Letters, digits and underscores, not beginning with a digit.
std::string identifier(const std::string& name);

/// With a point or an exponent, to 17 digits.
std::string number_text(double value);

}  // namespace scmc::codegen
