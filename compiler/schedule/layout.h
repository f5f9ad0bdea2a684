/// Where the cells of a nest's storages lie, for given sizes and number of lanes. Kernels compute the same from the sizes.
#pragma once
#include <cstdint>
#include <vector>

#include "compiler/schedule/nest.h"

namespace scmc::schedule {

/// A kernel's interface: a buffer per storage, then one per accumulator (null if it is one value); a size per dim; the key of the noise.
using Kernel = void (*)(double* const* buffers, const std::int64_t* sizes, const std::uint64_t* key);

/// Row-major: rows of `row` cells, each row starting `stride` after the one before.
struct Block {
  std::int64_t rows = 1, row = 1, stride = 1;
  std::int64_t cells() const { return rows * row; }  ///< without padding
  std::int64_t extent() const { return rows * stride; }
};

class Layout {
 public:
  Layout(std::vector<std::int64_t> sizes, std::int64_t lanes) : sizes_(std::move(sizes)), lanes_(lanes) {}

  const std::vector<std::int64_t>& sizes() const { return sizes_; }
  std::int64_t lanes() const { return lanes_; }

  /// An array with its last dim padded to whole packs.
  Block array(const ir::Dims& dims) const;

  /// Doubles to allocate.
  std::int64_t extent(const Storage& storage) const;
  std::int64_t extent(const Nest& nest, const Accumulator& accumulator) const;

 private:
  std::int64_t product(const ir::Dims& dims) const;
  std::vector<std::int64_t> sizes_;
  std::int64_t lanes_;
};

/// A log_sum_exp accumulates a maximum and, relative to it, a sum.
constexpr std::int64_t values_per_accumulator(ir::Monoid monoid) { return monoid == ir::Monoid::LogSumExp ? 2 : 1; }

/// The monoid of an accumulator's reduce.
ir::Monoid monoid_of(const Nest& nest, const Accumulator& accumulator);

}  // namespace scmc::schedule
