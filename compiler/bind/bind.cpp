#include "compiler/bind/bind.h"

#include <algorithm>

#include "compiler/bind/binder.h"

namespace scmc {

std::int64_t Bound::size(const std::vector<DimId>& dims) const {
  std::int64_t product = 1;
  for (DimId dim : dims) product *= axes[index(dim)].size;
  return product;
}

const Preimage* Bound::preimage_of(VariableId latent) const {
  const auto found = std::ranges::find(preimages, latent, &Preimage::latent);
  return found == preimages.end() ? nullptr : &*found;
}

bool Bound::is_measured(const TermPtr& term) const {
  return std::ranges::all_of(references(term), [&](VariableId id) { return (*model)[id].kind == VariableKind::Data || is_observed(id); });
}

Binder::Binder(std::shared_ptr<const Checked> model, const BindOptions& options, Diagnostics& diagnostics)
    : options_(options), diagnostics_(diagnostics) {
  bound_.axes.resize(model->dims.size());
  bound_.columns.resize(model->variables.size());
  sized_.resize(model->dims.size());
  sized_by_.resize(model->dims.size());
  for (const auto& file : options.files) bound_.files.push_back(file.table.file);
  bound_.model = std::move(model);
}

std::optional<Bound> Binder::run() {
  match_columns();
  if (!diagnostics_.has_errors()) find_preimages();
  if (diagnostics_.has_errors()) return std::nullopt;
  check_near_misses();
  require_observed();
  if (diagnostics_.has_errors()) return std::nullopt;
  layout_rows();
  settle_sizes();
  if (diagnostics_.has_errors()) return std::nullopt;
  read_cells();
  for (VariableId id : model().order)
    if (bound_.is_observed(id)) bound_.observed.push_back(id);
  for (VariableId id : model().order) {
    const auto& v = model()[id];
    const auto shares_units = [&](VariableId other) { return model()[other].dims == v.dims; };
    if (v.kind == VariableKind::Random && !bound_.is_observed(id) && !bound_.preimage_of(id) && !v.dims.empty() && std::ranges::any_of(bound_.observed, shares_units))
      bound_.unmeasured.push_back(id);
  }
  if (diagnostics_.has_errors()) return std::nullopt;
  return std::move(bound_);
}

std::optional<Bound> bind(std::shared_ptr<const Checked> model, const BindOptions& options, Diagnostics& diagnostics) {
  return Binder(std::move(model), options, diagnostics).run();
}

namespace {

/// As expressions have it.
std::string position_name(const Axis& axis, std::size_t at) { return std::to_string(axis.first + static_cast<std::int64_t>(at)); }

template <class Item>
std::string indexed_name(const Bound& bound, VariableId id, std::size_t cell, const Item& item) {
  const auto& v = (*bound.model)[id];
  std::string items;
  for (std::size_t i = v.dims.size(); i-- > 0;) {
    const auto& axis = bound.axes[index(v.dims[i])];
    const auto size = static_cast<std::size_t>(axis.size);
    items = item(axis, cell % size) + (items.empty() ? "" : ",") + items;
    cell /= size;
  }
  return items.empty() ? v.name : v.name + "[" + items + "]";
}

}  // namespace

std::string element_name(const Bound& bound, VariableId id, std::size_t cell) {
  return indexed_name(bound, id, cell, position_name);
}

std::string labelled_name(const Bound& bound, VariableId id, std::size_t cell) {
  return indexed_name(bound, id, cell,
                      [](const Axis& axis, std::size_t at) { return axis.labels.empty() ? position_name(axis, at) : axis.labels[at]; });
}

}  // namespace scmc
