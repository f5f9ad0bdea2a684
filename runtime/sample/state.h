/// States of a trajectory, preallocated: a trajectory names them by slot and copies none.
#pragma once
#include <bit>
#include <cstdint>
#include <vector>

#include "runtime/sample/array.h"

namespace scmc::sample {

enum class Slot : std::uint32_t {};
constexpr std::size_t index(Slot slot) { return static_cast<std::size_t>(slot); }

/// Momenta are whitened: `velocity` is A' p, a standard normal vector, for the metric M^-1 = A A'. Then p' M^-1 p is a plain dot product,
/// and neither the kinetic energy nor a U-turn needs to know the metric. `force` is A' gradient where the metric is more than a diagonal.
struct State {
  double *position, *velocity, *gradient, *force;
};

/// What is known of a state besides its vectors.
struct Energy {
  double log_density = 0, total = 0;
  int steps = 0;  ///< signed number of leapfrog steps from the start of the trajectory
};

/// A set of slots as bits.
using SlotSet = std::uint64_t;
constexpr SlotSet only(Slot slot) { return SlotSet{1} << index(slot); }

class States {
 public:
  struct Size {
    std::size_t dimension = 0, slots = 64;  ///< at most 64 slots
  };
  explicit States(Size size) : rows_(4 * size.slots, size.dimension), energies_(size.slots) {}

  State operator[](Slot slot) {
    const std::size_t row = 4 * index(slot);
    return {rows_[row], rows_[row + 1], rows_[row + 2], rows_[row + 3]};
  }
  const double* velocity(Slot slot) const { return rows_[4 * index(slot) + 1]; }
  Energy& energy(Slot slot) { return energies_[index(slot)]; }
  const Energy& energy(Slot slot) const { return energies_[index(slot)]; }

  Slot take() {
    const auto slot = static_cast<Slot>(std::countr_zero(free_));
    free_ &= free_ - 1;
    return slot;
  }
  void release(SlotSet slots) { free_ |= slots; }
  void keep_only(Slot slot) { free_ = ~only(slot); }

 private:
  Rows rows_;
  std::vector<Energy> energies_;
  SlotSet free_ = ~SlotSet{0};
};

}  // namespace scmc::sample
