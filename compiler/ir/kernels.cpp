/// The table, with pullbacks as mathematics.
#include "compiler/ir/kernels.h"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "compiler/ir/expression.h"

namespace scmc::ir {
namespace {

using Adjoints = std::vector<std::optional<NodeId>>;

NodeId call_like(const KernelContext& c, std::string_view name, std::vector<NodeId> args) {
  return c.build.call(kernel(name), std::move(args), c.call.row, c.call.column);
}

Adjoints of_cholesky(const KernelContext& c) { return {call_like(c, "cholesky_adjoint", {c.result, c.seed})}; }

/// -u[i] v[j], where j <= i.
NodeId outer_lower(const KernelContext& c, NodeId u, NodeId v) {
  const Expression product = Expression(c.build, u) * Expression(c.build, v);
  const Expression lower = call("le", Expression(c.build, c.build.iota(c.call.column)), Expression(c.build, c.build.iota(c.call.row)));
  return select(lower, -product, {c.build, 0.0});
}

/// x = L^-1 b: b gets g = L^-T x', L gets -g x'.
Adjoints of_solve_lower(const KernelContext& c) {
  const NodeId g = call_like(c, "solve_lower_transposed", {c.call.args[0], c.seed});
  return {outer_lower(c, g, c.result), g};
}
Adjoints of_solve_lower_transposed(const KernelContext& c) {
  const NodeId g = call_like(c, "solve_lower", {c.call.args[0], c.seed});
  return {outer_lower(c, c.result, g), g};
}
Adjoints of_solve(const KernelContext& c) {
  const NodeId g = call_like(c, "solve_transposed", {c.call.args[0], c.seed});
  return {-(Expression(c.build, g) * Expression(c.build, c.result)), g};
}
Adjoints of_solve_transposed(const KernelContext& c) {
  const NodeId g = call_like(c, "solve", {c.call.args[0], c.seed});
  return {-(Expression(c.build, c.result) * Expression(c.build, g)), g};
}
Adjoints of_inverse(const KernelContext& c) { return {call_like(c, "inverse_adjoint", {c.result, c.seed})}; }
Adjoints of_log_det(const KernelContext& c) { return {call_like(c, "log_det_adjoint", {c.call.args[0], c.seed})}; }

/// By the derivatives that stand beside the values.
Adjoints of_ode(const KernelContext& c) {
  const NodeId program = c.call.args[2];
  const NodeId begin = c.build.call(kernel("ode_adjoint"), {c.result, c.seed, program}, c.call.row, c.call.column, c.call.own);
  return {std::nullopt, begin, std::nullopt};
}

std::vector<Kernel> table() {
  using enum Shape;
  return {
      {"cholesky", Matrix, {Matrix}, of_cholesky, "scmc_cholesky", scmc_cholesky},
      {"cholesky_adjoint", Matrix, {Matrix, Matrix}, nullptr, "scmc_cholesky_adjoint", scmc_cholesky_adjoint},
      {"solve_lower", Column, {Matrix, Row}, of_solve_lower, "scmc_solve_lower", scmc_solve_lower},
      {"solve_lower_transposed",
       Row,
       {Matrix, Column},
       of_solve_lower_transposed,
       "scmc_solve_lower_transposed",
       scmc_solve_lower_transposed},
      {"solve", Column, {Matrix, Row}, of_solve, "scmc_solve", scmc_solve},
      {"solve_transposed", Row, {Matrix, Column}, of_solve_transposed, "scmc_solve_transposed", scmc_solve_transposed},
      {"inverse", Matrix, {Matrix}, of_inverse, "scmc_inverse", scmc_inverse},
      {"inverse_adjoint", Matrix, {Matrix, Matrix}, nullptr, "scmc_inverse_adjoint", scmc_inverse_adjoint},
      {"log_det", Number, {Matrix}, of_log_det, "scmc_log_det", scmc_log_det},
      {"ode", Matrix, {Row, Column, Own}, of_ode, "scmc_ode", scmc_ode},
      {"ode_adjoint", Column, {Matrix, Matrix, Own}, nullptr, "scmc_ode_adjoint", scmc_ode_adjoint},
      {"log_det_adjoint", Matrix, {Matrix, Number}, nullptr, "scmc_log_det_adjoint", scmc_log_det_adjoint},
  };
}

}  // namespace

std::span<const Kernel> kernels() {
  static const std::vector<Kernel> all = table();
  return all;
}

const Kernel* find_kernel(std::string_view name) {
  const auto found = std::ranges::find(kernels(), name, &Kernel::name);
  return found == kernels().end() ? nullptr : &*found;
}

const Kernel& kernel(std::string_view name) {
  if (const auto* found = find_kernel(name)) return *found;
  throw std::logic_error("no kernel `" + std::string(name) + "`");
}

Dims axes(const Call& call, Shape shape) {
  switch (shape) {
    case Shape::Number:
      return {};
    case Shape::Row:
      return {call.row};
    case Shape::Column:
      return {call.column};
    case Shape::Matrix:
      return unite({call.row}, {call.column});
    case Shape::Own:
      return {call.own.value()};
  }
  throw std::logic_error("no such shape");
}

Dims all_axes(const Call& call) {
  const Dims matrix = axes(call, Shape::Matrix);
  return call.own ? unite(matrix, {*call.own}) : matrix;
}

}  // namespace scmc::ir
