#include "runtime/store/columns.h"

#include <algorithm>

namespace scmc::store {
namespace {

bool is_over_draws(const Array& array) { return array.dims.size() >= 2 && array.dims[0] == "chain" && array.dims[1] == "draw"; }

/// Other programs may share dimensions between groups.
bool has_sizes(const Group& group, const Array& array) {
  return std::ranges::all_of(array.dims, [&](const auto& dim) { return group.find_dim(dim) != nullptr; });
}

/// A dimension of the cells that have a value, or of those that have none: `y.measured`.
bool is_of_cells(const std::string& dim) { return dim.find('.') != std::string::npos; }

std::size_t size_of(const Inference& inference, const char* dim) {
  const auto* posterior = inference.find("posterior");
  const auto* found = posterior ? posterior->find_dim(dim) : nullptr;
  return found ? found->size : 0;
}

}  // namespace

double number(const Values& values, std::size_t i) {
  if (const auto* real = std::get_if<std::vector<double>>(&values)) return (*real)[i];
  if (const auto* integer = std::get_if<std::vector<std::int64_t>>(&values)) return static_cast<double>((*integer)[i]);
  return std::get<std::vector<bool>>(values)[i] ? 1 : 0;
}

Columns::Columns(const Group& group, const Array& array) : group_(&group), array_(&array), dims_(array.dims.begin() + 2, array.dims.end()) {
  for (const auto& dim : dims_) sizes_.push_back(group.find_dim(dim)->size), cells_ *= sizes_.back();
}

std::vector<std::size_t> Columns::place(std::size_t cell) const {
  std::vector<std::size_t> at(sizes_.size());
  for (std::size_t d = sizes_.size(); d-- > 0; cell /= sizes_[d]) at[d] = cell % sizes_[d];
  return at;
}

std::string Columns::position(std::size_t dim, std::size_t at) const {
  const auto* coordinates = group_->find(dims_[dim]);
  if (coordinates)
    if (const auto* counted = std::get_if<std::vector<std::int64_t>>(&coordinates->values)) return std::to_string((*counted)[at]);
  if (coordinates && is_of_cells(dims_[dim]) && std::holds_alternative<Texts>(coordinates->values))
    return std::get<Texts>(coordinates->values)[at];
  return std::to_string(at + 1);
}

std::string Columns::label(std::size_t dim, std::size_t at) const {
  const auto* coordinates = group_->find(dims_[dim]);
  const auto* labels = coordinates ? std::get_if<Texts>(&coordinates->values) : nullptr;
  return labels ? (*labels)[at] : position(dim, at);
}

std::string Columns::in_brackets(std::size_t cell, std::string (Columns::*position)(std::size_t, std::size_t) const) const {
  std::string inside;
  const auto at = place(cell);
  for (std::size_t d = 0; d < at.size(); ++d) inside += (d ? "," : "") + (this->*position)(d, at[d]);
  return at.empty() ? array_->name : array_->name + "[" + inside + "]";
}

std::string Columns::name(std::size_t cell) const { return in_brackets(cell, &Columns::position); }
std::string Columns::shown(std::size_t cell) const { return in_brackets(cell, &Columns::label); }

std::string Columns::dotted_name(std::size_t cell) const {
  std::string name = plain_name(*array_);
  for (std::size_t at : place(cell)) name += "." + std::to_string(at + 1);
  return name;
}

std::vector<const Array*> arrays_over_draws(const Group& group) {
  std::vector<const Array*> arrays;
  for (const auto& array : group.arrays)
    if (is_over_draws(array) && has_sizes(group, array) && !std::holds_alternative<Texts>(array.values)) arrays.push_back(&array);
  return arrays;
}

std::string plain_name(const Array& array) {
  const auto of_cells = std::ranges::find_if(array.dims, is_of_cells);
  return of_cells == array.dims.end() ? array.name : array.name + "_" + of_cells->substr(of_cells->find('.') + 1);
}

std::size_t chains(const Inference& inference) { return size_of(inference, "chain"); }
std::size_t draws(const Inference& inference) { return size_of(inference, "draw"); }

}  // namespace scmc::store
