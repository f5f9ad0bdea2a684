/// The gradient of a scalar output as ordinary IR, by one reverse sweep.
#pragma once
#include <string>
#include <string_view>

#include "compiler/ir/graph.h"

namespace scmc::ir {

/// Adds the outputs "gradient.NAME", one for every Parameter input in order, over the dims of the input: d `output` / d input, zero where
/// it does not depend. The other outputs stay. Throws std::domain_error where a primitive on the way has no derivative.
Graph differentiate(const Graph& graph, std::string_view output);

std::string gradient_name(std::string_view input);

}  // namespace scmc::ir
