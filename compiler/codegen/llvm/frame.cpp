/// Prologue, loops and address arithmetic.
#include "compiler/codegen/llvm/frame.h"

#include <algorithm>
#include <numeric>

namespace scmc::codegen {

using llvm::Value;
using schedule::AccumulatorId;
using schedule::StorageId;

namespace {
constexpr std::size_t many_buffers = 100;
}

Frame::Frame(llvm::Module& module, const schedule::Nest& nest, const Host& host)
    : module_(module), nest_(nest), host_(host), has_many_buffers_(nest.storages.size() > many_buffers), build_(module.getContext()) {
  auto* pointer = build_.getPtrTy();
  auto* type = llvm::FunctionType::get(build_.getVoidTy(), {pointer, pointer, pointer}, false);
  function_ = create(type, llvm::Function::ExternalLinkage, "kernel");
  entry_ = block("entry");
  start_ = block("start");
  build_.SetInsertPoint(start_);
}

llvm::Function* Frame::create(llvm::FunctionType* type, llvm::Function::LinkageTypes linkage, const char* name) {
  auto* function = llvm::Function::Create(type, linkage, name, module_);
  function->addFnAttr("target-cpu", host_.cpu);
  if (!host_.features.empty()) function->addFnAttr("target-features", host_.features);
  function->addFnAttr(llvm::Attribute::NoUnwind);
  return function;
}

void Frame::finish() {
  build_.CreateRetVoid();
  build_.SetInsertPoint(entry_);
  build_.CreateBr(start_);
}

/// Of the buffers, sizes and what is computed from them: at the entry if they are few; else before each outermost loop anew, or from the
/// first loop to the last they would contend for registers, which takes long to settle.
Value* Frame::outside(const std::function<Value*()>& compute) {
  llvm::IRBuilder<>::InsertPointGuard guard(build_);
  if (!has_many_buffers_) build_.SetInsertPoint(entry_);
  else if (before_loops_) build_.SetInsertPoint(before_loops_);
  return compute();
}

/// Computed when first asked for, outside of all loops.
template <class Key>
Value* Frame::once(std::map<Key, Value*>& known, Key key, const std::function<Value*()>& compute) {
  if (const auto found = known.find(key); found != known.end()) return found->second;
  Value* const value = outside(compute);
  if (!has_many_buffers_ || before_loops_) known[key] = value;
  return value;
}

void Frame::forget() {
  for (auto* known : {&sizes_, &size_numbers_, &last_indices_, &padded_sizes_}) known->clear();
  buffers_.clear(), keys_.clear(), strides_.clear();
}

/// Those that are read anew are not marked as invariant, or passes would merge them again.
Value* Frame::load_argument(unsigned argument, std::size_t i, llvm::Type* type) {
  return load(type, build_.CreateConstInBoundsGEP1_64(type, function_->getArg(argument), i), !has_many_buffers_);
}

Value* Frame::size(ir::DimId dim) {
  return once(sizes_, dim, [&] { return load_argument(1, index(dim), build_.getInt64Ty()); });
}

Value* Frame::size_as_number(ir::DimId dim) {
  return once(size_numbers_, dim, [&] { return build_.CreateSIToFP(size(dim), build_.getDoubleTy()); });
}

Value* Frame::last_index(ir::DimId dim) {
  return once(last_indices_, dim, [&] {
    Value* last = build_.CreateFSub(size_as_number(dim), number(1));
    return build_.CreateSelect(build_.CreateFCmpOGT(last, number(0)), last, number(0));
  });
}

Value* Frame::padded_size(ir::DimId dim) {
  return once(padded_sizes_, dim,
              [&] { return build_.CreateAnd(build_.CreateAdd(size(dim), integer(lanes() - 1)), integer(~std::uint64_t(lanes() - 1))); });
}

Value* Frame::key(unsigned part) {
  return once(keys_, std::size_t(part), [&] { return load_argument(2, part, build_.getInt64Ty()); });
}

void Frame::loop(Value* count, unsigned step, const std::function<void(Value*)>& body) {
  auto *before = build_.GetInsertBlock(), *inside = block("loop"), *after = block("after");
  auto* enter = build_.CreateCondBr(build_.CreateICmpSGT(count, integer(0)), inside, after);
  const bool is_outermost = !before_loops_;
  if (is_outermost) before_loops_ = enter;
  build_.SetInsertPoint(inside);
  auto* position = build_.CreatePHI(build_.getInt64Ty(), 2);
  position->addIncoming(integer(0), before);
  body(position);
  Value* next = build_.CreateAdd(position, integer(step), "", true, true);
  position->addIncoming(next, build_.GetInsertBlock());
  build_.CreateCondBr(build_.CreateICmpSLT(next, count), inside, after);
  build_.SetInsertPoint(after);
  if (!is_outermost) return;
  before_loops_ = nullptr;
  if (has_many_buffers_) forget();
}

void Frame::loop_over(ir::DimId dim, bool vector, bool backwards, const std::function<void()>& body) {
  loop(size(dim), vector ? lanes() : 1, [&](Value* position) {
    positions_[dim] = backwards ? build_.CreateSub(build_.CreateSub(size(dim), integer(1)), position) : position;
    if (vector) vector_dim_ = dim;
    body();
    if (vector) vector_dim_.reset(), mask_ = nullptr;
    positions_.erase(dim);
  });
}

void Frame::loop_over_all(const ir::Dims& dims, const std::function<void()>& body) {
  if (dims.empty()) return body();
  loop_over(dims.front(), false, false, [&] { loop_over_all({dims.begin() + 1, dims.end()}, body); });
}

Value* Frame::lane_numbers() {
  std::vector<std::uint64_t> numbers(lanes());
  std::iota(numbers.begin(), numbers.end(), 0);
  return llvm::ConstantDataVector::get(module_.getContext(), numbers);
}

Value* Frame::positions_as_numbers(ir::DimId dim) {
  Value* start = build_.CreateSIToFP(position(dim), build_.getDoubleTy());
  if (!is_vector_dim(dim)) return start;
  std::vector<double> numbers(lanes());
  std::iota(numbers.begin(), numbers.end(), 0);
  return build_.CreateFAdd(pack(start), llvm::ConstantDataVector::get(module_.getContext(), numbers));
}

/// Asked for where the body of the vector loop begins, so that it is known in all of it.
Value* Frame::mask() {
  if (mask_) return mask_;
  Value* start = build_.CreateVectorSplat(lanes(), position(*vector_dim_));
  Value* count = build_.CreateVectorSplat(lanes(), size(*vector_dim_));
  return mask_ = build_.CreateICmpSLT(build_.CreateAdd(start, lane_numbers()), count);
}

Value* Frame::is_whole() { return build_.CreateICmpSLE(build_.CreateAdd(position(*vector_dim_), integer(lanes())), size(*vector_dim_)); }

Value* Frame::pack(Value* value) { return is_pack(value) ? value : build_.CreateVectorSplat(lanes(), value); }

Value* Frame::fold_lanes(Value* pack, const std::function<Value*(Value*, Value*)>& combine) {
  for (unsigned half = lanes() / 2; half > 0; half /= 2) {
    std::vector<int> low(half), high(half);
    std::iota(low.begin(), low.end(), 0);
    std::iota(high.begin(), high.end(), static_cast<int>(half));
    pack = combine(build_.CreateShuffleVector(pack, low), build_.CreateShuffleVector(pack, high));
  }
  return build_.CreateExtractElement(pack, std::uint64_t(0));
}

Value* Frame::sum_of_lanes(Value* pack) {
  return fold_lanes(pack, [&](Value* a, Value* b) { return build_.CreateFAdd(a, b); });
}

Value* Frame::call_sum_of_lanes(Value* pack) {
  if (!sum_of_lanes_) {
    auto* type = llvm::FunctionType::get(build_.getDoubleTy(), {pack_type()}, false);
    sum_of_lanes_ = create(type, llvm::Function::InternalLinkage, "sum_of_lanes");
    llvm::IRBuilder<>::InsertPointGuard guard(build_);
    build_.SetInsertPoint(llvm::BasicBlock::Create(module_.getContext(), "entry", sum_of_lanes_));
    build_.CreateRet(sum_of_lanes(sum_of_lanes_->getArg(0)));
  }
  return build_.CreateCall(sum_of_lanes_, {pack});
}

Value* Frame::load_buffer(std::size_t i) {
  return once(buffers_, i, [&] { return load_argument(0, i, build_.getPtrTy()); });
}
Value* Frame::buffer(StorageId id) { return load_buffer(index(id)); }
Value* Frame::buffer(AccumulatorId id) { return load_buffer(nest_.storages.size() + index(id)); }

/// The number of cells between neighbours in the i-th of some dims; null for 1.
Value* Frame::extent_behind(const ir::Dims& dims, std::size_t i, bool padded) {
  Value* extent = nullptr;
  for (std::size_t behind = i + 1; behind < dims.size(); ++behind) {
    const bool is_row = padded && behind + 1 == dims.size();
    extent = scaled(is_row ? padded_size(dims[behind]) : size(dims[behind]), extent);
  }
  return extent;
}

Value* Frame::stride(StorageId id, std::size_t i) {
  return once(strides_, {id, i}, [&] {
    const auto& storage = nest_.storages[index(id)];
    Value* extent = extent_behind(storage.dims, i, !storage.lanes);
    if (storage.lanes) return scaled(integer(lanes()), extent);
    return extent ? extent : integer(1);
  });
}

Value* Frame::extent(StorageId id) {
  const auto& [node, input, dims, has_lanes] = nest_.storages[index(id)];
  if (dims.empty()) return integer(has_lanes ? lanes() : 1);
  const bool is_padded = dims.size() == 1 && !has_lanes;
  return build_.CreateMul(stride(id, 0), is_padded ? padded_size(dims[0]) : size(dims[0]));
}

Value* Frame::cells(AccumulatorId id) {
  const auto& kept = nest_.accumulators[index(id)].kept;
  return scaled(build_.CreateMul(size(kept[0]), integer(lanes())), extent_behind(kept, 0, false));
}

Value* Frame::offset(const ir::Dims& dims, const std::function<Value*(std::size_t)>& stride) {
  Value* sum = nullptr;
  for (std::size_t i = dims.size(); i-- > 0;) {
    Value* step = stride(i);
    const auto* constant = llvm::dyn_cast<llvm::ConstantInt>(step);
    Value* term = constant && constant->isOne() ? position(dims[i]) : build_.CreateMul(position(dims[i]), step);
    sum = sum ? build_.CreateAdd(sum, term) : term;
  }
  return sum ? sum : integer(0);
}

Value* Frame::address(StorageId id) {
  return at(buffer(id), offset(nest_.storages[index(id)].dims, [&](std::size_t i) { return stride(id, i); }));
}

Value* Frame::address(AccumulatorId id) {
  const auto& kept = nest_.accumulators[index(id)].kept;
  const auto stride = [&](std::size_t i) { return scaled(integer(lanes()), extent_behind(kept, i, false)); };
  return at(buffer(id), offset(kept, [&](std::size_t i) { return outside([&] { return stride(i); }); }));
}

Value* Frame::load(llvm::Type* type, Value* address, bool invariant) {
  auto* load = build_.CreateAlignedLoad(type, address, llvm::Align(8));
  if (invariant) load->setMetadata(llvm::LLVMContext::MD_invariant_load, llvm::MDNode::get(module_.getContext(), {}));
  return load;
}

void Frame::store(Value* value, Value* address) { build_.CreateAlignedStore(value, address, llvm::Align(8)); }

bool Frame::holds_packs(const schedule::Storage& storage) { return storage.lanes || has_vector_dim(storage.dims); }

Value* Frame::lane_stride(StorageId id) {
  const auto& storage = nest_.storages[index(id)];
  if (storage.lanes || !has_vector_dim(storage.dims) || storage.dims.back() == *vector_dim_) return nullptr;
  return stride(id, static_cast<std::size_t>(std::ranges::find(storage.dims, *vector_dim_) - storage.dims.begin()));
}

Value* Frame::load_from(StorageId id, Value* offset) {
  const auto& storage = nest_.storages[index(id)];
  Value* start = offset ? at(address(id), offset) : address(id);
  if (!holds_packs(storage)) return load(build_.getDoubleTy(), start, storage.input.has_value());
  Value* const distance = lane_stride(id);
  if (!distance) return load(pack_type(), start, storage.input.has_value());
  Value* cells = at(start, build_.CreateMul(build_.CreateVectorSplat(lanes(), distance), lane_numbers()));
  return build_.CreateMaskedGather(pack_type(), cells, llvm::Align(8), mask(), pack(number(0)));
}

void Frame::store_to(StorageId id, Value* value) {
  if (holds_packs(nest_.storages[index(id)])) value = pack(value);
  Value* const distance = is_pack(value) ? lane_stride(id) : nullptr;
  if (!distance) return store(value, address(id));
  Value* cells = at(address(id), build_.CreateMul(build_.CreateVectorSplat(lanes(), distance), lane_numbers()));
  build_.CreateMaskedScatter(value, cells, llvm::Align(8), mask());
}

Value* Frame::temporary(llvm::Type* type) {
  llvm::IRBuilder<>::InsertPointGuard guard(build_);
  build_.SetInsertPoint(entry_, entry_->begin());
  return build_.CreateAlloca(type);
}

}  // namespace scmc::codegen
