/// Evaluates a graph as its header defines it: node by node, whole arrays, nothing fused. The oracle of the code generators.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/ir/graph.h"

namespace scmc::ir {

/// Arrays are dense and row-major over their sorted dims.
using Array = std::vector<double>;

struct Inputs {
  std::vector<std::int64_t> sizes;  ///< by DimId
  std::vector<Array> values;        ///< by InputId
  std::uint64_t key0 = 0, key1 = 0;
};

/// The number of cells of an array.
std::size_t cells(const std::vector<std::int64_t>& sizes, const Dims& dims);

/// The value of every output.
std::vector<Array> interpret(const Graph& graph, const Inputs& inputs);

/// The value of every node, by NodeId.
std::vector<Array> interpret_all(const Graph& graph, const Inputs& inputs);

/// A cell of a node: the position along each of its dims.
struct Cell {
  NodeId node;
  std::vector<std::int64_t> position;
};

/// An index that lies outside of the array it reads or adds to, in a cell that influences an output.
struct OutOfRange {
  Cell at;  ///< of the gather, or of the values of the scatter
  DimId dim;
  double index = 0;
};
std::optional<OutOfRange> find_out_of_range(const Graph& graph, const Inputs& inputs);

/// The first node, in order, with a value that is not finite in a cell that influences an output, though all values it reads are.
std::optional<Cell> find_not_finite(const Graph& graph, const Inputs& inputs);

}  // namespace scmc::ir
