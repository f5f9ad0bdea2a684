#include "compiler/lower/worlds.h"

#include <algorithm>
#include <map>
#include <set>

#include "compiler/ir/primitives.h"
#include "compiler/lower/errors.h"
#include "compiler/lower/fit.h"
#include "compiler/lower/invert.h"
#include "compiler/source/match.h"

namespace scmc {
namespace {

using ir::NodeId;
using Extent = ElementSet::Extent;

/// One world: what is set is set, what is touched is recomputed with its own noise, everything else is as in the fit.
class World {
 public:
  World(const Plan& plan, const Reach& reach, const Scenario& scenario, ProgramBuilder& program, Diagnostics& diagnostics)
      : plan_(plan),
        reach_(reach),
        scenario_(scenario),
        program_(program),
        diagnostics_(diagnostics),
        fit_(plan, program, diagnostics),
        recurrences_(plan, program.build, diagnostics),
        terms_(plan, program.build, [this](VariableId id) { return value(id); }, diagnostics) {
    terms_.read_elsewhere_by(elsewhere());
    terms_.read_noise_by(noise());
    terms_.keep_numbers_by(program.numbers());
  }

  /// What children read: the fixed half where the variable is set, its natural value elsewhere.
  NodeId value(VariableId id) {
    if (const auto known = values_.find(id); known != values_.end()) return known->second;
    if (model()[id].recurrent) {
      compute_circle(model()[id]);
      return values_.at(id);
    }
    return values_[id] = compute_value(id);
  }

  /// The mean over all elements; of a touched random variable, its expectation given its causes where that has a closed form.
  NodeId mean(VariableId id) {
    const auto& v = model()[id];
    const auto dims = terms_.dims(v.dims);
    NodeId answer = program_.build.broadcast(expected(id).value_or(value(id)), dims);
    if (dims.empty()) return answer;
    NodeId count = program_.build.constant(1);
    for (ir::DimId d : dims) count = build().apply(ir::op("mul"), {count, build().size(d)});
    return build().apply(ir::op("div"), {build().reduce(ir::Monoid::Sum, answer, dims), count});
  }

  TermLowering& terms() { return terms_; }

  /// Inputs that hold what is set, and their values.
  const std::map<ir::InputId, double>& constants() const { return constants_; }

 private:
  const Checked& model() const { return *plan_.bound.model; }
  ir::Builder& build() { return program_.build; }

  TermLowering::Elsewhere elsewhere() {
    return [this](VariableId id, const std::vector<NodeId>& indices) {
      return recurrences_.is_open(id) ? recurrences_.read(id, indices) : std::nullopt;
    };
  }

  /// Of the mechanism, also where the variable is set: its natural value tells.
  std::function<NodeId(VariableId)> noise() {
    return [this](VariableId id) {
      return is_recomputed(id) ? noise_of(terms_, model(), id, natural(id), diagnostics_) : fit_.noise(id);
    };
  }

  NodeId compute_value(VariableId id) {
    std::optional<NodeId> result;
    for (const auto& intervention : scenario_.interventions)
      if (intervention.target == id) result = set(intervention, id, result);
    return result ? *result : natural(id);
  }

  /// What is recomputed of a recurrence reads what was set or recomputed at the positions before.
  void compute_circle(const Variable& variable) {
    std::vector<VariableId> members;
    for (VariableId id : variable.circle)
      if (is_recomputed(id)) members.push_back(id);
    const auto type = [&](VariableId id) { return model()[id].type.kind == ScalarKind::Real ? ir::NodeType::Real : ir::NodeType::Integer; };
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
    naturals_.emplace(id, node);
    return node;
  }

  NodeId compute_natural(VariableId id) {
    const auto& v = model()[id];
    const auto& touched = reach_.touched[index(id)];
    if (!is_recomputed(id)) return v.kind == VariableKind::Data ? fit_.value(id) : base(id);
    const NodeId fresh = mechanism(id);
    if (v.kind != VariableKind::Random || plan_.left_out[index(id)]) return fresh;
    if (touched.extent == Extent::None) return build().select(*fit_.measured(id), fit_.value(id), fresh);
    return touched.extent == Extent::Some ? build().select(mask(id, "touched", touched), fresh, base(id)) : fresh;
  }

  bool is_recomputed(VariableId id) {
    if (model()[id].kind == VariableKind::Data) return false;
    return reach_.touched[index(id)].extent != Extent::None || plan_.left_out[index(id)] || below_left_out(id) || simulated_recurrence(id);
  }

  /// Missing cells of a series that the fit left out: they follow one another.
  bool simulated_recurrence(VariableId id) { return model()[id].recurrent && simulated_holes(id); }

  /// Deterministic, and read from something that the fit does not know.
  bool below_left_out(VariableId id) {
    const auto& v = model()[id];
    if (v.kind != VariableKind::Deterministic || !asking_.insert(id).second) return false;
    const bool below = std::ranges::any_of(
        reads(v), [&](VariableId c) { return c != id && (plan_.left_out[index(c)] || simulated_holes(c) || below_left_out(c)); });
    asking_.erase(id);
    return below;
  }
  bool simulated_holes(VariableId id) const {
    return plan_.bound.is_observed(id) && !plan_.bound.columns[index(id)]->missing.empty() && !fit_.slot_of(id) && !fit_.summed_of(id);
  }

  /// The value in the fit: data, or the posterior draw. Missing cells that the fit left out come from their mechanism.
  NodeId base(VariableId id) {
    if (!simulated_holes(id)) return fit_.value(id);
    return build().select(*fit_.measured(id), fit_.value(id), mechanism(id));
  }

  NodeId mask(VariableId id, const std::string& what, const ElementSet& elements) {
    const auto& v = model()[id];
    return program_.data(v.name + "." + what, terms_.dims(v.dims), ir::NodeType::Integer, elements.mask);
  }

  NodeId mechanism(VariableId id) {
    if (const auto known = mechanisms_.find(id); known != mechanisms_.end()) return known->second;
    const auto& v = model()[id];
    const NodeId node = by_slice(terms_, v.mechanisms, [&](const Mechanism& m) {
      return match(
          m.kind, [&](const RandomMechanism& random) { return draw(id, random.instance, terms_); },
          [&](const DeterministicMechanism& d) { return terms_.stored(d.value, v.type); });
    });
    return mechanisms_[id] = build().broadcast(node, terms_.dims(v.dims));
  }

  /// The structural map x = q(u; causes) at the noise of the variable.
  NodeId draw(VariableId id, const Instance& instance, TermLowering& terms) {
    const auto& v = model()[id];
    const auto u =
        terms.hole(build().noise(noise_stream(v.name), terms.dims(v.dims)), {.kind = ScalarKind::Real, .dims = v.type.dims}, v.span);
    return structural_map(plan_, terms, id, instance, u, diagnostics_);
  }

  /// `before` is what earlier interventions on other elements of the same variable made of it. The natural value is computed only where
  /// something reads it.
  NodeId set(const Intervention& intervention, VariableId id, std::optional<NodeId> before) {
    const auto unset = [this, id, before] { return before ? *before : natural(id); };
    TermLowering terms(plan_, build(), [this, id](VariableId other) { return other == id ? natural(id) : value(other); }, diagnostics_);
    terms.read_elsewhere_by(elsewhere());
    terms.read_noise_by(noise());
    terms.keep_numbers_by(program_.numbers());
    const auto& v = model()[id];
    const NodeId fixed = match(
        intervention.value,
        [&](const TermPtr& value) {
          return constant_value(value) ? constant(intervention, *constant_value(value), v) : terms.stored(value, v.type);
        },
        [&](const Instance& instance) { return draw(id, instance, terms); });
    return intervention.mask ? build().select(terms(intervention.mask), fixed, unset()) : build().broadcast(fixed, terms.dims(v.dims));
  }

  /// Constants are arguments of the program, so that scenarios which differ in them share it.
  NodeId constant(const Intervention& intervention, double value, const Variable& v) {
    const auto number = &intervention - scenario_.interventions.data();
    const double first = v.type.kind == ScalarKind::Index ? static_cast<double>(plan_.bound.axes[index(*v.type.carries)].first) : 0;
    const auto type = v.type.kind == ScalarKind::Real ? ir::NodeType::Real : ir::NodeType::Integer;
    const NodeId node = program_.data("set." + std::to_string(number), {}, type, {value - first});
    constants_[std::get<ir::Input>(build()[node].kind).input] = value - first;
    return node;
  }

  std::optional<NodeId> expected(VariableId id) {
    const auto& v = model()[id];
    const bool is_set = std::ranges::any_of(scenario_.interventions, [&](const auto& i) { return i.target == id; });
    if (v.kind != VariableKind::Random || is_set || reach_.touched[index(id)].extent != Extent::All) return std::nullopt;
    std::vector<NodeId> means;
    for (const auto& m : v.mechanisms) {
      const auto mean = expand(model(), stable_form(model(), std::get<RandomMechanism>(m.kind).instance), "mean", {});
      if (!mean) return std::nullopt;
      means.push_back(terms_(mean));
    }
    return by_slice(terms_, v.mechanisms, [&](const Mechanism& m) { return means[&m - v.mechanisms.data()]; });
  }

  const Plan& plan_;
  const Reach& reach_;
  const Scenario& scenario_;
  ProgramBuilder& program_;
  Diagnostics& diagnostics_;
  FitWorld fit_;
  std::map<VariableId, NodeId> values_, naturals_, mechanisms_;
  std::map<ir::InputId, double> constants_;
  std::set<VariableId> asking_;  ///< whether they are below what was left out
  Recurrences recurrences_;
  TermLowering terms_;
};

/// Two scenarios share a program if only their constants differ.
bool same_shape(const Scenario& a, const Scenario& b) {
  return std::ranges::equal(a.interventions, b.interventions, [](const Intervention& x, const Intervention& y) {
    const auto* p = std::get_if<TermPtr>(&x.value);
    const auto* q = std::get_if<TermPtr>(&y.value);
    return x.target == y.target && !x.mask && !y.mask && p && q && constant_value(*p) && constant_value(*q);
  });
}

void refuse_factors(const Plan& plan, const Reach& reach, Diagnostics& diagnostics) {
  for (const auto& [term, span] : plan.bound.model->factors)
    for (VariableId id : references(term))
      if (reach.touched[index(id)].extent != Extent::None || reach.set[index(id)].extent != Extent::None)
        return diagnostics.report(errors::factor_below_do(span, (*plan.bound.model)[id]));
}

}  // namespace

Worlds lower_worlds(const Plan& plan, const std::vector<Scenario>& scenarios, Diagnostics& diagnostics) {
  Worlds worlds{.programs = {}, .reported = {}, .reach = find_reach(plan, scenarios, diagnostics)};
  refuse_factors(plan, worlds.reach, diagnostics);
  const auto& model = *plan.bound.model;
  for (VariableId id : model.order)
    if (worlds.reach.touched[index(id)].extent != Extent::None && model[id].type.kind != ScalarKind::Index) worlds.reported.push_back(id);
  if (diagnostics.has_errors()) return worlds;
  for (std::size_t s = 0; s < scenarios.size(); ++s) {
    ProgramBuilder builder(plan);
    World world(plan, worlds.reach, scenarios[s], builder, diagnostics);
    std::vector<std::pair<std::string, NodeId>> outputs;
    for (VariableId id : worlds.reported) outputs.emplace_back(model[id].name, world.mean(id));
    auto program = std::move(builder).take(std::move(outputs));
    const auto shared = std::ranges::find_if(
        worlds.programs, [&](const WorldProgram& w) { return same_shape(scenarios[w.scenarios.front()], scenarios[s]); });
    auto& of = shared != worlds.programs.end() ? *shared : worlds.programs.emplace_back(WorldProgram{std::move(program), {}, {}, {}});
    of.scenarios.push_back(s);
    auto& values = of.values.emplace_back();
    of.constants.clear();
    for (const auto& [input, value] : world.constants()) of.constants.push_back(input), values.push_back(value);
  }
  return worlds;
}

SimulateProgram lower_simulate(const Plan& plan, const Scenario& scenario, Diagnostics& diagnostics) {
  const auto& model = *plan.bound.model;
  const Reach reach = find_reach(plan, {scenario}, diagnostics);
  ProgramBuilder builder(plan);
  World world(plan, reach, scenario, builder, diagnostics);
  SimulateProgram result;
  std::vector<std::pair<std::string, NodeId>> outputs;
  for (VariableId id : model.order) {
    outputs.emplace_back(model[id].name, builder.build.broadcast(world.value(id), world.terms().dims(model[id].dims)));
    result.variables.push_back(id);
  }
  result.program = std::move(builder).take(std::move(outputs));
  return result;
}

Plan plan_simulation(Bound bound, Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < bound.columns.size(); ++i)
    if (bound.model->variables[i].kind != VariableKind::Data) bound.columns[i].reset();
  bound.preimages.clear();
  Plan result{.bound = std::move(bound), .dimensions = {}, .slots = {}, .left_out = {}};
  const auto& model = *result.bound.model;
  result.left_out.assign(model.variables.size(), false);
  for (std::size_t i = 0; i < model.variables.size(); ++i) result.left_out[i] = model.variables[i].kind == VariableKind::Random;
  number_dimensions(result, diagnostics);
  return result;
}

}  // namespace scmc
