/// The joint log-density as a sum of factors, one per mechanism.
#include "compiler/ir/primitives.h"
#include "compiler/lower/fit.h"

namespace scmc {
namespace {

using ir::NodeId;

class DensityLowering {
 public:
  DensityLowering(const Plan& plan, Diagnostics& diagnostics) : plan_(plan), program_(plan), world_(plan, program_, diagnostics) {}

  Program run() {
    for (VariableId id : plan_.bound.model->order) add_variable(id);
    for (const auto& [term, span] : plan_.bound.model->factors) add(world_.terms()(term), world_.terms().dims(term->type.dims));
    return std::move(program_).take({{"log_density", total_.value_or(program_.build.constant(0))}});
  }

 private:
  /// Sums a factor over the dimensions of its variable, also those that it does not vary over.
  void add(NodeId factor, const ir::Dims& dims) {
    const NodeId sum = dims.empty() ? factor : program_.build.reduce(ir::Monoid::Sum, factor, dims);
    total_ = total_ ? program_.build.apply(ir::op("add"), {*total_, sum}) : sum;
  }

  void add_variable(VariableId id) {
    const auto& v = (*plan_.bound.model)[id];
    if (v.kind != VariableKind::Random || plan_.left_out[index(id)]) return;
    program_.build.span = v.span;
    const auto dims = world_.terms().dims(v.dims);
    const auto* slot = world_.slot_of(id);
    if (slot && slot->noncentred) add_noise(id, *slot);
    else add(live(id, slot, world_.log_density(id, world_.value(id))), dims);
    if (!slot) return;
    if (const auto jacobian = world_.log_jacobian(*slot)) add(*jacobian, slot->dims);
  }

  /// Missing cells that nothing depends on have no density.
  NodeId live(VariableId id, const Slot* slot, NodeId density) {
    const auto measured = slot ? std::nullopt : world_.measured(id);
    return measured ? program_.build.select(*measured, density, program_.build.constant(0)) : density;
  }

  /// A non-centred variable: the density of its standard noise.
  void add_noise(VariableId id, const Slot& slot) {
    const auto& model = *plan_.bound.model;
    const auto& v = model[id];
    const auto standard = standard_form(model, std::get<RandomMechanism>(v.mechanisms.front().kind).instance);
    const auto e = world_.terms().hole(world_.on_support(slot), v.type, v.span);
    add(world_.terms()(expand(model, standard, "log_density", {e})), world_.terms().dims(v.dims));
  }

  const Plan& plan_;
  ProgramBuilder program_;
  FitWorld world_;
  std::optional<NodeId> total_;
};

}  // namespace

Program lower_density(const Plan& plan, Diagnostics& diagnostics) { return DensityLowering(plan, diagnostics).run(); }

ConstrainProgram lower_constrain(const Plan& plan, bool keep_all, Diagnostics& diagnostics) {
  ProgramBuilder program(plan);
  FitWorld world(plan, program, diagnostics);
  const auto& model = *plan.bound.model;
  ConstrainProgram result;
  std::vector<std::pair<std::string, NodeId>> outputs;
  const auto over_units = [&](const Variable& v) {
    for (VariableId id : plan.bound.observed)
      if (!v.dims.empty() && model[id].dims == v.dims) return true;
    return false;
  };
  std::vector<bool> unknown(model.variables.size(), false);
  for (VariableId id : model.order) {
    const auto& v = model[id];
    for (VariableId cause : v.causes) unknown[index(id)] = unknown[index(id)] || unknown[index(cause)];
    unknown[index(id)] = unknown[index(id)] || plan.left_out[index(id)];
    if (unknown[index(id)]) continue;
    const auto* slot = world.slot_of(id);
    const bool computed = v.kind == VariableKind::Deterministic && (keep_all || !over_units(v)) && !v.mechanisms.empty();
    if (!slot && !computed) continue;
    const bool holes = slot && slot->holes;
    const auto node = holes ? world.on_support(*slot) : program.build.broadcast(world.value(id), world.terms().dims(v.dims));
    outputs.emplace_back(v.name, node);
    result.outputs.push_back({id, holes});
  }
  result.program = std::move(program).take(std::move(outputs));
  return result;
}

}  // namespace scmc
