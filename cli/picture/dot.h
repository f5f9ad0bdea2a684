/// A picture as text in the language of Graphviz.
#pragma once
#include <string>

#include "compiler/causal/picture.h"

namespace scmc::cli {

struct DotOptions {
  std::string title = {};
  int dots_per_inch = 0;  ///< of formats made of dots; 0: Graphviz's own
};

/// Measured nodes are grey, unmeasured ones white, inputs boxes, computed ones dashed; what is set has a double, angular border, and stands
/// beside its natural value where that is kept. Shapes and strokes alone tell all of this apart: colours only repeat it.
std::string dot(const Picture& picture, const DotOptions& options = {});

}  // namespace scmc::cli
