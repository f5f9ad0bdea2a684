#include "compiler/lower/density_terms.h"

#include <algorithm>

#include "compiler/ir/primitives.h"
#include "compiler/lower/eliminate.h"

namespace scmc {

using ir::NodeId;

DensityTerms lower_density_terms(const Plan& plan, Diagnostics& diagnostics) {
  ProgramBuilder program(plan);
  FitWorld world(plan, program, diagnostics, FitWorld::Discrete::Symbolic);
  const auto& model = *plan.bound.model;
  struct Term {
    std::vector<VariableId> of;
    NodeId sum;
  };
  std::vector<Term> terms;
  for (const auto& [factor, plates, of] : eliminate(plan, world, joint_factors(world, program), diagnostics).left) {
    program.build.span = of.empty() ? program.build[factor].span : model[of.back()].span;
    const NodeId sum = plates.empty() ? factor : program.build.reduce(ir::Monoid::Sum, factor, plates);
    const auto same = std::ranges::find_if(terms, [&](const Term& t) { return !of.empty() && t.of == of; });
    if (same == terms.end()) terms.push_back({of, sum});
    else same->sum = program.build.apply(ir::op("add"), {same->sum, sum});
  }
  const auto place = [&](const Term& t) { return t.of.empty() ? UINT32_MAX : model[t.of.back()].span.begin; };
  std::ranges::stable_sort(terms, {}, place);
  DensityTerms result;
  std::vector<std::pair<std::string, NodeId>> outputs;
  for (auto& term : terms) {
    std::string name;
    for (VariableId id : term.of) name += (name.empty() ? "" : ", ") + model[id].name;
    outputs.emplace_back(name.empty() ? "factor" : name, term.sum);
    result.of.push_back(std::move(term.of));
  }
  result.program = std::move(program).take(std::move(outputs));
  return result;
}

}  // namespace scmc
