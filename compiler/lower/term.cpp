#include "compiler/lower/term.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "compiler/bind/errors.h"
#include "compiler/ir/kernels.h"
#include "compiler/ir/primitives.h"
#include "compiler/lower/errors.h"
#include "compiler/source/match.h"

namespace scmc {

using ir::NodeId;

ir::Dims TermLowering::dims(const std::vector<DimId>& d) const {
  ir::Dims result;
  for (DimId one : d) result.push_back(dim(one));
  std::ranges::sort(result);
  return result;
}

TermPtr TermLowering::hole(NodeId node, Type type, Span span) {
  holes_.push_back(node);
  return make_term(span, std::move(type), HoleTerm{static_cast<std::uint32_t>(holes_.size() - 1)});
}

NodeId TermLowering::operator()(const TermPtr& term) {
  if (const auto known = done_.find(term.get()); known != done_.end()) return known->second;
  const Span outer = build_.span;
  build_.span = term->span;
  const NodeId node = lower(*term);
  build_.span = outer;
  alive_.push_back(term);
  done_.emplace(term.get(), node);
  return node;
}

NodeId TermLowering::lower(const Term& term) {
  const auto shifted = [&](NodeId stored, std::optional<DimId> of) {
    return of && axis(*of).first != 0 ? build_.apply(ir::op("add"), {stored, build_.constant(static_cast<double>(axis(*of).first))})
                                      : stored;
  };
  return match(
      term.node, [&](const ConstantTerm& t) { return build_.constant(t.value); },
      [&](const PositionTerm& t) { return shifted(build_.iota(dim(t.dim)), t.dim); },
      [&](const SizeTerm& t) { return build_.size(dim(t.dim)); },
      [&](const FirstTerm& t) { return build_.constant(static_cast<double>(axis(t.dim).first)); },
      [&](const LabelTerm& t) { return shifted(label(t, term.span), t.dim); },
      [&](const ReferenceTerm& t) {
        const auto& type = (*plan_.bound.model)[t.variable].type;
        return type.kind == ScalarKind::Index ? shifted(value_(t.variable), type.carries) : value_(t.variable);
      },
      [&](const ApplyTerm& t) {
        std::vector<NodeId> args;
        for (const auto& arg : t.args) args.push_back((*this)(arg));
        return build_.apply(*t.op, std::move(args));
      },
      [&](const SelectTerm& t) {
        const auto condition = (*this)(t.condition), then = (*this)(t.then), otherwise = (*this)(t.otherwise);
        return build_.select(condition, then, otherwise);
      },
      [&](const ReduceTerm& t) {
        const NodeId arg = (*this)(t.arg);
        refuse_across(arg, dims(t.over));
        return build_.reduce(t.monoid, arg, dims(t.over));
      },
      [&](const GatherTerm& t) {
        const auto* reference = std::get_if<ReferenceTerm>(&t.source->node);
        const auto* type = reference ? &(*plan_.bound.model)[reference->variable].type : nullptr;
        return shifted(gather_stored(t), type && type->kind == ScalarKind::Index ? type->carries : std::nullopt);
      },
      [&](const StackTerm& t) {
        const auto& over = (*plan_.bound.model)[t.dim];
        const auto size = plan_.bound.axes[index(t.dim)].size;
        if (static_cast<std::size_t>(size) != t.items.size()) {
          diagnostics_.report(errors::stack_size(term.span, over.name, t.items.size(), size));
          return build_.constant(std::numeric_limits<double>::quiet_NaN());
        }
        std::vector<NodeId> items;
        for (const auto& item : t.items) items.push_back((*this)(item));
        return build_.stack(dim(t.dim), std::move(items));
      },
      [&](const MatrixTerm& t) {
        std::vector<NodeId> args;
        for (const auto& arg : t.args) args.push_back((*this)(arg)), refuse_across(args.back(), ir::unite({dim(t.row)}, {dim(t.column)}));
        return build_.call(*t.kernel, std::move(args), dim(t.row), dim(t.column));
      },
      [&](const NoiseTerm& t) { return noise_ ? noise_(t.variable) : throw std::logic_error("noise is read where there is none"); },
      [&](const DistributionTerm&) -> NodeId { throw std::logic_error("a distribution is not a value"); },
      [&](const RecursionTerm& t) { return recursions(t.group.get())[t.member]; },
      [&](const SelfTerm& t) { return at_once_.at(t.recursion.get()); }, [&](const OdeTerm& t) { return solution(t); },
      [&](const QuestionTerm& t) { return answer_ ? answer_(t.question) : throw std::logic_error("a question where none is answered"); },
      [&](const HoleTerm& t) { return holes_[t.id]; });
}

/// Its values over these dims, one node each, in order.
std::vector<NodeId> TermLowering::cells_of(const TermPtr& term, const std::vector<DimId>& over) {
  const NodeId all = build_.broadcast((*this)(term), dims(over));
  std::vector<NodeId> cells;
  for (std::int64_t cell = 0; cell < plan_.bound.size(over); ++cell) {
    std::map<ir::DimId, NodeId> at;
    auto rest = cell;
    for (std::size_t i = over.size(); i-- > 0; rest /= axis(over[i]).size)
      at[dim(over[i])] = build_.constant(static_cast<double>(rest % axis(over[i]).size));
    std::vector<NodeId> indices;
    for (ir::DimId d : build_[all].dims) indices.push_back(at.contains(d) ? at.at(d) : build_.iota(d));
    cells.push_back(indices.empty() ? all : build_.gather(all, std::move(indices)));
  }
  return cells;
}

/// What begins and what it depends on go to the runtime as one vector; of what comes back, the values stand before their derivatives.
NodeId TermLowering::solution(const OdeTerm& ode) {
  const auto& equation = *ode.equation;
  const auto planned = plan_.equations.find(&equation);
  if (planned == plan_.equations.end() || !numbers_) throw std::logic_error("a differential equation where none was planned");
  const auto& p = planned->second;
  auto begin = cells_of(ode.initial, equation.state_dims);
  for (std::size_t i = 0; i < ode.parameters.size(); ++i)
    for (NodeId cell : cells_of(ode.parameters[i], equation.own_dims[i])) begin.push_back(cell);
  begin.resize(static_cast<std::size_t>(p.column_count()), build_.constant(0));
  const NodeId numbers = numbers_("equation." + std::to_string(ir::index(p.numbers)), {p.numbers}, p.program.encode());
  const NodeId all = build_.call(ir::kernel("ode"), {(*this)(ode.times), build_.stack(p.columns, std::move(begin)), numbers}, dim(ode.over),
                                 p.columns, p.numbers);
  NodeId column = build_.constant(0);
  for (DimId d : equation.state_dims)
    column = build_.apply(ir::op("add"), {build_.apply(ir::op("mul"), {column, build_.constant(static_cast<double>(axis(d).size))}), build_.iota(dim(d))});
  column = build_.apply(ir::op("mul"), {column, build_.constant(static_cast<double>(1 + p.width()))});
  std::vector<NodeId> indices;
  for (ir::DimId d : build_[all].dims) indices.push_back(d == p.columns ? column : build_.iota(d));
  return build_.gather(all, std::move(indices));
}

/// The values of a group whose members also run over `extra`: each from what is known of the position.
std::vector<NodeId> TermLowering::members(const RecursionGroup& group, const ir::Dims& extra) {
  const auto real = [](const TermPtr& value) { return value->type.kind == ScalarKind::Real ? ir::NodeType::Real : ir::NodeType::Integer; };
  for (const auto& m : group.members) locals_.open(m.recursion.get(), dims(m.value->type.dims), real(m.value), extra);
  std::vector<NodeId> values;
  for (const auto& m : group.members) {
    values.push_back(build_.broadcast((*this)(m.value), ir::unite(dims(m.value->type.dims), extra)));
    at_once_.insert_or_assign(m.recursion.get(), values.back());
  }
  return values;
}

/// Dims of values that no member declares: what they read runs over replicates, or positions on the left of a query.
ir::Dims TermLowering::undeclared(const RecursionGroup& group, const std::vector<NodeId>& values) const {
  ir::Dims extra;
  for (std::size_t i = 0; i < values.size(); ++i)
    extra = ir::unite(extra, ir::without(build_[values[i]].dims, dims(group.members[i].value->type.dims)));
  return extra;
}

/// The positions follow one another. Only a first reading shows what else the values run over; nothing of it stays in use.
const std::vector<NodeId>& TermLowering::recursions(const RecursionGroup* group) {
  if (const auto known = recursions_.find(group); known != recursions_.end()) return known->second;
  const auto close = [&](std::size_t i, NodeId value) { return locals_.close(group->members[i].recursion.get(), value); };
  const auto read_before = recursions_;
  const auto first = static_cast<std::ptrdiff_t>(alive_.size());
  auto values = members(*group, {});
  if (const auto extra = undeclared(*group, values); !extra.empty()) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      const auto narrow = ir::without(build_[values[i]].dims, dims(group->members[i].value->type.dims));
      close(i, narrow.empty() ? values[i] : build_.reduce(ir::Monoid::Maximum, values[i], narrow));
    }
    for (auto term = alive_.begin() + first; term != alive_.end(); ++term) done_.erase(term->get());
    recursions_ = read_before;
    values = members(*group, extra);
  }
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = close(i, values[i]);
  return recursions_.emplace(group, std::move(values)).first->second;
}

std::vector<NodeId> TermLowering::indices_of(const GatherTerm& gather, const ir::Dims& source_dims) {
  std::vector<NodeId> indices;
  for (ir::DimId d : source_dims) {
    const auto found = std::ranges::find(gather.indices, d, [&](const auto& i) { return dim(i.first); });
    indices.push_back(found == gather.indices.end() ? build_.iota(d) : position(found->second, found->first));
  }
  return indices;
}

std::optional<NodeId> TermLowering::gather_elsewhere(const GatherTerm& gather) {
  const auto* self = std::get_if<SelfTerm>(&gather.source->node);
  if (self && locals_.is_open(self->recursion.get()))
    return locals_.read(self->recursion.get(), indices_of(gather, dims(gather.source->type.dims)));
  const auto* reference = std::get_if<ReferenceTerm>(&gather.source->node);
  if (!reference || !elsewhere_) return std::nullopt;
  return elsewhere_(reference->variable, indices_of(gather, dims((*plan_.bound.model)[reference->variable].dims)));
}

/// As stored.
NodeId TermLowering::gather_stored(const GatherTerm& gather) {
  if (const auto read = gather_elsewhere(gather)) return *read;
  const auto* reference = std::get_if<ReferenceTerm>(&gather.source->node);
  const NodeId source = reference ? value_(reference->variable) : (*this)(gather.source);
  if (build_[source].dims.empty()) return source;
  auto indices = indices_of(gather, build_[source].dims);
  read_summed(source, indices);
  return build_.gather(source, std::move(indices));
}

/// What varies with all values of a summed variable must not leave its element.
void TermLowering::refuse_across(NodeId source, const ir::Dims& dims) {
  for (const auto& summed : plan_.summed) {
    const auto& varies_over = build_[source].dims;
    const bool varies = ir::contains(varies_over, summed.values) || (summed.previous && ir::contains(varies_over, *summed.previous));
    if (!varies) continue;
    const auto is_regrouped = [&](ir::DimId d) {
      return std::ranges::any_of(regroupings_, [&](const auto& r) { return r.values == summed.values && ir::contains(r.units, d); });
    };
    const bool leaves = std::ranges::any_of(dims, [&](ir::DimId d) { return ir::contains(summed.plates, d) || is_regrouped(d); });
    if (leaves && !diagnostics_.has_errors())
      diagnostics_.report(errors::summed_elsewhere(build_.span, (*plan_.bound.model)[summed.variable]));
  }
}

/// Where it stands, or through a column whose units are not its own elements.
void TermLowering::read_summed(NodeId source, const std::vector<NodeId>& indices) {
  const ir::Dims dims = build_[source].dims;
  for (const auto& summed : plan_.summed) {
    if (!ir::contains(dims, summed.values)) continue;
    Regrouping read{.values = summed.values, .units = {}, .positions = {}};
    bool moves = false, within = false;
    for (std::size_t i = 0; i < dims.size(); ++i) {
      const bool is_plate = ir::contains(summed.plates, dims[i]), stays = indices[i] == build_.iota(dims[i]);
      if (is_plate) read.positions.push_back(indices[i]), read.units = ir::unite(read.units, build_[indices[i]].dims);
      moves = moves || !stays;
      const auto& units = build_[indices[i]].dims;
      within =
          within || (!stays && (units.empty() || std::ranges::any_of(units, [&](ir::DimId d) { return ir::contains(summed.plates, d); })));
    }
    if (!moves) continue;
    const bool whole = read.positions.size() == summed.plates.size() && !within;
    const bool other =
        std::ranges::any_of(regroupings_, [&](const auto& r) { return r.values == read.values && r.units == read.units && r != read; });
    if (whole && !other) {
      if (std::ranges::find(regroupings_, read) == regroupings_.end()) regroupings_.push_back(std::move(read));
    } else if (!diagnostics_.has_errors()) {
      diagnostics_.report(errors::summed_elsewhere(build_.span, (*plan_.bound.model)[summed.variable]));
    }
  }
}

NodeId TermLowering::label(const LabelTerm& label, Span span) {
  const auto& labels = axis(label.dim).labels;
  const auto found = std::ranges::find(labels, label.label);
  if (found == labels.end()) diagnostics_.report(errors::label_of_no_position(span, (*plan_.bound.model)[label.dim], label.label));
  return build_.constant(static_cast<double>(found - labels.begin()));
}

/// Positions are kept 0-based as long as possible, so that `t - 1` stays a shift of Iota and an index column is used as it is stored.
NodeId TermLowering::position(const TermPtr& term, DimId of) {
  if (const auto* t = std::get_if<PositionTerm>(&term->node); t && axis(t->dim).first == axis(of).first) return build_.iota(dim(t->dim));
  if (const auto* t = std::get_if<LabelTerm>(&term->node)) return label(*t, term->span);
  if (const auto* t = std::get_if<ReferenceTerm>(&term->node); t && term->type.kind == ScalarKind::Index) return value_(t->variable);
  if (const auto* t = std::get_if<GatherTerm>(&term->node); t && term->type.kind == ScalarKind::Index)
    if (std::holds_alternative<ReferenceTerm>(t->source->node)) return gather_stored(*t);
  if (const auto* t = std::get_if<ApplyTerm>(&term->node); t && term->type.carries && (t->op->name == "add" || t->op->name == "sub"))
    if (t->args[0]->type.carries && !t->args[1]->type.carries) return build_.apply(*t->op, {position(t->args[0], of), (*this)(t->args[1])});
  return build_.apply(ir::op("sub"), {(*this)(term), build_.constant(static_cast<double>(axis(of).first))});
}

NodeId TermLowering::stored(const TermPtr& term, const Type& type) {
  return type.kind == ScalarKind::Index && type.carries ? position(term, *type.carries) : (*this)(term);
}

}  // namespace scmc
