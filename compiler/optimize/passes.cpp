/// The table of passes.
#include "compiler/optimize/passes.h"

namespace scmc::ir {

std::span<const Pass> passes() {
  static constexpr Pass table[] = {
      {"share", "the lowering writes what it means, again and again; later passes look for single nodes", share},
      {"sweep", "what the others left behind", sweep},
  };
  return table;
}

}  // namespace scmc::ir
