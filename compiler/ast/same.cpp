/// Structural equality: what a tree means, not where it stood or how it was laid out.
#include <algorithm>

#include "compiler/ast/ast.h"

namespace scmc::ast {
namespace {

bool same_names(const std::vector<NameWithSpan>& a, const std::vector<NameWithSpan>& b) {
  return std::ranges::equal(a, b, {}, &NameWithSpan::name, &NameWithSpan::name);
}

bool same_name(const std::optional<NameWithSpan>& a, const std::optional<NameWithSpan>& b) {
  return a.has_value() == b.has_value() && (!a || a->name == b->name);
}

template <class Item>
bool same_lists(const std::vector<Item>& a, const std::vector<Item>& b);

bool equal(const ExprPtr& a, const ExprPtr& b) { return same(a, b); }
bool equal(const String& a, const String& b) { return a.text == b.text; }
bool equal(const Argument& a, const Argument& b) { return a.name == b.name && same(a.value, b.value); }
bool equal(const IndexItem& a, const IndexItem& b) { return a.dim == b.dim && same(a.value, b.value); }
bool equal(const Target& a, const Target& b) { return a.name == b.name && same_lists(a.items, b.items); }
bool equal(const Local& a, const Local& b) {
  return a.name.name == b.name.name && same_names(a.dims, b.dims) && same(a.value, b.value);
}
bool equal(const Body& a, const Body& b) { return same_lists(a.locals, b.locals) && same(a.result, b.result); }

bool equal(const Assignment& a, const Assignment& b) {
  return equal(a.target, b.target) && a.stochastic == b.stochastic && a.fresh == b.fresh && same(a.value, b.value);
}

bool equal(const Parameter& a, const Parameter& b) {
  return a.name.name == b.name.name && same_names(a.dims, b.dims) && same(a.constraint, b.constraint) &&
         same(a.default_value, b.default_value);
}

bool equal(const MemberDefinition& a, const MemberDefinition& b) {
  return a.name.name == b.name.name && same_lists(a.params, b.params) && equal(a.body, b.body);
}

// ---------------------------------------------------------------- conditions and expressions

bool equal(const DoCondition& a, const DoCondition& b) { return same_lists(a.assignments, b.assignments); }
bool equal(const CounterfactualCondition& a, const CounterfactualCondition& b) { return same_lists(a.assignments, b.assignments); }
bool equal(const NewCondition& a, const NewCondition& b) { return a.name == b.name; }
bool equal(const SameCondition& a, const SameCondition& b) { return a.name == b.name; }
bool equal(const GivenCondition& a, const GivenCondition& b) { return same(a.condition, b.condition); }

bool equal(const Number& a, const Number& b) { return a.value == b.value; }
bool equal(const Name& a, const Name& b) { return a.id == b.id; }
bool equal(const Member& a, const Member& b) { return same(a.receiver, b.receiver) && a.name == b.name; }
bool equal(const Unary& a, const Unary& b) { return a.op == b.op && same(a.operand, b.operand); }
bool equal(const Binary& a, const Binary& b) { return a.op == b.op && same(a.left, b.left) && same(a.right, b.right); }
bool equal(const Index& a, const Index& b) { return same(a.base, b.base) && same_lists(a.items, b.items); }
bool equal(const Stack& a, const Stack& b) { return same_lists(a.items, b.items); }

bool equal(const Call& a, const Call& b) {
  return same(a.receiver, b.receiver) && a.callee == b.callee && same_lists(a.args, b.args) && a.over == b.over;
}

bool equal(const If& a, const If& b) { return same(a.condition, b.condition) && same(a.then, b.then) && same(a.otherwise, b.otherwise); }

bool equal(const Condition& a, const Condition& b);

bool equal(const Question& a, const Question& b) {
  return a.kind == b.kind && same(a.target, b.target) && same_lists(a.conditions, b.conditions);
}

// ---------------------------------------------------------------- statements

bool equal(const DimStatement& a, const DimStatement& b) {
  const bool same_labels = a.labels.has_value() == b.labels.has_value() && (!a.labels || same_lists(*a.labels, *b.labels));
  return a.name.name == b.name.name && same(a.size, b.size) && same_labels && same_name(a.like, b.like);
}

bool equal(const DataStatement& a, const DataStatement& b) {
  return a.name.name == b.name.name && same_names(a.dims, b.dims) && a.integer == b.integer && same_name(a.in, b.in) && a.from == b.from &&
         same(a.value, b.value);
}

bool equal(const DrawStatement& a, const DrawStatement& b) {
  return a.role == b.role && equal(a.target, b.target) && same_name(a.in, b.in) && a.from == b.from && same(a.distribution, b.distribution);
}

bool equal(const LetStatement& a, const LetStatement& b) {
  return a.role == b.role && equal(a.target, b.target) && same_name(a.in, b.in) && a.from == b.from && same(a.value, b.value);
}

bool equal(const FactorStatement& a, const FactorStatement& b) { return same(a.value, b.value); }

bool equal(const FunctionStatement& a, const FunctionStatement& b) {
  return a.name.name == b.name.name && same_lists(a.params, b.params) && same_names(a.over, b.over) && equal(a.body, b.body);
}

template <class Definition>
bool same_definitions(const Definition& a, const Definition& b) {
  return a.name.name == b.name.name && same_lists(a.params, b.params) && same(a.support, b.support) && same_lists(a.members, b.members);
}
bool equal(const DistributionStatement& a, const DistributionStatement& b) { return same_definitions(a, b); }
bool equal(const TransformStatement& a, const TransformStatement& b) { return same_definitions(a, b); }

bool equal(const UseStatement& a, const UseStatement& b) { return a.name.name == b.name.name; }
bool equal(const QueryStatement& a, const QueryStatement& b) {
  return a.name.name == b.name.name && same_names(a.dims, b.dims) && same(a.value, b.value);
}

// ---------------------------------------------------------------- variants and lists

/// Alternatives of one variant are equal if they are the same alternative with equal content.
template <class Variant>
bool same_alternatives(const Variant& a, const Variant& b) {
  if (a.index() != b.index()) return false;
  return std::visit([&]<class T>(const T& left) { return equal(left, std::get<T>(b)); }, a);
}

bool equal(const Condition& a, const Condition& b) { return same_alternatives(a.kind, b.kind); }
bool equal(const Statement& a, const Statement& b) { return same(a, b); }

template <class Item>
bool same_lists(const std::vector<Item>& a, const std::vector<Item>& b) {
  return std::ranges::equal(a, b, [](const Item& left, const Item& right) { return equal(left, right); });
}

}  // namespace

bool same(const ExprPtr& a, const ExprPtr& b) { return a == b || (a && b && same_alternatives(a->node, b->node)); }
bool same(const Statement& a, const Statement& b) { return same_alternatives(a.node, b.node); }
bool same(const Model& a, const Model& b) { return same_lists(a.statements, b.statements); }

}  // namespace scmc::ast
