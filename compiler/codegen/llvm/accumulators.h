/// Reductions: identities, folding a pack into an accumulator, and what an accumulator amounts to at the end.
#pragma once
#include "compiler/codegen/llvm/values.h"

namespace scmc::codegen {

class Accumulators {
 public:
  using Value = llvm::Value;
  Accumulators(Frame& frame, Values& values, const schedule::Nest& nest)
      : frame_(frame), values_(values), nest_(nest), registers_(nest.accumulators.size()) {}

  void reset(schedule::AccumulatorId id);
  void fold(schedule::AccumulatorId id);    ///< the current value of the operand into it
  void finish(schedule::AccumulatorId id);  ///< defines the value of the reduce, or stores its cells

 private:
  /// A log_sum_exp is exp(shift) * sum; for the other monoids there is only `value`.
  struct State {
    Value *value = nullptr, *sum = nullptr;
  };
  struct Slots {
    Value *value = nullptr, *sum = nullptr;
  };

  const schedule::Accumulator& accumulator(schedule::AccumulatorId id) const { return nest_.accumulators[index(id)]; }
  ir::Monoid monoid(schedule::AccumulatorId id) const;
  Slots slots(schedule::AccumulatorId id);
  State load(schedule::AccumulatorId id);
  void store(schedule::AccumulatorId id, const State& state);
  void for_each_kept(schedule::AccumulatorId id, const std::function<void()>& body);

  Value* combine(ir::Monoid monoid, Value* a, Value* b);
  State add_exponential(const State& state, Value* x);
  Value* difference(Value* a, Value* b);
  Value* across_lanes(ir::Monoid monoid, Value* pack);
  Value* result(schedule::AccumulatorId id);
  Value* log_of(const State& state);
  State across_lanes(const State& state);

  Frame& frame_;
  Values& values_;
  const schedule::Nest& nest_;
  std::vector<Slots> registers_;
};

}  // namespace scmc::codegen
