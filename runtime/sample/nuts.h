/// The no-U-turn sampler: multinomial choice of a state from a trajectory that doubles until it turns back.
///
/// [HG14] Hoffman, Gelman 2014, JMLR 15;  [B17] Betancourt 2017, arXiv 1701.02434, appendix A: multinomial sampling inside subtrees, biased
/// progressive sampling at the top, the U-turn by the sum of momenta. At every merge the criterion is also taken across the seam.
#pragma once
#include <atomic>
#include <cstdint>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "runtime/math/random.h"
#include "runtime/sample/leapfrog.h"

namespace scmc::sample {

/// A leapfrog that lost the energy: H - H0 above 1000, or not finite. `from` is where it started.
struct Diverged {
  Slot from{};
  double energy_error = 0;
};

/// What one transition did; the new state is `Nuts::state()`.
struct Transition {
  double accept_statistic = 0;  ///< mean over the leapfrogs of min(1, exp(H0 - H))
  double symmetric_accept = 0;  ///< mean of 2 min(1, w) / (1 + w) with w = exp(H0 - H): neither direction of an energy error counts more
  int depth = 0;                ///< doublings that were completed
  int leapfrogs = 0;
  std::optional<Diverged> divergence = {};
  bool interrupted = false;  ///< stopped half-way: not a draw
};

class Nuts {
 public:
  static constexpr int largest_depth = 20;
  struct Options {
    int max_depth = 10;  ///< up to `largest_depth`
    double max_energy_error = 1000;
    const std::atomic<bool>* stop = nullptr;
  };
  Nuts(const scmc_model& model, Options options);

  /// Where the next trajectory starts; false if density or gradient are not finite there.
  bool start_at(std::span<const double> position);

  /// Draws a momentum and moves along its trajectory.
  Transition transition(math::Stream& stream, double step);
  /// The same with the momentum that the state has.
  Transition trajectory(math::Stream& stream, double step);
  /// min(1, exp(H0 - H)) of a single step with the momentum that the state has, which is not moved; 0 for a divergence.
  double accept_of_one_step(double step);
  void refresh_momentum(math::Stream& stream);
  /// Computed anew; nothing moves.
  double log_density_here();

  State state() { return states_[current_]; }
  const Energy& energy() const { return states_.energy(current_); }
  std::span<const double> position_at(Slot slot) { return {states_[slot].position, density_.dimension()}; }
  std::size_t dimension() const { return density_.dimension(); }
  std::int64_t evaluations() const { return density_.evaluations(); }
  double* scale() { return scale_[0]; }  ///< of the metric's square root: the diagonal; its padding stays zero
  LowRank& low_rank() { return low_rank_; }

  /// Between two transitions: where it stands, and the metric.
  template <class Archive>
  void archive(Archive& a) {
    const State at = state();
    for (double* row : {at.position, at.gradient, scale()}) a.field(std::span<double>(row, dimension()));
    a(states_.energy(current_).log_density, states_.energy(current_).total, low_rank_, density_);
  }

 private:
  /// A stretch of the trajectory from `first` to `last`, in the direction in which it was built.
  struct Tree {
    Slot first, last, proposal;
    double weight;               ///< sum of exp(reference - H)
    const double* momentum_sum;  ///< of all its states; of a single state, that state's velocity
    bool single() const { return first == last; }
    SlotSet slots() const { return only(first) | only(last) | only(proposal); }
  };
  struct Extended {
    Tree tree;
  };
  struct Turned {};
  struct Interrupted {};
  using Growth = std::variant<Extended, Turned, Diverged, Interrupted>;
  struct Doubling {
    double step;
    int depth;
  };

  Metric metric() { return {scale(), low_rank_.rank() > 0 ? &low_rank_ : nullptr}; }
  void set_force_at_start();
  void begin_trajectory();
  Growth grow(math::Stream& stream, Slot edge, Doubling doubling);
  bool add_leaf(Slot slot);
  bool merge_top_two(math::Stream& stream);
  bool turns(const Tree& a, const Tree& b, double* momentum_sum) const;
  Tree unite(const Tree& a, const Tree& b, Slot proposal, const double* momentum_sum);
  bool join(math::Stream& stream, const Tree& built, bool forward);
  void rescale_weights(double energy);
  Tree single(Slot slot, double weight) const { return {slot, slot, slot, weight, states_.velocity(slot)}; }

  Options options_;
  Density density_;
  States states_;
  Rows scale_, sums_;  ///< momentum sums: one for each level of the stack, the last for the whole trajectory
  LowRank low_rank_;
  std::size_t packs_;
  Slot current_{};

  // What one trajectory has gathered.
  Tree whole_{};
  std::vector<Tree> stack_;
  double initial_energy_ = 0, reference_ = 0;
  double accept_sum_ = 0, symmetric_sum_ = 0;
  int leapfrogs_ = 0;
};

}  // namespace scmc::sample
