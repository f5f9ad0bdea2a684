/// Slots are a triangular map in causal order, so the logarithms add.
#include "compiler/lower/jacobian.h"

#include "compiler/check/elaborate.h"
#include "compiler/ir/primitives.h"
#include "compiler/lower/fit.h"

namespace scmc {

using ir::NodeId;

namespace {

/// The location-scale map is affine in the noise. Of a number its slope; of a vector, its determinant by that of densities: the noise
/// has the density of the variable times the change of volume.
NodeId log_scale(const Plan& plan, FitWorld& world, const Slot& slot) {
  const auto& model = *plan.bound.model;
  const auto& v = model[slot.variable];
  const auto& instance = std::get<RandomMechanism>(v.mechanisms.front().kind).instance;
  auto& terms = world.terms();
  auto& build = terms.build();
  if (!instance.joint.empty()) {
    const auto e = terms.hole(world.on_support(slot), v.type, v.span);
    const NodeId of_noise = terms(expand(model, standard_form(model, instance), "log_density", {e}));
    return build.apply(ir::op("sub"), {of_noise, world.log_density(slot.variable, world.value(slot.variable))});
  }
  const auto at = [&](double e) { return terms(expand(model, instance, "location_scale", {constant_term(e, v.span)})); };
  const NodeId scale = build.apply(ir::op("sub"), {at(1), at(0)});
  return build.broadcast(build.apply(ir::op("log"), {build.apply(ir::op("abs"), {scale})}), terms.dims(v.dims));
}

}  // namespace

Program lower_log_jacobian(const Plan& plan, Diagnostics& diagnostics) {
  ProgramBuilder program(plan);
  FitWorld world(plan, program, diagnostics);
  NodeId total = program.build.constant(0);
  const auto add = [&](NodeId node) {
    const auto dims = program.build[node].dims;
    const NodeId sum = dims.empty() ? node : program.build.reduce(ir::Monoid::Sum, node, dims);
    total = program.build.apply(ir::op("add"), {total, sum});
  };
  for (const auto& slot : plan.slots) {
    program.build.span = (*plan.bound.model)[slot.variable].span;
    if (const auto jacobian = world.log_jacobian(slot)) {
      const auto plates = slot.holes ? slot.dims : world.plates(slot.variable);
      add(program.build.broadcast(*jacobian, plates));
    }
    if (slot.noncentred) add(program.build.broadcast(log_scale(plan, world, slot), world.plates(slot.variable)));
  }
  return std::move(program).take({{"log_jacobian", total}});
}

}  // namespace scmc
