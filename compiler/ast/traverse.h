/// Visiting and rebuilding trees. `each_slot` is the one place that knows which node holds which expressions.
#pragma once
#include <concepts>
#include <type_traits>

#include "compiler/ast/ast.h"
#include "compiler/source/match.h"

namespace scmc::ast {
namespace traverse {

template <class T, class Node>
concept Is = std::same_as<std::remove_const_t<T>, Node>;

// Each of these calls `at` with the expressions directly below, in source order. Where the node is mutable, so are they.

template <class At>
void each_value(auto& items, At& at) {
  for (auto& item : items) at(item.value);
}

template <class At>
void each_assignment(auto& assignments, At& at) {
  for (auto& assignment : assignments) {
    each_value(assignment.target.items, at);
    at(assignment.value);
  }
}

template <class At>
void each_slot(Is<Condition> auto& condition, At& at) {
  match(
      condition.kind,                                                                    //
      [&](Is<DoCondition> auto& c) { each_assignment(c.assignments, at); },              //
      [&](Is<CounterfactualCondition> auto& c) { each_assignment(c.assignments, at); },  //
      [&](Is<NewCondition> auto&) {}, [&](Is<SameCondition> auto&) {},                   //
      [&](Is<GivenCondition> auto& c) { at(c.condition); });
}

template <class At>
void each_slot(Is<Expr> auto& expr, At& at) {
  match(
      expr.node, [&](Is<Number> auto&) {}, [&](Is<String> auto&) {}, [&](Is<Name> auto&) {},
      [&](Is<Call> auto& call) {
        if (call.receiver) at(call.receiver);
        each_value(call.args, at);
      },
      [&](Is<Member> auto& member) { at(member.receiver); }, [&](Is<Unary> auto& unary) { at(unary.operand); },
      [&](Is<Binary> auto& binary) { at(binary.left), at(binary.right); },
      [&](Is<Index> auto& index) {
        at(index.base);
        each_value(index.items, at);
      },
      [&](Is<Stack> auto& stack) {
        for (auto& item : stack.items) at(item);
      },
      [&](Is<If> auto& branch) { at(branch.condition), at(branch.then), at(branch.otherwise); },
      [&](Is<Question> auto& question) {
        at(question.target);
        for (auto& condition : question.conditions) each_slot(condition, at);
      });
}

template <class At>
void each_slot(Is<Body> auto& body, At& at) {
  each_value(body.locals, at);
  at(body.result);
}

template <class At>
void each_parameter(auto& params, At& at) {
  for (auto& param : params) {
    if (param.constraint) at(param.constraint);
    if (param.default_value) at(param.default_value);
  }
}

template <class At>
void each_of_definition(auto& definition, At& at) {
  each_parameter(definition.params, at);
  if (definition.support) at(definition.support);
  for (auto& member : definition.members) {
    each_parameter(member.params, at);
    each_slot(member.body, at);
  }
}

template <class At>
void each_slot(Is<Statement> auto& statement, At& at) {
  const auto if_any = [&](auto& slot) {
    if (slot) at(slot);
  };
  match(
      statement.node, [&](Is<DimStatement> auto& s) { if_any(s.size); }, [&](Is<DataStatement> auto& s) { if_any(s.value); },
      [&](Is<DrawStatement> auto& s) { each_value(s.target.items, at), at(s.distribution); },
      [&](Is<LetStatement> auto& s) { each_value(s.target.items, at), at(s.value); }, [&](Is<FactorStatement> auto& s) { at(s.value); },
      [&](Is<FunctionStatement> auto& s) { each_parameter(s.params, at), each_slot(s.body, at); },
      [&](Is<DistributionStatement> auto& s) { each_of_definition(s, at); },
      [&](Is<TransformStatement> auto& s) { each_of_definition(s, at); }, [&](Is<UseStatement> auto&) {},
      [&](Is<QueryStatement> auto& s) { at(s.value); });
}

}  // namespace traverse

template <class Visit>
void for_each_expr(const ExprPtr& expr, Visit&& visit) {
  visit(expr);
  const auto below = [&](const ExprPtr& slot) { for_each_expr(slot, visit); };
  traverse::each_slot(*expr, below);
}

template <class Visit>
void for_each_expr(const Statement& statement, Visit&& visit) {
  const auto below = [&](const ExprPtr& slot) { for_each_expr(slot, visit); };
  traverse::each_slot(statement, below);
}

template <class Change>
ExprPtr rewrite(const ExprPtr& expr, Change&& change) {
  if (ExprPtr changed = change(expr)) return changed;
  Expr copy = *expr;
  bool is_changed = false;
  const auto below = [&](ExprPtr& slot) {
    ExprPtr replaced = rewrite(slot, change);
    is_changed = is_changed || replaced != slot;
    slot = std::move(replaced);
  };
  traverse::each_slot(copy, below);
  return is_changed ? std::make_shared<const Expr>(std::move(copy)) : expr;
}

template <class Change>
Statement rewrite(const Statement& statement, Change&& change) {
  Statement copy = statement;
  const auto below = [&](ExprPtr& slot) { slot = rewrite(slot, change); };
  traverse::each_slot(copy, below);
  return copy;
}

}  // namespace scmc::ast
