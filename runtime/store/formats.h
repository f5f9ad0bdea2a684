/// Fits as text: each format in a file of its own.
#pragma once
#include <string>
#include <vector>

#include "runtime/store/inference.h"

namespace scmc::store {

/// A row a draw, a column a number: `chain`, `draw`, `divergent`, then the posterior.
std::string to_csv(const Inference& inference);

/// Of one chain, from 0, as CmdStan writes it: what the sampler says of each draw, then the posterior, then `log_lik`.
/// [Stan Development Team, CmdStan User's Guide, Stan CSV files]
std::string to_cmdstan(const Inference& inference, std::size_t chain);

/// The arguments of `arviz.from_dict`, as JSON; what is not finite as Python writes it: NaN, Infinity.
std::string to_json(const Inference& inference);

}  // namespace scmc::store
