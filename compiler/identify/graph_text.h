/// Graphs as text: `a -> b; a <-> b; latent: u, v`.
#pragma once
#include <optional>

#include "compiler/identify/admg.h"
#include "compiler/source/diagnostic.h"
#include "compiler/source/source.h"

namespace scmc::identify {

/// Edges may be chained, `a -> b <- c`; a name alone is a vertex. Reports what cannot be read, circles, and graphs that are too large.
std::optional<Dag> parse_graph(const Sources& sources, FileId file, Diagnostics& diagnostics);

}  // namespace scmc::identify
