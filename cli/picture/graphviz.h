/// Layout and drawing by Graphviz's C library, which is loaded when it is first asked for: no other command pays for it.
#pragma once
#include <string>

#include "runtime/data/problem.h"

namespace scmc::cli {

struct Libraries {
  const char* context = "libgvc.so.6";
  const char* graph = "libcgraph.so.6";
};

/// Formats are known by the endings of file names: svg, png, pdf.
bool is_drawn_by_graphviz(const std::string& format);

/// The content of a file in this format, from text in the language of Graphviz. A problem where the library is not installed, or cannot
/// draw.
data::Outcome<std::string> draw_with_graphviz(const std::string& dot, const std::string& format, const Libraries& libraries = {});

}  // namespace scmc::cli
