/// Masks read back: they are conjunctions of `position == p`, `position >= p` and `position <= p`.
#include "compiler/causal/slice.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "compiler/causal/errors.h"
#include "compiler/check/errors.h"
#include "compiler/source/suggest.h"

namespace scmc {
namespace {

/// One comparison of a mask.
struct Bound {
  DimId dim;
  std::string_view op;  ///< "eq", "ge", "le"
  TermPtr position;
};

void collect(const TermPtr& mask, std::vector<Bound>& bounds) {
  const auto* apply = mask ? std::get_if<ApplyTerm>(&mask->node) : nullptr;
  if (!apply) return;
  if (apply->op->name == "and") return collect(apply->args[0], bounds), collect(apply->args[1], bounds);
  if (const auto* here = std::get_if<PositionTerm>(&apply->args[0]->node)) bounds.push_back({here->dim, apply->op->name, apply->args[1]});
}

std::vector<Bound> bounds_of(const TermPtr& mask) {
  std::vector<Bound> bounds;
  collect(mask, bounds);
  return bounds;
}

DimId root(const Checked& model, DimId dim) { return model[dim].like ? root(model, *model[dim].like) : dim; }

std::optional<double> number_of(const Checked& model, const TermPtr& position) {
  if (const auto value = constant_value(position)) return value;
  const auto* label = std::get_if<LabelTerm>(&position->node);
  if (!label) return std::nullopt;
  const auto& labels = model[root(model, label->dim)].labels;
  const auto found = std::ranges::find(labels, label->label);
  return found == labels.end() ? std::nullopt : std::optional<double>(found - labels.begin() + 1);
}

std::string text_of(double value) {
  const bool is_whole = value == std::floor(value) && std::abs(value) < 1e15;
  return is_whole ? std::to_string(static_cast<long long>(value)) : std::to_string(value);
}

void check_position(const Checked& model, const Bound& bound, Diagnostics& diagnostics) {
  if (const auto* label = std::get_if<LabelTerm>(&bound.position->node))
    return check_label(model, *label, bound.position->span, diagnostics);
  const auto value = constant_value(bound.position);
  if (!value) return;
  if (*value != std::floor(*value)) return diagnostics.report(errors::index_not_integer(bound.position->span, text_of(*value)));
  const auto positions = positions_of(model, bound.dim);
  if (!positions || (positions->first <= *value && *value <= positions->second)) return;
  diagnostics.report(errors::no_such_position({.where = bound.position->span,
                                               .position = text_of(*value),
                                               .dim = model[bound.dim].name,
                                               .first = positions->first,
                                               .last = positions->second}));
}

bool are_disjoint(const Stretch& a, const Stretch& b) {
  if (!a.label.empty() && !b.label.empty()) return a.label != b.label;
  return (a.last && b.first && *a.last < *b.first) || (b.last && a.first && *b.last < *a.first);
}

bool is_known(const Stretch& stretch) { return !stretch.label.empty() || (stretch.first && stretch.last); }

/// A label against numbers is left open.
bool overlap(const Stretch& a, const Stretch& b) {
  return is_known(a) && is_known(b) && a.label.empty() == b.label.empty() && !are_disjoint(a, b);
}

bool covers(const Stretch& outer, const Stretch& inner) {
  if (!outer.label.empty()) return outer.label == inner.label;
  return outer.first && outer.last && inner.first && inner.last && *outer.first <= *inner.first && *inner.last <= *outer.last;
}

}  // namespace

std::optional<std::pair<double, double>> positions_of(const Checked& model, DimId dim) {
  const auto& d = model[root(model, dim)];
  if (!d.labels.empty()) return std::pair(1.0, static_cast<double>(d.labels.size()));
  const auto first = d.first ? constant_value(d.first) : std::optional(1.0);
  const auto last = d.last ? constant_value(d.last) : d.size ? constant_value(d.size) : std::nullopt;
  return first && last ? std::optional(std::pair(*first, *last)) : std::nullopt;
}

Slice slice_of(const Checked& model, const TermPtr& mask) {
  Slice slice;
  for (const auto& bound : bounds_of(mask)) {
    auto& stretch = slice[bound.dim];
    const auto number = number_of(model, bound.position);
    const auto* label = std::get_if<LabelTerm>(&bound.position->node);
    if (label && !number && bound.op == "eq") stretch.label = label->label;
    if (bound.op != "le") stretch.first = number;
    if (bound.op != "ge") stretch.last = number;
  }
  return slice;
}

bool are_disjoint(const Slice& a, const Slice& b) {
  return std::ranges::any_of(a, [&](const auto& entry) {
    const auto other = b.find(entry.first);
    return other != b.end() && are_disjoint(entry.second, other->second);
  });
}

bool overlap(const Slice& a, const Slice& b) {
  return std::ranges::all_of(a, [&](const auto& entry) {
    const auto other = b.find(entry.first);
    return other == b.end() || overlap(entry.second, other->second);
  });
}

bool covers(const Slice& outer, const Slice& inner) {
  return std::ranges::all_of(outer, [&](const auto& entry) {
    const auto other = inner.find(entry.first);
    return other != inner.end() && covers(entry.second, other->second);
  });
}

void check_label(const Checked& model, const LabelTerm& label, Span where, Diagnostics& diagnostics) {
  const auto& labels = model[root(model, label.dim)].labels;
  const bool is_open = labels.empty() && !positions_of(model, label.dim);
  if (is_open || std::ranges::count(labels, label.label)) return;
  diagnostics.report(
      errors::no_such_label({.where = where, .label = label.label, .dim = model[label.dim].name, .near = closest(label.label, labels)}));
}

void check_positions(const Checked& model, const TermPtr& mask, Diagnostics& diagnostics) {
  const auto bounds = bounds_of(mask);
  for (const auto& bound : bounds) check_position(model, bound, diagnostics);
  for (const auto& [dim, stretch] : slice_of(model, mask))
    if (stretch.first && stretch.last && *stretch.last < *stretch.first) {
      const auto low = std::ranges::find(bounds, dim, &Bound::dim);
      diagnostics.report(errors::empty_range(cover(low->position->span, (low + 1)->position->span)));
    }
}

}  // namespace scmc
