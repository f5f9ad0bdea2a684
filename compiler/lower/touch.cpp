#include "compiler/lower/touch.h"

#include <algorithm>
#include <set>

#include "compiler/interpret/interpret.h"
#include "compiler/ir/primitives.h"
#include "compiler/lower/fit.h"
#include "compiler/lower/recurrences.h"
#include "compiler/source/match.h"

namespace scmc {
namespace {

using ir::NodeId;
using Mask = std::optional<NodeId>;  ///< nothing: no element

/// Dependence as a computation: every mechanism is read again with masks in place of values.
class ReachLowering {
 public:
  ReachLowering(const Plan& plan, const std::vector<Scenario>& scenarios, const std::vector<VariableId>& renewed, Diagnostics& diagnostics)
      : plan_(plan),
        program_(plan),
        world_(plan, program_, diagnostics),
        recurrences_(plan, program_.build, diagnostics),
        set_(model().variables.size()),
        touched_(model().variables.size()),
        renewed_(renewed.begin(), renewed.end()) {
    for (const auto& scenario : scenarios)
      for (const auto& intervention : scenario.interventions) {
        const auto mask = intervention.mask ? world_.terms()(intervention.mask) : program_.build.constant(1);
        auto& all = set_[index(intervention.target)];
        all = unite(all, over(mask, intervention.target));
      }
  }

  Reach run() {
    for (VariableId id : model().order) find_reached(id);
    std::vector<std::pair<std::string, NodeId>> outputs;
    for (const auto* masks : {&set_, &touched_})
      for (const auto& mask : *masks)
        if (mask) outputs.emplace_back("mask", *mask);
    const auto program = std::move(program_).take(std::move(outputs));
    ir::Inputs inputs{.sizes = plan_.dimensions.sizes, .values = program.data};
    for (std::size_t s = 0; s < plan_.slots.size(); ++s) inputs.values[s].assign(static_cast<std::size_t>(plan_.slots[s].size), 0);
    const auto values = interpret(program.graph, inputs);
    Reach reach;
    std::size_t next = 0;
    for (const auto* masks : {&set_, &touched_})
      for (const auto& mask : *masks) (masks == &set_ ? reach.set : reach.touched).push_back(mask ? extent(values[next++]) : ElementSet{});
    return reach;
  }

 private:
  const Checked& model() const { return *plan_.bound.model; }

  static ElementSet extent(const std::vector<double>& mask) {
    const auto some = std::ranges::count_if(mask, [](double x) { return x != 0; });
    if (some == 0) return {};
    if (some == static_cast<std::ptrdiff_t>(mask.size())) return {ElementSet::Extent::All};
    return {ElementSet::Extent::Some, mask};
  }

  Mask unite(Mask a, Mask b) {
    if (!a || !b) return a ? a : b;
    return program_.build.apply(ir::op("max"), {*a, *b});
  }
  /// An element is reached if anything that it consumes is.
  NodeId over(NodeId mask, VariableId id) {
    const auto dims = world_.terms().dims(model()[id].dims);
    const auto consumed = ir::without(program_.build[mask].dims, dims);
    if (!consumed.empty()) mask = program_.build.reduce(ir::Monoid::Maximum, mask, consumed);
    return program_.build.broadcast(mask, dims);
  }

  /// Known without the posterior: conditions and indices made of data.
  bool settled(const TermPtr& term) const {
    return std::ranges::all_of(references(term), [&](VariableId id) { return model()[id].kind == VariableKind::Data && !set_[index(id)]; });
  }

  /// Elements of a variable that differ between worlds: set or touched.
  Mask changed(VariableId id) { return unite(set_[index(id)], touched_[index(id)]); }

  /// In a recurrence, what is reached depends on what was reached or set at the positions before.
  void find_reached(VariableId id) {
    const auto& circle = model()[id].circle;
    if (!circle.empty() && circle.front() == id)
      for (VariableId member : circle) recurrences_.open(member, world_.terms().dims(model()[member].dims), ir::NodeType::Real);
    touched_[index(id)] = reached(id);
    if (renewed_.contains(id)) touched_[index(id)] = over(program_.build.constant(1), id);
    if (circle.empty() || circle.back() != id) return;
    for (VariableId member : circle) recurrences_.close(member, changed(member).value_or(program_.build.constant(0)));
  }

  Mask reached(VariableId id) {
    const auto& v = model()[id];
    Mask all;
    if (v.mechanisms.empty()) return std::nullopt;
    for (const auto& mechanism : v.mechanisms) all = all ? all : mechanism_reach(mechanism);
    if (!all) return std::nullopt;
    const auto each = [&](const Mechanism& m) { return mechanism_reach(m).value_or(program_.build.constant(0)); };
    return over(by_slice(world_.terms(), v.mechanisms, each), id);
  }

  Mask mechanism_reach(const Mechanism& mechanism) {
    return match(
        mechanism.kind,
        [&](const RandomMechanism& m) {
          Mask all;
          for (const auto& arg : m.instance.args) all = unite(all, reach(arg));
          return all;
        },
        [&](const DeterministicMechanism& m) { return reach(m.value); });
  }

  Mask reach(const TermPtr& term) {
    const auto of_operands = [&](const auto&) {
      Mask all;
      for (const auto& operand : operands(*term)) all = unite(all, reach(operand));
      return all;
    };
    return match(
        term->node, [&](const ReferenceTerm& t) { return changed(t.variable); },
        [&](const SelectTerm& t) {
          const auto then = reach(t.then), otherwise = reach(t.otherwise);
          if (!settled(t.condition)) return unite(reach(t.condition), unite(then, otherwise));
          if (!then && !otherwise) return Mask{};
          const auto zero = program_.build.constant(0);
          return Mask(program_.build.select(world_.terms()(t.condition), then.value_or(zero), otherwise.value_or(zero)));
        },
        [&](const ReduceTerm& t) {
          const auto mask = reach(t.arg);
          return mask ? Mask(program_.build.reduce(ir::Monoid::Maximum, *mask, world_.terms().dims(t.over))) : mask;
        },
        [&](const GatherTerm& t) { return reach_of(t); },
        [&](const StackTerm& t) {
          std::vector<NodeId> items;
          bool some = false;
          for (const auto& item : t.items) {
            const auto mask = reach(item);
            some = some || mask;
            items.push_back(mask.value_or(program_.build.constant(0)));
          }
          return some ? Mask(program_.build.stack(world_.terms().dim(t.dim), std::move(items))) : Mask{};
        },
        [&](const MatrixTerm& t) {
          const auto mask = of_operands(t);
          if (!mask) return mask;
          const auto axes = ir::unite({world_.terms().dim(t.row)}, {world_.terms().dim(t.column)});
          const auto own = ir::without(program_.build[*mask].dims, ir::without(program_.build[*mask].dims, axes));
          return own.empty() ? mask : Mask(program_.build.reduce(ir::Monoid::Maximum, *mask, own));
        },
        [&](const ConstantTerm& t) { return of_operands(t); }, [&](const PositionTerm& t) { return of_operands(t); },
        [&](const SizeTerm& t) { return of_operands(t); }, [&](const FirstTerm& t) { return of_operands(t); },
        [&](const LabelTerm& t) { return of_operands(t); }, [&](const ApplyTerm& t) { return of_operands(t); },
        [&](const NoiseTerm& t) { return of_operands(t); }, [&](const DistributionTerm& t) { return of_operands(t); },
        [&](const RecursionTerm& t) { return Mask(reach_of(*t.group)[t.member]); },
        [&](const SelfTerm& t) { return Mask(at_once_.at(t.recursion.get())); }, [&](const OdeTerm& t) { return reach_of(t); },
        [&](const QuestionTerm& t) { return of_operands(t); }, [&](const HoleTerm& t) { return of_operands(t); });
  }

  const std::vector<NodeId>& reach_of(const RecursionGroup& group) {
    if (const auto known = groups_.find(&group); known != groups_.end()) return known->second;
    for (const auto& m : group.members) recurrences_.open(m.recursion.get(), world_.terms().dims(m.value->type.dims), ir::NodeType::Real);
    std::vector<NodeId> masks;
    for (const auto& m : group.members) {
      const auto mask = reach(m.value).value_or(program_.build.constant(0));
      masks.push_back(program_.build.broadcast(mask, world_.terms().dims(m.value->type.dims)));
      at_once_.insert_or_assign(m.recursion.get(), masks.back());
    }
    for (std::size_t i = 0; i < masks.size(); ++i) masks[i] = recurrences_.close(group.members[i].recursion.get(), masks[i]);
    return groups_.emplace(&group, std::move(masks)).first->second;
  }

  /// All of a unit's solution depends on all that it is made of.
  Mask reach_of(const OdeTerm& term) {
    auto mask = unite(reach(term.initial), reach(term.times));
    for (const auto& parameter : term.parameters) mask = unite(mask, reach(parameter));
    if (!mask) return mask;
    ir::Dims whole = world_.terms().dims(scmc::unite(term.equation->state_dims, {term.over}));
    for (const auto& own : term.equation->own_dims) whole = ir::unite(whole, world_.terms().dims(own));
    const auto over = ir::without(program_.build[*mask].dims, ir::without(program_.build[*mask].dims, whole));
    return over.empty() ? mask : Mask(program_.build.reduce(ir::Monoid::Maximum, *mask, over));
  }

  Mask reach_of(const GatherTerm& gather) {
    Mask all;
    bool known = true;
    for (const auto& [dim, item] : gather.indices) all = unite(all, reach(item)), known = known && settled(item);
    const auto* reference = std::get_if<ReferenceTerm>(&gather.source->node);
    const auto* self = std::get_if<SelfTerm>(&gather.source->node);
    const auto key = self ? Recurrences::Key(self->recursion.get()) : Recurrences::Key(reference ? reference->variable : VariableId());
    if ((reference || self) && known && recurrences_.is_open(key)) {
      std::vector<NodeId> indices;
      const auto& dims = reference ? model()[reference->variable].dims : gather.source->type.dims;
      for (ir::DimId d : world_.terms().dims(dims)) indices.push_back(index_into(gather, d));
      if (const auto before = recurrences_.read(key, indices)) return unite(all, *before);
    }
    const auto source = reach(gather.source);
    if (!source) return all;
    const auto dims = program_.build[*source].dims;
    if (dims.empty()) return unite(all, source);
    if (!known) return unite(all, program_.build.reduce(ir::Monoid::Maximum, *source, dims));
    std::vector<NodeId> indices;
    for (ir::DimId d : dims) indices.push_back(index_into(gather, d));
    return unite(all, program_.build.gather(*source, std::move(indices)));
  }

  NodeId index_into(const GatherTerm& gather, ir::DimId dim) {
    const auto found = std::ranges::find(gather.indices, dim, [&](const auto& i) { return world_.terms().dim(i.first); });
    return found == gather.indices.end() ? program_.build.iota(dim) : world_.terms().position(found->second, found->first);
  }

  const Plan& plan_;
  ProgramBuilder program_;
  FitWorld world_;
  Recurrences recurrences_;
  std::vector<Mask> set_, touched_;
  std::set<VariableId> renewed_;
  std::map<const RecursionGroup*, std::vector<NodeId>> groups_;
  std::map<const Recursion*, NodeId> at_once_;
};

}  // namespace

Reach find_reach(const Plan& plan, const std::vector<Scenario>& scenarios, Diagnostics& diagnostics,
                 const std::vector<VariableId>& renewed) {
  return ReachLowering(plan, scenarios, renewed, diagnostics).run();
}

}  // namespace scmc
