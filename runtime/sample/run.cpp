/// Chains taken by a pool of threads, one at a time each.
#include "runtime/sample/run.h"

#include <algorithm>
#include <chrono>
#include <stdexcept>

#include "runtime/sample/archive.h"
#include "runtime/sample/chain.h"
#include "runtime/sample/share_out.h"

namespace scmc::sample {

namespace {

std::size_t threads_for(const Options& options) {
  return options.threads > 0 ? static_cast<std::size_t>(options.threads) : cores();
}

void require_sound(const scmc_model& model, const Options& options) {
  const auto& initial = options.initial;
  if (initial.size() > 1 && initial.size() < static_cast<std::size_t>(options.chains))
    throw std::invalid_argument("a start for every chain, or one for all");
  if (std::ranges::any_of(initial, [&](const auto& start) { return start.size() != model.dimension; }))
    throw std::invalid_argument("a start has as many coordinates as the model");
  if (options.progress && options.progress->chains().size() < static_cast<std::size_t>(options.chains))
    throw std::invalid_argument("progress has an entry for every chain");
}

/// A chain whose scouts arrived where there is overwhelmingly less density than elsewhere starts there instead.
void leave_far_modes(std::vector<Start>& starts, std::size_t dimension) {
  const auto best = std::ranges::max_element(starts, {}, [](const Start& s) { return s.log_density.value_or(0); });
  if (best == starts.end() || !best->log_density) return;
  const Start highest = *best;
  for (auto& start : starts)
    if (*start.log_density + overwhelming(dimension) < *highest.log_density) start = highest;
}

/// The clock's time is divided between the phases as the chains' times are.
void add_up(Draws& draws, double seconds) {
  double warmup = 0, sampling = 0;
  for (const Chain& chain : draws.chains) {
    warmup += chain.warmup_seconds, sampling += chain.sampling_seconds;
    draws.evaluations += chain.evaluations;
  }
  if (warmup + sampling == 0) return;
  draws.warmup_seconds = seconds * warmup / (warmup + sampling);
  draws.sampling_seconds = seconds * sampling / (warmup + sampling);
}

std::variant<std::vector<Start>, NoStart> find_starts(const scmc_model& model, const Options& options, std::size_t chains) {
  std::vector<std::variant<Start, NoStart>> found(chains);
  share_out(chains, threads_for(options), [&](std::size_t i) { found[i] = find_start(model, options, static_cast<int>(i)); });
  std::vector<Start> starts;
  for (auto& start : found) {
    if (auto* failure = std::get_if<NoStart>(&start)) return std::move(*failure);
    starts.push_back(std::get<Start>(std::move(start)));
  }
  leave_far_modes(starts, model.dimension);
  return starts;
}

bool stopped(const Options& options) { return options.stop && options.stop->load(); }

std::variant<std::vector<Start>, NoStart> starts_of(const scmc_model& model, const Options& options, std::size_t chains) {
  if (!options.journal) return find_starts(model, options, chains);
  if (const auto kept = options.journal->starts()) {
    std::vector<Start> starts(chains);
    Loader loader(*kept);
    for (auto& start : starts) loader(start.position);
    return starts;
  }
  auto found = find_starts(model, options, chains);
  auto* starts = std::get_if<std::vector<Start>>(&found);
  if (!starts || stopped(options)) return found;  // a search that was cut short is none to go on from
  Saver saver;
  for (auto& start : *starts) saver(start.position);
  options.journal->keep_starts(saver.bytes());
  return found;
}

}  // namespace

std::variant<Draws, NoStart> run(const scmc_model& model, const Options& options) {
  require_sound(model, options);
  const auto begin = std::chrono::steady_clock::now();
  const auto chains = static_cast<std::size_t>(std::max(0, options.chains));
  auto found = starts_of(model, options, chains);
  if (auto* failure = std::get_if<NoStart>(&found)) return std::move(*failure);
  const auto& starts = std::get<std::vector<Start>>(found);
  Draws draws{.dimension = model.dimension, .chains = std::vector<Chain>(chains)};
  share_out(chains, threads_for(options),
            [&](std::size_t i) { draws.chains[i] = run_chain(model, options, static_cast<int>(i), starts[i]); });
  if (options.journal)
    for (std::size_t i = 0; i < chains; ++i) read_draws(*options.journal, static_cast<int>(i), draws.chains[i]);
  add_up(draws, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
  draws.interrupted = stopped(options);
  return draws;
}

}  // namespace scmc::sample
