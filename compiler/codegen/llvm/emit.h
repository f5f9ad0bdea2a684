/// Nest -> LLVM IR: one function that evaluates a program, in vector code.
#pragma once
#include <llvm/IR/Module.h>

#include <memory>
#include <string>
#include <vector>

#include "compiler/codegen/llvm/host.h"
#include "compiler/schedule/nest.h"

namespace scmc::codegen {

/// A function outside of the module: of the primitives' table or of the runtime.
struct Symbol {
  std::string name;
  const void* address;
};

struct EmittedModule {
  std::unique_ptr<llvm::Module> module;
  std::vector<Symbol> symbols;
  bool uses_libmvec = false;
};

/// The function is called `kernel` and is a schedule::Kernel.
EmittedModule emit(llvm::LLVMContext& context, const schedule::Nest& nest, const Host& host);

}  // namespace scmc::codegen
