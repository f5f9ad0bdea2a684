/// Every code that scmc can print, with its explanation: the compiler's, the command line's own, the data readers'.
#pragma once
#include <vector>

#include "compiler/source/diagnostic.h"

namespace scmc::cli {

/// In the order of the codes.
std::vector<CatalogueEntry> all_explanations();

}  // namespace scmc::cli
