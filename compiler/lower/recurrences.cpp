#include "compiler/lower/recurrences.h"

#include <algorithm>
#include <cmath>
#include <ranges>

#include "compiler/ir/primitives.h"
#include "compiler/lower/errors.h"
#include "compiler/source/match.h"

namespace scmc {
namespace {

using ir::NodeId;

AffineIndex combined(AffineIndex a, const AffineIndex& b, double sign) {
  a.number += sign * b.number;
  for (const auto& [dim, coefficient] : b.coefficients)
    if ((a.coefficients[dim] += sign * coefficient) == 0) a.coefficients.erase(dim);
  return a;
}

AffineIndex scaled(AffineIndex a, double factor) {
  a.number *= factor;
  for (auto& [dim, coefficient] : a.coefficients) coefficient *= factor;
  return a;
}

/// A number of steps that lags can have.
bool is_step(double x) { return std::trunc(x) == x && std::abs(x) < 1e9; }

}  // namespace

std::optional<AffineIndex> affine_index(const ir::Builder& build, NodeId id) {
  const ir::Node& node = build[id];
  if (const auto value = ir::constant_value(node)) return AffineIndex{{}, *value};
  if (const auto* iota = std::get_if<ir::Iota>(&node.kind)) return AffineIndex{{{iota->dim, 1.0}}, 0};
  const auto* apply = std::get_if<ir::Apply>(&node.kind);
  if (!apply || apply->args.size() > 2) return std::nullopt;
  const auto a = affine_index(build, apply->args[0]);
  const auto b = apply->args.size() == 2 ? affine_index(build, apply->args[1]) : std::optional<AffineIndex>();
  const auto& name = apply->op->name;
  if (name == "neg" && a) return scaled(*a, -1);
  if (!a || !b) return std::nullopt;
  if (name == "add") return combined(*a, *b, 1);
  if (name == "sub") return combined(*a, *b, -1);
  if (name == "mul" && a->coefficients.empty()) return scaled(*b, a->number);
  if (name == "mul" && b->coefficients.empty()) return scaled(*a, b->number);
  return std::nullopt;
}

std::optional<Lag> lag_of(const ir::Builder& build, const Plan& plan, NodeId index, ir::DimId dim) {
  auto form = affine_index(build, index);
  if (!form || form->coefficients[dim] != 1 || form->coefficients.size() > 2) return std::nullopt;
  form->coefficients.erase(dim);
  Lag lag;
  std::int64_t count = 1;
  double slope = 0;
  if (!form->coefficients.empty()) {
    lag.counted_by = form->coefficients.begin()->first;
    slope = form->coefficients.begin()->second;
    count = plan.dimensions.sizes[ir::index(*lag.counted_by)];
  }
  for (std::int64_t i = 0; i < count; ++i) {
    const double steps = -(form->number + slope * static_cast<double>(i));
    if (!is_step(steps)) return std::nullopt;
    lag.steps.push_back(static_cast<std::int64_t>(steps));
  }
  return lag;
}

void Recurrences::open(Key key, ir::Dims dims, ir::NodeType type, const ir::Dims& extra) {
  auto all = ir::unite(dims, extra);
  open_.insert_or_assign(key, Open{build_.new_recurrence(), std::move(dims), std::move(all), type});
}

NodeId Recurrences::past(const Open& open, const Lag& lag) {
  std::vector<NodeId> items;
  for (auto steps : lag.steps) items.push_back(build_.past(open.recurrence, *open.along, steps, open.dims, open.type));
  return lag.counted_by ? build_.stack(*lag.counted_by, std::move(items)) : items.front();
}

void Recurrences::refuse(Key key) {
  if (diagnostics_.has_errors()) return;
  const auto name = match(
      key, [&](VariableId id) { return (*plan_.bound.model)[id].name; }, [](const Recursion* local) { return local->name; });
  diagnostics_.report(errors::recurrence_not_by_steps(build_.span, name));
}

std::optional<NodeId> Recurrences::read(Key key, const std::vector<NodeId>& indices) {
  Open& open = open_.at(key);
  const auto moved = [&](std::size_t i) { return indices[i] != build_.iota(open.indexed[i]); };
  std::optional<std::size_t> earlier;
  std::optional<Lag> lag;
  for (std::size_t i = 0; i < indices.size(); ++i) {
    if (!moved(i)) continue;
    const auto steps = lag_of(build_, plan_, indices[i], open.indexed[i]);
    const bool back = steps && std::ranges::all_of(steps->steps, [](std::int64_t k) { return k > 0; });
    if (!back) continue;
    if (earlier) return refuse(key), build_.constant(0);
    earlier = i, lag = steps;
  }
  if (!earlier) {
    if (std::ranges::none_of(std::views::iota(std::size_t(0), indices.size()), moved)) return std::nullopt;
    return refuse(key), build_.constant(0);
  }
  if (open.along && *open.along != open.indexed[*earlier]) return refuse(key), build_.constant(0);
  open.along = open.indexed[*earlier];
  const NodeId value = past(open, *lag);
  const ir::Dims dims = build_[value].dims;
  std::vector<NodeId> rest;
  for (ir::DimId d : dims) {
    const auto own = std::ranges::find(open.indexed, d);
    const auto number = static_cast<std::size_t>(own - open.indexed.begin());
    rest.push_back(own == open.indexed.end() || number == *earlier ? build_.iota(d) : indices[number]);
  }
  return build_.gather(value, std::move(rest));
}

NodeId Recurrences::close(Key key, NodeId value) {
  const Open open = open_.at(key);
  open_.erase(key);
  value = build_.broadcast(value, open.dims);
  for (const auto& summed : plan_.summed)
    if (open.along && ir::contains(build_[value].dims, summed.values) && !diagnostics_.has_errors())
      diagnostics_.report(errors::summed_elsewhere(build_[value].span, (*plan_.bound.model)[summed.variable]));
  return open.along ? build_.recur(open.recurrence, *open.along, value) : value;
}

}  // namespace scmc
