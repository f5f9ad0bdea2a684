/// Structural equality of nodes, for sharing: what a node computes, not where it was written.
#pragma once
#include "compiler/ir/graph.h"

namespace scmc::ir {

std::size_t hash_of(const Node& node);

/// Constants are equal if their bits are: -0 is not 0, and a NaN equals itself.
bool same(const Node& a, const Node& b);

}  // namespace scmc::ir
