/// The table of primitives, put together from its groups.
#include "compiler/ir/primitives.h"

#include <iterator>
#include <stdexcept>
#include <unordered_map>

#include "compiler/ir/record.h"

namespace scmc::ir {
namespace {

std::vector<Primitive> all_groups() {
  std::vector<Primitive> all;
  for (auto group : {record::arithmetic, record::comparison, record::exponential, record::trigonometric, record::normal_family,
                     record::gamma_family, record::beta_family, record::bessel_family, record::skewed_family, record::counting_family})
    for (auto& primitive : group()) all.push_back(std::move(primitive));
  return all;
}

using ByName = std::unordered_map<std::string_view, const Primitive*>;

ByName by_name() {
  ByName map;
  for (const auto& primitive : primitives()) map.emplace(primitive.name, &primitive);
  return map;
}

}  // namespace

std::span<const Primitive> primitives() {
  static const std::vector<Primitive> table = all_groups();
  return table;
}

const Primitive* find_primitive(std::string_view name) {
  static const ByName map = by_name();
  const auto found = map.find(name);
  return found == map.end() ? nullptr : found->second;
}

const Primitive& op(std::string_view name) {
  if (const auto* primitive = find_primitive(name)) return *primitive;
  throw std::logic_error("no primitive `" + std::string(name) + "`");
}

NodeId PullbackContext::times(NodeId seed, NodeId factor) const {
  return build.apply(op(guarded ? "annihilating_multiply" : "mul"), {seed, factor});
}

}  // namespace scmc::ir
