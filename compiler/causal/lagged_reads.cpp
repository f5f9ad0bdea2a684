#include "compiler/causal/lagged_reads.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "compiler/source/match.h"

namespace scmc {
namespace {

using Labels = std::optional<std::string>;

/// Where in the model's text a term stands: from which position and under which label its variables are read.
struct Place {
  Moment moment;
  Labels label;
  auto operator<=>(const Place&) const = default;
};

Moment earlier(Moment moment, int by) {
  if (moment.kind != Moment::Kind::Any) moment.lag += by;
  return moment;
}

Moment and_before(Moment moment) {
  if (moment.kind == Moment::Kind::At) moment.kind = Moment::Kind::Earlier;
  return moment;
}

class Walker {
 public:
  Walker(const Checked& model, const ToldApart& apart) : model_(model), apart_(apart) {}

  void walk(const TermPtr& term, const Place& place) {
    if (!term || !seen_.insert({term.get(), place}).second) return;
    match(
        term->node, [&](const ReferenceTerm& t) { read(t.variable, place, false); },
        [&](const NoiseTerm& t) { read(t.variable, place, true); }, [&](const GatherTerm& t) { gather(t, place); },
        [&](const ReduceTerm& t) { walk(t.arg, without(place, t.over)); },
        [&](const MatrixTerm& t) {
          for (const auto& arg : t.args) walk(arg, without(place, {t.row, t.column}));
        },
        [&](const OdeTerm& t) {
          for (const auto& operand : operands(*term)) walk(operand, without(place, {t.over}));
        },
        [&](const RecursionTerm& t) { recursion(t, place); },
        [&](const auto&) {
          for (const auto& operand : operands(*term)) walk(operand, place);
        });
  }

  Place without(Place place, const std::vector<DimId>& dims) const {
    if (std::ranges::any_of(dims, [&](DimId d) { return is(d, apart_.time); })) place.moment = {Moment::Kind::Any, 0};
    if (std::ranges::any_of(dims, [&](DimId d) { return is(d, apart_.labels); })) place.label.reset();
    return place;
  }

  std::vector<Read> found;

 private:
  bool is(DimId dim, const std::optional<DimId>& which) const { return which && root(model_.dims, dim) == root(model_.dims, *which); }

  void read(VariableId id, const Place& place, bool noise) {
    const auto& v = model_[id];
    const Moment moment = apart_.time && has_dim(model_, v, *apart_.time) ? place.moment : Moment{};
    found.push_back({id, moment, apart_.labels && has_dim(model_, v, *apart_.labels) ? place.label : std::nullopt, noise});
  }

  void gather(const GatherTerm& t, const Place& place) {
    Place source = place;
    for (const auto& [dim, item] : t.indices) {
      if (is(dim, apart_.time)) source.moment = shifted(item, place.moment);
      if (is(dim, apart_.labels)) source.label = labelled(item, place.label);
      walk(item, place);
    }
    walk(t.source, source);
  }

  /// `t - 2` of the time dimension is two positions earlier, `t - k` somewhere before; of any other index the position is not known.
  Moment shifted(const TermPtr& item, const Moment& moment) const {
    if (is_position(item)) return moment;
    const auto* apply = std::get_if<ApplyTerm>(&item->node);
    const bool moves = apply && (apply->op->name == "sub" || apply->op->name == "add") && is_position(apply->args[0]);
    if (!moves || names_position(apply->args[1])) return {Moment::Kind::Any, 0};
    const bool back = apply->op->name == "sub";
    if (const auto by = constant_value(apply->args[1])) return earlier(moment, static_cast<int>(back ? *by : -*by));
    return back ? and_before(earlier(moment, 1)) : Moment{Moment::Kind::Any, 0};
  }
  bool is_position(const TermPtr& term) const {
    const auto* position = std::get_if<PositionTerm>(&term->node);
    return position && is(position->dim, apart_.time);
  }
  bool names_position(const TermPtr& term) const {
    return is_position(term) || std::ranges::any_of(operands(*term), [&](const TermPtr& operand) { return names_position(operand); });
  }

  Labels labelled(const TermPtr& item, const Labels& label) const {
    if (const auto* named = std::get_if<LabelTerm>(&item->node)) return named->label;
    return std::holds_alternative<PositionTerm>(item->node) ? label : std::nullopt;
  }

  /// A local that reads itself a step earlier carries on what it read there.
  void recursion(const RecursionTerm& t, Place place) {
    if (looks_back(t)) place.moment = and_before(place.moment);
    for (const auto& member : t.group->members) walk(member.value, place);
  }
  bool looks_back(const RecursionTerm& t) const {
    return std::ranges::any_of(t.group->members, [&](const auto& member) { return looks_back(member.value); });
  }
  bool looks_back(const TermPtr& term) const {
    if (const auto* t = std::get_if<GatherTerm>(&term->node); t && std::holds_alternative<SelfTerm>(t->source->node))
      return std::ranges::any_of(t->indices, [&](const auto& item) { return is(item.first, apart_.time); });
    return std::ranges::any_of(operands(*term), [&](const TermPtr& operand) { return looks_back(operand); });
  }

  const Checked& model_;
  const ToldApart& apart_;
  std::set<std::pair<const Term*, Place>> seen_;
};

/// `x["tv"] ~ ...`: the labels that a slice names.
std::set<std::string> labels_in(const TermPtr& mask) {
  std::set<std::string> labels;
  if (!mask) return labels;
  if (const auto* label = std::get_if<LabelTerm>(&mask->node)) labels.insert(label->label);
  for (const auto& operand : operands(*mask)) labels.merge(labels_in(operand));
  return labels;
}

/// Is this the mechanism of the element, where slices have mechanisms of their own? Base cases of recurrences are not.
bool applies(const Variable& v, const Mechanism& m, const Labels& label) {
  const auto is_for_label = [&](const Mechanism& other) { return label && labels_in(other.mask).contains(*label); };
  if (std::ranges::any_of(v.mechanisms, is_for_label)) return is_for_label(m);
  const bool has_general = std::ranges::any_of(v.mechanisms, [](const Mechanism& other) { return !other.mask; });
  return !has_general || !m.mask;
}

}  // namespace

bool has_dim(const Checked& model, const Variable& variable, DimId dim) {
  return std::ranges::any_of(variable.dims, [&](DimId d) { return root(model.dims, d) == root(model.dims, dim); });
}

std::vector<Read> reads_of(const Checked& model, const Variable& variable, const ToldApart& apart, const Labels& label) {
  Walker walker(model, apart);
  const Place here{{}, label};
  // The elements of a vector are drawn together: each argument can matter for all of them.
  const Place drawn = walker.without(here, joint_dims(variable));
  for (const auto& mechanism : variable.mechanisms) {
    if (!applies(variable, mechanism, label)) continue;
    match(
        mechanism.kind, [&](const DeterministicMechanism& m) { walker.walk(m.value, here); },
        [&](const RandomMechanism& m) {
          for (const auto& arg : m.instance.args) walker.walk(arg, drawn);
        });
  }
  return std::move(walker.found);
}

}  // namespace scmc
