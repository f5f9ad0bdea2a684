/// Schedule, emit, generate.
#include "compiler/codegen/llvm/compiled.h"

#include <chrono>

#include "compiler/schedule/schedule.h"

namespace scmc::codegen {

Compiled Compiled::compile(ir::Graph graph, const CompileOptions& options) {
  const auto start = std::chrono::steady_clock::now();
  Program program{.nest = schedule::schedule(std::move(graph)), .lanes = options.host.lanes};
  Compiled compiled;
  compiled.schedule_time_ = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  const auto code = std::make_shared<MachineCode>(program.nest, options.host);
  compiled.times_ = code->times();
  program.kernel = code->kernel();
  program.owner = code;
  compiled.program_ = std::make_shared<const Program>(std::move(program));
  return compiled;
}

}  // namespace scmc::codegen
