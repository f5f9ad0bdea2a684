/// The matrix functions of the IR: one record each. A code generator calls `function` for every cell of the batch.
#pragma once
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "compiler/ir/graph.h"
#include "runtime/math/linear.h"
#include "runtime/math/ode.h"

namespace scmc::ir {

/// Which of the axes i (rows) and j (columns) an array runs over, beside batch dims; or a dimension of its own.
enum class Shape : std::uint8_t { Number, Row, Column, Matrix, Own };

/// What the reverse sweep hands over; `seed` runs over all dims of the result.
struct KernelContext {
  Builder& build;
  const Call& call;
  NodeId result, seed;
};

struct Kernel {
  std::string_view name;  ///< as in the language, where it can be written there
  Shape result;
  std::vector<Shape> args;
  std::vector<std::optional<NodeId>> (*pullback)(const KernelContext&) = nullptr;  ///< null: no derivative
  std::string_view symbol;                                                         ///< the C function's name
  scmc_matrix_function function = nullptr;
};

std::span<const Kernel> kernels();
const Kernel* find_kernel(std::string_view name);
const Kernel& kernel(std::string_view name);  ///< a bug if absent

/// The axes of a call that an array of this shape runs over, sorted.
Dims axes(const Call& call, Shape shape);
/// All that a call sees whole; the other dims of its arguments are its batch.
Dims all_axes(const Call& call);

}  // namespace scmc::ir
