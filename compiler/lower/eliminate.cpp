#include "compiler/lower/eliminate.h"

#include <algorithm>
#include <limits>

#include "compiler/ir/primitives.h"
#include "compiler/lower/errors.h"

namespace scmc {
namespace {

using ir::NodeId;

/// Doubles along the value dimensions of one table: beyond, enumeration is not the way.
constexpr std::int64_t largest_table = 4096;

bool is_subset(const ir::Dims& inner, const ir::Dims& outer) { return std::ranges::includes(outer, inner); }

ir::Dims outside(const ir::Dims& dims, const ir::Dims& of) {
  ir::Dims result;
  std::ranges::set_difference(dims, of, std::back_inserter(result));
  return result;
}

class Eliminator {
 public:
  Eliminator(const Plan& plan, TermLowering& terms, std::vector<Factor> factors, Diagnostics& diagnostics)
      : plan_(plan), terms_(terms), build_(terms.build()), factors_(std::move(factors)), diagnostics_(diagnostics) {}

  Elimination run() {
    std::vector<const Summed*> remaining;
    for (const auto& summed : plan_.summed) remaining.push_back(&summed);
    while (!remaining.empty() && !diagnostics_.has_errors()) {
      const auto* next = *choose(remaining);
      if (next->along) {
        const auto chain = chain_of(*next);
        eliminate_chain(chain);
        std::erase_if(remaining, [&](const Summed* s) { return std::ranges::count(chain, s) > 0; });
      } else {
        eliminate(*next);
        std::erase(remaining, next);
      }
    }
    result_.left = std::move(factors_);
    return std::move(result_);
  }

 private:
  bool varies(const Factor& factor, const Summed& summed) const {
    const auto& dims = build_[factor.node].dims;
    return ir::contains(dims, summed.values) || (summed.previous && ir::contains(dims, *summed.previous));
  }

  /// The other summed variables that share a factor with this one.
  std::vector<const Summed*> neighbours(const Summed& summed) const {
    std::vector<const Summed*> result;
    for (const auto& other : plan_.summed)
      if (&other != &summed && std::ranges::any_of(factors_, [&](const Factor& f) { return varies(f, summed) && varies(f, other); }))
        result.push_back(&other);
    return result;
  }

  double table_size(const Summed& summed) const {
    double size = static_cast<double>(summed.count);
    for (const auto* other : neighbours(summed)) size *= static_cast<double>(other->count);
    return size;
  }

  /// How a variable is read under these plates, if not where it stands.
  std::vector<const TermLowering::Regrouping*> regroupings(const Summed& summed, const ir::Dims& plates) const {
    std::vector<const TermLowering::Regrouping*> result;
    for (const auto& r : terms_.regroupings())
      if (r.values == summed.values && is_subset(r.units, plates)) result.push_back(&r);
    return result;
  }

  /// Does each unit under the plates of `inner` belong to one element of `outer`?
  bool stands_outside(const Summed& outer, const Summed& inner) const {
    return is_subset(outer.plates, inner.plates) || !regroupings(outer, inner.plates).empty();
  }

  /// A chain crosses positions: what else stands at a position goes before it.
  bool is_innermost(const Summed& summed) const {
    return std::ranges::all_of(neighbours(summed), [&](const Summed* other) {
      const bool same_chain = summed.along && other->along == summed.along;
      return same_chain || (stands_outside(*other, summed) && !(summed.along && ir::contains(other->plates, *summed.along)));
    });
  }

  /// The chains that share factors, directly or not, along the same dimension.
  std::vector<const Summed*> chain_of(const Summed& first) const {
    std::vector<const Summed*> chain{&first};
    for (std::size_t i = 0; i < chain.size(); ++i)
      for (const auto* other : neighbours(*chain[i]))
        if (other->along == first.along && !std::ranges::count(chain, other)) chain.push_back(other);
    return chain;
  }

  /// What no other stands inside of; of those with most plates, the smallest table.
  std::vector<const Summed*>::iterator choose(std::vector<const Summed*>& remaining) const {
    return std::ranges::min_element(remaining, [&](const Summed* a, const Summed* b) {
      if (is_innermost(*a) != is_innermost(*b)) return is_innermost(*a);
      if (a->plates.size() != b->plates.size()) return a->plates.size() > b->plates.size();
      return table_size(*a) < table_size(*b);
    });
  }

  /// alpha_t(z) = log sum_z' exp(alpha_{t-1}(z') + log p(z | z') + log p(what is seen at t | z, z')).  [Rabiner 1989, eq. 20]
  void eliminate_chain(const std::vector<const Summed*>& chain) {
    const auto& model = *plan_.bound.model;
    const auto& first = *chain.front();
    const auto& v = model[first.variable];
    build_.span = v.span;
    double size = 1;
    for (const auto* one : chain) {
      size *= static_cast<double>(one->count) * static_cast<double>(one->count);
      if (one->plates != first.plates) return diagnostics_.report(errors::plates_do_not_nest(v, model[one->variable]));
      for (const auto* other : neighbours(*one)) {
        const bool same_chain = std::ranges::count(chain, other) > 0;
        if (!same_chain && ir::contains(other->plates, *first.along))
          return diagnostics_.report(errors::plates_do_not_nest(v, model[other->variable]));
        if (!same_chain) size *= static_cast<double>(other->count);
      }
    }
    if (size > static_cast<double>(largest_table)) return diagnostics_.report(errors::table_too_large(v, size, largest_table));

    std::optional<NodeId> seen, transition;
    std::vector<Factor> rest;
    std::vector<VariableId> of;
    const auto add = [&](std::optional<NodeId>& to, NodeId node) { to = to ? build_.apply(ir::op("add"), {*to, node}) : node; };
    for (const auto& factor : factors_) {
      if (std::ranges::none_of(chain, [&](const Summed* one) { return varies(factor, *one); })) {
        rest.push_back(factor);
        continue;
      }
      const auto own = by_element(factor, first);
      if (!own) return diagnostics_.report(errors::summed_elsewhere(v.span, v));
      const bool steps = std::ranges::any_of(chain, [&](const Summed* one) { return ir::contains(build_[*own].dims, *one->previous); });
      add(steps ? transition : seen, *own);
      of = united(of, factor.of);
    }
    factors_ = std::move(rest);
    const NodeId step = transition.value_or(build_.constant(0));
    const NodeId alpha = forward(chain, seen.value_or(build_.constant(0)), step);
    result_.tables.push_back({.summed = &first, .weights = alpha, .chain = chain, .transition = step});
    const NodeId total = build_.reduce(ir::Monoid::LogSumExp, alpha, values_of(chain));
    factors_.push_back({at_last(total, *first.along), outside(first.plates, {*first.along}), std::move(of)});
  }

  std::vector<VariableId> united(std::vector<VariableId> a, const std::vector<VariableId>& b) const {
    for (VariableId id : b)
      if (!std::ranges::count(a, id)) a.push_back(id);
    std::ranges::sort(a, {}, [&](VariableId id) { return std::ranges::find(plan_.bound.model->order, id); });
    return a;
  }

  static ir::Dims values_of(const std::vector<const Summed*>& chain) {
    ir::Dims dims;
    for (const auto* one : chain) dims = ir::unite(dims, {one->values});
    return dims;
  }

  NodeId forward(const std::vector<const Summed*>& chain, NodeId seen, NodeId transition) {
    const auto& first = *chain.front();
    const ir::DimId along = *first.along;
    ir::Dims before;
    for (const auto* one : chain) before = ir::unite(before, {*one->previous});
    ir::Dims dims = ir::unite(ir::unite(first.plates, values_of(chain)), ir::unite(build_[seen].dims, build_[transition].dims));
    dims = ir::without(dims, before);
    const auto recurrence = build_.new_recurrence();
    const NodeId past = build_.past(recurrence, along, 1, dims);
    std::vector<NodeId> renamed;
    for (ir::DimId d : dims) {
      const auto own = std::ranges::find(chain, d, &Summed::values);
      renamed.push_back(build_.iota(own == chain.end() ? d : *(*own)->previous));
    }
    // At the first position nothing came before: one of the previous states stands for all.
    NodeId is_other = build_.constant(0);
    for (ir::DimId d : before) is_other = build_.apply(ir::op("add"), {is_other, build_.iota(d)});
    const NodeId impossible = build_.constant(-std::numeric_limits<double>::infinity());
    const NodeId at_start = build_.select(build_.apply(ir::op("gt"), {is_other, build_.constant(0)}), impossible, build_.constant(0));
    const NodeId starts = build_.apply(ir::op("eq"), {build_.iota(along), build_.constant(0)});
    const NodeId reached = build_.select(starts, at_start, build_.gather(past, std::move(renamed)));
    const NodeId path = build_.apply(ir::op("add"), {reached, transition});
    const NodeId alpha = build_.apply(ir::op("add"), {build_.reduce(ir::Monoid::LogSumExp, path, before), seen});
    return build_.recur(recurrence, along, build_.broadcast(alpha, dims));
  }

  NodeId at_last(NodeId node, ir::DimId along) {
    std::vector<NodeId> indices;
    for (ir::DimId d : build_[node].dims)
      indices.push_back(d == along ? build_.apply(ir::op("sub"), {build_.size(d), build_.constant(1)}) : build_.iota(d));
    return build_.gather(node, std::move(indices));
  }

  void eliminate(const Summed& summed) {
    const auto& model = *plan_.bound.model;
    const auto& v = model[summed.variable];
    for (const auto* other : neighbours(summed))
      if (!stands_outside(*other, summed)) return diagnostics_.report(errors::plates_do_not_nest(v, model[other->variable]));
    if (table_size(summed) > static_cast<double>(largest_table))
      return diagnostics_.report(errors::table_too_large(v, table_size(summed), largest_table));
    build_.span = v.span;
    std::optional<NodeId> sum;
    std::vector<Factor> rest;
    std::vector<VariableId> of;
    for (const auto& factor : factors_) {
      if (!varies(factor, summed)) {
        rest.push_back(factor);
        continue;
      }
      const auto own = by_element(factor, summed);
      if (!own) return diagnostics_.report(errors::summed_elsewhere(v.span, v));
      sum = sum ? build_.apply(ir::op("add"), {*sum, *own}) : *own;
      of = united(of, factor.of);
    }
    factors_ = std::move(rest);
    if (!sum) return;
    result_.tables.push_back({.summed = &summed, .weights = *sum});
    factors_.push_back({build_.reduce(ir::Monoid::LogSumExp, *sum, {summed.values}), summed.plates, std::move(of)});
  }

  /// The factor over the plates of the variable: sums over all else, units added up where their element stands. Null if elements meet.
  std::optional<NodeId> by_element(const Factor& factor, const Summed& summed) {
    const auto moved = regroupings(summed, factor.plates);
    if (is_subset(summed.plates, factor.plates))
      return moved.empty() ? std::optional(build_.reduce(ir::Monoid::Sum, factor.node, outside(factor.plates, summed.plates)))
                           : std::nullopt;
    if (moved.size() != 1) return std::nullopt;
    const auto& read = *moved.front();
    const NodeId units = build_.broadcast(build_.reduce(ir::Monoid::Sum, factor.node, outside(factor.plates, read.units)), read.units);
    const ir::Dims values = outside(build_[units].dims, read.units);  // of this variable and others
    const ir::Dims target = ir::unite(values, summed.plates);
    std::vector<NodeId> indices;
    for (ir::DimId d : target) {
      const auto plate = std::ranges::find(summed.plates, d);
      indices.push_back(plate == summed.plates.end() ? build_.iota(d)
                                                     : read.positions[static_cast<std::size_t>(plate - summed.plates.begin())]);
    }
    return build_.scatter(units, std::move(indices), target);
  }

  const Plan& plan_;
  TermLowering& terms_;
  ir::Builder& build_;
  std::vector<Factor> factors_;
  Diagnostics& diagnostics_;
  Elimination result_;
};

class JointFactors {
 public:
  JointFactors(FitWorld& world, ProgramBuilder& program) : plan_(world.plan()), build_(program.build), world_(world) {}

  std::vector<Factor> run() {
    for (VariableId id : plan_.bound.model->order) add_variable(id);
    for (const auto& [term, span] : plan_.bound.model->factors)
      factors_.push_back({world_.terms()(term), world_.terms().dims(term->type.dims)});
    return std::move(factors_);
  }

 private:
  void add_variable(VariableId id) {
    const auto& v = (*plan_.bound.model)[id];
    const auto add = [&](NodeId factor, ir::Dims plates) { factors_.push_back({factor, std::move(plates), {id}}); };
    if (v.kind != VariableKind::Random || plan_.left_out[index(id)]) return;
    build_.span = v.span;
    const auto dims = world_.plates(id);
    if (const auto* told = plan_.bound.preimage_of(id)) return add(world_.log_probability(*told), dims);
    const auto* slot = world_.slot_of(id);
    const auto* summed = world_.summed_of(id);
    if (slot && slot->noncentred) add(noise(id, *slot), dims);
    else if (summed) add(world_.log_density(id, world_.value(id)), dims);
    else add(live(id, slot, world_.log_density(id, world_.value(id))), dims);
    if (summed && summed->holes) add(evidence(id), dims);
    if (!slot) return;
    if (const auto jacobian = world_.log_jacobian(*slot)) add(*jacobian, slot->holes ? slot->dims : world_.plates(id));
  }

  /// Missing cells that nothing depends on have no density.
  NodeId live(VariableId id, const Slot* slot, NodeId density) {
    const auto measured = slot ? std::nullopt : world_.measured(id);
    return measured ? build_.select(*measured, density, build_.constant(0)) : density;
  }

  /// Where a value was measured, all others are impossible.
  NodeId evidence(VariableId id) {
    const NodeId other = build_.apply(ir::op("ne"), {world_.value(id), world_.data_column(id)});
    const NodeId excluded = build_.apply(ir::op("and"), {*world_.measured(id), other});
    return build_.select(excluded, build_.constant(-std::numeric_limits<double>::infinity()), build_.constant(0));
  }

  /// A non-centred variable: the density of its standard noise.
  NodeId noise(VariableId id, const Slot& slot) {
    const auto& model = *plan_.bound.model;
    const auto& v = model[id];
    const auto standard = standard_form(model, std::get<RandomMechanism>(v.mechanisms.front().kind).instance);
    const auto e = world_.terms().hole(world_.on_support(slot), v.type, v.span);
    return world_.terms()(expand(model, standard, "log_density", {e}));
  }

  const Plan& plan_;
  ir::Builder& build_;
  FitWorld& world_;
  std::vector<Factor> factors_;
};

}  // namespace

std::vector<Factor> joint_factors(FitWorld& symbolic, ProgramBuilder& program) { return JointFactors(symbolic, program).run(); }

Elimination eliminate(const Plan& plan, FitWorld& symbolic, std::vector<Factor> factors, Diagnostics& diagnostics) {
  return Eliminator(plan, symbolic.terms(), std::move(factors), diagnostics).run();
}

namespace {

/// Draws from tables, last eliminated first, by the Gumbel-max trick: the value whose weight plus noise is largest.
/// [Gumbel 1954; Maddison et al. 2014]
class TableDraws {
 public:
  TableDraws(const Plan& plan, ir::Builder& build, const TermLowering& symbolic) : plan_(plan), build_(build), symbolic_(symbolic) {}

  std::map<VariableId, NodeId> run(const Elimination& elimination) {
    for (auto table = elimination.tables.rbegin(); table != elimination.tables.rend(); ++table) {
      if (table->chain.empty()) draw(*table);
      else draw_chain(*table);
    }
    return std::move(draws_);
  }

 private:
  NodeId apply(const char* name, std::vector<NodeId> args) { return build_.apply(ir::op(name), std::move(args)); }

  /// The position of a variable that stands outside, for each element of these plates.
  NodeId under(const ir::Dims& plates, ir::DimId values, NodeId position) {
    const auto& all = symbolic_.regroupings();
    const auto read = std::ranges::find_if(all, [&](const auto& r) { return r.values == values && is_subset(r.units, plates); });
    return is_subset(build_[position].dims, plates) || read == all.end() ? position : build_.gather(position, read->positions);
  }

  /// The table where the variables drawn so far have their values; `at` are indices of further dims.
  NodeId given_drawn(NodeId table, const ir::Dims& plates, const std::map<ir::DimId, NodeId>& at = {}) {
    std::vector<NodeId> indices;
    for (ir::DimId d : build_[table].dims) {
      const auto known = positions_.find(d);
      if (const auto given = at.find(d); given != at.end()) indices.push_back(given->second);
      else indices.push_back(known == positions_.end() ? build_.iota(d) : under(plates, d, known->second));
    }
    return indices.empty() ? table : build_.gather(table, std::move(indices));
  }

  /// Weights plus noise over the plates and values.
  NodeId score(NodeId weights, const Summed& summed, const ir::Dims& values) {
    const auto stream = noise_stream((*plan_.bound.model)[summed.variable].name + " given all else");
    const NodeId uniform = build_.noise(stream, ir::unite(summed.plates, values));
    return apply("add", {weights, apply("neg", {apply("log", {apply("neg", {apply("log", {uniform})})})})});
  }

  /// Where the score is largest, along one of the dims of values.
  NodeId chosen(NodeId score, const ir::Dims& values, ir::DimId along) {
    const NodeId best = build_.reduce(ir::Monoid::Maximum, score, values);
    const NodeId marked = build_.select(apply("eq", {score, best}), build_.iota(along), build_.constant(0));
    return build_.reduce(ir::Monoid::Maximum, marked, values);
  }

  void keep(const Summed& summed, NodeId position) {
    positions_[summed.values] = position;
    draws_[summed.variable] = summed.first == 0 ? position : apply("add", {position, build_.constant(summed.first)});
  }

  void draw(const Elimination::Table& table) {
    const ir::Dims values{table.summed->values};
    const NodeId scores = score(given_drawn(table.weights, table.summed->plates), *table.summed, values);
    keep(*table.summed, chosen(scores, values, table.summed->values));
  }

  /// Backwards: the last state by its weights, each other one by its weight times that of the step to the state after it.
  void draw_chain(const Elimination::Table& table) {
    const ir::DimId along = *table.summed->along;
    const ir::Dims& plates = table.summed->plates;
    ir::Dims values;
    std::map<ir::DimId, NodeId> at;
    std::vector<ir::RecurrenceId> recurrences;
    const NodeId next =
        apply("min", {apply("add", {build_.iota(along), build_.constant(1)}), apply("sub", {build_.size(along), build_.constant(1)})});
    at[along] = next;
    for (const auto* one : table.chain) {
      values = ir::unite(values, {one->values});
      recurrences.push_back(build_.new_recurrence());
      at[one->values] = build_.past(recurrences.back(), along, -1, plates, ir::NodeType::Integer);
      at[*one->previous] = build_.iota(one->values);
    }
    const NodeId step = given_drawn(*table.transition, plates, at);
    const NodeId is_last = apply("eq", {build_.iota(along), apply("sub", {build_.size(along), build_.constant(1)})});
    const NodeId weights = apply("add", {given_drawn(table.weights, plates), build_.select(is_last, build_.constant(0), step)});
    const NodeId scores = score(weights, *table.summed, values);
    for (std::size_t i = 0; i < table.chain.size(); ++i) {
      const auto& one = *table.chain[i];
      keep(one, build_.recur(recurrences[i], along, build_.broadcast(chosen(scores, values, one.values), plates)));
      positions_[*one.previous] = one_before(positions_.at(one.values), along);
    }
  }

  NodeId one_before(NodeId position, ir::DimId along) {
    std::vector<NodeId> indices;
    for (ir::DimId d : build_[position].dims)
      indices.push_back(d == along ? apply("max", {apply("sub", {build_.iota(d), build_.constant(1)}), build_.constant(0)})
                                   : build_.iota(d));
    return build_.gather(position, std::move(indices));
  }

  const Plan& plan_;
  ir::Builder& build_;
  const TermLowering& symbolic_;
  std::map<ir::DimId, NodeId> positions_;  ///< of what was drawn, by the dimension of its values
  std::map<VariableId, NodeId> draws_;
};

}  // namespace

std::map<VariableId, NodeId> draw_summed(const Plan& plan, ProgramBuilder& program, Diagnostics& diagnostics) {
  FitWorld symbolic(plan, program, diagnostics, FitWorld::Discrete::Symbolic);
  const auto elimination = eliminate(plan, symbolic, joint_factors(symbolic, program), diagnostics);
  return TableDraws(plan, program.build, symbolic.terms()).run(elimination);
}

}  // namespace scmc
