#include "cli/slots.h"

#include <algorithm>
#include <map>

namespace scmc::cli {

std::vector<std::size_t> cells_of(const Plan& plan, const Slot& slot) {
  const auto& v = (*plan.bound.model)[slot.variable];
  if (slot.holes) {
    auto cells = declared_cells(plan, slot.variable);
    const auto& missing = plan.bound.columns[index(slot.variable)]->missing;
    std::erase_if(cells, [&](std::size_t cell) { return !std::ranges::binary_search(missing, cell); });
    return cells;
  }
  std::map<ir::DimId, std::size_t> stride;
  std::size_t cells_within = 1;
  for (std::size_t i = v.dims.size(); i-- > 0;) {
    stride[plan.dimensions.of_model[index(v.dims[i])]] = cells_within;
    cells_within *= static_cast<std::size_t>(plan.bound.axes[index(v.dims[i])].size);
  }
  std::vector<std::size_t> cells = {0};
  const auto size_of = [&](ir::DimId d) { return static_cast<std::size_t>(plan.dimensions.sizes[ir::index(d)]); };
  for (ir::DimId d : slot.dims) {
    std::vector<std::size_t> steps, all;
    if (const auto& p = slot.packed; p && p->dim == d) {
      for (std::size_t i = 0; i < size_of(p->row); ++i)
        for (std::size_t j = 0; j < i + (p->diagonal ? 1 : 0); ++j) steps.push_back(i * stride[p->row] + j * stride[p->column]);
    } else {
      for (std::size_t i = 0; i < size_of(d); ++i) steps.push_back(i * stride[d]);
    }
    for (std::size_t cell : cells)
      for (std::size_t step : steps) all.push_back(cell + step);
    cells = std::move(all);
  }
  return cells;
}

std::vector<std::string> names_of(const Plan& plan) {
  std::vector<std::string> names;
  for (const auto& slot : plan.slots)
    for (std::size_t cell : cells_of(plan, slot)) {
      const auto name = element_name(plan.bound, slot.variable, cell);
      names.push_back(slot.noncentred ? "noise(" + name + ")" : name);
    }
  return names;
}

}  // namespace scmc::cli
