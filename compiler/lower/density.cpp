/// The joint log-density as a sum of factors, one per mechanism.
#include <algorithm>

#include "compiler/ir/primitives.h"
#include "compiler/lower/eliminate.h"

namespace scmc {
using ir::NodeId;

Program lower_density(const Plan& plan, Diagnostics& diagnostics) {
  ProgramBuilder program(plan);
  FitWorld world(plan, program, diagnostics, FitWorld::Discrete::Symbolic);
  std::optional<NodeId> total;
  for (const auto& [factor, plates, of] : eliminate(plan, world, joint_factors(world, program), diagnostics).left) {
    const NodeId sum = plates.empty() ? factor : program.build.reduce(ir::Monoid::Sum, factor, plates);
    total = total ? program.build.apply(ir::op("add"), {*total, sum}) : sum;
  }
  return std::move(program).take({{"log_density", total.value_or(program.build.constant(0))}});
}

namespace {

/// Of an array over the dims of an observed variable, the cells that were not measured.
NodeId missing_cells(const Plan& plan, ProgramBuilder& program, VariableId id, NodeId node) {
  const auto& v = (*plan.bound.model)[id];
  const auto& missing = plan.bound.columns[index(id)]->missing;
  ir::Dims dims;
  for (DimId d : v.dims) dims.push_back(plan.dimensions.of_model[index(d)]);
  std::ranges::sort(dims);
  std::vector<std::vector<double>> positions(dims.size());
  const auto cells = declared_cells(plan, id);
  for (std::size_t cell = 0; cell < cells.size(); ++cell) {
    if (!std::ranges::binary_search(missing, cells[cell])) continue;
    auto rest = static_cast<std::int64_t>(cell);
    for (std::size_t i = dims.size(); i-- > 0;) {
      const auto size = plan.dimensions.sizes[ir::index(dims[i])];
      positions[i].push_back(static_cast<double>(rest % size));
      rest /= size;
    }
  }
  std::vector<NodeId> indices;
  for (std::size_t i = 0; i < dims.size(); ++i)
    indices.push_back(program.data(v.name + ".missing." + std::to_string(i), {*plan.dimensions.of_holes[index(id)]}, ir::NodeType::Integer,
                                   std::move(positions[i])));
  return program.build.gather(node, std::move(indices));
}

/// Positions as the numbers that the model gives them.
NodeId numbered(const Plan& plan, ir::Builder& build, DimId dim, NodeId positions) {
  return build.apply(ir::op("add"), {positions, build.constant(static_cast<double>(plan.bound.axes[index(dim)].first))});
}

}  // namespace

ConstrainProgram lower_constrain(const Plan& plan, bool keep_all, Diagnostics& diagnostics) {
  ProgramBuilder program(plan);
  FitWorld world(plan, program, diagnostics);
  const auto& model = *plan.bound.model;
  ConstrainProgram result;
  std::vector<std::pair<std::string, NodeId>> outputs;
  constexpr std::int64_t many = 100;  // elements that nobody reads one by one
  const auto over_units = [&](const Variable& v) {
    if (plan.bound.size(v.dims) > many) return true;
    for (VariableId id : plan.bound.observed)
      if (!v.dims.empty() && model[id].dims == v.dims) return true;
    return false;
  };
  std::vector<bool> unknown(model.variables.size(), false);
  for (VariableId id : model.order) {
    const auto& v = model[id];
    for (VariableId cause : reads(v)) unknown[index(id)] = unknown[index(id)] || unknown[index(cause)];
    unknown[index(id)] = unknown[index(id)] || plan.left_out[index(id)];
    if (unknown[index(id)]) continue;
    const auto* slot = world.slot_of(id);
    const auto* summed = world.summed_of(id);
    const bool computed = v.kind == VariableKind::Deterministic && (keep_all || !over_units(v)) && !v.mechanisms.empty();
    if (!slot && !summed && !computed) continue;
    const bool holes = (slot && slot->holes) || (summed && summed->holes);
    NodeId node = holes && slot ? world.on_support(*slot) : program.build.broadcast(world.value(id), world.terms().dims(v.dims));
    if (summed && holes) node = missing_cells(plan, program, id, node);
    if (v.type.kind == ScalarKind::Index && v.type.carries && summed) node = numbered(plan, program.build, *v.type.carries, node);
    outputs.emplace_back(v.name, node);
    result.outputs.push_back({id, holes});
  }
  result.program = std::move(program).take(std::move(outputs));
  return result;
}

}  // namespace scmc
