#include "cli/groups.h"

#include <numeric>

#include "cli/keep.h"

namespace scmc::cli {
namespace {

using layout::stored_name;

/// What stands between the brackets of an element's name.
std::string inside_brackets(const std::string& name) {
  const auto begin = name.find('[');
  return begin == std::string::npos ? name : name.substr(begin + 1, name.size() - begin - 2);
}

}  // namespace

std::vector<std::int64_t> counted_from(std::int64_t first, std::size_t count) {
  std::vector<std::int64_t> positions(count);
  std::iota(positions.begin(), positions.end(), first);
  return positions;
}

store::Group GroupMaker::over_draws(const std::string& name) const {
  store::Group group{.name = name};
  group.attributes = {{"inference_library", store::Text("scmc")}, {"inference_library_version", store::Text(SCMC_VERSION)}};
  group.add_dim("chain", counted_from(0, chains_));
  group.add_dim("draw", counted_from(0, draws_));
  return group;
}

std::vector<std::string> GroupMaker::add_dims(store::Group& group, const std::vector<DimId>& dims) const {
  std::vector<std::string> names;
  for (DimId d : dims) {
    names.push_back(stored_name((*of_.model)[d].name));
    group.add_dim(names.back(), layout::coordinates(of_.axes[index(d)]));
  }
  return names;
}

std::string GroupMaker::add_cells(store::Group& group, VariableId id, const std::string& which,
                                  const std::vector<std::size_t>& cells) const {
  store::Texts names;
  for (std::size_t cell : cells) names.push_back(inside_brackets(labelled_name(of_, id, cell)));
  const auto dim = stored_name((*of_.model)[id].name) + "." + which;
  group.add_dim(dim, std::move(names));
  return dim;
}

void GroupMaker::add_over_draws(store::Group& group, const std::string& name, const std::vector<std::string>& dims, store::Values values,
                                store::Attributes attributes) const {
  store::Array array{
      .name = stored_name(name), .dims = {"chain", "draw"}, .values = std::move(values), .attributes = std::move(attributes)};
  array.dims.insert(array.dims.end(), dims.begin(), dims.end());
  group.arrays.push_back(std::move(array));
}

store::Values GroupMaker::typed(VariableId id, std::vector<double> values) const {
  const auto& v = (*of_.model)[id];
  if (v.type.kind == ScalarKind::Real) return values;
  if (v.type.kind == ScalarKind::Index)
    for (double& x : values) x += static_cast<double>(of_.axes[index(*v.type.carries)].first);
  return std::vector<std::int64_t>(values.begin(), values.end());
}

}  // namespace scmc::cli
