/// The body of a nest as C++ statements, whatever function they stand in.
#pragma once
#include <functional>
#include <string>

#include "compiler/codegen/cpp/names.h"

namespace scmc::codegen {

struct StatementStyle {
  int depth = 1;         ///< of the first line
  bool inlines = false;  ///< what is read once, where it is defined, stands where it is read
  /// The line of the source that a span lies in, for a comment; empty: none.
  std::function<std::string(const Span&)> origin = {};
};

std::string print_statements(const schedule::Nest& nest, const Names& names, const StatementStyle& style = {});

}  // namespace scmc::codegen
