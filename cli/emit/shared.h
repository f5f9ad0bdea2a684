/// An emission as a shared library with BridgeStan's C interface, by the system's C++ compiler.
#pragma once
#include <string>

#include "cli/emit/header.h"

namespace scmc::cli {

struct SharedOptions {
  std::string compiler = {};  ///< empty: $CXX, or c++
  std::string flags = "-O3 -march=native";
};

/// Refuses where there is no compiler, no runtime, or nowhere to write.
void write_shared(Session& session, const std::string& name, const EmittedText& text, const std::string& output,
                  const SharedOptions& options);

}  // namespace scmc::cli
