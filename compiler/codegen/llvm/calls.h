/// Calls of functions outside of the module, in vectors or lane by lane.
#pragma once
#include <span>

#include "compiler/codegen/llvm/emit.h"
#include "compiler/codegen/llvm/frame.h"
#include "compiler/ir/kernels.h"
#include "compiler/ir/primitives.h"

namespace scmc::codegen {

class Calls {
 public:
  using Value = llvm::Value;
  Calls(Frame& frame, EmittedModule& emitted) : frame_(frame), emitted_(emitted) {}

  /// A primitive of operands that are all numbers or all packs.
  Value* primitive(const ir::Primitive& op, std::span<Value* const> args);

  /// The uniform numbers of a pack of cells, from that of the first lane.
  Value* noise(std::uint64_t stream, Value* cells);

  /// A matrix function for every cell of its batch, on arrays in storage.
  void matrix_function(const ir::Call& call, ir::NodeId result, const schedule::Nest& nest);

 private:
  llvm::FunctionCallee declare(const Symbol& symbol, llvm::FunctionType* type);
  Value* call_scalar(const ir::Primitive& op, std::span<Value* const> args);
  Value* call_lanes(const ir::Primitive& op, std::span<Value* const> args);
  Value* call_libmvec(const ir::Primitive& op, std::span<Value* const> args);
  Value* call_part(llvm::FunctionCallee function, std::span<Value* const> args, unsigned part);
  Value* descriptor(const ir::Call& call, const std::vector<schedule::StorageId>& storages, const schedule::Nest& nest);
  Value* noise_of(std::uint64_t stream, Value* cell);

  Frame& frame_;
  EmittedModule& emitted_;
};

}  // namespace scmc::codegen
