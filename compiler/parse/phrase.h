/// A statement as a document: where its line may be broken, and what is broken first.
#pragma once
#include "compiler/parse/outline.h"

namespace scmc::parse {

/// Without its body; `padding` more spaces stand before its `~` or `=`.
Doc phrase(const Entry& entry, int padding);

/// The place of its `~` or `=`; the number of its pieces where it has none.
std::size_t definition(const Entry& entry);

}  // namespace scmc::parse
