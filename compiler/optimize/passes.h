/// The passes: functions Graph -> Graph that keep what the outputs mean, and with them the gradients.
#pragma once
#include <span>
#include <string_view>

#include "compiler/ir/graph.h"

namespace scmc::ir {

Graph simplify(const Graph& graph);
Graph share(const Graph& graph);
Graph factor(const Graph& graph);
Graph collect(const Graph& graph);
Graph sweep(const Graph& graph);

struct Pass {
  std::string_view name;
  std::string_view why;  ///< and why it stands where it does
  Graph (*run)(const Graph&);
};

/// All passes, in the order in which they are run on a program.
std::span<const Pass> passes();

}  // namespace scmc::ir
