#include "runtime/store/inference.h"

#include <algorithm>

namespace scmc::store {
namespace {

template <class Item>
const Item* named(const std::vector<Item>& items, std::string_view name) {
  const auto found = std::ranges::find(items, name, &Item::name);
  return found == items.end() ? nullptr : &*found;
}

}  // namespace

const Array* Group::find(std::string_view array) const { return named(arrays, array); }
const Dimension* Group::find_dim(std::string_view dim) const { return named(dims, dim); }
const Group* Inference::find(std::string_view group) const { return named(groups, group); }

void Group::add_dim(const std::string& dim, Values coordinates) {
  if (find_dim(dim)) return;
  dims.push_back({dim, store::size(coordinates)});
  arrays.push_back({.name = dim, .dims = {dim}, .values = std::move(coordinates)});
}

std::size_t size(const Values& values) {
  return std::visit([](const auto& list) { return list.size(); }, values);
}

Texts texts(const Attributes& attributes, std::string_view name) {
  if (const auto* one = attribute<Text>(attributes, name)) return {*one};
  const auto* list = attribute<Texts>(attributes, name);
  return list ? *list : Texts{};
}

}  // namespace scmc::store
