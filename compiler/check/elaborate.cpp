#include "compiler/check/elaborate.h"

#include <algorithm>
#include <limits>
#include <numbers>

#include "compiler/ast/print.h"
#include "compiler/check/errors.h"
#include "compiler/source/match.h"
#include "compiler/source/suggest.h"

namespace scmc {
namespace {

std::string_view primitive_of(ast::BinaryOp op) {
  using enum ast::BinaryOp;
  switch (op) {
    case Add:
      return "add";
    case Subtract:
      return "sub";
    case Multiply:
      return "mul";
    case Divide:
      return "div";
    case Power:
      return "pow";
    case IntegerDivide:
      return "div_integer";
    case Modulo:
      return "mod";
    case Equal:
      return "eq";
    case NotEqual:
      return "ne";
    case Less:
      return "lt";
    case LessEqual:
      return "le";
    case Greater:
      return "gt";
    case GreaterEqual:
      return "ge";
    case And:
      return "and";
    case Or:
      return "or";
    case Range:
      return "";
  }
  return "";
}

std::optional<double> constant_named(std::string_view id) {
  if (id == "pi") return std::numbers::pi;
  if (id == "infinity") return std::numeric_limits<double>::infinity();
  return std::nullopt;
}

}  // namespace

TermPtr Elaborator::fail(Diagnostic diagnostic) {
  names_.diagnostics.report(std::move(diagnostic));
  return nullptr;
}

std::optional<DimId> Elaborator::find_dim(const std::string& name, const Scope& scope) const {
  if (auto found = scope.dims.find(name); found != scope.dims.end()) return found->second;
  if (!scope.sees_dims) return std::nullopt;
  for (std::size_t i = 0; i < names_.dims.size(); ++i)
    if (names_.dims[i].name == name) return DimId(i);
  return std::nullopt;
}

std::string Elaborator::dim_names(const std::vector<DimId>& dims) const {
  std::string text;
  for (DimId dim : dims) text += (text.empty() ? "`" : ", `") + names_.dims[scmc::index(dim)].name + "`";
  return text.empty() ? "none" : text;
}

TermPtr Elaborator::expr(const ast::ExprPtr& expr, const Scope& scope) {
  return match(
      expr->node, [&](const ast::Number& n) { return constant_term(n.value, at(expr, scope)); },
      [&](const ast::String&) { return fail(errors::text_outside_index(expr->span)); },
      [&](const ast::Name& n) { return name(n, expr, scope); }, [&](const ast::Call& c) { return call(c, expr, scope); },
      [&](const ast::Member& m) { return member_of_argument(m.receiver, m.name, {}, expr, scope); },
      [&](const ast::Unary& u) { return unary(u, expr, scope); }, [&](const ast::Binary& b) { return binary(b, expr, scope); },
      [&](const ast::Index& i) { return index(i, expr, scope); }, [&](const ast::Stack&) { return fail(errors::bare_array(expr->span)); },
      [&](const ast::If& i) -> TermPtr {
        auto condition = this->expr(i.condition, scope), then = this->expr(i.then, scope), otherwise = this->expr(i.otherwise, scope);
        if (!condition || !then || !otherwise) return nullptr;
        return select_term(condition, then, otherwise, at(expr, scope));
      },
      [&](const ast::Question& q) {
        return names_.question ? names_.question(q, expr->span, scope) : fail(errors::question_outside_query(expr->span));
      });
}

TermPtr Elaborator::name(const ast::Name& name, const ast::ExprPtr& expr, const Scope& scope) {
  if (auto local = scope.terms.find(name.id); local != scope.terms.end()) return local->second;
  if (scope.sees_variables) {
    const auto errors_before = names_.diagnostics.all().size();
    if (auto variable = names_.variable(name.id, expr->span)) return variable;
    if (names_.diagnostics.all().size() > errors_before) return nullptr;
  }
  if (const auto dim = find_dim(name.id, scope))
    return make_term(at(expr, scope), {.kind = ScalarKind::Integer, .dims = {*dim}, .carries = dim}, PositionTerm{*dim});
  if (const auto value = constant_named(name.id)) return constant_term(*value, at(expr, scope));
  if (find_distribution(name.id)) return fail(errors::distribution_as_value(expr->span, name.id));
  auto candidates = names_.all_names();
  for (const auto& [formal, term] : scope.terms) candidates.push_back(formal);
  return fail(errors::unknown_name(expr->span, name.id, closest(name.id, candidates)));
}

TermPtr Elaborator::unary(const ast::Unary& unary, const ast::ExprPtr& expr, const Scope& scope) {
  auto operand = this->expr(unary.operand, scope);
  if (!operand) return nullptr;
  return apply_term(ir::op(unary.op == ast::UnaryOp::Minus ? "neg" : "not"), {operand}, at(expr, scope));
}

TermPtr Elaborator::binary(const ast::Binary& binary, const ast::ExprPtr& expr, const Scope& scope) {
  if (binary.op == ast::BinaryOp::Range) return fail(errors::range_outside_index(expr->span));
  const bool left_is_label = std::holds_alternative<ast::String>(binary.left->node);
  if (left_is_label || std::holds_alternative<ast::String>(binary.right->node)) return comparison_with_label(binary, expr, scope);
  auto left = this->expr(binary.left, scope), right = this->expr(binary.right, scope);
  if (!left || !right) return nullptr;
  return apply_term(ir::op(primitive_of(binary.op)), {left, right}, at(expr, scope));
}

/// `group_of == "a"`: the text is a label of the dimension that the other side carries.
TermPtr Elaborator::comparison_with_label(const ast::Binary& binary, const ast::ExprPtr& expr, const Scope& scope) {
  const bool left_is_label = std::holds_alternative<ast::String>(binary.left->node);
  const auto& text = left_is_label ? binary.left : binary.right;
  const auto& other = left_is_label ? binary.right : binary.left;
  const bool compares = binary.op == ast::BinaryOp::Equal || binary.op == ast::BinaryOp::NotEqual;
  if (!compares || std::holds_alternative<ast::String>(other->node)) return fail(errors::text_outside_index(text->span));
  auto value = this->expr(other, scope);
  if (!value) return nullptr;
  if (!value->type.carries) return fail(errors::text_outside_index(text->span));
  const auto dim = *value->type.carries;
  auto label =
      make_term(at(text, scope), {.kind = ScalarKind::Integer, .carries = dim}, LabelTerm{dim, std::get<ast::String>(text->node).text});
  return apply_term(ir::op(primitive_of(binary.op)), {value, label}, at(expr, scope));
}

namespace {

/// Is it read at the same position, as a whole?
bool reads_whole(const TermPtr& term, const Recursion* self) {
  const auto* own = std::get_if<SelfTerm>(&term->node);
  if (own) return own->recursion.get() == self;
  const auto* gather = std::get_if<GatherTerm>(&term->node);
  const bool earlier = gather && std::holds_alternative<SelfTerm>(gather->source->node);
  const auto all = operands(*term);
  return std::any_of(all.begin() + (earlier ? 1 : 0), all.end(), [&](const TermPtr& operand) { return reads_whole(operand, self); });
}

}  // namespace

/// `s[t] = x + s[t - 1]`, and others that follow at once. Over which further dims they run shows when their values are read: once more, if
/// those were not known.
bool Elaborator::recursions(std::span<const ast::Local> locals, Scope& scope) {
  struct Member {
    std::shared_ptr<const Recursion> recursion;
    Type type;
    TermPtr value = {};
  };
  std::vector<Member> members;
  for (const auto& local : locals) {
    Member member{std::make_shared<const Recursion>(local.name.name, local.name.span), {.kind = ScalarKind::Integer}};
    for (const auto& name : local.dims) {
      const auto dim = find_dim(name.name, scope);
      if (!dim) return fail(errors::unknown_dimension(name.span, name.name, "")), false;
      member.type.dims = unite(member.type.dims, {*dim});
    }
    members.push_back(std::move(member));
  }
  for (bool settled = false; !settled;) {
    settled = true;
    for (const auto& m : members)
      scope.terms.insert_or_assign(m.recursion->name, make_term(scope.at.value_or(m.recursion->span), m.type, SelfTerm{m.recursion}));
    for (std::size_t i = 0; i < members.size(); ++i) {
      auto& m = members[i];
      if (m.value = expr(locals[i].value, scope); !m.value) return false;
      for (std::size_t later = i; later < members.size(); ++later)
        if (reads_whole(m.value, members[later].recursion.get()))
          return fail(errors::recursive_deterministic(m.recursion->span, members[later].recursion->name)), false;
      const Type found{.kind = m.value->type.kind == ScalarKind::Real ? ScalarKind::Real : ScalarKind::Integer,
                       .dims = unite(m.type.dims, m.value->type.dims)};
      settled = settled && found.dims == m.type.dims && found.kind == m.type.kind;
      m.type = found;
    }
  }
  auto group = std::make_shared<RecursionGroup>();
  for (const auto& m : members) group->members.push_back({m.recursion, m.value});
  for (std::size_t i = 0; i < members.size(); ++i)
    scope.terms.insert_or_assign(members[i].recursion->name,
                                 make_term(scope.at.value_or(members[i].recursion->span), members[i].type, RecursionTerm{group, i}));
  return true;
}

TermPtr Elaborator::body(const ast::Body& body, Scope scope) {
  const std::span<const ast::Local> locals(body.locals);
  for (std::size_t i = 0; i < locals.size();) {
    std::size_t end = i;
    while (end < locals.size() && !locals[end].dims.empty()) ++end;
    if (end > i) {
      if (!recursions(locals.subspan(i, end - i), scope)) return nullptr;
      i = end;
      continue;
    }
    auto value = expr(locals[i].value, scope);
    if (!value) return nullptr;
    scope.terms.insert_or_assign(locals[i].name.name, value);
    ++i;
  }
  return expr(body.result, scope);
}

std::string signature(const std::string& name, const std::vector<ast::Parameter>& params, const std::vector<ast::NameWithSpan>& over) {
  std::string text = name + "(";
  for (const auto& param : params) {
    text += (&param == &params.front() ? "" : ", ") + param.name.name;
    for (const auto& dim : param.dims)
      text += (&dim == &param.dims.front() ? "[" : ", ") + dim.name + (&dim == &param.dims.back() ? "]" : "");
    if (param.default_value) text += " = " + ast::print(param.default_value);
  }
  for (const auto& dim : over) text += (&dim == &over.front() ? " over " : ", ") + dim.name;
  return text + ")";
}

}  // namespace scmc
