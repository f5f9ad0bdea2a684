#include "compiler/lower/worlds.h"

#include <algorithm>

#include "compiler/ir/primitives.h"
#include "compiler/lower/errors.h"
#include "compiler/lower/expectation.h"

namespace scmc {
namespace {

using ir::NodeId;
using Extent = ElementSet::Extent;

/// The mean over all elements; of a touched random variable, its expectation given its causes where that has a closed form.
NodeId mean(ProgramBuilder& program, World& world, Expectation& expectation, const Variable& v, VariableId id) {
  auto& build = program.build;
  const auto dims = world.terms().dims(v.dims);
  const NodeId answer = build.broadcast(expectation.of(make_term(v.span, v.type, ReferenceTerm{id})), dims);
  if (dims.empty()) return answer;
  NodeId count = build.constant(1);
  for (ir::DimId d : dims) count = build.apply(ir::op("mul"), {count, build.size(d)});
  return build.apply(ir::op("div"), {build.reduce(ir::Monoid::Sum, answer, dims), count});
}

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

enum class Reported { Means, Elements };

Worlds lower(const Plan& plan, const std::vector<Scenario>& scenarios, Reported form, Diagnostics& diagnostics) {
  Worlds worlds{.programs = {}, .reported = {}, .reach = find_reach(plan, scenarios, diagnostics)};
  refuse_factors(plan, worlds.reach, diagnostics);
  const auto& model = *plan.bound.model;
  for (VariableId id : model.order)
    if (worlds.reach.touched[index(id)].extent != Extent::None && model[id].type.kind != ScalarKind::Index) worlds.reported.push_back(id);
  if (diagnostics.has_errors()) return worlds;
  for (std::size_t s = 0; s < scenarios.size(); ++s) {
    ProgramBuilder builder(plan);
    World world(plan, worlds.reach, {.interventions = scenarios[s].interventions}, builder, diagnostics);
    world.keep_constants_apart();
    Expectation expectation(plan, world, builder, {}, diagnostics);
    std::vector<std::pair<std::string, NodeId>> outputs;
    for (VariableId id : worlds.reported)
      outputs.emplace_back(model[id].name, form == Reported::Means
                                               ? mean(builder, world, expectation, model[id], id)
                                               : builder.build.broadcast(world.value(id), world.terms().dims(model[id].dims)));
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

}  // namespace

Worlds lower_worlds(const Plan& plan, const std::vector<Scenario>& scenarios, Diagnostics& diagnostics) {
  return lower(plan, scenarios, Reported::Means, diagnostics);
}

Worlds lower_world_elements(const Plan& plan, const std::vector<Scenario>& scenarios, Diagnostics& diagnostics) {
  return lower(plan, scenarios, Reported::Elements, diagnostics);
}

SimulateProgram lower_simulate(const Plan& plan, const Scenario& scenario, Diagnostics& diagnostics) {
  const auto& model = *plan.bound.model;
  const Reach reach = find_reach(plan, {scenario}, diagnostics);
  ProgramBuilder builder(plan);
  World world(plan, reach, {.interventions = scenario.interventions}, builder, diagnostics);
  world.keep_constants_apart();
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
