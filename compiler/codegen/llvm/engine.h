/// LLVM IR -> machine code in this process.
#pragma once
#include <memory>
#include <string>

#include "compiler/codegen/llvm/host.h"
#include "compiler/schedule/layout.h"

namespace scmc::codegen {

/// What the steps of a compilation took, in milliseconds.
struct CompileTimes {
  double set_up = 0, emit = 0, optimise = 0, generate = 0;
  double total() const { return set_up + emit + optimise + generate; }
};

/// Owns machine code. Calling it from several threads is safe.
class MachineCode {
 public:
  MachineCode(const schedule::Nest& nest, const Host& host);
  ~MachineCode();
  MachineCode(const MachineCode&) = delete;
  MachineCode& operator=(const MachineCode&) = delete;

  schedule::Kernel kernel() const { return kernel_; }
  const CompileTimes& times() const { return times_; }

 private:
  struct Session;
  std::unique_ptr<Session> session_;
  schedule::Kernel kernel_ = nullptr;
  CompileTimes times_;
};

/// For people: the IR as it goes to the code generator, and the assembly.
std::string llvm_text(const schedule::Nest& nest, const Host& host);
std::string assembly_text(const schedule::Nest& nest, const Host& host);

}  // namespace scmc::codegen
