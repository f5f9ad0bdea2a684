/// The parts of the catalogue: a file a stage.
#pragma once
#include <vector>

#include "compiler/source/diagnostic.h"

namespace scmc::catalogues {

std::vector<CatalogueEntry> of_parse();
std::vector<CatalogueEntry> of_check();
std::vector<CatalogueEntry> of_bind();
std::vector<CatalogueEntry> of_lower();
std::vector<CatalogueEntry> of_causal();
std::vector<CatalogueEntry> of_identify();

}  // namespace scmc::catalogues
