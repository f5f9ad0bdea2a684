/// The loop over the draws of one chain.
#include "runtime/sample/chain.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>
#include <utility>

#include "runtime/sample/archive.h"
#include "runtime/sample/journal.h"
#include "runtime/sample/nuts.h"
#include "runtime/sample/warmup.h"

namespace scmc::sample {

namespace {

enum class Purpose : std::uint64_t { Start, Sampling };

math::Stream stream_for(const Options& options, int number, Purpose purpose) {
  return math::Stream({.seed = options.seed, .stream = 2 * static_cast<std::uint64_t>(number) + static_cast<std::uint64_t>(purpose)});
}

class Clock {
 public:
  double lap() {
    const auto now = std::chrono::steady_clock::now();
    return std::chrono::duration<double>(now - std::exchange(last_, now)).count();
  }

 private:
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

bool stopped(const Options& options) {
  return (options.stop && options.stop->load(std::memory_order_relaxed)) ||
         (options.journal && options.journal->failed.load(std::memory_order_relaxed));
}

void reserve(Chain& chain, std::size_t draws) {
  chain.positions.reserve(draws * chain.dimension);
  for (auto* column : {&chain.log_density, &chain.accept_statistic, &chain.step_size, &chain.energy}) column->reserve(draws);
  chain.depth.reserve(draws), chain.leapfrogs.reserve(draws), chain.divergent.reserve(draws);
}

Warmup::Options warmup_options(const Options& options) {
  return {.draws = options.warmup, .target_accept = options.target_accept, .cautious = options.cautious, .low_rank = options.low_rank};
}

/// The moving parts of a chain and what it has told so far.
class Run {
 public:
  Run(const scmc_model& model, const Options& options, int number)
      : options_(options),
        progress_(options.progress ? &(*options.progress)[static_cast<std::size_t>(number)] : nullptr),
        stream_(stream_for(options, number, Purpose::Sampling)),
        nuts_(model, {.max_depth = options.max_depth, .stop = options.stop}) {
    chain_.dimension = model.dimension;
    if (options.journal) journal_.emplace(*options.journal, number, model.dimension, options.seconds_between_checkpoints);
    else reserve(chain_, static_cast<std::size_t>(std::max(0, options.draws)));
  }

  Chain from(const Start& start) && {
    const auto kept = journal_ ? journal_->resume() : std::nullopt;
    if (kept) go_on(*kept);
    else begin(start);
    enter(Phase::Warmup);
    warm_up();
    enter(Phase::Sampling);
    draw();
    enter(Phase::Done);
    chain_.evaluations = nuts_.evaluations();
    return std::move(chain_);
  }

 private:
  void begin(const Start& start) {
    nuts_.start_at(start.position);
    warmup_.emplace(warmup_options(options_), nuts_, stream_);
    chain_.warmup_seconds += clock_.lap();
  }

  template <class Archive>
  void archive_own(Archive& a) {
    a(stream_, nuts_, drawn_, chain_.warmup_draws, chain_.warmup_divergences, chain_.warmup_leapfrogs, chain_.warmup_seconds,
      chain_.sampling_seconds);
  }

  void go_on(const std::string& kept) {
    Loader loader(kept);
    archive_own(loader);
    warmup_.emplace(warmup_options(options_), nuts_.dimension(), loader);
    if (!loader.at_end()) throw Damaged("it goes on behind its end");
    require_same_density();
    clock_.lap();
    if (progress_) progress_->iteration = chain_.warmup_draws + drawn_;
  }

  /// Whatever may have changed, the model, the data or the program: the state's own density shows it.
  void require_same_density() {
    const double kept = nuts_.energy().log_density, found = nuts_.log_density_here();
    if (!(std::abs(found - kept) <= 1e-6 * (1 + std::abs(kept)))) throw Damaged("the log-density of its state is another one");
  }

  /// Between two transitions. What a stop has cut short is no state to go on from.
  void keep(bool whatever_the_time = false) {
    if (!journal_ || stopped(options_) || !(journal_->due() || whatever_the_time)) return;
    Saver saver;
    archive_own(saver);
    saver(*warmup_);
    journal_->checkpoint(saver.bytes());
  }

  void warm_up() {
    for (keep(true); chain_.warmup_draws < options_.warmup && !stopped(options_); keep()) {
      const double step = warmup_->next_step(stream_);
      const Transition transition = nuts_.transition(stream_, step);
      if (transition.interrupted) break;
      warmup_->learn(transition, nuts_, stream_);
      ++chain_.warmup_draws;
      chain_.warmup_leapfrogs += transition.leapfrogs;
      chain_.warmup_divergences += transition.divergence.has_value();
      chain_.warmup_seconds += clock_.lap();
      publish(transition, step);
    }
    chain_.adapted_step = warmup_->averaged_step();
    chain_.metric.assign(nuts_.scale(), nuts_.scale() + nuts_.dimension());
    for (double& scale : chain_.metric) scale *= scale;
  }

  void draw() {
    for (keep(true); drawn_ < options_.draws && !stopped(options_); keep()) {
      const double step = warmup_->next_step(stream_);
      const Transition transition = nuts_.transition(stream_, step);
      if (transition.interrupted) break;
      record(transition, step);
      ++drawn_;
      chain_.sampling_seconds += clock_.lap();
      publish(transition, step);
    }
    keep(true);
  }

  void record(const Transition& transition, double step) {
    Draw draw{.position = {nuts_.state().position, nuts_.dimension()},
              .log_density = nuts_.energy().log_density,
              .accept_statistic = transition.accept_statistic,
              .step_size = step,
              .energy = nuts_.energy().total,
              .depth = transition.depth,
              .leapfrogs = transition.leapfrogs};
    if (transition.divergence) {
      const auto [from, error] = *transition.divergence;
      const auto at = nuts_.position_at(from);
      draw.divergence = {drawn_, error, {at.begin(), at.end()}};
    }
    if (journal_) journal_->append(draw);
    else append(chain_, draw);
  }

  void enter(Phase phase) {
    if (!progress_) return;
    progress_->total = options_.warmup + options_.draws;
    progress_->phase = phase;
  }

  void publish(const Transition& transition, double step) {
    if (!progress_) return;
    progress_->iteration.fetch_add(1, std::memory_order_relaxed);
    progress_->leapfrogs.fetch_add(transition.leapfrogs, std::memory_order_relaxed);
    progress_->divergences.fetch_add(transition.divergence.has_value(), std::memory_order_relaxed);
    progress_->step_size.store(step, std::memory_order_relaxed);
  }

  const Options& options_;
  ChainProgress* progress_;
  Clock clock_;
  math::Stream stream_;
  Nuts nuts_;
  std::optional<Warmup> warmup_;
  std::optional<ChainJournal> journal_;
  int drawn_ = 0;
  Chain chain_;  ///< where there is a journal, all but the draws
};

}  // namespace

namespace {

constexpr int scouting_draws = 50;

/// A chain that can afford it sends three scouts, and starts where the first one arrived unless another found overwhelmingly more density:
/// so a far mode of hardly any mass does not hold it for all of its draws.
int scouts(const Options& options) { return options.warmup >= 4 * scouting_draws ? 3 : 1; }

Start scouted(Nuts& nuts, const Options& options, math::Stream& stream) {
  constexpr int last = 10;
  Warmup warmup({.draws = scouting_draws, .target_accept = options.target_accept, .cautious = false, .low_rank = false}, nuts, stream);
  Start result{{}, 0.0};
  for (int i = 0; i < scouting_draws && !stopped(options); ++i) {
    const Transition transition = nuts.transition(stream, warmup.next_step(stream));
    if (transition.interrupted) break;
    warmup.learn(transition, nuts, stream);
    if (i >= scouting_draws - last) *result.log_density += nuts.energy().log_density / last;
  }
  result.position.assign(nuts.state().position, nuts.state().position + nuts.dimension());
  return result;
}

}  // namespace

double overwhelming(std::size_t dimension) { return 10 + 3 * static_cast<double>(dimension); }

std::variant<Start, NoStart> find_start(const scmc_model& model, const Options& options, int number) {
  constexpr int most_tries = 100, shallow = 7;
  Nuts nuts(model, {.max_depth = shallow, .stop = options.stop});
  math::Stream stream = stream_for(options, number, Purpose::Start);
  const auto& given = options.initial;
  std::vector<double> position(model.dimension);
  const auto no_start = [&](int tries) { return NoStart{number, tries, position, nuts.energy().log_density}; };
  if (!given.empty()) {
    position = given[given.size() == 1 ? 0 : static_cast<std::size_t>(number)];
    if (!nuts.start_at(position)) return no_start(1);
    return Start{position};
  }
  std::optional<Start> best;
  int tries = 0;
  for (int scout = 0; scout < scouts(options) && !(best && stopped(options)); ++scout) {
    bool found = false;
    for (; !found && tries < most_tries && !(tries > 0 && stopped(options)); ++tries) {
      std::ranges::generate(position, [&] { return 4 * stream.uniform() - 2; });
      found = nuts.start_at(position);
    }
    if (!found) break;
    if (scouts(options) == 1) return Start{position};
    auto arrived = scouted(nuts, options, stream);
    if (!best || *arrived.log_density > *best->log_density + overwhelming(model.dimension)) best = std::move(arrived);
  }
  if (best) return *best;
  return no_start(tries);
}

Chain run_chain(const scmc_model& model, const Options& options, int number, const Start& start) {
  try {
    return Run(model, options, number).from(start);
  } catch (...) {
    if (options.journal) options.journal->failed = true;  // the other chains need not go on
    throw;
  }
}

}  // namespace scmc::sample
