/// The primitives that have vector code of their own.
#pragma once
#include <span>
#include <string_view>

#include "compiler/codegen/llvm/vector_math.h"

namespace scmc::codegen {

/// What an emitter may use.
struct PrimitiveContext {
  llvm::IRBuilder<>& build;
  VectorMath& math;
};

/// Emits for operands of one type, scalars or packs.
using PrimitiveEmitter = llvm::Value* (*)(const PrimitiveContext& context, std::span<llvm::Value* const> x);

struct PrimitiveCode {
  PrimitiveEmitter emit = nullptr;  ///< null: call the vector function of libmvec or the scalar function, lane by lane
  bool for_scalars = false;         ///< short enough to stand in scalar code; else that calls the scalar function
};

/// x != 0; the condition itself where x is the 0 or 1 of a condition.
llvm::Value* condition_of(llvm::IRBuilder<>& build, llvm::Value* x);

PrimitiveCode find_primitive_code(std::string_view name);

}  // namespace scmc::codegen
