#include "compiler/lower/fit.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "compiler/check/elaborate.h"
#include "compiler/check/errors.h"
#include "compiler/ir/primitives.h"
#include "compiler/lower/eliminate.h"
#include "compiler/lower/errors.h"
#include "compiler/lower/noise.h"
#include "compiler/source/match.h"

namespace scmc {

using ir::NodeId;

ProgramBuilder::ProgramBuilder(const Plan& plan) : build(plan.dimensions.dims) {
  for (const auto& slot : plan.slots) {
    build.declare_input({.name = slot.name, .kind = ir::InputKind::Parameter, .dims = slot.dims, .type = ir::NodeType::Real});
    values_.emplace_back();
  }
}

NodeId ProgramBuilder::data(const std::string& name, ir::Dims dims, ir::NodeType type, std::vector<double> values) {
  const std::pair key(name, dims);
  if (const auto known = declared_.find(key); known != declared_.end()) return known->second;
  const auto input = build.declare_input({.name = name, .kind = ir::InputKind::Data, .dims = std::move(dims), .type = type});
  values_.push_back(std::move(values));
  return declared_[key] = build.input(input);
}

Program ProgramBuilder::take(std::vector<std::pair<std::string, NodeId>> outputs) && {
  for (auto& [name, node] : outputs) build.output(name, node);
  return {std::move(build).take(), std::move(values_)};
}

std::uint64_t noise_stream(const std::string& name) {
  std::uint64_t hash = 14695981039346656037ull;
  for (unsigned char c : name) hash = (hash ^ c) * 1099511628211ull;
  return hash;
}

FitWorld::FitWorld(const Plan& plan, ProgramBuilder& program, Diagnostics& diagnostics, Discrete discrete)
    : plan_(plan),
      program_(program),
      diagnostics_(diagnostics),
      discrete_(discrete),
      terms_(
          plan, program.build, [this](VariableId id) { return value(id); }, diagnostics),
      recurrences_(plan, program.build, diagnostics) {
  terms_.read_elsewhere_by([this](VariableId id, const std::vector<NodeId>& indices) { return elsewhere(id, indices); });
  terms_.read_noise_by([this](VariableId id) { return noise(id); });
  terms_.keep_numbers_by(program.numbers());
}

NodeId FitWorld::noise(VariableId id) {
  const auto* slot = slot_of(id);
  if (slot && slot->noncentred) return on_support(*slot);
  const bool is_known = discrete_ == Discrete::Drawn || !leaves_noise_open(*plan_.bound.model, id);
  if (is_known) return noise_of(plan_, terms_, id, value(id), diagnostics_);
  if (!diagnostics_.has_errors()) diagnostics_.report(errors::noise_within_step(terms_.build().span, (*plan_.bound.model)[id].name));
  return terms_.build().constant(0);
}

const Slot* FitWorld::slot_of(VariableId id) const {
  const auto found = std::ranges::find(plan_.slots, id, &Slot::variable);
  return found == plan_.slots.end() ? nullptr : &*found;
}

const Summed* FitWorld::summed_of(VariableId id) const {
  const auto found = std::ranges::find(plan_.summed, id, &Summed::variable);
  return found == plan_.summed.end() ? nullptr : &*found;
}

NodeId FitWorld::value(VariableId id) {
  if (const auto known = values_.find(id); known != values_.end()) return known->second;
  const NodeId node = compute(id);
  values_.insert_or_assign(id, node);
  return node;
}

std::optional<NodeId> FitWorld::elsewhere(VariableId id, const std::vector<NodeId>& indices) {
  if (recurrences_.is_open(id)) return recurrences_.read(id, indices);
  const auto* summed = summed_of(id);
  const bool symbolic = summed && summed->previous && discrete_ == Discrete::Symbolic;
  return symbolic ? previous(*summed, indices) : std::nullopt;
}

/// A hidden state one position earlier: all of its values at once, along their own dimension. The gather shows where there is none.
std::optional<NodeId> FitWorld::previous(const Summed& summed, const std::vector<NodeId>& indices) {
  auto& build = terms_.build();
  const auto& v = (*plan_.bound.model)[summed.variable];
  bool is_earlier = false;
  for (std::size_t i = 0; i < indices.size(); ++i) {
    if (indices[i] == build.iota(summed.plates[i])) continue;
    const auto lag = lag_of(build, plan_, indices[i], summed.plates[i]);
    if (summed.plates[i] != *summed.along || !lag || lag->counted_by || lag->steps.front() != 1) {
      if (!diagnostics_.has_errors()) diagnostics_.report(lag ? errors::chain_by_one_step(v) : errors::summed_elsewhere(build.span, v));
      return build.constant(0);
    }
    is_earlier = true;
  }
  if (!is_earlier) return std::nullopt;
  const NodeId all = build.broadcast(symbolic_values(summed, *summed.previous), summed.plates);
  std::vector<NodeId> at;
  for (ir::DimId d : build[all].dims) {
    const auto plate = std::ranges::find(summed.plates, d);
    at.push_back(plate == summed.plates.end() ? build.iota(d) : indices[static_cast<std::size_t>(plate - summed.plates.begin())]);
  }
  return build.gather(all, std::move(at));
}

NodeId FitWorld::symbolic_values(const Summed& summed, ir::DimId along) {
  auto& build = terms_.build();
  const NodeId position = build.iota(along);
  return summed.first == 0 ? position : build.apply(ir::op("add"), {position, build.constant(summed.first)});
}

NodeId FitWorld::compute(VariableId id) {
  const auto& v = (*plan_.bound.model)[id];
  if (v.kind == VariableKind::Deterministic && plan_.bound.is_observed(id)) return data_column(id);
  if (v.kind == VariableKind::Deterministic && v.recurrent) {
    compute_circle(v);
    return values_.at(id);
  }
  if (v.kind == VariableKind::Deterministic) return deterministic(v);
  if (v.kind == VariableKind::Data && !plan_.bound.columns[index(id)])
    return terms_.build().broadcast(terms_.stored(v.default_value, v.type), terms_.dims(v.dims));
  if (const auto* told = plan_.bound.preimage_of(id)) return recovered(*told);
  if (const auto* summed = summed_of(id)) return discrete(*summed);
  const auto* slot = slot_of(id);
  if (slot && slot->holes) return with_holes(id, on_support(*slot));
  return slot ? latent(id, *slot) : data_column(id);
}

NodeId FitWorld::data_column(VariableId id) {
  const auto& v = (*plan_.bound.model)[id];
  auto values = to_ir_order(plan_, id, plan_.bound.columns[index(id)]->values);
  const auto valid = std::ranges::find_if(values, [](double x) { return !std::isnan(x); });
  const double filler = valid == values.end() ? 0 : *valid;
  for (double& x : values)
    if (std::isnan(x)) x = filler;
  return program_.data(v.name, terms_.dims(v.dims), v.type.kind == ScalarKind::Real ? ir::NodeType::Real : ir::NodeType::Integer,
                       std::move(values));
}

std::optional<NodeId> FitWorld::measured(VariableId id) {
  const auto& column = plan_.bound.columns[index(id)];
  if (!column || column->missing.empty()) return std::nullopt;
  auto mask = to_ir_order(plan_, id, column->values);
  for (double& x : mask) x = std::isnan(x) ? 0 : 1;
  const auto& v = (*plan_.bound.model)[id];
  return program_.data(v.name + ".measured", terms_.dims(v.dims), ir::NodeType::Integer, std::move(mask));
}

/// The data where measured, else the element over the missing cells.
NodeId FitWorld::with_holes(VariableId id, NodeId missing) {
  const auto& v = (*plan_.bound.model)[id];
  auto ranks = to_ir_order(plan_, id, plan_.bound.columns[index(id)]->values);
  double next = 0;
  for (double& x : ranks) x = std::isnan(x) ? next++ : 0;
  const auto rank = program_.data(v.name + ".rank", terms_.dims(v.dims), ir::NodeType::Integer, std::move(ranks));
  const auto filled = terms_.build().gather(missing, {rank});
  return terms_.build().select(*measured(id), data_column(id), filled);
}

NodeId FitWorld::discrete(const Summed& summed) {
  auto& build = terms_.build();
  if (discrete_ == Discrete::Drawn) {
    for (const auto& [id, node] : draw_summed(plan_, program_, diagnostics_)) values_.emplace(id, node);
    const auto drawn = values_.find(summed.variable);
    return drawn == values_.end() ? build.constant(0) : drawn->second;
  }
  return build.broadcast(symbolic_values(summed, summed.values), summed.plates);
}

NodeId FitWorld::deterministic(const Variable& variable) {
  return by_slice(terms_, variable.mechanisms,
                  [&](const Mechanism& m) { return terms_.stored(std::get<DeterministicMechanism>(m.kind).value, variable.type); });
}

/// The computed variables of a recurrence, each from what is known of the position; then the positions follow one another.
void FitWorld::compute_circle(const Variable& variable) {
  const auto& model = *plan_.bound.model;
  std::vector<VariableId> members;
  for (VariableId id : variable.circle)
    if (model[id].kind == VariableKind::Deterministic) members.push_back(id);
  for (VariableId id : members)
    recurrences_.open(id, terms_.dims(model[id].dims),
                      model[id].type.kind == ScalarKind::Real ? ir::NodeType::Real : ir::NodeType::Integer);
  for (VariableId id : members)
    values_.insert_or_assign(id, terms_.build().broadcast(deterministic(model[id]), terms_.dims(model[id].dims)));
  for (VariableId id : members) values_.insert_or_assign(id, recurrences_.close(id, values_.at(id)));
}

/// The bounds of the slot's transform, by slice where slices differ.
std::vector<TermPtr> FitWorld::bounds(const Slot& slot) {
  const auto& model = *plan_.bound.model;
  const auto& v = model[slot.variable];
  const auto bound = [&](TermPtr Support::* which) -> TermPtr {
    TermPtr result;
    for (std::size_t i = v.mechanisms.size(); i-- > 0;) {
      const auto& instance = std::get<RandomMechanism>(v.mechanisms[i].kind).instance;
      auto one = support_of(model, slot.noncentred ? standard_form(model, instance) : instance).*which;
      result = result && v.mechanisms[i].mask ? select_term(v.mechanisms[i].mask, one, result, v.span) : one;
    }
    return result;
  };
  if (slot.transform == "Interval") return {bound(&Support::lower), bound(&Support::upper)};
  if (slot.transform == "Above") return {bound(&Support::lower)};
  if (slot.transform == "Below") return {bound(&Support::upper)};
  return {};
}

/// What the slot holds, over the dims of the variable.
NodeId FitWorld::free_numbers(const Slot& slot) {
  const NodeId numbers = program_.slot(index_of(slot));
  return slot.packed ? unpacked(slot, numbers) : numbers;
}

/// The numbers at their places in the triangle, 0 elsewhere.
NodeId FitWorld::unpacked(const Slot& slot, NodeId numbers) {
  auto& build = terms_.build();
  const auto& p = *slot.packed;
  const auto size = static_cast<std::size_t>(plan_.dimensions.sizes[ir::index(p.row)]);
  const ir::Dims axes = ir::unite({p.row}, {p.column});
  std::vector<double> ranks(size * size, 0), inside(size * size, 0);
  double next = 0;
  for (std::size_t i = 0; i < size; ++i)
    for (std::size_t j = 0; j < i + (p.diagonal ? 1 : 0); ++j) {
      const std::size_t cell = p.row < p.column ? i * size + j : j * size + i;
      ranks[cell] = next++, inside[cell] = 1;
    }
  const NodeId rank = program_.data(slot.name + ".rank", axes, ir::NodeType::Integer, std::move(ranks));
  const NodeId is_free = program_.data(slot.name + ".is_free", axes, ir::NodeType::Integer, std::move(inside));
  std::vector<NodeId> indices;
  for (ir::DimId d : build[numbers].dims) indices.push_back(d == p.dim ? rank : build.iota(d));
  return build.select(is_free, build.gather(numbers, std::move(indices)), build.constant(0));
}

NodeId FitWorld::packed(const Slot& slot, NodeId matrix) {
  auto& build = terms_.build();
  const auto& p = *slot.packed;
  std::vector<double> rows, columns;
  for (std::int64_t i = 0; i < plan_.dimensions.sizes[ir::index(p.row)]; ++i)
    for (std::int64_t j = 0; j < i + (p.diagonal ? 1 : 0); ++j)
      rows.push_back(static_cast<double>(i)), columns.push_back(static_cast<double>(j));
  const NodeId row = program_.data(slot.name + ".row", {p.dim}, ir::NodeType::Integer, std::move(rows));
  const NodeId column = program_.data(slot.name + ".column", {p.dim}, ir::NodeType::Integer, std::move(columns));
  std::vector<NodeId> indices;
  for (ir::DimId d : build[matrix].dims) indices.push_back(d == p.row ? row : d == p.column ? column : build.iota(d));
  return build.gather(matrix, std::move(indices));
}

NodeId FitWorld::on_support(const Slot& slot) {
  const auto u = free_numbers(slot);
  if (slot.transform.empty()) return u;
  const auto& v = (*plan_.bound.model)[slot.variable];
  return terms_(expand_transform(*plan_.bound.model, slot.transform, bounds(slot), "forward",
                                 terms_.hole(u, slot.holes ? Type{} : v.type, v.span), joint_axes(v)));
}

ir::Dims FitWorld::plates(VariableId id) {
  const auto& v = (*plan_.bound.model)[id];
  return ir::without(terms_.dims(v.dims), terms_.dims(joint_dims(v)));
}

std::optional<NodeId> FitWorld::log_jacobian(const Slot& slot) {
  if (slot.transform.empty()) return std::nullopt;
  const auto& v = (*plan_.bound.model)[slot.variable];
  const auto u = terms_.hole(free_numbers(slot), slot.holes ? Type{} : v.type, v.span);
  return terms_(expand_transform(*plan_.bound.model, slot.transform, bounds(slot), "log_jacobian", u, joint_axes(v)));
}

NodeId FitWorld::latent(VariableId id, const Slot& slot) {
  const NodeId held = on_support(slot);
  if (!slot.noncentred) return held;
  const auto& v = (*plan_.bound.model)[id];
  const auto& instance = std::get<RandomMechanism>(v.mechanisms.front().kind).instance;
  return terms_.build().broadcast(terms_(expand(*plan_.bound.model, instance, "location_scale", {terms_.hole(held, v.type, v.span)})),
                                  terms_.dims(v.dims));
}

/// The inverse of `latent`: the location-scale map is affine in its noise (of vectors `standard` inverts it), the transform has an inverse.
NodeId FitWorld::unconstrained(const Slot& slot, NodeId value) {
  const auto& model = *plan_.bound.model;
  const auto& v = model[slot.variable];
  const Type type = slot.holes ? Type{} : v.type;
  NodeId held = value;
  if (slot.noncentred) {
    const auto& instance = std::get<RandomMechanism>(v.mechanisms.front().kind).instance;
    held = instance.joint.empty() ? standard_noise(terms_, model, instance, v.span, value)
                                  : terms_(expand(model, instance, "standard", {terms_.hole(value, type, v.span)}));
  }
  if (!slot.transform.empty())
    held = terms_(expand_transform(model, slot.transform, bounds(slot), "inverse", terms_.hole(held, type, v.span), joint_axes(v)));
  return terms_.build().broadcast(slot.packed ? packed(slot, held) : held, slot.dims);
}

Program lower_unconstrain(const Plan& plan, const std::map<VariableId, std::vector<double>>& values, Diagnostics& diagnostics) {
  ProgramBuilder program(plan);
  FitWorld world(plan, program, diagnostics);
  std::map<VariableId, NodeId> given;
  for (const auto& slot : plan.slots) {
    const auto dims = slot.holes ? slot.dims : world.terms().dims((*plan.bound.model)[slot.variable].dims);
    given[slot.variable] = program.data(slot.name + ".given", dims, ir::NodeType::Real, values.at(slot.variable));
    if (slot.holes) world.set_holes(slot.variable, given[slot.variable]);
    else world.set(slot.variable, given[slot.variable]);
  }
  std::vector<std::pair<std::string, NodeId>> outputs;
  for (const auto& slot : plan.slots) outputs.emplace_back(slot.name, world.unconstrained(slot, given[slot.variable]));
  return std::move(program).take(std::move(outputs));
}

TermPtr within_support(const Support& support, const TermPtr& value, bool of_constants) {
  const auto varies = [&](const TermPtr& bound) { return bound && (of_constants || !constant_value(bound)); };
  TermPtr inside;
  const auto both = [&](TermPtr one) { inside = inside ? apply_term(ir::op("and"), {inside, one}, value->span) : one; };
  if (varies(support.lower)) both(apply_term(ir::op("ge"), {value, support.lower}, value->span));
  if (varies(support.upper)) both(apply_term(ir::op("le"), {value, support.upper}, value->span));
  return inside;
}

NodeId FitWorld::log_density(VariableId id, NodeId value) {
  const auto& model = *plan_.bound.model;
  const auto& v = model[id];
  Type type = v.type;
  const bool index_valued = type.kind == ScalarKind::Index;
  const double first = index_valued ? static_cast<double>(plan_.bound.axes[index(*type.carries)].first) : 0;
  const NodeId spoken = first != 0 ? terms_.build().apply(ir::op("add"), {value, terms_.build().constant(first)}) : value;
  const auto x = terms_.hole(spoken, index_valued ? Type{ScalarKind::Integer, type.dims, type.carries} : type, v.span);
  return by_slice(terms_, v.mechanisms, [&](const Mechanism& m) {
    const auto& instance = std::get<RandomMechanism>(m.kind).instance;
    auto density = expand(model, stable_form(model, instance), "log_density", {x});
    const bool told = plan_.bound.preimage_of(id), observed = plan_.bound.is_observed(id) || told;
    if (const auto inside = observed ? within_support(support_of(model, instance), x, told) : nullptr)
      density = select_term(inside, density, constant_term(-std::numeric_limits<double>::infinity(), v.span), v.span);
    return terms_(density);
  });
}

}  // namespace scmc
