/// partition: splits a program into what runs once for each data set and what runs with every evaluation.
#pragma once
#include <vector>

#include "compiler/ir/graph.h"

namespace scmc::ir {

/// Where an input of `evaluate` comes from: an input of the original graph, or an output of `prepare`.
struct Source {
  enum Kind { Original, Prepared } kind;
  std::size_t number;
};

struct Partitioned {
  Graph prepare;                ///< inputs: the Data inputs that it reads; outputs: "prepared0", ...
  std::vector<InputId> data;    ///< by input of `prepare`: the input of the original graph
  Graph evaluate;               ///< the Parameter inputs in order, the Data inputs it still reads, the Prepared inputs
  std::vector<Source> sources;  ///< by input of `evaluate`
};

Partitioned partition(const Graph& graph);

}  // namespace scmc::ir
