/// The vector functions of glibc are named by the vector ABI of x86: _ZGV, b (SSE), d (AVX2) or e (AVX-512), N, lanes, one v an argument.
#include "compiler/codegen/llvm/calls.h"

#include <algorithm>
#include <numeric>

#include "runtime/math/random.h"

namespace scmc::codegen {

using llvm::Value;

namespace {

std::string libmvec_name(const ir::Primitive& op, unsigned width) {
  const char instruction_set = width == 8 ? 'e' : width == 4 ? 'd' : 'b';
  return "_ZGV" + std::string(1, instruction_set) + "N" + std::to_string(width) + std::string(op.arity, 'v') + "_" +
         std::string(op.libmvec);
}

}  // namespace

llvm::FunctionCallee Calls::declare(const Symbol& symbol, llvm::FunctionType* type) {
  auto& module = frame_.module();
  if (auto* known = module.getFunction(symbol.name)) return {type, known};
  if (symbol.address) emitted_.symbols.push_back(symbol);
  auto callee = module.getOrInsertFunction(symbol.name, type);
  auto* function = llvm::cast<llvm::Function>(callee.getCallee());
  function->setDoesNotThrow();
  function->setDoesNotAccessMemory();
  function->setWillReturn();
  return callee;
}

Value* Calls::primitive(const ir::Primitive& op, std::span<Value* const> args) {
  if (!frame_.is_pack(args[0])) return call_scalar(op, args);
  return op.libmvec.empty() ? call_lanes(op, args) : call_libmvec(op, args);
}

Value* Calls::call_scalar(const ir::Primitive& op, std::span<Value* const> args) {
  auto* number = frame_.build().getDoubleTy();
  const std::vector<llvm::Type*> types(args.size(), number);
  const auto function = declare({op.symbol, op.address}, llvm::FunctionType::get(number, types, false));
  return frame_.build().CreateCall(function, llvm::ArrayRef<Value*>(args.data(), args.size()));
}

Value* Calls::call_lanes(const ir::Primitive& op, std::span<Value* const> args) {
  Value* result = llvm::PoisonValue::get(frame_.pack_type());
  for (unsigned lane = 0; lane < frame_.lanes(); ++lane) {
    std::vector<Value*> numbers;
    for (auto* arg : args) numbers.push_back(frame_.build().CreateExtractElement(arg, lane));
    result = frame_.build().CreateInsertElement(result, call_scalar(op, numbers), lane);
  }
  return result;
}

Value* Calls::call_libmvec(const ir::Primitive& op, std::span<Value* const> args) {
  emitted_.uses_libmvec = true;
  auto* part_type = llvm::FixedVectorType::get(frame_.build().getDoubleTy(), frame_.width());
  const std::vector<llvm::Type*> types(args.size(), part_type);
  const auto function = declare({libmvec_name(op, frame_.width()), nullptr}, llvm::FunctionType::get(part_type, types, false));
  Value* result = call_part(function, args, 0);
  for (unsigned part = 1; part < frame_.lanes() / frame_.width(); ++part) {
    std::vector<int> all(frame_.width() * (part + 1));
    std::iota(all.begin(), all.end(), 0);
    Value* next = call_part(function, args, part);
    if (part > 1) throw std::logic_error("a pack is at most two registers");
    result = frame_.build().CreateShuffleVector(result, next, all);
  }
  return result;
}

Value* Calls::call_part(llvm::FunctionCallee function, std::span<Value* const> args, unsigned part) {
  std::vector<int> lanes(frame_.width());
  std::iota(lanes.begin(), lanes.end(), static_cast<int>(part * frame_.width()));
  std::vector<Value*> parts;
  for (auto* arg : args) parts.push_back(frame_.build().CreateShuffleVector(arg, lanes));
  return frame_.build().CreateCall(function, parts);
}

Value* Calls::noise_of(std::uint64_t stream, Value* cell) {
  auto& build = frame_.build();
  auto* word = build.getInt64Ty();
  auto* type = llvm::FunctionType::get(build.getDoubleTy(), {word, word, word, word}, false);
  const auto function = declare({"scmc_noise_uniform", reinterpret_cast<const void*>(&scmc_noise_uniform)}, type);
  return build.CreateCall(function, {frame_.key(0), frame_.key(1), build.getInt64(stream), cell});
}

Value* Calls::noise(std::uint64_t stream, Value* cell) {
  if (!frame_.in_vector_loop()) return noise_of(stream, cell);
  Value* result = llvm::PoisonValue::get(frame_.pack_type());
  for (unsigned lane = 0; lane < frame_.lanes(); ++lane) {
    Value* uniform = noise_of(stream, frame_.build().CreateAdd(cell, frame_.integer(lane)));
    result = frame_.build().CreateInsertElement(result, uniform, lane);
  }
  return result;
}

/// An array of scmc_array: where each begins at the positions of the batch, and its strides along the axes.
Value* Calls::descriptor(const ir::Call& call, const std::vector<schedule::StorageId>& storages, const schedule::Nest& nest) {
  auto& build = frame_.build();
  auto* type = llvm::StructType::get(build.getPtrTy(), build.getInt64Ty(), build.getInt64Ty());
  Value* all = frame_.temporary(llvm::ArrayType::get(type, storages.size()));
  const auto set = [&](std::size_t array, unsigned field, Value* value) {
    Value* one = build.CreateConstInBoundsGEP1_64(type, all, array);
    build.CreateStore(value, build.CreateStructGEP(type, one, field));
  };
  for (std::size_t i = 0; i < storages.size(); ++i) {
    const auto& dims = nest.storages[index(storages[i])].dims;
    const auto stride = [&](ir::DimId dim) -> Value* {
      const auto found = std::ranges::find(dims, dim);
      return found == dims.end() ? frame_.integer(0) : frame_.stride(storages[i], static_cast<std::size_t>(found - dims.begin()));
    };
    Value* offset = frame_.integer(0);
    for (auto dim : dims)
      if (!ir::contains(ir::all_axes(call), dim)) offset = build.CreateAdd(offset, build.CreateMul(frame_.position(dim), stride(dim)));
    set(i, 0, frame_.at(frame_.buffer(storages[i]), offset));
    set(i, 1, stride(call.row));
    set(i, 2, stride(call.column));
  }
  return all;
}

void Calls::matrix_function(const ir::Call& call, ir::NodeId result, const schedule::Nest& nest) {
  auto& build = frame_.build();
  std::vector<schedule::StorageId> storages{*nest.storage_of[index(result)]};
  for (auto arg : call.args) storages.push_back(*nest.storage_of[index(arg)]);
  ir::Dims batch;
  for (auto storage : storages)
    batch = ir::unite(batch, ir::without(nest.storages[index(storage)].dims, ir::all_axes(call)));
  const std::string name(call.kernel->symbol);
  auto* type = llvm::FunctionType::get(build.getVoidTy(), {build.getInt64Ty(), build.getInt64Ty(), build.getPtrTy()}, false);
  if (!frame_.module().getFunction(name)) emitted_.symbols.push_back({name, reinterpret_cast<const void*>(call.kernel->function)});
  const auto function = frame_.module().getOrInsertFunction(name, type);
  frame_.loop_over_all(
      batch, [&] { build.CreateCall(function, {frame_.size(call.row), frame_.size(call.column), descriptor(call, storages, nest)}); });
}

}  // namespace scmc::codegen
