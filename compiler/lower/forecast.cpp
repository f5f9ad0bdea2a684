#include "compiler/lower/forecast.h"

#include <algorithm>
#include <map>

#include "compiler/ir/primitives.h"
#include "compiler/lower/fit.h"
#include "compiler/lower/invert.h"
#include "compiler/lower/noise.h"
#include "compiler/source/match.h"

namespace scmc {
namespace {

using ir::NodeId;

Diagnostic drawn_as_a_whole(const Variable& v, const std::string& dim) {
  return {
      .code = "E0908",
      .title = "`" + v.name + "` cannot be continued along `" + dim + "`",
      .primary = Label{v.span, "one draw spans all of `" + dim + "`"},
      .notes = {"a forecast continues what is drawn position by position"},
      .hint = Hint{"let each element depend on the one before: `" + v.name + "[" + dim + "] ~ ...` of `" + v.name + "[" + dim + " - 1]`"}};
}

class ForecastWorld {
 public:
  ForecastWorld(const Horizon& horizon, const Scenario& scenario, const std::vector<Scenario>& all, ProgramBuilder& program,
                Diagnostics& diagnostics)
      : horizon_(horizon),
        plan_(horizon.whole),
        scenario_(scenario),
        program_(program),
        diagnostics_(diagnostics),
        past_(horizon.past, program, diagnostics),
        data_(plan_, program, diagnostics),
        recurrences_(plan_, program.build, diagnostics),
        terms_(plan_, program.build, [this](VariableId id) { return value(id); }, diagnostics) {
    read_by(terms_);
    for (const auto& v : model().variables)
      if (v.kind == VariableKind::Data && !runs_along(v)) data_.set(id_of(v), past_.value(id_of(v)));
    find_recomputed(all);
  }

  NodeId value(VariableId id) {
    if (const auto known = values_.find(id); known != values_.end()) return known->second;
    if (model()[id].recurrent) {
      compute_circle(model()[id]);
      return values_.at(id);
    }
    return values_[id] = compute_value(id);
  }

  bool is_recomputed(VariableId id) const { return recomputed_[index(id)]; }
  bool runs_along(const Variable& v) const { return contains(v.dims, horizon_.along); }

  /// The elements at new positions.
  NodeId continued(VariableId id) {
    const NodeId all = build().broadcast(value(id), terms_.dims(model()[id].dims));
    std::vector<NodeId> indices;
    for (ir::DimId d : build()[all].dims)
      indices.push_back(d == along() ? build().apply(ir::op("add"), {build().iota(horizon_.fresh), known()}) : build().iota(d));
    return build().gather(all, std::move(indices));
  }

 private:
  const Checked& model() const { return *plan_.bound.model; }
  ir::Builder& build() { return program_.build; }
  VariableId id_of(const Variable& v) const { return VariableId(&v - model().variables.data()); }
  ir::DimId along() const { return terms_.dim(horizon_.along); }
  NodeId known() { return build().constant(static_cast<double>(horizon_.known)); }
  NodeId is_past() { return build().apply(ir::op("lt"), {build().iota(along()), known()}); }

  void read_by(TermLowering& terms) {
    terms.read_elsewhere_by([this](VariableId id, const std::vector<NodeId>& indices) {
      return recurrences_.is_open(id) ? recurrences_.read(id, indices) : std::nullopt;
    });
    terms.read_noise_by(
        [this](VariableId id) { return is_recomputed(id) ? noise_of(plan_, terms_, id, natural(id), diagnostics_) : past_.noise(id); });
    terms.keep_numbers_by(program_.numbers());
  }

  /// All that has new positions, what is computed from it, and what some scenario reaches.
  void find_recomputed(const std::vector<Scenario>& all) {
    std::vector<VariableId> targets;
    for (const auto& scenario : all)
      for (const auto& intervention : scenario.interventions) targets.push_back(intervention.target);
    const auto reached = descendants(model(), targets);
    recomputed_.assign(model().variables.size(), false);
    for (VariableId id : model().order) {
      const auto& v = model()[id];
      if (v.kind == VariableKind::Data) continue;
      const bool below = std::ranges::any_of(reads(v), [&](VariableId c) { return c != id && recomputed_[index(c)]; });
      recomputed_[index(id)] =
          runs_along(v) || reached[index(id)] || plan_.left_out[index(id)] || (v.kind == VariableKind::Deterministic && below);
      if (v.kind == VariableKind::Random && runs_along(v) && contains(joint_dims(v), horizon_.along) && !diagnostics_.has_errors())
        diagnostics_.report(drawn_as_a_whole(v, model()[horizon_.along].name));
    }
  }

  NodeId compute_value(VariableId id) {
    std::optional<NodeId> result;
    for (const auto& intervention : scenario_.interventions)
      if (intervention.target == id) result = set(intervention, id, result);
    return result ? *result : natural(id);
  }

  void compute_circle(const Variable& variable) {
    const auto type = [&](VariableId id) { return model()[id].type.kind == ScalarKind::Real ? ir::NodeType::Real : ir::NodeType::Integer; };
    std::vector<VariableId> members;
    for (VariableId id : variable.circle)
      if (is_recomputed(id)) members.push_back(id);
    for (VariableId id : members) recurrences_.open(id, terms_.dims(model()[id].dims), type(id));
    const auto compute = [&](VariableId id) { values_[id] = build().broadcast(compute_value(id), terms_.dims(model()[id].dims)); };
    for (VariableId id : variable.circle)
      if (!recurrences_.is_open(id)) compute(id);
    for (VariableId id : members) compute(id);
    for (VariableId id : members) values_[id] = recurrences_.close(id, values_.at(id));
  }

  NodeId natural(VariableId id) {
    if (const auto known = naturals_.find(id); known != naturals_.end()) return known->second;
    const NodeId node = compute_natural(id);
    return naturals_[id] = node;
  }

  /// Before: as in the fit, if the fit knows it. Behind: by its mechanism.
  NodeId compute_natural(VariableId id) {
    const auto& v = model()[id];
    if (v.kind == VariableKind::Data) return data_.value(id);
    if (!is_recomputed(id)) return past_.value(id);
    const NodeId fresh = mechanism(id);
    if (plan_.left_out[index(id)] || !runs_along(v)) return fresh;
    if (v.kind == VariableKind::Deterministic && !horizon_.past.bound.is_observed(id)) return fresh;
    const NodeId before = lifted(build().broadcast(past_.value(id), past_.terms().dims(v.dims)));
    NodeId is_known = is_past();
    if (is_unknown_where_missing(id)) is_known = build().apply(ir::op("and"), {is_known, lifted(*past_.measured(id))});
    return build().select(is_known, before, fresh);
  }

  /// Missing cells that the fit left out.
  bool is_unknown_where_missing(VariableId id) const {
    const auto& bound = horizon_.past.bound;
    return bound.is_observed(id) && !bound.columns[index(id)]->missing.empty() && !past_.slot_of(id) && !past_.summed_of(id);
  }

  /// An array over the dimension as it was, over the dimension as it is; behind the end its last element, which nobody reads.
  NodeId lifted(NodeId node) {
    const ir::DimId before = past_.terms().dim(horizon_.along);
    const NodeId last = build().constant(static_cast<double>(horizon_.known - 1));
    std::vector<NodeId> indices;
    for (ir::DimId d : build()[node].dims)
      indices.push_back(d == before ? build().apply(ir::op("min"), {build().iota(along()), last}) : build().iota(d));
    return build().gather(node, std::move(indices));
  }

  NodeId mechanism(VariableId id) {
    const auto& v = model()[id];
    const NodeId node = by_slice(terms_, v.mechanisms, [&](const Mechanism& m) {
      return match(
          m.kind, [&](const RandomMechanism& random) { return draw(id, random.instance, terms_); },
          [&](const DeterministicMechanism& d) { return terms_.stored(d.value, v.type); });
    });
    return build().broadcast(node, terms_.dims(v.dims));
  }

  NodeId draw(VariableId id, const Instance& instance, TermLowering& terms) {
    const auto& v = model()[id];
    const auto u =
        terms.hole(build().noise(noise_stream(v.name), terms.dims(v.dims)), {.kind = ScalarKind::Real, .dims = v.type.dims}, v.span);
    return structural_map(plan_, terms, id, instance, u, diagnostics_);
  }

  NodeId set(const Intervention& intervention, VariableId id, std::optional<NodeId> before) {
    const auto& v = model()[id];
    TermLowering terms(plan_, build(), [this, id](VariableId other) { return other == id ? natural(id) : value(other); }, diagnostics_);
    read_by(terms);
    const NodeId fixed = match(
        intervention.value, [&](const TermPtr& value) { return terms.stored(value, v.type); },
        [&](const Instance& instance) { return draw(id, instance, terms); });
    std::optional<NodeId> mask = intervention.mask ? std::optional(terms(intervention.mask)) : std::nullopt;
    if (runs_along(v)) {
      const NodeId is_new = build().apply(ir::op("not"), {is_past()});
      mask = mask ? build().apply(ir::op("and"), {*mask, is_new}) : is_new;
    }
    const NodeId everywhere = build().broadcast(fixed, terms.dims(v.dims));
    return mask ? build().select(*mask, everywhere, before ? *before : natural(id)) : everywhere;
  }

  const Horizon& horizon_;
  const Plan& plan_;
  const Scenario& scenario_;
  ProgramBuilder& program_;
  Diagnostics& diagnostics_;
  FitWorld past_;  ///< over the dimension as it was
  FitWorld data_;  ///< of data inputs alone
  std::vector<bool> recomputed_;
  std::map<VariableId, NodeId> values_, naturals_;
  Recurrences recurrences_;
  TermLowering terms_;
};

bool reads_whole(const TermPtr& term, DimId along) {
  if (!term) return false;
  const auto* reduce = std::get_if<ReduceTerm>(&term->node);
  const auto* size = std::get_if<SizeTerm>(&term->node);
  if ((reduce && contains(reduce->over, along)) || (size && size->dim == along)) return true;
  return std::ranges::any_of(operands(*term), [&](const TermPtr& operand) { return reads_whole(operand, along); });
}

}  // namespace

Horizon horizon(const Plan& past, Extended extended) {
  Horizon result{.past = past, .whole = past, .along = extended.along, .known = extended.known};
  auto& dimensions = result.whole.dimensions;
  const auto name = (*past.bound.model)[extended.along].name;
  const auto whole = extended.bound.axes[index(extended.along)].size;
  const auto add = [&](const std::string& of, std::int64_t size) {
    dimensions.dims.push_back({of});
    dimensions.sizes.push_back(size);
    return ir::DimId(dimensions.dims.size() - 1);
  };
  result.fresh = add(name + ".new", whole - extended.known);
  dimensions.of_model[index(extended.along)] = add(name + ".continued", whole);
  result.whole.bound = std::move(extended.bound);
  return result;
}

ForecastProgram lower_forecast(const Horizon& horizon, const Scenario& scenario, const std::vector<Scenario>& all,
                               Diagnostics& diagnostics) {
  ProgramBuilder builder(horizon.whole);
  ForecastWorld world(horizon, scenario, all, builder, diagnostics);
  ForecastProgram result;
  const auto& model = *horizon.past.bound.model;
  std::vector<std::pair<std::string, NodeId>> outputs;
  if (diagnostics.has_errors()) return result;
  for (VariableId id : model.order) {
    const auto& v = model[id];
    if (!world.is_recomputed(id) || !world.runs_along(v) || v.type.kind == ScalarKind::Index) continue;
    outputs.emplace_back(v.name, world.continued(id));
    result.reported.push_back(id);
  }
  result.program = std::move(builder).take(std::move(outputs));
  return result;
}

std::vector<VariableId> moved_by_length(const Horizon& horizon) {
  const auto& model = *horizon.past.bound.model;
  std::vector<VariableId> result;
  for (VariableId id : model.order)
    for (const auto& mechanism : model[id].mechanisms) {
      const auto* computed = std::get_if<DeterministicMechanism>(&mechanism.kind);
      const auto* random = std::get_if<RandomMechanism>(&mechanism.kind);
      const bool moves =
          computed ? reads_whole(computed->value, horizon.along)
                   : std::ranges::any_of(random->instance.args, [&](const TermPtr& arg) { return reads_whole(arg, horizon.along); });
      if (moves) result.push_back(id);
    }
  return result;
}

}  // namespace scmc
