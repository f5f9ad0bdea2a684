/// Every code with its explanation, in the order of the codes.
///
/// Lines that begin with `wrong:` and `right:` are models (or parts of one), indented lines below continue them; the tests run them. A line
/// `--do '...'` or `--observe ...` below a model is what is asked of it.
#include "compiler/source/catalogue.h"

#include <algorithm>

namespace scmc {
namespace {

std::vector<CatalogueEntry> all() {
  std::vector<CatalogueEntry> entries;
  for (const auto part : {catalogues::of_parse, catalogues::of_check, catalogues::of_bind, catalogues::of_lower, catalogues::of_causal,
                          catalogues::of_identify})
    std::ranges::move(part(), std::back_inserter(entries));
  return entries;
}

}  // namespace

const std::vector<CatalogueEntry>& catalogue() {
  static const std::vector<CatalogueEntry> entries = all();
  return entries;
}

const CatalogueEntry* find_in_catalogue(std::string_view code) {
  const auto found = std::ranges::find(catalogue(), code, &CatalogueEntry::code);
  return found == catalogue().end() ? nullptr : &*found;
}

}  // namespace scmc
