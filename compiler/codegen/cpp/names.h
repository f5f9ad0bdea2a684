/// How what a nest speaks of is called in C++ text.
#pragma once
#include <string>

#include "compiler/schedule/nest.h"

namespace scmc::codegen {

class Names {
 public:
  explicit Names(const schedule::Nest& nest) : nest_(nest) {}

  std::string size(ir::DimId dim) const;
  std::string position(ir::DimId dim) const;
  std::string value(ir::NodeId id) const;  ///< of a node that has a variable
  std::string buffer(schedule::StorageId id) const;
  std::string buffer(schedule::AccumulatorId id) const;

  /// The row-major offset of positions, given as text, in an array.
  std::string offset(const ir::Dims& dims, const std::vector<std::string>& positions) const;
  std::string cells(const ir::Dims& dims) const;

 private:
  const schedule::Nest& nest_;
};

/// With a point or an exponent, to 17 digits.
std::string number_text(double value);

}  // namespace scmc::codegen
