/// One way for each monoid; a log_sum_exp runs in one pass, keeping the largest operand so far and a sum relative to it.
#include "compiler/codegen/llvm/accumulators.h"

#include <limits>
#include <stdexcept>

#include "compiler/schedule/layout.h"

namespace scmc::codegen {

using ir::Monoid;
using llvm::Value;
using schedule::AccumulatorId;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

double identity(Monoid monoid) {
  switch (monoid) {
    case Monoid::Sum:
      return 0;
    case Monoid::Product:
      return 1;
    case Monoid::Minimum:
      return infinity;
    case Monoid::Maximum:
      return -infinity;
    case Monoid::LogSumExp:
      return -infinity;
  }
  throw std::logic_error("no such monoid");
}

}  // namespace

Monoid Accumulators::monoid(AccumulatorId id) const { return schedule::monoid_of(nest_, accumulator(id)); }

/// Registers live on the stack until they are promoted; kept cells in a buffer, packs of sums behind all packs of values.
Accumulators::Slots Accumulators::slots(AccumulatorId id) {
  const bool has_sum = monoid(id) == Monoid::LogSumExp;
  if (!accumulator(id).kept.empty()) {
    Value* value = frame_.address(id);
    return {.value = value, .sum = has_sum ? frame_.at(value, frame_.cells(id)) : nullptr};
  }
  auto& slots = registers_[index(id)];
  if (!slots.value)
    slots = {.value = frame_.temporary(frame_.pack_type()), .sum = has_sum ? frame_.temporary(frame_.pack_type()) : nullptr};
  return slots;
}

Accumulators::State Accumulators::load(AccumulatorId id) {
  const auto from = slots(id);
  return {.value = frame_.load(frame_.pack_type(), from.value), .sum = from.sum ? frame_.load(frame_.pack_type(), from.sum) : nullptr};
}

void Accumulators::store(AccumulatorId id, const State& state) {
  const auto to = slots(id);
  frame_.store(state.value, to.value);
  if (to.sum) frame_.store(state.sum, to.sum);
}

void Accumulators::for_each_kept(AccumulatorId id, const std::function<void()>& body) {
  frame_.loop_over_all(accumulator(id).kept, [&] { values_.in_scope(body); });
}

void Accumulators::reset(AccumulatorId id) {
  Value *start = frame_.pack(frame_.number(identity(monoid(id)))), *zero = frame_.pack(frame_.number(0));
  for_each_kept(id, [&] { store(id, {.value = start, .sum = zero}); });
  if (is_plain_sum(id)) {
    products_[index(id)].emplace(frame_, values_);
    products_[index(id)]->reset();
  }
}

Value* Accumulators::combine(Monoid monoid, Value* a, Value* b) {
  switch (monoid) {
    case Monoid::Sum:
      return frame_.build().CreateFAdd(a, b);
    case Monoid::Product:
      return frame_.build().CreateFMul(a, b);
    case Monoid::Minimum:
      return values_.math().minimum(a, b);
    case Monoid::Maximum:
      return values_.math().maximum(a, b);
    case Monoid::LogSumExp:
      break;
  }
  throw std::logic_error("log_sum_exp has no combination of values alone");
}

/// a - b, and 0 where both are the same infinity.
Value* Accumulators::difference(Value* a, Value* b) {
  auto& build = frame_.build();
  return build.CreateSelect(build.CreateFCmpOEQ(a, b), values_.math().number(a, 0), build.CreateFSub(a, b));
}

/// With d = x - m: the sum becomes s + exp(d), or relative to a larger x, s exp(-d) + 1. A NaN makes the sum NaN for good.
Accumulators::State Accumulators::add_exponential(const State& state, Value* x) {
  auto& build = frame_.build();
  Value* d = difference(x, state.value);
  Value* e = values_.math().exp_of_minus_abs(d);
  Value* one = values_.math().number(x, 1);
  Value* is_larger = build.CreateFCmpOGT(d, values_.math().number(x, 0));
  Value* term = build.CreateSelect(is_larger, one, e);
  Value* rescaled = build.CreateFMul(state.sum, build.CreateSelect(is_larger, e, one));
  return {.value = build.CreateSelect(is_larger, x, state.value), .sum = build.CreateFAdd(rescaled, term)};
}

/// The operand of a sum over rows leaves its logistic terms to a product.
Value* Accumulators::operand(AccumulatorId id) {
  const auto arg = std::get<ir::Reduce>(values_.graph()[accumulator(id).reduce].kind).arg;
  if (!products_[index(id)]) return values_.pack(arg);
  auto [sum, arguments] = splitter_.split(arg);
  for (auto argument : arguments) sum = frame_.build().CreateFAdd(sum, products_[index(id)]->multiply(values_.pack(argument)));
  return sum;
}

void Accumulators::fold(AccumulatorId id) {
  const auto& reduce = std::get<ir::Reduce>(values_.graph()[accumulator(id).reduce].kind);
  Value* x = operand(id);
  if (accumulator(id).across_lanes) {
    Value* nothing = frame_.pack(frame_.number(identity(reduce.monoid)));
    x = frame_.build().CreateSelect(frame_.mask(), x, nothing);
  }
  const State state = load(id);
  if (reduce.monoid == Monoid::LogSumExp) store(id, add_exponential(state, x));
  else store(id, {.value = combine(reduce.monoid, state.value, x)});
}

/// Shuffles are what takes longest to compile: where many loops end with a sum, its lanes are folded by a function.
Value* Accumulators::across_lanes(Monoid monoid, Value* pack) {
  constexpr std::size_t many = 32;
  if (monoid == Monoid::Sum && nest_.accumulators.size() > many) return frame_.call_sum_of_lanes(pack);
  return frame_.fold_lanes(pack, [&](Value* a, Value* b) { return combine(monoid, a, b); });
}

Accumulators::State Accumulators::across_lanes(const State& state) {
  Value* largest = across_lanes(Monoid::Maximum, state.value);
  Value* weights = values_.math().exp(difference(state.value, frame_.pack(largest)));
  return {.value = largest, .sum = across_lanes(Monoid::Sum, frame_.build().CreateFMul(state.sum, weights))};
}

Value* Accumulators::log_of(const State& state) {
  auto& build = frame_.build();
  Value* total = build.CreateFAdd(state.value, values_.math().log(state.sum));
  Value* is_undefined = build.CreateFCmpUNO(state.sum, state.sum);
  Value* is_infinite = build.CreateFCmpOEQ(values_.math().abs(state.value), values_.math().number(state.value, infinity));
  return build.CreateSelect(build.CreateAnd(is_infinite, build.CreateNot(is_undefined)), state.value, total);
}

Value* Accumulators::result(AccumulatorId id) {
  State state = load(id);
  const bool across = accumulator(id).across_lanes;
  if (monoid(id) == Monoid::LogSumExp) return log_of(across ? across_lanes(state) : state);
  return across ? with_product(id, across_lanes(monoid(id), state.value)) : state.value;
}

/// A sum that left terms to a product takes them back.
Value* Accumulators::with_product(AccumulatorId id, Value* total) {
  auto& product = products_[index(id)];
  if (!product || !product->is_used()) return total;
  Value* const mantissa = across_lanes(Monoid::Product, product->mantissa());
  Value* const logarithm = calls_.primitive(ir::op("log"), {&mantissa, 1});
  return frame_.build().CreateFSub(frame_.build().CreateFSub(total, product->logarithm_of_power()), logarithm);
}

bool Accumulators::is_plain_sum(AccumulatorId id) const {
  return monoid(id) == Monoid::Sum && accumulator(id).across_lanes && accumulator(id).kept.empty();
}

void Accumulators::finish(const std::vector<AccumulatorId>& ids) {
  std::vector<AccumulatorId> sums;
  for (auto id : ids) {
    if (is_plain_sum(id)) sums.push_back(id);
    else finish(id);
  }
  finish_sums(sums);
}

/// Many sums of one loop are folded by a loop.
void Accumulators::finish_sums(const std::vector<AccumulatorId>& ids) {
  if (ids.size() < 3) {
    for (auto id : ids) finish(id);
    return;
  }
  auto& build = frame_.build();
  Value* packs = frame_.temporary(llvm::ArrayType::get(frame_.pack_type(), ids.size()));
  Value* totals = frame_.temporary(llvm::ArrayType::get(build.getDoubleTy(), ids.size()));
  for (std::size_t i = 0; i < ids.size(); ++i) frame_.store(load(ids[i]).value, frame_.at(packs, frame_.integer(i * frame_.lanes())));
  frame_.loop(frame_.integer(ids.size()), 1, [&](Value* i) {
    Value* pack = frame_.load(frame_.pack_type(), frame_.at(packs, build.CreateMul(i, frame_.integer(frame_.lanes()))));
    frame_.store(across_lanes(Monoid::Sum, pack), frame_.at(totals, i));
  });
  for (std::size_t i = 0; i < ids.size(); ++i) {
    Value* total = frame_.load(build.getDoubleTy(), frame_.at(totals, frame_.integer(i)));
    values_.define(accumulator(ids[i]).reduce, with_product(ids[i], total));
  }
}

void Accumulators::finish(AccumulatorId id) {
  const auto reduce = accumulator(id).reduce;
  if (accumulator(id).kept.empty()) return values_.define(reduce, result(id));
  const auto storage = *nest_.storage_of[index(reduce)];
  for_each_kept(id, [&] { frame_.store_to(storage, result(id)); });
}

}  // namespace scmc::codegen
