#include "compiler/lower/world.h"

#include <algorithm>

#include "compiler/ir/primitives.h"
#include "compiler/lower/abduct.h"
#include "compiler/lower/errors.h"
#include "compiler/lower/invert.h"
#include "compiler/lower/noise.h"
#include "compiler/source/match.h"

namespace scmc {

using ir::NodeId;
using Extent = ElementSet::Extent;

World::World(const Plan& plan, const Reach& reach, Regime regime, ProgramBuilder& program, Diagnostics& diagnostics, World* factual)
    : plan_(plan),
      reach_(reach),
      regime_(std::move(regime)),
      program_(program),
      diagnostics_(diagnostics),
      factual_(factual),
      fit_(plan, program, diagnostics),
      recurrences_(plan, program.build, diagnostics),
      terms_(plan, program.build, [this](VariableId id) { return value(id); }, diagnostics) {
  equip(terms_);
}

void World::answer_by(std::function<NodeId(const std::shared_ptr<const Question>&)> answer) {
  answer_ = std::move(answer);
  terms_.answer_by(answer_);
}

/// What terms of this world read beside values.
void World::equip(TermLowering& terms) {
  terms.read_elsewhere_by([this](VariableId id, const std::vector<NodeId>& indices) {
    return recurrences_.is_open(id) ? recurrences_.read(id, indices) : std::nullopt;
  });
  terms.read_noise_by([this](VariableId id) { return noise(id); });
  terms.keep_numbers_by(program_.numbers());
  if (answer_) terms.answer_by(answer_);
}

/// Of the mechanism, also where the variable is set: its natural value tells.
NodeId World::noise(VariableId id) {
  return is_recomputed(id) ? noise_of(plan_, terms_, id, natural(id), diagnostics_, regime_.replicates) : fit_.noise(id);
}

NodeId World::value(VariableId id) {
  if (const auto known = values_.find(id); known != values_.end()) return known->second;
  if (model()[id].recurrent) {
    compute_circle(model()[id]);
    return values_.at(id);
  }
  const NodeId node = compute_value(id);
  return values_[id] = node;
}

NodeId World::compute_value(VariableId id) {
  std::optional<NodeId> result;
  for (const auto& intervention : regime_.interventions)
    if (intervention.target == id) result = set(intervention, id, result);
  return result ? *result : natural(id);
}

/// What is recomputed of a recurrence reads what was set or recomputed at the positions before.
void World::compute_circle(const Variable& variable) {
  std::vector<VariableId> members;
  for (VariableId id : variable.circle)
    if (is_recomputed(id)) members.push_back(id);
  const auto dims = [&](VariableId id) { return terms_.dims(model()[id].dims); };
  const auto type = [&](VariableId id) { return model()[id].type.kind == ScalarKind::Real ? ir::NodeType::Real : ir::NodeType::Integer; };
  for (VariableId id : members) recurrences_.open(id, dims(id), type(id), regime_.extra);
  const auto compute = [&](VariableId id, const ir::Dims& over) { values_[id] = build().broadcast(compute_value(id), over); };
  for (VariableId id : variable.circle)
    if (!recurrences_.is_open(id)) compute(id, dims(id));
  for (VariableId id : members) compute(id, ir::unite(dims(id), regime_.extra));
  for (VariableId id : members) values_[id] = recurrences_.close(id, values_.at(id));
}

NodeId World::natural(VariableId id) {
  if (const auto known = naturals_.find(id); known != naturals_.end()) return known->second;
  const NodeId node = compute_natural(id);
  naturals_.emplace(id, node);
  return node;
}

NodeId World::compute_natural(VariableId id) {
  const auto& v = model()[id];
  const auto& touched = reach_.touched[index(id)];
  if (!is_recomputed(id)) return v.kind == VariableKind::Data ? fit_.value(id) : base(id);
  const NodeId recomputed = mechanism(id);
  if (v.kind != VariableKind::Random || plan_.left_out[index(id)]) return recomputed;
  if (touched.extent == Extent::None) return build().select(*fit_.measured(id), fit_.value(id), recomputed);
  return touched.extent == Extent::Some ? build().select(mask(id, "touched", touched), recomputed, base(id)) : recomputed;
}

bool World::is_recomputed(VariableId id) {
  if (model()[id].kind == VariableKind::Data) return false;
  return reach_.touched[index(id)].extent != Extent::None || plan_.left_out[index(id)] || below_left_out(id) || simulated_recurrence(id);
}

/// Deterministic, and read from something that the fit does not know.
bool World::below_left_out(VariableId id) {
  const auto& v = model()[id];
  if (v.kind != VariableKind::Deterministic || !asking_.insert(id).second) return false;
  const bool below = std::ranges::any_of(
      reads(v), [&](VariableId c) { return c != id && (plan_.left_out[index(c)] || simulated_holes(c) || below_left_out(c)); });
  asking_.erase(id);
  return below;
}

/// Missing cells that the fit left out: nothing that it knows depends on them. Those of a series follow one another.
bool World::simulated_holes(VariableId id) const {
  return plan_.bound.is_observed(id) && !plan_.bound.columns[index(id)]->missing.empty() && !fit_.slot_of(id) && !fit_.summed_of(id);
}

/// The value in the fit: data, or the posterior draw. Missing cells that the fit left out come from their mechanism.
NodeId World::base(VariableId id) {
  if (!simulated_holes(id)) return fit_.value(id);
  return build().select(*fit_.measured(id), fit_.value(id), mechanism(id));
}

NodeId World::mask(VariableId id, const std::string& what, const ElementSet& elements) {
  const auto& v = model()[id];
  return program_.data(v.name + "." + what, terms_.dims(v.dims), ir::NodeType::Integer, elements.mask);
}

NodeId World::mechanism(VariableId id) {
  if (const auto known = mechanisms_.find(id); known != mechanisms_.end()) return known->second;
  const auto& v = model()[id];
  const NodeId node = by_slice(terms_, v.mechanisms, [&](const Mechanism& m) {
    return match(
        m.kind, [&](const RandomMechanism& random) { return draw(id, random.instance); },
        [&](const DeterministicMechanism& d) { return terms_.stored(d.value, v.type); });
  });
  return mechanisms_[id] = build().broadcast(node, terms_.dims(v.dims));
}

bool World::abducts(VariableId id) const {
  if (!factual_ || plan_.left_out[index(id)] || regime_.freed.contains(id)) return false;
  return regime_.is_counterfactual || regime_.kept.contains(id);
}

/// The structural map x = q(u; causes) at the noise of the variable: fresh, or its own.
NodeId World::draw(VariableId id, const Instance& instance) {
  const auto anew = [&] { return fresh(id, instance, terms_, model()[id].name + regime_.stream); };
  if (!abducts(id)) return anew();
  const Abduction own{.plan = plan_, .id = id, .instance = instance, .factual = factual_->terms(), .world = terms_,
                      .value = factual_->value(id), .repeated = regime_.replicates, .copies = copies_};
  const NodeId kept = abduct(own, diagnostics_);
  return simulated_holes(id) ? build().select(*fit_.measured(id), kept, anew()) : kept;
}

NodeId World::fresh(VariableId id, const Instance& instance, TermLowering& terms, const std::string& stream) {
  const auto& v = model()[id];
  ir::Dims dims = terms.dims(v.dims);
  if (regime_.replicates) dims = ir::unite(dims, {*regime_.replicates});
  // The coupling of unordered categories matters where several worlds are compared element by element.
  if (regime_.replicates && is_unordered(model(), v, instance)) return race(plan_, terms, v, instance, stream, dims);
  const auto u = terms.hole(build().noise(noise_stream(stream), dims), {.kind = ScalarKind::Real, .dims = v.type.dims}, v.span);
  return structural_map(plan_, terms, id, instance, u, diagnostics_);
}

/// `before` is what earlier interventions on other elements of the same variable made of it. The natural value is computed only where
/// something reads it.
NodeId World::set(const Intervention& intervention, VariableId id, std::optional<NodeId> before) {
  const auto unset = [this, id, before] { return before ? *before : natural(id); };
  TermLowering terms(plan_, build(), [this, id](VariableId other) { return other == id ? natural(id) : value(other); }, diagnostics_);
  equip(terms);
  const auto& v = model()[id];
  const NodeId fixed = match(
      intervention.value,
      [&](const TermPtr& value) {
        const auto number = constant_value(value);
        return number && has_constants_apart_ ? constant(intervention, *number, v) : terms.stored(value, v.type);
      },
      // A policy's noise is not that of the mechanism that it replaces.
      [&](const Instance& policy) { return fresh(id, policy, terms, v.name + ".set" + regime_.stream); });
  return intervention.mask ? build().select(terms(intervention.mask), fixed, unset()) : build().broadcast(fixed, terms.dims(v.dims));
}

NodeId World::constant(const Intervention& intervention, double value, const Variable& v) {
  const auto number = &intervention - regime_.interventions.data();
  const double first = v.type.kind == ScalarKind::Index ? static_cast<double>(plan_.bound.axes[index(*v.type.carries)].first) : 0;
  const auto type = v.type.kind == ScalarKind::Real ? ir::NodeType::Real : ir::NodeType::Integer;
  const NodeId node = program_.data("set." + std::to_string(number), {}, type, {value - first});
  constants_[std::get<ir::Input>(build()[node].kind).input] = value - first;
  return node;
}

bool World::is_drawn(VariableId id) {
  const bool is_set = std::ranges::any_of(regime_.interventions, [&](const auto& i) { return i.target == id; });
  const bool has_drawn = reach_.touched[index(id)].extent != Extent::None || plan_.left_out[index(id)];
  return model()[id].kind == VariableKind::Random && !is_set && has_drawn && !abducts(id);
}

NodeId World::where_drawn(VariableId id, NodeId drawn, NodeId elsewhere) {
  const auto& touched = reach_.touched[index(id)];
  const bool is_part = touched.extent == Extent::Some && !plan_.left_out[index(id)];
  return is_part ? build().select(mask(id, "touched", touched), drawn, elsewhere) : drawn;
}

std::optional<NodeId> World::member(VariableId id, const std::string& name, const std::vector<TermPtr>& args, TermLowering& terms) {
  const auto& v = model()[id];
  std::vector<NodeId> nodes;
  for (const auto& m : v.mechanisms) {
    const auto term = expand(model(), stable_form(model(), std::get<RandomMechanism>(m.kind).instance), name, args);
    if (!term) return std::nullopt;
    nodes.push_back(terms(term));
  }
  return by_slice(terms, v.mechanisms, [&](const Mechanism& m) { return nodes[static_cast<std::size_t>(&m - v.mechanisms.data())]; });
}

}  // namespace scmc
