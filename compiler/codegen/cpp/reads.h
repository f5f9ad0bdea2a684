/// How often the text of a list of statements speaks of each value.
#pragma once
#include <set>
#include <vector>

#include "compiler/schedule/nest.h"

namespace scmc::codegen {

struct Reads {
  std::set<ir::NodeId> once;   ///< in the list that defines it, and in no loop within, which would compute it anew at every position
  std::set<ir::NodeId> never;  ///< it was defined for what is computed otherwise
};

/// Of what the list defines; of anything else, what is known `outside`.
Reads find_reads(const schedule::Nest& nest, const std::vector<schedule::Statement>& list, Reads outside);

}  // namespace scmc::codegen
