/// Trees grow leaf by leaf on a stack: after leaf k, as many merges as k has trailing ones. No recursion, no allocation, no copies of
/// states.
#include "runtime/sample/nuts.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "runtime/sample/turning.h"

namespace scmc::sample {

namespace {

/// A trajectory of depth d holds at most d finished subtrees of three slots each, the whole (three), and the newest leaf.
std::size_t slots_for(int max_depth) { return 3 * static_cast<std::size_t>(max_depth) + 4; }

/// Above this weight the reference energy moves, long before sums of weights overflow.
constexpr double heavy = 1e100;

}  // namespace

Nuts::Nuts(const scmc_model& model, Options options)
    : options_(options),
      density_(model),
      states_({.dimension = model.dimension, .slots = slots_for(std::clamp(options.max_depth, 1, largest_depth))}),
      scale_(1, model.dimension),
      sums_(static_cast<std::size_t>(std::clamp(options.max_depth, 1, largest_depth)) + 1, model.dimension),
      low_rank_(model.dimension),
      packs_(packs_for(model.dimension)),
      current_(states_.take()) {
  options_.max_depth = std::clamp(options.max_depth, 1, largest_depth);
  stack_.reserve(largest_depth + 1);
  std::fill_n(scale(), model.dimension, 1.0);
}

bool Nuts::start_at(std::span<const double> position) {
  const State at = state();
  std::copy(position.begin(), position.end(), at.position);
  const double log_density = density_(at.position, at.gradient);
  states_.energy(current_) = {log_density, -log_density, 0};
  return std::isfinite(log_density) && std::all_of(at.gradient, at.gradient + dimension(), [](double g) { return std::isfinite(g); });
}

void Nuts::refresh_momentum(math::Stream& stream) { stream.fill_normal({state().velocity, dimension()}); }

double Nuts::log_density_here() {
  const Slot spare = states_.take();
  const double log_density = density_(state().position, states_[spare].gradient);
  states_.release(only(spare));
  return log_density;
}

Transition Nuts::transition(math::Stream& stream, double step) {
  refresh_momentum(stream);
  return trajectory(stream, step);
}

double Nuts::accept_of_one_step(double step) {
  const double before = kinetic_energy(state().velocity, packs_) - energy().log_density;
  const Slot next = states_.take();
  set_force_at_start();
  leapfrog(density_, states_, metric(), {current_, next, step});
  const double after = states_.energy(next).total;
  states_.release(only(next));
  return std::isfinite(after) ? std::min(1.0, std::exp(before - after)) : 0.0;
}

Transition Nuts::trajectory(math::Stream& stream, double step) {
  begin_trajectory();
  Transition result;
  bool goes_on = true;
  while (goes_on && result.depth < options_.max_depth) {
    const bool forward = stream.bits() >> 63;
    const Slot edge = forward ? whole_.last : whole_.first;
    const Growth growth = grow(stream, edge, {.step = forward ? step : -step, .depth = result.depth});
    goes_on = false;
    if (const auto* built = std::get_if<Extended>(&growth)) ++result.depth, goes_on = !join(stream, built->tree, forward);
    if (const auto* diverged = std::get_if<Diverged>(&growth)) result.divergence = *diverged;
    result.interrupted = std::holds_alternative<Interrupted>(growth);
  }
  result.leapfrogs = leapfrogs_;
  result.accept_statistic = accept_sum_ / std::max(1, leapfrogs_);
  result.symmetric_accept = symmetric_sum_ / std::max(1, leapfrogs_);
  current_ = whole_.proposal;
  states_.keep_only(current_);
  return result;
}

/// The metric may have changed since the state was reached.
void Nuts::set_force_at_start() {
  if (low_rank_.rank() > 0) set_force(state(), {.scale = scale(), .packs = packs_, .step = 0}, low_rank_);
}

void Nuts::begin_trajectory() {
  set_force_at_start();
  Energy& start = states_.energy(current_);
  start.total = kinetic_energy(state().velocity, packs_) - start.log_density, start.steps = 0;
  initial_energy_ = reference_ = start.total;
  accept_sum_ = symmetric_sum_ = 0, leapfrogs_ = 0;
  whole_ = single(current_, 1.0);
}

/// 2^depth further states beyond `edge`, or why not.
Nuts::Growth Nuts::grow(math::Stream& stream, Slot edge, Doubling doubling) {
  stack_.clear();
  const std::uint64_t leaves = std::uint64_t{1} << doubling.depth;
  for (std::uint64_t leaf = 0; leaf < leaves; ++leaf) {
    if (options_.stop && options_.stop->load(std::memory_order_relaxed)) return Interrupted{};
    const Slot slot = states_.take();
    leapfrog(density_, states_, metric(), {edge, slot, doubling.step});
    if (!add_leaf(slot)) return Diverged{edge, states_.energy(slot).total - initial_energy_};
    for (int merges = std::countr_one(leaf); merges > 0; --merges)
      if (merge_top_two(stream)) return Turned{};
    edge = slot;
  }
  return Extended{stack_.front()};
}

/// False if the leaf diverged. Every comparison is false for NaN.
bool Nuts::add_leaf(Slot slot) {
  ++leapfrogs_;
  const double energy = states_.energy(slot).total, error = energy - initial_energy_;
  if (!(error <= options_.max_energy_error && std::isfinite(error))) return false;
  const double ratio = std::exp(-error);
  accept_sum_ += std::min(1.0, ratio);
  symmetric_sum_ += 2 * std::min(1.0, ratio) / (1 + ratio);
  double weight = reference_ == initial_energy_ ? ratio : std::exp(reference_ - energy);
  if (weight > heavy) rescale_weights(energy), weight = 1;
  stack_.push_back(single(slot, weight));
  return true;
}

/// Weights are relative to a reference energy; a far better state becomes the new reference.
void Nuts::rescale_weights(double energy) {
  const double factor = std::exp(energy - reference_);
  for (Tree& tree : stack_) tree.weight *= factor;
  whole_.weight *= factor;
  reference_ = energy;
}

/// Writes the sum of momenta; true if the whole, or a with the first state of b, or the last state of a with b, turned.
bool Nuts::turns(const Tree& a, const Tree& b, double* momentum_sum) const {
  const Ends ends{states_.velocity(a.first), states_.velocity(a.last), states_.velocity(b.first), states_.velocity(b.last)};
  const Sums sums{a.momentum_sum, b.momentum_sum, momentum_sum};
  return a.single() && b.single() ? pair_turns(ends, sums, packs_) : union_turns(ends, sums, packs_);
}

Nuts::Tree Nuts::unite(const Tree& a, const Tree& b, Slot proposal, const double* momentum_sum) {
  const Tree both{a.first, b.last, proposal, a.weight + b.weight, momentum_sum};
  states_.release((a.slots() | b.slots()) & ~both.slots());
  return both;
}

/// Multinomial choice between the two newest subtrees  [B17, A.3]; true if their union has turned.
bool Nuts::merge_top_two(math::Stream& stream) {
  const Tree b = stack_.back();
  stack_.pop_back();
  Tree& a = stack_.back();
  double* sum = sums_[stack_.size() - 1];
  if (turns(a, b, sum)) return true;
  a = unite(a, b, stream.uniform() * (a.weight + b.weight) < b.weight ? b.proposal : a.proposal, sum);
  return false;
}

/// Biased progressive choice between the trajectory so far and its new half  [B17, A.3]; true if their union has turned.
bool Nuts::join(math::Stream& stream, const Tree& built, bool forward) {
  Tree old = whole_;
  if (!forward) std::swap(old.first, old.last);
  double* sum = sums_[static_cast<std::size_t>(options_.max_depth)];
  const bool turned = turns(old, built, sum);
  whole_ = unite(old, built, stream.uniform() * old.weight < built.weight ? built.proposal : old.proposal, sum);
  if (!forward) std::swap(whole_.first, whole_.last);
  return turned;
}

}  // namespace scmc::sample
