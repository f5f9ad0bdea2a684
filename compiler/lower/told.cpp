/// Random variables of which a measured computed variable tells: their value, or the bounds that it lies within.
#include <limits>

#include "compiler/ir/expression.h"
#include "compiler/ir/primitives.h"
#include "compiler/lower/errors.h"
#include "compiler/lower/fit.h"
#include "compiler/lower/invert.h"

namespace scmc {

using ir::NodeId;

namespace {
constexpr double infinity = std::numeric_limits<double>::infinity();
}  // namespace

std::optional<NodeId> FitWorld::known(const Preimage& told) {
  auto mask = measured(told.measured);
  if (!told.is_point) return mask;
  const NodeId point = terms_(told.is_point);
  return mask ? terms_.build().apply(ir::op("and"), {*mask, point}) : point;
}

std::pair<NodeId, NodeId> FitWorld::known_bounds(const Preimage& told) {
  auto& build = terms_.build();
  const NodeId lowest = build.constant(-infinity), highest = build.constant(infinity);
  if (!told.lower) return {lowest, highest};
  const NodeId lower = terms_(told.lower), upper = terms_(told.upper);
  const auto mask = measured(told.measured);
  return mask ? std::pair(build.select(*mask, lower, lowest), build.select(*mask, upper, highest)) : std::pair(lower, upper);
}

/// Known, or drawn within its bounds given its causes. Only the density has no draws.
NodeId FitWorld::recovered(const Preimage& told) {
  const auto& v = (*plan_.bound.model)[told.latent];
  const auto point = known(told);
  auto& build = terms_.build();
  const NodeId value = build.broadcast(terms_.stored(told.point, v.type), terms_.dims(v.dims));
  if (!point) return value;
  if (discrete_ == Discrete::Symbolic) {
    if (!diagnostics_.has_errors()) diagnostics_.report(errors::known_within_bounds(v, (*plan_.bound.model)[told.measured]));
    return value;
  }
  return build.select(*point, value, drawn_within(told));
}

/// By the structural map at a uniform number between the probabilities of the bounds.
NodeId FitWorld::drawn_within(const Preimage& told) {
  const auto& model = *plan_.bound.model;
  const auto& v = model[told.latent];
  auto& build = terms_.build();
  const ir::Expression noise(build, build.noise(noise_stream(v.name + " within bounds"), terms_.dims(v.dims)));
  const auto [low, high] = known_bounds(told);
  return by_slice(terms_, v.mechanisms, [&](const Mechanism& m) {
    const auto& instance = std::get<RandomMechanism>(m.kind).instance;
    const auto cdf = [&](NodeId bound, double end, double at_end) {
      const ir::Expression x(build, bound);
      // Not by the cdf itself, whose formula need not hold outside of the support.
      const auto inside = expand(model, instance, "log_mass", {constant_term(-infinity, v.span), terms_.hole(bound, v.type, v.span)});
      return select(ir::call("eq", x, ir::Expression(build, end)), ir::Expression(build, at_end), exp(ir::Expression(build, terms_(inside))));
    };
    const auto below = cdf(low, -infinity, 0), above = cdf(high, infinity, 1);
    const Type number{.kind = ScalarKind::Real, .dims = v.type.dims};
    return structural_map(plan_, terms_, told.latent, instance, terms_.hole(below + noise * (above - below), number, v.span), diagnostics_);
  });
}

NodeId FitWorld::log_probability(const Preimage& told) {
  const auto& model = *plan_.bound.model;
  const auto& v = model[told.latent];
  auto& build = terms_.build();
  const NodeId value = terms_.stored(told.point, v.type);
  NodeId density = log_density(told.latent, build.broadcast(value, terms_.dims(v.dims)));
  if (told.log_slope) density = build.apply(ir::op("add"), {density, terms_(told.log_slope)});
  if (const auto point = known(told)) {
    const auto [low, high] = known_bounds(told);
    const auto bound = [&](NodeId node) {  // an infinite one leaves no trace
      const auto value = ir::constant_value(build[node]);
      return value ? constant_term(*value, v.span) : terms_.hole(node, v.type, v.span);
    };
    const auto lower = bound(low), upper = bound(high);
    const NodeId mass = by_slice(terms_, v.mechanisms, [&](const Mechanism& m) {
      const auto& instance = std::get<RandomMechanism>(m.kind).instance;
      if (const auto inside = expand(model, instance, "log_mass", {lower, upper})) return terms_(inside);
      if (!diagnostics_.has_errors()) diagnostics_.report(errors::no_probabilities(v, instance.distribution->name.name));
      return build.constant(0);
    });
    density = build.select(*point, density, mass);
  }
  if (!told.is_possible || plan_.bound.is_measured(told.is_possible)) return density;  // validated, where data tell it all
  NodeId possible = terms_(told.is_possible);
  if (const auto mask = measured(told.measured)) possible = build.select(*mask, possible, build.constant(1));
  return build.select(possible, density, build.constant(-infinity));
}

}  // namespace scmc
