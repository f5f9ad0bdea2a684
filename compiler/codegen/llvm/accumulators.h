/// Reductions: identities, folding a pack into an accumulator, and what an accumulator amounts to at the end.
#pragma once
#include "compiler/codegen/llvm/calls.h"
#include "compiler/codegen/llvm/logistic_sum.h"

namespace scmc::codegen {

class Accumulators {
 public:
  using Value = llvm::Value;
  Accumulators(Frame& frame, Values& values, Calls& calls, const schedule::Nest& nest)
      : frame_(frame),
        values_(values),
        calls_(calls),
        nest_(nest),
        splitter_(frame, values, nest),
        registers_(nest.accumulators.size()),
        products_(nest.accumulators.size()) {}

  void reset(schedule::AccumulatorId id);
  void fold(schedule::AccumulatorId id);  ///< the current value of the operand into it
  /// Defines the values of the reduces, or stores their cells.
  void finish(const std::vector<schedule::AccumulatorId>& ids);

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

  Value* operand(schedule::AccumulatorId id);
  Value* combine(ir::Monoid monoid, Value* a, Value* b);
  State add_exponential(const State& state, Value* x);
  Value* difference(Value* a, Value* b);
  Value* across_lanes(ir::Monoid monoid, Value* pack);
  void finish(schedule::AccumulatorId id);
  bool is_plain_sum(schedule::AccumulatorId id) const;
  void finish_sums(const std::vector<schedule::AccumulatorId>& ids);
  Value* with_product(schedule::AccumulatorId id, Value* total);
  Value* result(schedule::AccumulatorId id);
  Value* log_of(const State& state);
  State across_lanes(const State& state);

  Frame& frame_;
  Values& values_;
  Calls& calls_;
  const schedule::Nest& nest_;
  LogisticSplitter splitter_;
  std::vector<Slots> registers_;
  std::vector<std::optional<LogisticProduct>> products_;
};

}  // namespace scmc::codegen
