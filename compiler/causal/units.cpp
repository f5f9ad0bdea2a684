#include "compiler/causal/units.h"

#include <algorithm>

namespace scmc {
namespace {

/// Random variables that move no other.
std::vector<AskedElement> last_ones(const Checked& model) {
  std::set<VariableId> causes;
  for (std::size_t i = 0; i < model.variables.size(); ++i)
    for (VariableId cause : reads(model.variables[i]))
      if (cause != VariableId(i)) causes.insert(cause);
  std::vector<AskedElement> last;
  for (std::size_t i = 0; i < model.variables.size(); ++i)
    if (model.variables[i].kind == VariableKind::Random && !causes.contains(VariableId(i))) last.push_back({VariableId(i)});
  return last;
}

}  // namespace

bool over_units(const Checked& model, const Variable& v, const std::vector<DimId>& units) {
  return std::ranges::any_of(units, [&](DimId unit) { return has_dim(model, v, unit); });
}

std::vector<DimId> units_of(const Checked& model, const std::vector<AskedElement>& elements, const std::optional<DimId>& labels) {
  std::vector<DimId> units;
  for (const auto& element : elements)
    for (DimId d : model[element.variable].dims) {
      const DimId r = root(model.dims, d);
      if (r != labels && std::ranges::find(units, r) == units.end()) units.push_back(r);
    }
  return units;
}

std::optional<DimId> dim_of_labels(const Checked& model, const AskedEffect& effect) {
  std::optional<DimId> in_data;
  for (const auto* list : {&effect.treatments, &effect.outcomes, &effect.given})
    for (const auto& element : *list) {
      if (!element.label) continue;
      for (DimId d : model[element.variable].dims) {
        const auto& dim = model[root(model.dims, d)];
        if (std::ranges::count(dim.labels, *element.label)) return root(model.dims, d);
        if (!dim.labels.empty() || dim.size || dim.first) continue;
        const auto has = [&](const AskedElement& e) { return has_dim(model, model[e.variable], d); };
        if (!in_data || std::ranges::none_of(effect.outcomes, has)) in_data = root(model.dims, d);
      }
    }
  return in_data;
}

ObservedVariables all_but(const Checked& model, const std::set<VariableId>& latent, const std::vector<AskedElement>& outcomes) {
  const auto units = units_of(model, outcomes.empty() ? last_ones(model) : outcomes, std::nullopt);
  ObservedVariables observed;
  for (std::size_t i = 0; i < model.variables.size(); ++i) {
    const auto& v = model.variables[i];
    const bool measured = v.marked_observed || (!model.has_observe_marks && v.kind == VariableKind::Random && over_units(model, v, units));
    if (measured && !latent.contains(VariableId(i))) observed.insert(VariableId(i));
  }
  return observed;
}

}  // namespace scmc
