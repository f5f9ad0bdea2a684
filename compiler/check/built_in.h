/// Functions that no text of the library defines.
#pragma once
#include <string>
#include <vector>

namespace scmc {

/// Reductions, primitives and kernels, by the names that a model may call them by.
std::vector<std::string> built_in_functions();

}  // namespace scmc
