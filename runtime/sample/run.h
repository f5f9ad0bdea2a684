/// Draws from a model: several chains, in parallel, each a function of seed and number alone.
#pragma once
#include <atomic>
#include <cstdint>
#include <variant>
#include <vector>

#include "runtime/model.h"
#include "runtime/sample/draws.h"
#include "runtime/sample/journal.h"
#include "runtime/sample/progress.h"

namespace scmc::sample {

struct Options {
  int chains = 4, warmup = 1000, draws = 1000;
  std::uint64_t seed = 0;
  int threads = 0;  ///< 0: as many as cores; what is drawn does not depend on it
  double target_accept = 0.9;
  bool cautious = true;  ///< divergences during warmup raise it
  int max_depth = 10;
  bool low_rank = true;                           ///< the metric may be more than a diagonal
  std::vector<std::vector<double>> initial = {};  ///< one for all chains or one a chain; else uniform in (-2, 2)
  const std::atomic<bool>* stop = nullptr;        ///< set it to end the run: what was drawn is kept
  Progress* progress = nullptr;                   ///< of as many chains
  Journal* journal = nullptr;                     ///< keeps the run while it goes on; one that it holds already goes on from where it was
  double seconds_between_checkpoints = 0.2;
};

/// With a journal throws JournalFailure and Damaged; what was kept stays as it is.
std::variant<Draws, NoStart> run(const scmc_model& model, const Options& options = {});

}  // namespace scmc::sample
