/// Three cases, from cheap to dear: the same cell for all lanes; a row of neighbours; a cell a lane.
#include "compiler/codegen/llvm/indexing.h"

#include <algorithm>
#include <map>
#include <utility>

#include "compiler/ir/primitives.h"

namespace scmc::codegen {

using llvm::Value;

/// Within [0, size); a NaN is 0.
Value* Indexing::clamped(Value* position, ir::DimId dim) {
  auto& build = frame_.build();
  Value *zero = values_.math().number(position, 0), *last = frame_.last_index(dim);
  if (frame_.is_pack(position)) last = frame_.pack(last);
  position = build.CreateSelect(build.CreateFCmpOGT(position, zero), position, zero);
  return build.CreateSelect(build.CreateFCmpOLT(position, last), position, last);
}

Value* Indexing::uniform_position(ir::NodeId node, ir::DimId dim) {
  if (schedule::is_position(values_.graph()[node], dim)) return frame_.position(dim);
  return frame_.build().CreateFPToSI(clamped(values_[node], dim), frame_.build().getInt64Ty());
}

/// Of whole numbers below 2^52: their bits after adding 2^52.
Value* Indexing::as_integers(Value* numbers) {
  auto& build = frame_.build();
  auto* type = numbers->getType()->getWithNewType(build.getInt64Ty());
  Value* shifted = build.CreateFAdd(numbers, values_.math().number(numbers, 0x1p52));
  return build.CreateAnd(build.CreateBitCast(shifted, type), llvm::ConstantInt::get(type, 0x000fffffffffffff));
}

/// Storage of lanes is not indexed by the dims of the loops that were open when it was made.
std::optional<std::size_t> Indexing::stored_dim(const Place& place, std::size_t i) const {
  const auto& dims = storage(place).dims;
  const auto found = std::find(dims.begin(), dims.end(), place.dims[i]);
  if (found == dims.end()) return std::nullopt;
  return found - dims.begin();
}

Value* Indexing::times_stride(Value* numbers, const Place& place, std::size_t i) {
  Value* stride = frame_.stride(place.storage, i);
  const auto* constant = llvm::dyn_cast<llvm::ConstantInt>(stride);
  if (constant && constant->isOne()) return numbers;
  if (!numbers->getType()->isFPOrFPVectorTy()) return frame_.build().CreateMul(numbers, stride);
  return frame_.build().CreateFMul(numbers, frame_.pack(frame_.build().CreateSIToFP(stride, frame_.build().getDoubleTy())));
}

/// Of the first `count` indices.
Indexing::Offset Indexing::offset(const Place& place, std::size_t count) {
  auto& build = frame_.build();
  Value *uniform = frame_.integer(0), *numbers = nullptr;
  for (std::size_t i = 0; i < count; ++i) {
    const auto stored = stored_dim(place, i);
    if (!stored) continue;
    Value* position = values_[place.indices[i]];
    if (!frame_.is_pack(position)) {
      uniform = build.CreateAdd(uniform, times_stride(uniform_position(place.indices[i], place.dims[i]), place, *stored));
      continue;
    }
    Value* term = times_stride(clamped(position, place.dims[i]), place, *stored);
    numbers = numbers ? build.CreateFAdd(numbers, term) : term;
  }
  return {.uniform = uniform, .lanes = numbers ? as_integers(numbers) : nullptr};
}

bool Indexing::is_lane_number(ir::NodeId node) const {
  const auto* iota = std::get_if<ir::Iota>(&values_.graph()[node].kind);
  return iota && frame_.is_vector_dim(iota->dim);
}

bool Indexing::is_uniform(ir::NodeId node) const { return !frame_.has_vector_dim(values_.graph()[node].dims) && values_.is_known(node); }

/// The uniform s of an index (position in the vector loop) + s; null for other indices.
Value* Indexing::shift_of(ir::NodeId node) {
  if (is_lane_number(node)) return frame_.number(0);
  const auto* apply = std::get_if<ir::Apply>(&values_.graph()[node].kind);
  if (!apply || apply->args.size() != 2) return nullptr;
  const auto a = apply->args[0], b = apply->args[1];
  if (apply->op->name == "add" && is_lane_number(a) && is_uniform(b)) return values_[b];
  if (apply->op->name == "add" && is_lane_number(b) && is_uniform(a)) return values_[a];
  if (apply->op->name == "sub" && is_lane_number(a) && is_uniform(b)) return frame_.build().CreateFNeg(values_[b]);
  return nullptr;
}

/// The values of all indices come first, so that they are in scope of whatever follows. A huge shift leaves no lane inside: it is clamped.
std::optional<Indexing::Row> Indexing::row_of(const Place& place) {
  std::size_t packs = 0;
  for (auto node : place.indices) packs += frame_.is_pack(values_[node]);
  if (packs != 1 || storage(place).lanes) return std::nullopt;
  const std::size_t last = place.indices.size() - 1;
  Value* shift = shift_of(place.indices[last]);
  if (!shift) return std::nullopt;
  auto& build = frame_.build();
  Value* limited = values_.math().minimum(values_.math().maximum(shift, frame_.number(-0x1p40)), frame_.number(0x1p40));
  Value* start = build.CreateAdd(frame_.vector_position(), build.CreateFPToSI(limited, build.getInt64Ty()));
  Value* address = frame_.at(frame_.buffer(place.storage), build.CreateAdd(offset(place, last).uniform, start));
  return Row{.start = start, .address = address};
}

/// The last index is the very position: the pack lies in the padded row.
bool Indexing::is_in_place(const Place& place) const {
  return schedule::is_position(values_.graph()[place.indices.back()], place.dims.back());
}

Value* Indexing::lies_inside(const Place& place, const Row& row) {
  auto& build = frame_.build();
  Value* starts = build.CreateICmpSGE(row.start, frame_.integer(0));
  Value* end = build.CreateAdd(row.start, frame_.integer(frame_.lanes()));
  return build.CreateAnd(starts, build.CreateICmpSLE(end, frame_.size(place.dims.back())));
}

Value* Indexing::gather(ir::NodeId id) {
  const auto& gather = std::get<ir::Gather>(values_.graph()[id].kind);
  const auto storage = nest_.storage_of[index(gather.source)];
  if (!storage) return values_[gather.source];
  const Place place{*storage, values_.graph()[gather.source].dims, gather.indices};
  if (const auto row = row_of(place)) return load_row(place, *row);
  return load_cells(place);
}

Value* Indexing::load_row(const Place& place, const Row& row) {
  auto& build = frame_.build();
  const bool invariant = storage(place).input.has_value();
  if (is_in_place(place)) return frame_.load(frame_.pack_type(), row.address, invariant);
  auto *inside = frame_.block("inside"), *outside = frame_.block("outside"), *done = frame_.block("done");
  build.CreateCondBr(lies_inside(place, row), inside, outside);
  build.SetInsertPoint(inside);
  Value* neighbours = frame_.load(frame_.pack_type(), row.address, invariant);
  build.CreateBr(done);
  build.SetInsertPoint(outside);
  Value* cells = load_cells(place);
  build.CreateBr(done);
  build.SetInsertPoint(done);
  auto* result = build.CreatePHI(frame_.pack_type(), 2);
  result->addIncoming(neighbours, inside);
  result->addIncoming(cells, outside);
  return result;
}

Value* Indexing::load_cells(const Place& place) {
  const auto [uniform, lanes] = offset(place, place.indices.size());
  Value* base = frame_.at(frame_.buffer(place.storage), uniform);
  const bool has_lanes = storage(place).lanes;
  if (!lanes) return frame_.load(has_lanes ? frame_.pack_type() : frame_.build().getDoubleTy(), base, storage(place).input.has_value());
  Value* cells = has_lanes ? frame_.build().CreateAdd(lanes, frame_.lane_numbers()) : lanes;
  return frame_.build().CreateMaskedGather(frame_.pack_type(), frame_.at(base, cells), llvm::Align(8));
}

/// The cell where the loops stand, moved by the lag; one inside is read where there is none, and not used.
Value* Indexing::past(const ir::Past& past) {
  auto& build = frame_.build();
  const auto id = *nest_.storage_of[index(*nest_.recur_of[index(past.recurrence)])];
  const auto& stored = nest_.storages[index(id)];
  const auto number = static_cast<std::size_t>(std::ranges::find(stored.dims, past.dim) - stored.dims.begin());
  Value* position = build.CreateSub(frame_.position(past.dim), build.getInt64(static_cast<std::uint64_t>(past.lag)));
  Value* inside = past.lag > 0 ? build.CreateICmpSGE(position, frame_.integer(0)) : build.CreateICmpSLT(position, frame_.size(past.dim));
  Value* steps = build.CreateSelect(inside, build.getInt64(static_cast<std::uint64_t>(-past.lag)), frame_.integer(0));
  Value* value = frame_.load_from(id, build.CreateMul(steps, frame_.stride(id, number)));
  return build.CreateSelect(inside, value, values_.math().number(value, 0));
}

/// Many are added by a loop over the lanes: written out, they would be most of the code, and of the time that it takes to compile.
void Indexing::scatter(const std::vector<ir::NodeId>& ids) {
  constexpr std::size_t many = 4;
  std::vector<Addition> by_lanes;
  for (auto id : ids) {
    const auto left = add_but_lanes(id);
    if (left && ids.size() < many) add_lane_after_lane(*left);
    else if (left) by_lanes.push_back(*left);
  }
  if (!by_lanes.empty()) add_by_a_loop(by_lanes);
}

/// Adds at once what goes to one cell or to neighbours; what goes to a cell a lane is left.
std::optional<Indexing::Addition> Indexing::add_but_lanes(ir::NodeId id) {
  const auto& scatter = std::get<ir::Scatter>(values_.graph()[id].kind);
  const Place place{*nest_.storage_of[index(id)], scatter.target_dims, scatter.indices};
  Value* values = values_[scatter.values];
  if (frame_.in_vector_loop()) values = frame_.build().CreateSelect(frame_.mask(), frame_.pack(values), frame_.pack(frame_.number(0)));
  const auto row = row_of(place);
  if (!row) return add_uniform(place, values);
  add_row(place, *row, values);
  return std::nullopt;
}

void Indexing::add_number(Value* address, Value* number) {
  Value* old = frame_.load(number->getType(), address);
  frame_.store(frame_.build().CreateFAdd(old, number), address);
}

/// In storage of lanes each lane has cells of its own.
std::optional<Indexing::Addition> Indexing::add_uniform(const Place& place, Value* values) {
  const auto [uniform, lanes] = offset(place, place.indices.size());
  Value* base = frame_.at(frame_.buffer(place.storage), uniform);
  const bool has_lanes = storage(place).lanes;
  if (lanes) return Addition{base, has_lanes ? frame_.build().CreateAdd(lanes, frame_.lane_numbers()) : lanes, values};
  if (has_lanes) add_number(base, frame_.pack(values));
  else add_number(base, frame_.is_pack(values) ? frame_.sum_of_lanes(values) : values);
  return std::nullopt;
}

/// In this order, since two lanes may mean the same cell.
void Indexing::add_lane_after_lane(const Addition& addition) {
  auto& build = frame_.build();
  for (unsigned lane = 0; lane < frame_.lanes(); ++lane)
    add_number(frame_.at(addition.base, build.CreateExtractElement(addition.cells, lane)), build.CreateExtractElement(addition.values, lane));
}

/// Packs lie on the stack meanwhile, each once.
void Indexing::add_by_a_loop(const std::vector<Addition>& additions) {
  std::map<Value*, Value*> stored;
  const auto store = [&](Value* pack) {
    if (stored.contains(pack)) return;
    frame_.store(pack, stored[pack] = frame_.temporary(pack->getType()));
  };
  for (const auto& each : additions) store(each.cells), store(each.values);
  frame_.loop(frame_.integer(frame_.lanes()), 1, [&](Value* lane) {
    const auto at_lane = [&](Value* pack) { return frame_.load(pack->getType()->getScalarType(), frame_.at(stored[pack], lane)); };
    for (const auto& each : additions) add_number(frame_.at(each.base, at_lane(each.cells)), at_lane(each.values));
  });
}

/// Neighbours are distinct cells: they are added as a pack where all lie inside, also those behind the end of the loop, which add 0.
void Indexing::add_row(const Place& place, const Row& row, Value* pack) {
  auto& build = frame_.build();
  if (is_in_place(place)) return add_number(row.address, pack);
  auto *inside = frame_.block("inside"), *outside = frame_.block("outside"), *done = frame_.block("done");
  build.CreateCondBr(lies_inside(place, row), inside, outside);
  build.SetInsertPoint(inside);
  add_number(row.address, pack);
  build.CreateBr(done);
  build.SetInsertPoint(outside);
  if (const auto left = add_uniform(place, pack)) add_lane_after_lane(*left);
  build.CreateBr(done);
  build.SetInsertPoint(done);
}

}  // namespace scmc::codegen
