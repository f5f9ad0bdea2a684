#include "compiler/source/diagnostic.h"
namespace scmc {
const std::vector<CatalogueEntry>& catalogue() { static const std::vector<CatalogueEntry> e; return e; }
const CatalogueEntry* find_in_catalogue(std::string_view) { return nullptr; }
}
