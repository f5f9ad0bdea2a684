/// A graph as machine code. No header of LLVM is needed to use it.
#pragma once
#include <memory>
#include <string>

#include "compiler/codegen/bound.h"
#include "compiler/codegen/llvm/engine.h"

namespace scmc::codegen {

struct CompileOptions {
  Host host = detect_host();
};

/// Immutable and shareable between threads; a copy shares the code.
class Compiled {
 public:
  /// Throws std::logic_error on bugs only.
  static Compiled compile(ir::Graph graph, const CompileOptions& options = {});

  Bound bind(const Bound::Binding& binding) const { return Bound(program_, binding); }
  const schedule::Nest& nest() const { return program_->nest; }
  const CompileTimes& times() const { return times_; }
  double milliseconds() const { return times_.total() + schedule_time_; }  ///< with scheduling

 private:
  Compiled() = default;
  std::shared_ptr<const Program> program_;
  CompileTimes times_;
  double schedule_time_ = 0;
};

}  // namespace scmc::codegen
