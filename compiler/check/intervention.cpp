#include "compiler/check/intervention.h"

#include <algorithm>

#include "compiler/ast/print.h"
#include "compiler/check/beside.h"
#include "compiler/check/checker.h"
#include "compiler/check/errors.h"
#include "compiler/check/question.h"
#include "compiler/source/suggest.h"

namespace scmc {
namespace {

/// The dimension that an item of a target indexes: named, carried by a label, in declared order. In a complete list the place of a label
/// tells which of two dimensions with the same labels is meant.
std::optional<DimId> dimension_of(const Checked& model, const Variable& v, const ast::Target& target, std::size_t i) {
  const auto& item = target.items[i];
  if (!item.dim.empty()) return model.find_dim(item.dim);
  if (const auto* name = std::get_if<ast::Name>(&item.value->node))
    if (const auto dim = model.find_dim(name->id); dim && contains(v.dims, *dim)) return dim;
  if (const auto* text = std::get_if<ast::String>(&item.value->node)) {
    const auto has = [&](DimId d) { return std::ranges::count(model[root(model.dims, d)].labels, text->text) > 0; };
    if (target.items.size() == v.dims.size() && has(v.dims[i])) return v.dims[i];
    for (DimId d : v.dims)
      if (has(d)) return d;
  }
  if (target.items.size() == v.dims.size()) return v.dims[i];
  return v.dims.size() == 1 ? std::optional(v.dims.front()) : std::nullopt;
}

}  // namespace

TermPtr element_mask(const Checked& model, VariableId id, const ast::Target& target, Elaborator& elaborator, Diagnostics& diagnostics,
                     const Scope& scope) {
  const auto& v = model[id];
  TermPtr all;
  for (std::size_t i = 0; i < target.items.size(); ++i) {
    const auto& item = target.items[i];
    const auto dim = dimension_of(model, v, target, i);
    if (!dim || !contains(v.dims, *dim)) {
      diagnostics.report(v.dims.empty() ? errors::index_of_scalar(item.span, v.name)
                                        : errors::index_unbound(item.span, v.name, ast::print(item.value), elaborator.dim_names(v.dims)));
      return nullptr;
    }
    const auto* name = std::get_if<ast::Name>(&item.value->node);
    if (item.dim.empty() && name && model.find_dim(name->id) == dim && !scope.dims.contains(name->id)) continue;
    const auto here = make_term(item.span, {.kind = ScalarKind::Integer, .dims = {*dim}, .carries = dim}, PositionTerm{*dim});
    const auto compare = [&](std::string_view op, const ast::ExprPtr& e) -> TermPtr {
      const auto* label = std::get_if<ast::String>(&e->node);
      auto bound = label ? make_term(e->span, {.kind = ScalarKind::Integer, .carries = dim}, LabelTerm{*dim, label->text})
                         : elaborator.expr(e, scope);
      return bound ? apply_term(ir::op(op), {here, bound}, item.span) : nullptr;
    };
    const auto* range = std::get_if<ast::Binary>(&item.value->node);
    TermPtr one;
    if (range && range->op == ast::BinaryOp::Range) {
      auto low = compare("ge", range->left), high = compare("le", range->right);
      if (low && high) one = apply_term(ir::op("and"), {low, high}, item.span);
    } else {
      one = compare("eq", item.value);
    }
    if (!one) return nullptr;
    all = all ? apply_term(ir::op("and"), {all, one}, item.span) : one;
  }
  return all;
}

namespace {

/// `new (m | do(z = 0))`: the value of another unit like this one.
TermPtr independent(const TermPtr& nested) {
  const auto* asked = std::get_if<QuestionTerm>(&nested->node);
  if (!asked) return nested;
  auto question = *asked->question;
  question.is_independent = true;
  return make_term(nested->span, nested->type, QuestionTerm{std::make_shared<const Question>(std::move(question))});
}

}  // namespace

std::optional<Intervention> check_intervention(const Checked& model, const ast::Assignment& assignment, Diagnostics& diagnostics,
                                               const Around& around) {
  Beside beside(model, diagnostics, around.question);
  const Scope scope{.dims = around.dims};
  const auto id = model.find(assignment.target.name);
  if (!id) {
    diagnostics.report(errors::do_unknown_variable(assignment.target.name_span, assignment.target.name,
                                                   closest(assignment.target.name, Beside::all_names(model))));
    return std::nullopt;
  }
  const auto& v = model[*id];
  const auto errors_before = diagnostics.all().size();
  Intervention result{*id, element_mask(model, *id, assignment.target, beside.elaborator, diagnostics, scope), TermPtr{}, assignment.span};
  if (assignment.stochastic) {
    const auto in = v.type.kind == ScalarKind::Index ? v.type.carries : std::nullopt;
    if (auto instance = beside.elaborator.instance(assignment.value, scope, v.dims, in)) result.value = std::move(*instance);
  } else if (const auto* text = std::get_if<ast::String>(&assignment.value->node); text && v.type.carries) {
    result.value =
        make_term(assignment.value->span, {.kind = ScalarKind::Integer, .carries = v.type.carries}, LabelTerm{*v.type.carries, text->text});
  } else if (auto value = beside.elaborator.expr(assignment.value, scope)) {
    result.value = assignment.fresh ? independent(value) : value;
  }
  if (diagnostics.all().size() > errors_before) return std::nullopt;
  return result;
}

}  // namespace scmc
