/// Graph -> Nest: which nodes share a loop, what is stored, what is recomputed.
///
/// Needs: a verified graph. Keeps: the value of every output, up to the order of sums.
/// Method: the nodes that remain to be computed inside the loops opened so far are given levels. A node without further dims is
/// straight-line code; one with further dims goes into a loop over the last (longest) of them, shared by all nodes of the same level. An
/// edge raises the level if it needs a loop's complete result: a sum over it, a gather from it, a scatter into it. Everything else is local
/// to the position, so the value and the gradient of a row come in one pass. The body of each loop is scheduled in the same way. What two
/// loops need is computed twice if it is cheap, else stored. Nothing that only one loop needs is stored. Example: for z = X beta, sum(f(z))
/// and its gradient, one loop over rows holds a loop over k for the row of X beta, f and f', and a loop over k that accumulates the
/// gradient; neither X * beta nor z is an array.
#pragma once
#include "compiler/schedule/nest.h"

namespace scmc::schedule {

Nest schedule(ir::Graph graph);

}  // namespace scmc::schedule
