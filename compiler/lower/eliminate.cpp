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
      const auto next = choose(remaining);
      eliminate(**next);
      remaining.erase(next);
    }
    result_.left = std::move(factors_);
    return std::move(result_);
  }

 private:
  bool varies(const Factor& factor, const Summed& summed) const { return ir::contains(build_[factor.node].dims, summed.values); }

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

  bool is_innermost(const Summed& summed) const {
    return std::ranges::all_of(neighbours(summed), [&](const Summed* other) { return stands_outside(*other, summed); });
  }

  /// What no other stands inside of; of those with most plates, the smallest table.
  std::vector<const Summed*>::iterator choose(std::vector<const Summed*>& remaining) const {
    return std::ranges::min_element(remaining, [&](const Summed* a, const Summed* b) {
      if (is_innermost(*a) != is_innermost(*b)) return is_innermost(*a);
      if (a->plates.size() != b->plates.size()) return a->plates.size() > b->plates.size();
      return table_size(*a) < table_size(*b);
    });
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
    for (const auto& factor : factors_) {
      if (!varies(factor, summed)) {
        rest.push_back(factor);
        continue;
      }
      const auto own = by_element(factor, summed);
      if (!own) return diagnostics_.report(errors::summed_elsewhere(v.span, v));
      sum = sum ? build_.apply(ir::op("add"), {*sum, *own}) : *own;
    }
    factors_ = std::move(rest);
    if (!sum) return;
    result_.tables.push_back({&summed, *sum});
    factors_.push_back({build_.reduce(ir::Monoid::LogSumExp, *sum, {summed.values}), summed.plates});
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
    for (const auto& [term, span] : plan_.bound.model->factors) add(world_.terms()(term), world_.terms().dims(term->type.dims));
    return std::move(factors_);
  }

 private:
  void add(NodeId factor, ir::Dims plates) { factors_.push_back({factor, std::move(plates)}); }

  void add_variable(VariableId id) {
    const auto& v = (*plan_.bound.model)[id];
    if (v.kind != VariableKind::Random || plan_.left_out[index(id)]) return;
    build_.span = v.span;
    const auto dims = world_.terms().dims(v.dims);
    const auto* slot = world_.slot_of(id);
    const auto* summed = world_.summed_of(id);
    if (slot && slot->noncentred) add_noise(id, *slot);
    else if (summed) add(world_.log_density(id, world_.value(id)), dims);
    else add(live(id, slot, world_.log_density(id, world_.value(id))), dims);
    if (summed && summed->holes) add(evidence(id), dims);
    if (!slot) return;
    if (const auto jacobian = world_.log_jacobian(*slot)) add(*jacobian, slot->dims);
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
  void add_noise(VariableId id, const Slot& slot) {
    const auto& model = *plan_.bound.model;
    const auto& v = model[id];
    const auto standard = standard_form(model, std::get<RandomMechanism>(v.mechanisms.front().kind).instance);
    const auto e = world_.terms().hole(world_.on_support(slot), v.type, v.span);
    add(world_.terms()(expand(model, standard, "log_density", {e})), world_.terms().dims(v.dims));
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

/// By the Gumbel-max trick: the value whose weight plus noise is largest.  [Gumbel 1954; Maddison et al. 2014]
std::map<VariableId, NodeId> draw_summed(const Plan& plan, ProgramBuilder& program, Diagnostics& diagnostics) {
  FitWorld symbolic(plan, program, diagnostics, FitWorld::Discrete::Symbolic);
  auto& build = program.build;
  const auto elimination = eliminate(plan, symbolic, joint_factors(symbolic, program), diagnostics);
  const auto apply = [&](const char* name, std::vector<NodeId> args) { return build.apply(ir::op(name), std::move(args)); };
  std::map<ir::DimId, NodeId> positions;
  // The position of a variable that stands outside, for each element of these plates.
  const auto under = [&](const ir::Dims& plates, ir::DimId values, NodeId position) {
    const auto& all = symbolic.terms().regroupings();
    const auto read = std::ranges::find_if(all, [&](const auto& r) { return r.values == values && is_subset(r.units, plates); });
    return is_subset(build[position].dims, plates) || read == all.end() ? position : build.gather(position, read->positions);
  };
  std::map<VariableId, NodeId> draws;
  for (auto table = elimination.tables.rbegin(); table != elimination.tables.rend(); ++table) {
    const auto& summed = *table->summed;
    std::vector<NodeId> indices;
    for (ir::DimId d : build[table->weights].dims) {
      const auto known = positions.find(d);
      indices.push_back(known == positions.end() ? build.iota(d) : under(summed.plates, d, known->second));
    }
    const NodeId weights = indices.empty() ? table->weights : build.gather(table->weights, std::move(indices));
    ir::Dims dims = summed.plates;
    dims.insert(std::ranges::upper_bound(dims, summed.values), summed.values);
    const auto stream = noise_stream((*plan.bound.model)[summed.variable].name + " given all else");
    const NodeId gumbel = apply("neg", {apply("log", {apply("neg", {apply("log", {build.noise(stream, dims)})})})});
    const NodeId score = apply("add", {weights, gumbel});
    const NodeId best = build.reduce(ir::Monoid::Maximum, score, {summed.values});
    const NodeId chosen = build.select(apply("eq", {score, best}), build.iota(summed.values), build.constant(0));
    const NodeId position = build.reduce(ir::Monoid::Maximum, chosen, {summed.values});
    positions[summed.values] = position;
    draws[summed.variable] = summed.first == 0 ? position : apply("add", {position, build.constant(summed.first)});
  }
  return draws;
}

}  // namespace scmc
