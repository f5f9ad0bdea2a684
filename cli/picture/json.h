/// A picture as JSON: nodes, edges and plates by name, for other programs to draw or to search.
#pragma once
#include <string>

#include "compiler/causal/picture.h"

namespace scmc::cli {

std::string json(const Picture& picture);

}  // namespace scmc::cli
