#include "compiler/check/intervention.h"

#include <algorithm>

#include "compiler/ast/print.h"
#include "compiler/check/checker.h"
#include "compiler/check/errors.h"
#include "compiler/source/suggest.h"

namespace scmc {
namespace {

/// An elaborator for expressions beside a checked model: all its variables are visible.
class Beside {
 public:
  Beside(const Checked& model, Diagnostics& diagnostics)
      : names_{.dims = model.dims,
               .variable = [&model](const std::string& name, Span span) { return reference(model, name, span); },
               .all_names = [&model] { return all_names(model); },
               .declared_dims = [&model](VariableId id) { return model[id].dims; },
               .definitions = model.definitions,
               .library = *model.library,
               .diagnostics = diagnostics},
        elaborator(names_) {}

  static TermPtr reference(const Checked& model, const std::string& name, Span span) {
    const auto id = model.find(name);
    return id ? make_term(span, model[*id].type, ReferenceTerm{*id}) : nullptr;
  }
  static std::vector<std::string> all_names(const Checked& model) {
    std::vector<std::string> names;
    for (const auto& v : model.variables) names.push_back(v.name);
    for (const auto& d : model.dims) names.push_back(d.name);
    return names;
  }

 private:
  Names names_;

 public:
  Elaborator elaborator;
};

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

TermPtr element_mask(const Checked& model, VariableId id, const ast::Target& target, Elaborator& elaborator, Diagnostics& diagnostics) {
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
    if (item.dim.empty() && name && model.find_dim(name->id) == dim) continue;
    const auto here = make_term(item.span, {.kind = ScalarKind::Integer, .dims = {*dim}, .carries = dim}, PositionTerm{*dim});
    const auto compare = [&](std::string_view op, const ast::ExprPtr& e) -> TermPtr {
      const auto* label = std::get_if<ast::String>(&e->node);
      auto bound = label ? make_term(e->span, {.kind = ScalarKind::Integer, .carries = dim}, LabelTerm{*dim, label->text})
                         : elaborator.expr(e, Scope{});
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

std::optional<Intervention> check_intervention(const Checked& model, const ast::Assignment& assignment, Diagnostics& diagnostics) {
  Beside beside(model, diagnostics);
  const auto id = model.find(assignment.target.name);
  if (!id) {
    diagnostics.report(errors::do_unknown_variable(assignment.target.name_span, assignment.target.name,
                                                   closest(assignment.target.name, Beside::all_names(model))));
    return std::nullopt;
  }
  const auto& v = model[*id];
  const auto errors_before = diagnostics.all().size();
  Intervention result{*id, element_mask(model, *id, assignment.target, beside.elaborator, diagnostics), TermPtr{}, assignment.span};
  if (assignment.stochastic) {
    const auto in = v.type.kind == ScalarKind::Index ? v.type.carries : std::nullopt;
    if (auto instance = beside.elaborator.instance(assignment.value, Scope{}, v.dims, in)) result.value = std::move(*instance);
  } else if (const auto* text = std::get_if<ast::String>(&assignment.value->node); text && v.type.carries) {
    result.value =
        make_term(assignment.value->span, {.kind = ScalarKind::Integer, .carries = v.type.carries}, LabelTerm{*v.type.carries, text->text});
  } else {
    result.value = beside.elaborator.expr(assignment.value, Scope{});
  }
  if (diagnostics.all().size() > errors_before) return std::nullopt;
  return result;
}

}  // namespace scmc
