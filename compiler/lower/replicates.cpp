#include "compiler/lower/replicates.h"

#include <algorithm>

#include "compiler/ir/primitives.h"
#include "compiler/lower/world.h"

namespace scmc {
namespace {

using Extent = ElementSet::Extent;

/// What is drawn anew where the data of some variables are: they themselves, or what a measured computed variable tells of; and what is
/// computed from that. Other random variables stay, also downstream.
Reach reach_of(const Plan& plan, const std::vector<VariableId>& measured) {
  const auto& model = *plan.bound.model;
  Reach reach{.set = std::vector<ElementSet>(model.variables.size()), .touched = std::vector<ElementSet>(model.variables.size())};
  const auto touch = [&](VariableId id) { reach.touched[index(id)].extent = Extent::All; };
  for (VariableId id : measured)
    if (model[id].kind == VariableKind::Random) touch(id);
  for (const auto& told : plan.bound.preimages)
    if (std::ranges::count(measured, told.measured)) touch(told.latent);
  for (bool grows = true; std::exchange(grows, false);)
    for (VariableId id : model.order) {
      const auto& v = model[id];
      if (v.kind != VariableKind::Deterministic || reach.touched[index(id)].extent == Extent::All) continue;
      const bool follows = std::ranges::any_of(reads(v), [&](VariableId c) { return reach.touched[index(c)].extent == Extent::All; });
      if (follows) touch(id), grows = true;
    }
  return reach;
}

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

ReplicateProgram lower_replicates(const Plan& plan, Diagnostics& diagnostics) {
  const auto& model = *plan.bound.model;
  ReplicateProgram result;
  ProgramBuilder builder(plan);
  std::vector<std::pair<std::string, ir::NodeId>> outputs;
  for (VariableId id : plan.bound.observed) {
    const auto reach = reach_of(plan, {id});
    World world(plan, reach, {}, builder, diagnostics);
    outputs.emplace_back(model[id].name, builder.build.broadcast(world.value(id), world.terms().dims(model[id].dims)));
    result.variables.push_back(id);
  }
  result.program = std::move(builder).take(std::move(outputs));
  return result;
}

ReplicateProgram lower_generated(const Plan& plan, Diagnostics& diagnostics) {
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

StatisticProgram lower_statistic(const Plan& plan, const TermPtr& value, Diagnostics& diagnostics) {
  std::vector<VariableId> measured;
  for (VariableId id : references(value))
    if (plan.bound.is_observed(id)) measured.push_back(id);
  ProgramBuilder builder(plan);
  const auto reach = reach_of(plan, measured), nothing = reach_of(plan, {});
  World anew(plan, reach, {}, builder, diagnostics), factual(plan, nothing, {}, builder, diagnostics);
  const auto replicated = anew.terms()(value), observed = factual.terms()(value);
  return {std::move(builder).take({{"replicated", replicated}, {"observed", observed}})};
}

}  // namespace scmc
