/// Where spaces stand between the tokens of a statement, as the printer of trees puts them.
#pragma once
#include "compiler/parse/outline.h"

namespace scmc::parse {

/// Fills in `has_space` of the pieces of one statement.
void set_spaces(std::vector<Piece>& pieces);

}  // namespace scmc::parse
