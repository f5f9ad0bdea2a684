/// Estimands made short enough to read. [TK17], with the chain rule and the independencies that the graph implies.
#pragma once
#include "compiler/identify/estimand.h"

namespace scmc::identify {

/// The same value under every positive distribution that agrees with the graph, over which the estimand's probabilities are.
EstimandPtr simplify(const EstimandPtr& estimand, const Admg& graph);

}  // namespace scmc::identify
