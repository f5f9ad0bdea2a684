/// The processor that code is made for.
#pragma once
#include <string>

namespace scmc::codegen {

struct Host {
  std::string cpu;       ///< as LLVM names it
  std::string features;  ///< "+avx2,+fma,..."
  unsigned width = 2;    ///< doubles in a vector register
  unsigned lanes = 4;    ///< doubles in a pack, the unit of a vector loop: a few registers, so that latencies overlap
};

/// This machine.
Host detect_host();

/// Any 64-bit x86 processor: vectors of two, no fused multiply-add.
Host baseline_host();

}  // namespace scmc::codegen
