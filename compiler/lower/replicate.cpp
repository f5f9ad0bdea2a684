/// A world in which nothing is set, and everything measured is touched.
#include "compiler/lower/replicate.h"

#include <algorithm>

#include "compiler/ir/primitives.h"
#include "compiler/lower/world.h"

namespace scmc {
namespace {

/// Positions as the model counts them, as data files have them.
ir::NodeId numbered(const Plan& plan, ir::Builder& build, const Variable& v, ir::NodeId value) {
  if (v.type.kind != ScalarKind::Index || !v.type.carries) return value;
  const auto first = static_cast<double>(plan.bound.axes[index(*v.type.carries)].first);
  return build.apply(ir::op("add"), {value, build.constant(first)});
}

/// What is measured, what it was computed of, and what follows from them.
std::vector<VariableId> drawn_anew(const Plan& plan) {
  std::vector<VariableId> renewed = plan.bound.observed;
  for (const auto& told : plan.bound.preimages) renewed.push_back(told.latent);
  return renewed;
}

}  // namespace

ReplicateProgram lower_replicate(const Plan& plan, Diagnostics& diagnostics) {
  const auto& model = *plan.bound.model;
  const Reach reach = find_reach(plan, {}, diagnostics, drawn_anew(plan));
  ProgramBuilder builder(plan);
  World world(plan, reach, {}, builder, diagnostics);
  ReplicateProgram result;
  std::vector<std::pair<std::string, ir::NodeId>> outputs;
  for (VariableId id : plan.bound.observed) {
    const auto value = numbered(plan, builder.build, model[id], world.value(id));
    outputs.emplace_back(model[id].name, builder.build.broadcast(value, world.terms().dims(model[id].dims)));
    result.variables.push_back(id);
  }
  result.program = std::move(builder).take(std::move(outputs));
  return result;
}

}  // namespace scmc
