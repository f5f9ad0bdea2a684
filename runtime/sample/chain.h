/// One chain: its start, its warmup, its draws.
#pragma once
#include <optional>
#include <variant>

#include "runtime/sample/run.h"

namespace scmc::sample {

/// A point from which chain `number` can start, or why there is none.
struct Start {
  std::vector<double> position;
  std::optional<double> log_density = {};  ///< as some transitions found it there
};
/// How much more log-density says that one region has hardly any mass beside another: volumes differ, by factors that grow with the
/// dimension.
double overwhelming(std::size_t dimension);
std::variant<Start, NoStart> find_start(const scmc_model& model, const Options& options, int number);

Chain run_chain(const scmc_model& model, const Options& options, int number, const Start& start);

}  // namespace scmc::sample
