#include "compiler/causal/uses.h"

#include "compiler/source/match.h"

namespace scmc {
namespace {

void add_dims(const std::vector<ast::NameWithSpan>& dims, Uses& uses) {
  for (const auto& dim : dims) uses.dims.insert(dim.name);
}

void add_dim(const std::optional<ast::NameWithSpan>& dim, Uses& uses) {
  if (dim) uses.dims.insert(dim->name);
}

void add_items(const std::vector<ast::IndexItem>& items, Uses& uses) {
  for (const auto& item : items)
    if (!item.dim.empty()) uses.dims.insert(item.dim);
}

void add_target(const ast::Target& target, Uses& uses) {
  uses.values.insert(target.name);
  add_items(target.items, uses);
}

void add_condition(const ast::Condition& condition, Uses& uses) {
  const auto add_targets = [&](const auto& c) {
    for (const auto& assignment : c.assignments) add_target(assignment.target, uses);
  };
  match(
      condition.kind, [&](const ast::DoCondition& c) { add_targets(c); }, [&](const ast::CounterfactualCondition& c) { add_targets(c); },
      [&](const ast::NewCondition& c) { uses.values.insert(c.name); }, [&](const ast::SameCondition& c) { uses.values.insert(c.name); },
      [](const ast::GivenCondition&) {});
}

/// What the node itself names; its subexpressions are visited by themselves.
void add_expr(const ast::Expr& expr, Uses& uses) {
  match(
      expr.node, [&](const ast::Name& name) { uses.values.insert(name.id); },
      [&](const ast::Call& call) {
        if (!call.receiver) uses.definitions.insert(call.callee);
        uses.dims.insert(call.over.begin(), call.over.end());
      },
      [&](const ast::Index& index) { add_items(index.items, uses); },
      [&](const ast::Question& question) {
        for (const auto& condition : question.conditions) add_condition(condition, uses);
      },
      [](const ast::Number&) {}, [](const ast::String&) {}, [](const ast::Member&) {}, [](const ast::Unary&) {}, [](const ast::Binary&) {},
      [](const ast::Stack&) {}, [](const ast::If&) {});
}

void unbind(const std::vector<ast::Parameter>& params, Uses& uses) {
  for (const auto& param : params) uses.values.erase(param.name.name);
}

void unbind(const ast::Body& body, Uses& uses) {
  for (const auto& local : body.locals) uses.values.erase(local.name.name);
}

/// Bodies of definitions see their parameters and no variable; what else they name is a dimension.
void confine(const ast::FunctionStatement& function, Uses& uses) {
  unbind(function.params, uses), unbind(function.body, uses);
  for (const auto& dim : function.over) uses.dims.erase(dim.name), uses.values.erase(dim.name);
  uses.dims.merge(uses.values);
  uses.values.clear();
}

void confine(const auto& definition, Uses& uses) {
  uses.values.clear();
  uses.dims.clear();
  for (const auto& param : definition.params) uses.definitions.erase(param.name.name);
}

}  // namespace

Uses uses_of(const ast::Statement& statement) {
  Uses uses;
  ast::for_each_expr(statement, [&](const ast::ExprPtr& expr) { add_expr(*expr, uses); });
  match(
      statement.node, [&](const ast::DimStatement& s) { add_dim(s.like, uses); },
      [&](const ast::DataStatement& s) { add_dims(s.dims, uses), add_dim(s.in, uses); },
      [&](const ast::DrawStatement& s) { add_target(s.target, uses), add_dim(s.in, uses); },
      [&](const ast::LetStatement& s) { add_target(s.target, uses), add_dim(s.in, uses); },
      [&](const ast::QueryStatement& s) { add_dims(s.dims, uses); }, [&](const ast::FunctionStatement& s) { confine(s, uses); },
      [&](const ast::DistributionStatement& s) { confine(s, uses); }, [&](const ast::TransformStatement& s) { confine(s, uses); },
      [](const ast::FactorStatement&) {}, [](const ast::UseStatement&) {});
  return uses;
}

}  // namespace scmc
