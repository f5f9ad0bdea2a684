#include "compiler/lower/expectation.h"

#include <algorithm>

#include "compiler/ir/expression.h"
#include "compiler/ir/primitives.h"
#include "compiler/source/match.h"

namespace scmc {
namespace {

using ir::NodeId;

constexpr int beyond = 2;  ///< not affine

/// Known without evaluating: every mechanism has a mean, and it is a number.
bool has_mean(const Checked& model, const Variable& v) {
  return std::ranges::all_of(v.mechanisms, [&](const Mechanism& m) {
    const auto& instance = std::get<RandomMechanism>(m.kind).instance;
    return expand(model, stable_form(model, instance), "mean", {}) != nullptr;
  });
}

bool is_binary(const Checked& model, const Variable& v) {
  const auto is = [](const TermPtr& bound, double value) { return bound && constant_value(bound) == value; };
  return std::ranges::all_of(v.mechanisms, [&](const Mechanism& m) {
    const auto support = support_of(model, std::get<RandomMechanism>(m.kind).instance);
    return support.shape == Support::Shape::Integer && is(support.lower, 0) && is(support.upper, 1);
  });
}

}  // namespace

Expectation::Expectation(const Plan& plan, World& world, ProgramBuilder& program, const std::vector<TermPtr>& given, Diagnostics& diagnostics)
    : plan_(plan),
      world_(world),
      terms_(plan, program.build, [this](VariableId id) { return value(id); }, diagnostics) {
  std::vector<VariableId> read;
  for (const auto& term : given) std::ranges::copy(references(term), std::back_inserter(read));
  conditioned_ = ancestors(model(), read);
  for (VariableId id : read) conditioned_[index(id)] = true;
  terms_.keep_numbers_by(program.numbers());
  terms_.read_noise_by([this](VariableId id) { return world_.noise(id); });
  terms_.answer_by([this](const std::shared_ptr<const Question>& q) { return world_.answer(q); });
}

bool Expectation::is_averaged(VariableId id) {
  const auto& v = model()[id];
  return v.kind == VariableKind::Random && !conditioned_[index(id)] && world_.is_drawn(id) && has_mean(model(), v);
}

int Expectation::degree(VariableId id) {
  if (const auto known = degrees_.find(id); known != degrees_.end()) return known->second;
  const auto& v = model()[id];
  int result = is_averaged(id) ? 1 : 0;
  if (v.kind == VariableKind::Deterministic && world_.is_computed(id)) {
    if (v.recurrent) return degrees_[id] = degree_of_circle(v);
    for (const auto& m : v.mechanisms) result = std::max(result, degree(std::get<DeterministicMechanism>(m.kind).value));
  }
  return degrees_[id] = result;
}

/// What reads itself is free of what is averaged, or drawn with it.
int Expectation::degree_of_circle(const Variable& v) {
  const auto moves = [&](VariableId cause) { return !std::ranges::count(v.circle, cause) && degree(cause) > 0; };
  const bool some = std::ranges::any_of(v.circle, [&](VariableId id) { return is_averaged(id) || std::ranges::any_of(reads(model()[id]), moves); });
  return some ? beyond : 0;
}

bool Expectation::depends(const TermPtr& term) {
  return std::ranges::any_of(references(term), [&](VariableId id) { return degree(id) > 0; });
}

/// Does what is drawn decide where something is read?
bool Expectation::moves(const GatherTerm& gather) {
  return std::ranges::any_of(gather.indices, [&](const auto& i) { return depends(i.second); });
}

/// In what is averaged: 0 where it does not stand, 1 where the term is affine in it.
int Expectation::degree(const TermPtr& term) {
  const auto of_all = [&](const auto&) { return depends(term) ? beyond : 0; };
  return match(
      term->node, [&](const ReferenceTerm& t) { return degree(t.variable); },
      [&](const ApplyTerm& t) {
        const auto& name = t.op->name;
        if (name == "neg") return degree(t.args[0]);
        if (name == "add" || name == "sub") return std::max(degree(t.args[0]), degree(t.args[1]));
        if (name == "mul") return std::min(beyond, degree(t.args[0]) + degree(t.args[1]));
        if (name == "div") return depends(t.args[1]) ? beyond : degree(t.args[0]);
        return of_all(t);
      },
      [&](const SelectTerm& t) { return depends(t.condition) ? beyond : std::max(degree(t.then), degree(t.otherwise)); },
      [&](const ReduceTerm& t) { return t.monoid == ir::Monoid::Sum ? degree(t.arg) : of_all(t); },
      [&](const GatherTerm& t) { return moves(t) ? beyond : degree(t.source); },
      [&](const auto& t) { return of_all(t); });
}

NodeId Expectation::value(VariableId id) {
  if (degree(id) != 1) return world_.value(id);
  const auto& v = model()[id];
  if (v.kind == VariableKind::Random) {
    const NodeId mean = terms_.build().broadcast(*world_.member(id, "mean", {}, world_.terms()), terms_.dims(v.dims));
    return world_.where_drawn(id, mean, world_.value(id));
  }
  const NodeId node = by_slice(terms_, v.mechanisms, [&](const Mechanism& m) {
    return terms_.stored(std::get<DeterministicMechanism>(m.kind).value, v.type);
  });
  return terms_.build().broadcast(node, terms_.dims(v.dims));
}

NodeId Expectation::of(const TermPtr& term) {
  const int d = degree(term);
  return d == 1 ? terms_(term) : world_.terms()(term);
}

/// `y > c` of what is drawn: by its cdf.
std::optional<NodeId> Expectation::comparison(const TermPtr& term) {
  const auto* apply = std::get_if<ApplyTerm>(&term->node);
  if (!apply || apply->args.size() != 2) return std::nullopt;
  const auto* reference = std::get_if<ReferenceTerm>(&apply->args[0]->node);
  if (!reference || !is_averaged(reference->variable) || depends(apply->args[1])) return std::nullopt;
  const auto& v = model()[reference->variable];
  const auto& c = apply->args[1];
  auto& build = terms_.build();
  const auto member = [&](const char* name, const TermPtr& at) { return world_.member(reference->variable, name, {at}, world_.terms()); };
  const auto complement = [&](std::optional<NodeId> p) {
    return p ? std::optional(build.apply(ir::op("sub"), {build.constant(1), *p})) : std::nullopt;
  };
  const auto& op = apply->op->name;
  if (v.type.kind == ScalarKind::Real) {
    std::optional<NodeId> p;
    if (op == "lt" || op == "le") p = member("cdf", c);
    if (op == "gt" || op == "ge") p = complement(member("cdf", c));
    return p ? std::optional(world_.where_drawn(reference->variable, *p, world_.terms()(term))) : std::nullopt;
  }
  if (v.type.kind != ScalarKind::Integer || !is_binary(model(), v) || c->type.kind == ScalarKind::Real) return std::nullopt;
  const auto one = constant_value(c);
  if (!one || (*one != 0 && *one != 1) || (op != "eq" && op != "ne")) return std::nullopt;
  const auto mean = std::optional(value(reference->variable));
  return (op == "eq") == (*one == 1) ? mean : complement(mean);
}

/// Each element's probability, in place of the event.
NodeId Expectation::read_elsewhere(const Term& term, const GatherTerm& gather) {
  const auto real = [](const Type& type) { return Type{.kind = ScalarKind::Real, .dims = type.dims}; };
  const auto source = terms_.hole(of_event(gather.source), real(gather.source->type), term.span);
  return terms_(make_term(term.span, real(term.type), GatherTerm{source, gather.indices}));
}

NodeId Expectation::of_event(const TermPtr& term) {
  const auto* reference = std::get_if<ReferenceTerm>(&term->node);
  if (reference && is_averaged(reference->variable) && is_binary(model(), model()[reference->variable])) return value(reference->variable);
  if (const auto probability = comparison(term)) return *probability;
  if (const auto* read = std::get_if<GatherTerm>(&term->node); read && !moves(*read)) return read_elsewhere(*term, *read);
  return terms_.build().apply(ir::op("ne"), {world_.terms()(term), terms_.build().constant(0)});
}

}  // namespace scmc
