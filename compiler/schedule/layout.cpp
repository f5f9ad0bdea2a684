/// Arithmetic of strides.
#include "compiler/schedule/layout.h"

namespace scmc::schedule {

Block Layout::array(const ir::Dims& dims) const {
  if (dims.empty()) return {};
  const std::int64_t row = sizes_[index(dims.back())];
  const std::int64_t padded = (row + lanes_ - 1) / lanes_ * lanes_;
  return {.rows = product({dims.begin(), dims.end() - 1}), .row = row, .stride = padded};
}

std::int64_t Layout::extent(const Storage& storage) const {
  return storage.lanes ? product(storage.dims) * lanes_ : array(storage.dims).extent();
}

std::int64_t Layout::extent(const Nest& nest, const Accumulator& accumulator) const {
  if (accumulator.kept.empty()) return 0;
  return product(accumulator.kept) * lanes_ * values_per_accumulator(monoid_of(nest, accumulator));
}

std::int64_t Layout::product(const ir::Dims& dims) const {
  std::int64_t cells = 1;
  for (auto dim : dims) cells *= sizes_[index(dim)];
  return cells;
}

ir::Monoid monoid_of(const Nest& nest, const Accumulator& accumulator) {
  return std::get<ir::Reduce>(nest.graph[accumulator.reduce].kind).monoid;
}

}  // namespace scmc::schedule
