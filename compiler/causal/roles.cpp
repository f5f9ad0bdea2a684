#include "compiler/causal/roles.h"

#include <algorithm>
#include <set>

namespace scmc {
namespace {

/// Data alone say how many there are.
bool is_open(const Dimension& dim) { return !dim.size && !dim.first && dim.labels.empty() && !dim.like; }

/// What some random variable reads, also through computed ones.
std::vector<bool> has_effects(const Checked& model) {
  std::vector<bool> read(model.variables.size(), false);
  for (auto id = model.order.rbegin(); id != model.order.rend(); ++id) {
    const auto& v = model[*id];
    if (v.kind != VariableKind::Random && !read[index(*id)]) continue;
    for (const auto cause : reads(v)) read[index(cause)] = read[index(cause)] || cause != *id;
  }
  return read;
}

bool runs_over(const Checked& model, const Variable& v, const std::vector<bool>& units) {
  return std::ranges::any_of(v.dims, [&](DimId d) { return units[index(root(model.dims, d))]; });
}

/// What is computed from parameters alone is one, unless it differs between units.
CausalRole role_of_computed(const Variable& v, bool over_units, const std::vector<CausalRole>& roles) {
  if (v.intervened || v.marked_observed || v.read_before) return CausalRole::Node;
  const auto causes = reads(v);
  const bool from_parameters = std::ranges::all_of(causes, [&](VariableId c) { return roles[index(c)] == CausalRole::Parameter; });
  return from_parameters && !over_units ? CausalRole::Parameter : CausalRole::Computation;
}

/// The groups that the units of each dimension belong to by labels.
std::vector<std::set<DimId>> groups_of(const Checked& model) {
  std::vector<std::set<DimId>> groups(model.dims.size());
  for (const auto& v : model.variables)
    if (v.kind == VariableKind::Data && v.type.carries && v.dims.size() == 1)
      if (const auto group = root(model.dims, *v.type.carries); group != v.dims.front()) groups[index(v.dims.front())].insert(group);
  return groups;
}

bool reaches(const std::vector<std::set<DimId>>& groups, DimId from, DimId to) {
  return std::ranges::any_of(groups[index(from)], [&](DimId next) { return next == to || reaches(groups, next, to); });
}

/// Labels that lead around: a person's partner in another table, whose partner is that person.
bool leads_back(const std::vector<std::set<DimId>>& groups, DimId dim) {
  std::set<DimId> seen;
  std::vector<DimId> open{dim};
  while (!open.empty()) {
    const auto at = open.back();
    open.pop_back();
    for (const auto next : groups[index(at)]) {
      if (next == dim) return true;
      if (seen.insert(next).second) open.push_back(next);
    }
  }
  return false;
}

}  // namespace

std::vector<bool> unit_dims(const Checked& model) {
  std::vector<bool> units(model.dims.size(), false);
  for (std::size_t d = 0; d < units.size(); ++d) units[d] = is_open(model.dims[d]);
  const auto read = has_effects(model);
  for (std::size_t i = 0; i < model.variables.size(); ++i) {
    const auto& v = model.variables[i];
    if (v.read_before) units[index(root(model.dims, *v.read_before))] = true;
    if (v.kind != VariableKind::Random || read[i]) continue;
    for (const auto d : v.dims)
      if (const auto& dim = model[root(model.dims, d)]; dim.labels.empty()) units[index(root(model.dims, d))] = true;
  }
  return units;
}

std::vector<CausalRole> causal_roles(const Checked& model) {
  const auto units = unit_dims(model);
  const bool has_units = std::ranges::count(units, true) > 0;
  std::vector<CausalRole> roles(model.variables.size(), CausalRole::Computation);
  for (const auto id : model.order) {
    const auto& v = model[id];
    const bool over_units = runs_over(model, v, units);
    const bool is_parameter = has_units && !v.marked_observed && !v.intervened && !over_units;
    roles[index(id)] = v.kind == VariableKind::Deterministic ? role_of_computed(v, over_units, roles)
                       : is_parameter                        ? CausalRole::Parameter
                                                             : CausalRole::Node;
  }
  return roles;
}

std::vector<std::optional<DimId>> containing_dims(const Checked& model) {
  auto groups = groups_of(model);
  for (std::size_t d = 0; d < groups.size(); ++d)
    if (leads_back(groups, DimId(d))) groups[d].clear();
  std::vector<std::optional<DimId>> containing(model.dims.size());
  for (std::size_t d = 0; d < groups.size(); ++d) {
    auto nearest = groups[d];
    std::erase_if(nearest, [&](DimId far) {
      return std::ranges::any_of(groups[d], [&](DimId other) { return other != far && reaches(groups, other, far); });
    });
    if (nearest.size() == 1) containing[d] = *nearest.begin();
  }
  return containing;
}

}  // namespace scmc
