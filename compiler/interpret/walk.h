/// Walks over the cells of a loop, keeping the offset of each array that is read or written.
#pragma once
#include <algorithm>
#include <cstdint>
#include <numeric>
#include <optional>
#include <vector>

#include "compiler/ir/graph.h"

namespace scmc::ir {

/// One position of a dim.
struct Slice {
  DimId dim;
  std::int64_t position;
};

/// A row-major loop over `dims`, or over a slice of them. An array that lacks one of them is seen as broadcast along it; along dims that
/// only an array has, the walk stays at position 0.
class Walk {
 public:
  Walk(const std::vector<std::int64_t>& sizes, const Dims& dims, const std::vector<Dims>& arrays, std::optional<Slice> slice = {}) {
    for (auto dim : dims) {
      const bool fixed = slice && slice->dim == dim;
      first_.push_back(fixed ? slice->position : 0);
      end_.push_back(fixed ? slice->position + 1 : sizes[index(dim)]);
      done_ = done_ || sizes[index(dim)] == 0;
    }
    position_ = first_;
    for (const auto& array : arrays) {
      strides_.push_back(strides(sizes, dims, array));
      offsets_.push_back(std::inner_product(first_.begin(), first_.end(), strides_.back().begin(), std::int64_t(0)));
    }
  }

  bool done() const { return done_; }
  std::size_t offset(std::size_t array) const { return static_cast<std::size_t>(offsets_[array]); }
  const std::vector<std::int64_t>& position() const { return position_; }

  void next() {
    for (std::size_t d = end_.size(); d-- > 0;) {
      const bool wraps = position_[d] + 1 == end_[d];
      for (std::size_t a = 0; a < offsets_.size(); ++a) offsets_[a] += (wraps ? first_[d] - position_[d] : 1) * strides_[a][d];
      position_[d] = wraps ? first_[d] : position_[d] + 1;
      if (!wraps) return;
    }
    done_ = true;
  }

 private:
  static std::vector<std::int64_t> strides(const std::vector<std::int64_t>& sizes, const Dims& dims, const Dims& array) {
    std::vector<std::int64_t> result(dims.size(), 0);
    std::int64_t stride = 1;
    for (std::size_t i = array.size(); i-- > 0;) {
      const auto place = std::ranges::lower_bound(dims, array[i]);
      if (place != dims.end() && *place == array[i]) result[static_cast<std::size_t>(place - dims.begin())] = stride;
      stride *= sizes[index(array[i])];
    }
    return result;
  }

  std::vector<std::int64_t> first_, end_, position_, offsets_;
  std::vector<std::vector<std::int64_t>> strides_;
  bool done_ = false;
};

/// The position that an index means: within [0, size), a NaN is 0.
inline std::int64_t clamped(double index, std::int64_t size) {
  if (!(index > 0)) return 0;
  return index >= static_cast<double>(size) ? size - 1 : static_cast<std::int64_t>(index);
}

}  // namespace scmc::ir
