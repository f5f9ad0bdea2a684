/// The function that is being emitted: its arguments, loops, packs and addresses.
#pragma once
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Module.h>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compiler/codegen/llvm/host.h"
#include "compiler/schedule/nest.h"

namespace scmc::codegen {

class Frame {
 public:
  using Value = llvm::Value;
  Frame(llvm::Module& module, const schedule::Nest& nest, const Host& host);
  void finish();  ///< closes the function

  llvm::IRBuilder<>& build() { return build_; }
  llvm::Module& module() { return module_; }
  llvm::Function& function() { return *function_; }
  unsigned lanes() const { return host_.lanes; }
  unsigned width() const { return host_.width; }

  // ---- sizes and the key: read outside of all loops
  Value* size(ir::DimId dim);
  Value* size_as_number(ir::DimId dim);
  Value* last_index(ir::DimId dim);  ///< max(size - 1, 0), a double
  Value* key(unsigned part);

  // ---- loops
  /// Runs `body` with a position from 0 below the count, in steps.
  void loop(Value* count, unsigned step, const std::function<void(Value*)>& body);
  /// Opens a loop over a dim; a vector loop runs in steps of packs.
  void loop_over(ir::DimId dim, bool vector, bool backwards, const std::function<void()>& body);
  /// Nested loops over dims, position by position.
  void loop_over_all(const ir::Dims& dims, const std::function<void()>& body);
  Value* position(ir::DimId dim) { return positions_.at(dim); }
  Value* vector_position() { return position(*vector_dim_); }
  bool is_vector_dim(ir::DimId dim) const { return vector_dim_ == dim; }
  bool in_vector_loop() const { return vector_dim_.has_value(); }
  bool has_vector_dim(const ir::Dims& dims) const { return vector_dim_ && ir::contains(dims, *vector_dim_); }
  Value* positions_as_numbers(ir::DimId dim);  ///< a pack in the vector dim, else one number
  Value* mask();                               ///< the lanes that lie inside of the vector dim
  Value* is_whole();                           ///< all of them do

  // ---- packs
  llvm::FixedVectorType* pack_type() { return llvm::FixedVectorType::get(build_.getDoubleTy(), lanes()); }
  bool is_pack(const Value* value) const { return value->getType()->isVectorTy(); }
  Value* pack(Value* value);  ///< broadcast, unless it is one
  Value* number(double value) { return llvm::ConstantFP::get(build_.getDoubleTy(), value); }
  Value* integer(std::uint64_t value) { return build_.getInt64(value); }
  Value* lane_numbers();  ///< 0, 1, 2, ... as integers
  /// Folds the halves of a pack onto each other until one number is left.
  Value* fold_lanes(Value* pack, const std::function<Value*(Value*, Value*)>& combine);
  Value* sum_of_lanes(Value* pack);
  Value* call_sum_of_lanes(Value* pack);  ///< the same by a function: less code, where it is asked for often

  // ---- memory
  Value* buffer(schedule::StorageId id);
  Value* buffer(schedule::AccumulatorId id);
  /// Distance in doubles between neighbours in the i-th dim of a storage, or between cells of an accumulator.
  Value* stride(schedule::StorageId id, std::size_t i);
  Value* extent(schedule::StorageId id);     ///< doubles in it, padding included
  Value* cells(schedule::AccumulatorId id);  ///< doubles in its packs of values
  /// Where the open loops stand in a storage, an accumulator.
  Value* address(schedule::StorageId id);
  Value* address(schedule::AccumulatorId id);
  Value* at(Value* base, Value* offset) { return build_.CreateInBoundsGEP(build_.getDoubleTy(), base, offset); }
  Value* load(llvm::Type* type, Value* address, bool invariant = false);
  void store(Value* value, Value* address);
  /// Where the loops stand, in storage or `offset` doubles further: a pack, if that is what lies there. Its lanes need not be neighbours.
  Value* load_from(schedule::StorageId id, Value* offset = nullptr);
  void store_to(schedule::StorageId id, Value* value);
  Value* temporary(llvm::Type* type);  ///< on the stack, to become a register

  llvm::BasicBlock* block(const char* name) { return llvm::BasicBlock::Create(module_.getContext(), name, function_); }

 private:
  bool holds_packs(const schedule::Storage& storage);
  /// The distance between the lanes of a pack; null if they are neighbours.
  Value* lane_stride(schedule::StorageId id);
  Value* load_argument(unsigned argument, std::size_t i, llvm::Type* type);
  Value* load_buffer(std::size_t i);
  Value* offset(const ir::Dims& dims, const std::function<Value*(std::size_t)>& stride);
  Value* extent_behind(const ir::Dims& dims, std::size_t i, bool padded);
  Value* padded_size(ir::DimId dim);
  Value* scaled(Value* value, Value* factor) { return factor ? build_.CreateMul(value, factor) : value; }

  llvm::Function* create(llvm::FunctionType* type, llvm::Function::LinkageTypes linkage, const char* name);
  Value* outside(const std::function<Value*()>& compute);
  void forget();  ///< what was computed before the loops that were open
  template <class Key>
  Value* once(std::map<Key, Value*>& known, Key key, const std::function<Value*()>& compute);

  llvm::Module& module_;
  const schedule::Nest& nest_;
  Host host_;
  const bool has_many_buffers_;
  llvm::Function* function_;
  llvm::Function* sum_of_lanes_ = nullptr;
  llvm::IRBuilder<> build_;
  llvm::BasicBlock* entry_;
  llvm::BasicBlock* start_;
  llvm::Instruction* before_loops_ = nullptr;  ///< what enters the outermost loop that is open
  std::map<ir::DimId, Value*> positions_;
  std::optional<ir::DimId> vector_dim_;
  Value* mask_ = nullptr;
  std::map<ir::DimId, Value*> sizes_, size_numbers_, last_indices_, padded_sizes_;
  std::map<std::size_t, Value*> buffers_, keys_;
  std::map<std::pair<schedule::StorageId, std::size_t>, Value*> strides_;
};

}  // namespace scmc::codegen
