/// Nest -> C++17 text: scalar loops to be read, compiled anywhere, and linked with the runtime alone.
#pragma once
#include <string>
#include <string_view>

#include "compiler/schedule/nest.h"

namespace scmc::codegen {

/// Includes and helpers: once a file, before the kernels.
std::string cpp_preamble();

/// One extern "C" function, a schedule::Kernel for one lane.
std::string print_cpp(const schedule::Nest& nest, std::string_view name);

}  // namespace scmc::codegen
