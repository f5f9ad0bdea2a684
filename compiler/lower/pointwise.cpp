/// Log-densities by what they belong to: the measured cells one by one, and what is not measured.
#include <algorithm>

#include "compiler/ir/primitives.h"
#include "compiler/lower/eliminate.h"

namespace scmc {
namespace {

using ir::NodeId;

class PointwiseLowering {
 public:
  PointwiseLowering(const Plan& plan, Diagnostics& diagnostics)
      : plan_(plan),
        diagnostics_(diagnostics),
        program_(plan),
        world_(plan, program_, diagnostics, FitWorld::Discrete::Symbolic),
        shared_(model().variables.size(), false) {}

  PointwiseProgram run() {
    if (!plan_.summed.empty()) add_shared();
    for (VariableId id : model().order)
      if (model()[id].kind == VariableKind::Random && !plan_.left_out[index(id)] && !shared_[index(id)]) add(id);
    result_.program = std::move(program_).take(std::move(nodes_));
    return std::move(result_);
  }

 private:
  const Checked& model() const { return *plan_.bound.model; }

  /// What is measured where something tells of the variable; nothing if it is latent.
  std::optional<VariableId> measured_by(VariableId id) const {
    if (const auto* told = plan_.bound.preimage_of(id)) return told->measured;
    return plan_.bound.is_observed(id) ? std::optional(id) : std::nullopt;
  }

  /// Factors over which discrete variables were summed out: together they are the density of all that was measured in them.
  void add_shared() {
    for (const auto& factor : eliminate(plan_, world_, joint_factors(world_, program_), diagnostics_).left) {
      if (std::ranges::none_of(factor.of, [&](VariableId id) { return world_.summed_of(id); })) continue;
      std::vector<VariableId> measured;
      for (VariableId id : factor.of) {
        shared_[index(id)] = true;
        if (const auto by = measured_by(id)) measured.push_back(*by);
      }
      if (!measured.empty()) add_likelihood(std::move(measured), factor.node, factor.plates);
    }
  }

  void add(VariableId id) {
    program_.build.span = model()[id].span;
    if (const auto* told = plan_.bound.preimage_of(id))
      return add_likelihood({told->measured}, world_.log_probability(*told), world_.plates(id));
    const auto* slot = world_.slot_of(id);
    const NodeId density = world_.log_density(id, world_.value(id));
    const auto measured = world_.measured(id);
    const NodeId nothing = program_.build.constant(0);
    if (plan_.bound.is_observed(id))
      add_likelihood({id}, measured ? program_.build.select(*measured, density, nothing) : density, world_.plates(id));
    if (slot) add_prior(id, slot->holes ? program_.build.select(*measured, nothing, density) : density);
  }

  void add_prior(VariableId id, NodeId density) {
    const auto plates = world_.plates(id);
    const NodeId sum = plates.empty() ? density : program_.build.reduce(ir::Monoid::Sum, density, plates);
    keep({.of = {id}, .prior = true}, sum);
  }

  void add_likelihood(std::vector<VariableId> of, NodeId density, const ir::Dims& plates) {
    std::vector<DimId> dims;
    for (DimId d : model()[of.front()].dims)
      if (ir::contains(plates, plan_.dimensions.of_model[index(d)])) dims.push_back(d);
    keep({.of = std::move(of), .dims = std::move(dims)}, program_.build.broadcast(density, plates));
  }

  void keep(Pointwise output, NodeId node) {
    nodes_.emplace_back(model()[output.of.front()].name, node);
    result_.outputs.push_back(std::move(output));
  }

  const Plan& plan_;
  Diagnostics& diagnostics_;
  ProgramBuilder program_;
  FitWorld world_;
  std::vector<bool> shared_;  ///< by VariableId: part of a factor that discrete variables were summed out of
  PointwiseProgram result_;
  std::vector<std::pair<std::string, NodeId>> nodes_;
};

}  // namespace

PointwiseProgram lower_pointwise(const Plan& plan, Diagnostics& diagnostics) { return PointwiseLowering(plan, diagnostics).run(); }

}  // namespace scmc
