#include "compiler/causal/plates.h"

#include <algorithm>
#include <cmath>

#include "compiler/causal/names.h"
#include "compiler/causal/slice.h"

namespace scmc {

Plates::Plates(const Checked& model, const std::vector<VariableId>& drawn, const std::map<std::string, std::int64_t>& sizes)
    : model_(model), sizes_(sizes), units_(unit_dims(model)), containing_(containing_dims(model)), population_(model.dims.size(), 0) {
  // A group without a variable of its own frames nothing.
  std::vector<bool> has_own(model.dims.size(), false);
  for (const auto id : drawn)
    for (const auto d : model[id].dims) has_own[index(d)] = true;
  for (auto& group : containing_)
    if (group && !has_own[index(*group)]) group.reset();
  for (const auto id : drawn)
    for (const auto d : around(model[id])) ++population_[index(d)];
}

std::vector<DimId> Plates::around(const Variable& variable) const {
  std::vector<DimId> dims;
  for (auto d : variable.dims)
    for (std::optional<DimId> at = d; at && units_[index(*at)] && !contains(dims, *at); at = containing_[index(*at)]) dims.push_back(*at);
  std::ranges::stable_sort(dims, {}, [](DimId d) { return index(d); });
  std::ranges::stable_sort(dims, std::ranges::greater{}, [&](DimId d) { return population_[index(d)]; });
  return dims;
}

std::optional<std::int64_t> Plates::size_of(DimId dim) const {
  if (const auto known = sizes_.find(model_[dim].name); known != sizes_.end()) return known->second;
  const auto positions = positions_of(model_, dim);
  return positions ? std::optional(std::llround(positions->second - positions->first) + 1) : std::nullopt;
}

std::optional<std::size_t> Plates::of(const Variable& variable, Picture& picture) const {
  std::optional<std::size_t> innermost;
  for (const auto d : around(variable)) {
    const Picture::Plate plate{.dim = model_[d].name, .size = size_of(d), .parent = innermost};
    const auto found = std::ranges::find(picture.plates, plate);
    innermost = static_cast<std::size_t>(found - picture.plates.begin());
    if (found == picture.plates.end()) picture.plates.push_back(plate);
  }
  return innermost;
}

std::string Plates::label(const Variable& variable) const {
  std::string rest;
  for (const auto d : variable.dims)
    if (!units_[index(d)]) rest += (rest.empty() ? "" : ", ") + model_[d].name;
  return rest.empty() ? text_name(variable) : text_name(variable) + "[" + rest + "]";
}

bool Plates::is_shown_by_nesting(const Variable& variable) const {
  return variable.kind == VariableKind::Data && variable.type.carries && variable.dims.size() == 1 &&
         containing_[index(variable.dims.front())] == root(model_.dims, *variable.type.carries);
}

}  // namespace scmc
