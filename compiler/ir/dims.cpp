/// Sets of dimensions as sorted lists.
#include <algorithm>
#include <iterator>

#include "compiler/ir/graph.h"

namespace scmc::ir {

Dims unite(const Dims& a, const Dims& b) {
  Dims all;
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(all));
  return all;
}

Dims without(const Dims& a, const Dims& b) {
  Dims rest;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(rest));
  return rest;
}

bool contains(const Dims& dims, DimId dim) { return std::binary_search(dims.begin(), dims.end(), dim); }

}  // namespace scmc::ir
