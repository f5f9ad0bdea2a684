/// A program with its data: what a sampler calls.
#pragma once
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <span>
#include <vector>

#include "compiler/schedule/layout.h"

namespace scmc::codegen {

/// Code for a nest. `owner` keeps the code alive; the nest is shared by all that is bound to it.
struct Program {
  schedule::Nest nest;
  schedule::Kernel kernel = nullptr;
  std::int64_t lanes = 1;
  std::shared_ptr<const void> owner = {};
};

/// The key of the noise.
struct NoiseKey {
  std::uint64_t seed = 0, draw = 0;
};

/// Doubles that begin at a cache line.
class AlignedDoubles {
 public:
  explicit AlignedDoubles(std::size_t count);
  double* data() const { return data_.get(); }

 private:
  struct Free {
    void operator()(double* data) const { std::free(data); }
  };
  std::unique_ptr<double, Free> data_;
};

/// The memory of one thread. Nothing else is written by an evaluation.
class Workspace {
 public:
  Workspace(Workspace&&) = default;

 private:
  friend class Bound;
  Workspace(AlignedDoubles memory, std::vector<double*> buffers) : memory_(std::move(memory)), buffers_(std::move(buffers)) {}
  AlignedDoubles memory_;
  std::vector<double*> buffers_;
};

/// Views of dense arrays.
class Arrays {
 public:
  Arrays() = default;
  Arrays(const std::vector<std::vector<double>>& arrays) : views_(arrays.begin(), arrays.end()) {}
  Arrays(std::vector<std::span<const double>> views) : views_(std::move(views)) {}
  std::size_t size() const { return views_.size(); }
  std::span<const double> operator[](std::size_t i) const { return views_[i]; }

 private:
  std::vector<std::span<const double>> views_;
};

/// Immutable: any number of threads may evaluate it, each with a workspace of its own. Arrays come and go dense, row-major over their
/// sorted dims.
class Bound {
 public:
  struct Binding {
    std::vector<std::int64_t> sizes;  ///< by DimId
    Arrays data;                      ///< the inputs that are not parameters, in order; copied
  };
  /// Throws std::logic_error if an array has not the size of its dims.
  Bound(std::shared_ptr<const Program> program, const Binding& binding);

  const std::vector<std::int64_t>& sizes() const { return layout_.sizes(); }
  std::size_t parameter_count() const { return parameter_count_; }  ///< numbers in all Parameter inputs
  std::size_t output_size(std::size_t output) const { return static_cast<std::size_t>(outputs_[output].block.cells()); }

  Workspace workspace() const;

  /// An array for every Parameter input, and one for every output.
  void evaluate(Workspace& workspace, std::span<const double* const> parameters, std::span<double* const> outputs,
                NoiseKey key = {}) const noexcept;

  /// For programs whose first output is a scalar and whose others are the gradients: `q` holds all Parameter inputs one after the other,
  /// `gradient` the other outputs.
  double log_density_gradient(Workspace& workspace, const double* q, double* gradient) const noexcept;

 private:
  /// An array outside, dense, and its place inside.
  struct Port {
    std::size_t buffer = 0, offset = 0;  ///< offset: in q, in the gradient
    schedule::Block block = {};
  };
  void bind_inputs(const Arrays& data);
  void bind_outputs();
  std::vector<std::size_t> workspace_extents() const;
  void run(Workspace& workspace, NoiseKey key) const noexcept;

  std::shared_ptr<const Program> program_;
  schedule::Layout layout_;
  AlignedDoubles data_;
  std::vector<double*> data_buffers_;  ///< by storage; null: in the workspace
  std::vector<Port> parameters_, outputs_;
  std::size_t parameter_count_ = 0;
};

}  // namespace scmc::codegen
