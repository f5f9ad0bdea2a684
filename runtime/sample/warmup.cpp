/// Warmup, draw by draw.
#include "runtime/sample/warmup.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace scmc::sample {

namespace {

constexpr int early_window = 10;
constexpr int enough_for_a_variance = 3;

std::span<double> scale_of(Nuts& nuts) { return {nuts.scale(), nuts.dimension()}; }
Sample sample_of(Nuts& nuts) {
  const State at = nuts.state();
  return {{at.position, nuts.dimension()}, {at.gradient, nuts.dimension()}};
}

/// A draw that stayed says nothing new; one of a trajectory that diverged counts if it came well away.
bool moved(const Transition& transition, const Nuts& nuts) {
  const int steps = std::abs(nuts.energy().steps);
  return transition.divergence ? steps > 4 : steps > 0;
}

double first_step(double target, Nuts& nuts, math::Stream& stream) {
  first_scale(sample_of(nuts).gradient, scale_of(nuts));
  return find_step(nuts, stream, target);
}

}  // namespace

Warmup::Warmup(Options options, std::size_t dimension, DualAverage step_size)
    : options_(options),
      early_(static_cast<int>(0.3 * options.draws)),
      tail_(options.draws - static_cast<int>(0.15 * options.draws)),
      step_size_(step_size),
      older_(dimension),
      younger_(dimension) {}

Warmup::Warmup(Options options, Nuts& nuts, math::Stream& stream)
    : Warmup(options, nuts.dimension(),
             DualAverage({.target = options.target_accept}, first_step(options.target_accept, nuts, stream))) {
  older_.add(sample_of(nuts));
  younger_.add(sample_of(nuts));
}

Warmup::Warmup(Options options, std::size_t dimension, Loader& kept) : Warmup(options, dimension, DualAverage({}, 1)) { kept(*this); }

double Warmup::next_step(math::Stream& stream) {
  const double step = done_ < options_.draws ? step_size_.step() : step_size_.averaged();
  return step * (1 + options_.jitter * (2 * stream.uniform() - 1));
}

int Warmup::next_window() const { return is_early() ? early_window : static_cast<int>(std::lround(1.5 * window_size_)); }

void Warmup::learn(const Transition& transition, Nuts& nuts, math::Stream& stream) {
  take_care(transition);
  const bool symmetric = in_tail() || last_window();
  step_size_.update(symmetric ? transition.symmetric_accept : transition.accept_statistic);
  if (!in_tail()) {
    learn_metric(nuts, moved(transition, nuts));
    if (first_metric_ && older_.count() >= enough_for_a_variance) {
      first_metric_ = false;
      step_size_ = DualAverage({.target = options_.target_accept}, find_step(nuts, stream, options_.target_accept));
    }
  }
  ++done_;
}

void Warmup::take_care(const Transition& transition) {
  constexpr double most = 0.999, closer = 0.7;
  if (transition.divergence && 3 * done_ >= options_.draws) aim_at(std::min(most, 1 - closer * (1 - step_size_.target())));
}

void Warmup::aim_at(double target) {
  if (options_.cautious && target > step_size_.target()) step_size_.aim_at(target);
}

void Warmup::learn_metric(Nuts& nuts, bool moved) {
  if (done_ == early_) window_size_ = std::max(window_size_, younger_.count());
  if (moved) older_.add(sample_of(nuts)), younger_.add(sample_of(nuts));
  const int enough = is_early() ? early_window : window_size_;
  const bool forgets = younger_.count() >= enough && !last_window();
  if (forgets) {
    older_ = std::exchange(younger_, Window(nuts.dimension()));
    if (!is_early()) window_size_ = static_cast<int>(std::lround(1.5 * window_size_));
  }
  if (older_.count() >= enough_for_a_variance) update_metric(nuts, forgets);
}

/// The diagonal moves with every draw. Directions cost more: they, and the diagonal under them, move when the window is new or a quarter
/// larger.
void Warmup::update_metric(Nuts& nuts, bool forgot) {
  const bool due = options_.low_rank && older_.count() >= early_window && (forgot || 4 * older_.count() >= 5 * learned_from_);
  if (due || nuts.low_rank().rank() == 0) older_.update(scale_of(nuts));
  if (!due) return;
  learned_from_ = older_.count();
  constexpr double careful = 0.98;
  if (older_.update(nuts.low_rank(), scale_of(nuts)) || is_early()) return;
  options_.low_rank = false;  // for good: what one window has shown another may only not have seen
  aim_at(careful);
}

}  // namespace scmc::sample
