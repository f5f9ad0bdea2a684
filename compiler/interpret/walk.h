/// Walks over the cells of a loop, keeping the offset of each array that is read or written.
#pragma once
#include <cstdint>
#include <vector>

#include "compiler/ir/graph.h"

namespace scmc::ir {

/// A row-major loop over `dims`. An array over a subset of them is seen as broadcast: it does not move along the others.
class Walk {
 public:
  Walk(const std::vector<std::int64_t>& sizes, const Dims& dims, const std::vector<Dims>& arrays) : offsets_(arrays.size(), 0) {
    for (auto dim : dims) extents_.push_back(sizes[index(dim)]);
    for (auto extent : extents_) done_ = done_ || extent == 0;
    position_.assign(dims.size(), 0);
    for (const auto& array : arrays) strides_.push_back(strides(sizes, dims, array));
  }

  bool done() const { return done_; }
  std::size_t offset(std::size_t array) const { return static_cast<std::size_t>(offsets_[array]); }
  const std::vector<std::int64_t>& position() const { return position_; }

  void next() {
    for (std::size_t d = extents_.size(); d-- > 0;) {
      const bool wraps = position_[d] + 1 == extents_[d];
      for (std::size_t a = 0; a < offsets_.size(); ++a) offsets_[a] += (wraps ? -position_[d] : 1) * strides_[a][d];
      position_[d] = wraps ? 0 : position_[d] + 1;
      if (!wraps) return;
    }
    done_ = true;
  }

 private:
  static std::vector<std::int64_t> strides(const std::vector<std::int64_t>& sizes, const Dims& dims, const Dims& array) {
    std::vector<std::int64_t> result(dims.size(), 0);
    std::int64_t stride = 1;
    for (std::size_t d = dims.size(); d-- > 0;) {
      if (!contains(array, dims[d])) continue;
      result[d] = stride;
      stride *= sizes[index(dims[d])];
    }
    return result;
  }

  std::vector<std::int64_t> extents_, position_, offsets_;
  std::vector<std::vector<std::int64_t>> strides_;
  bool done_ = false;
};

/// The position that an index means: within [0, size), a NaN is 0.
inline std::int64_t clamped(double index, std::int64_t size) {
  if (!(index > 0)) return 0;
  return index >= static_cast<double>(size) ? size - 1 : static_cast<std::int64_t>(index);
}

}  // namespace scmc::ir
