/// The table of contents: a model passes these stages in this order, each a function from one type to the next.
///
///   parse    text -> ast::Model                     compiler/parse
///   check    ast::Model -> Checked                  names, dimensions, supports, causal order
///   bind     Checked x data -> Bound                sizes, labels, columns, missing cells
///   plan     Bound -> Plan                          which latents are sampled, by which transform
///   lower    Plan -> Program                        the log-density (and constrain, worlds, simulate) as a graph
///   passes   Graph -> Graph                         optimize/passes.h
///   derive   Graph -> Graph with gradient           differentiate
///   split    Graph -> prepare, evaluate             what depends on data only is computed once
///   compile  Graph -> machine code                  schedule, codegen
#pragma once
#include <memory>
#include <string>

#include "compiler/codegen/llvm/compiled.h"
#include "compiler/lower/worlds.h"
#include "compiler/optimize/partition.h"
#include "runtime/model.h"

namespace scmc {

struct CompileSettings {
  std::vector<std::string> skip = {};  ///< names of passes to leave out
  std::string gradient_of = "log_density";  ///< the output that is differentiated
};

/// A program after the passes, split: `prepare` computes from data what `evaluate` then takes as Prepared inputs.
struct Optimized {
  ir::Partitioned split;
  std::vector<std::int64_t> sizes;

  /// A program's code with what its inputs that are not parameters hold: Data inputs as they are, Prepared ones computed from them.
  codegen::Bound bind(const codegen::Compiled& code, const std::vector<std::vector<double>>& data) const;
};

Optimized optimize(const Program& program, const Plan& plan, const CompileSettings& settings = {});
/// With the gradient of that output by every slot as further outputs.
Optimized optimize_with_gradient(const Program& program, const Plan& plan, const CompileSettings& settings = {});

/// The compiled log-density: the seam to the runtime.
class CompiledDensity {
 public:
  CompiledDensity(const Optimized& optimized, const std::vector<std::vector<double>>& data);
  std::size_t dimension() const { return dimension_; }
  const codegen::Compiled& code() const { return code_; }
  /// Valid as long as this object lives, and does not move.
  scmc_model model() const;
  double operator()(const std::vector<double>& position, std::vector<double>& gradient) const;

 private:
  codegen::Compiled code_;
  codegen::Bound bound_;
  std::size_t dimension_;
};

/// Any other program of slots: evaluated at positions of the unconstrained vector.
class CompiledProgram {
 public:
  CompiledProgram(Optimized optimized, const Plan& plan, const std::vector<std::vector<double>>& data);
  /// Another set of Data inputs under the same code.
  void rebind(const std::vector<std::vector<double>>& data);
  /// Another size of one dimension under the same code; it must be no dimension of the data.
  void resize(ir::DimId dim, std::int64_t size, const std::vector<std::vector<double>>& data);
  codegen::Workspace workspace() const { return bound_.workspace(); }
  std::size_t output_size(std::size_t output) const { return bound_.output_size(output); }
  std::size_t result_size() const { return output_offsets_.back(); }
  /// `position` is the unconstrained vector, `results` all outputs one after the other.
  void operator()(codegen::Workspace& workspace, const double* position, double* results, codegen::NoiseKey key = {}) const;

 private:
  Optimized optimized_;
  codegen::Compiled code_;
  codegen::Bound bound_;
  std::vector<std::size_t> slot_offsets_, output_offsets_;
};

}  // namespace scmc
