/// The table of passes.
#include "compiler/optimize/passes.h"

namespace scmc::ir {

std::span<const Pass> passes() {
  static constexpr Pass table[] = {
      {"share", "the lowering writes what it means, again and again; later passes look for single nodes", share},
      {"simplify", "quotients become products and logarithms vanish, which the passes on sums rely on", simplify},
      {"factor", "what does not vary leaves the sums, before it is decided what depends on data only", factor},
      {"collect", "sums of affine rows and their squares become statistics of the data, once scales are out of the way", collect},
      {"sweep", "what the others left behind", sweep},
  };
  return table;
}

}  // namespace scmc::ir
