/// One chain: its start, its warmup, its draws.
#pragma once
#include <variant>

#include "runtime/sample/run.h"

namespace scmc::sample {

/// A point from which chain `number` can start, or why there is none.
using Start = std::vector<double>;
std::variant<Start, NoStart> find_start(const scmc_model& model, const Options& options, int number);

Chain run_chain(const scmc_model& model, const Options& options, int number, const Start& start);

}  // namespace scmc::sample
