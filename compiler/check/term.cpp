#include "compiler/check/term.h"

#include <algorithm>
#include <set>

#include "compiler/check/question.h"
#include "compiler/source/match.h"

namespace scmc {

TermPtr make_term(Span span, Type type, decltype(Term::node) node) {
  return std::make_shared<Term>(Term{span, std::move(type), std::move(node)});
}

TermPtr constant_term(double value, Span span) {
  const bool integer = value == static_cast<double>(static_cast<long long>(value));
  return make_term(span, {.kind = integer ? ScalarKind::Integer : ScalarKind::Real}, ConstantTerm{value});
}

std::vector<DimId> unite(const std::vector<DimId>& a, const std::vector<DimId>& b) {
  std::vector<DimId> both;
  std::ranges::set_union(a, b, std::back_inserter(both));
  return both;
}

bool contains(const std::vector<DimId>& dims, DimId dim) { return std::ranges::find(dims, dim) != dims.end(); }

TermPtr apply_term(const ir::Primitive& op, std::vector<TermPtr> args, Span span) {
  Type type;
  std::vector<ir::NodeType> kinds;
  std::set<DimId> carried;
  std::vector<double> constants;
  for (const auto& arg : args) {
    type.dims = unite(type.dims, arg->type.dims);
    kinds.push_back(arg->type.kind == ScalarKind::Real ? ir::NodeType::Real : ir::NodeType::Integer);
    if (arg->type.carries) carried.insert(*arg->type.carries);
    if (const auto value = constant_value(arg)) constants.push_back(*value);
  }
  type.kind = op.type(kinds) == ir::NodeType::Integer ? ScalarKind::Integer : ScalarKind::Real;
  const bool shifts = op.name == "add" || op.name == "sub" || op.name == "neg";
  if (carried.size() == 1 && type.kind == ScalarKind::Integer && shifts) type.carries = *carried.begin();
  if (constants.size() == args.size() && !args.empty()) return make_term(span, type, ConstantTerm{op.value(constants)});
  return make_term(span, std::move(type), ApplyTerm{&op, std::move(args)});
}

TermPtr select_term(TermPtr condition, TermPtr then, TermPtr otherwise, Span span) {
  const auto kind = then->type.kind == otherwise->type.kind                                           ? then->type.kind
                    : then->type.kind == ScalarKind::Real || otherwise->type.kind == ScalarKind::Real ? ScalarKind::Real
                                                                                                      : ScalarKind::Integer;
  Type type{.kind = kind, .dims = unite(condition->type.dims, unite(then->type.dims, otherwise->type.dims))};
  if (then->type.carries == otherwise->type.carries) type.carries = then->type.carries;
  if (kind == ScalarKind::Index && !type.carries) type.kind = ScalarKind::Integer;
  return make_term(span, std::move(type), SelectTerm{std::move(condition), std::move(then), std::move(otherwise)});
}

std::optional<double> constant_value(const TermPtr& term) {
  const auto* constant = std::get_if<ConstantTerm>(&term->node);
  return constant ? std::optional(constant->value) : std::nullopt;
}

namespace {

std::vector<DimId> axes_of(ir::Shape shape, DimId row, DimId column) {
  switch (shape) {
    case ir::Shape::Number:
      return {};
    case ir::Shape::Row:
      return {row};
    case ir::Shape::Column:
      return {column};
    case ir::Shape::Matrix:
    case ir::Shape::Own:
      return unite({row}, {column});
  }
  return {};
}

}  // namespace

TermPtr matrix_term(const ir::Kernel& kernel, std::vector<TermPtr> args, DimId row, DimId column, Span span) {
  std::vector<DimId> dims;
  for (std::size_t i = 0; i < args.size(); ++i) {
    const auto own = axes_of(kernel.args[i], row, column);
    if (!std::ranges::includes(args[i]->type.dims, own)) return nullptr;
    for (DimId dim : args[i]->type.dims) {
      if (contains(own, dim)) continue;
      if (dim == row || dim == column) return nullptr;
      dims = unite(dims, {dim});
    }
  }
  dims = unite(dims, axes_of(kernel.result, row, column));
  return make_term(span, {.kind = ScalarKind::Real, .dims = std::move(dims)}, MatrixTerm{&kernel, std::move(args), row, column});
}

std::vector<TermPtr> operands(const Term& term) {
  using Terms = std::vector<TermPtr>;
  return match(
      term.node, [](const ConstantTerm&) { return Terms{}; }, [](const PositionTerm&) { return Terms{}; },
      [](const SizeTerm&) { return Terms{}; }, [](const FirstTerm&) { return Terms{}; }, [](const LabelTerm&) { return Terms{}; },
      [](const ReferenceTerm&) { return Terms{}; }, [](const ApplyTerm& t) { return t.args; },
      [](const SelectTerm& t) { return Terms{t.condition, t.then, t.otherwise}; }, [](const ReduceTerm& t) { return Terms{t.arg}; },
      [](const GatherTerm& t) {
        Terms all{t.source};
        for (const auto& [dim, item] : t.indices) all.push_back(item);
        return all;
      },
      [](const StackTerm& t) { return t.items; }, [](const MatrixTerm& t) { return t.args; }, [](const NoiseTerm&) { return Terms{}; },
      [](const DistributionTerm& t) {
        Terms all;
        for (const auto& instance : t.instances) std::ranges::copy(instance->args, std::back_inserter(all));
        return all;
      },
      [](const RecursionTerm& t) {
        Terms all;
        for (const auto& member : t.group->members) all.push_back(member.value);
        return all;
      },
      [](const SelfTerm&) { return Terms{}; },
      [](const OdeTerm& t) {
        Terms all{t.initial, t.times};
        std::ranges::copy(t.parameters, std::back_inserter(all));
        return all;
      },
      [](const QuestionTerm& t) { return terms_of(*t.question); }, [](const HoleTerm&) { return Terms{}; });
}

std::vector<TermPtr> terms_of(const Question& question) {
  std::vector<TermPtr> all{question.target};
  std::ranges::copy(question.given, std::back_inserter(all));
  for (const auto& intervention : question.interventions) {
    if (intervention.mask) all.push_back(intervention.mask);
    match(
        intervention.value, [&](const TermPtr& value) { all.push_back(value); },
        [&](const Instance& policy) { std::ranges::copy(policy.args, std::back_inserter(all)); });
  }
  return all;
}

namespace {
void collect_references(const TermPtr& term, std::set<const Term*>& seen, std::vector<VariableId>& found) {
  if (!seen.insert(term.get()).second) return;
  const auto* reference = std::get_if<ReferenceTerm>(&term->node);
  if (reference && std::ranges::find(found, reference->variable) == found.end()) found.push_back(reference->variable);
  const auto* noise = std::get_if<NoiseTerm>(&term->node);
  if (noise && std::ranges::find(found, noise->variable) == found.end()) found.push_back(noise->variable);
  for (const auto& operand : operands(*term)) collect_references(operand, seen, found);
}
}  // namespace

std::vector<VariableId> references(const TermPtr& term) {
  std::set<const Term*> seen;
  std::vector<VariableId> found;
  if (term) collect_references(term, seen, found);
  return found;
}

}  // namespace scmc
