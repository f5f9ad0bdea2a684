/// Index lists: which dimension of the source each item binds to.
#include <algorithm>

#include "compiler/ast/print.h"
#include "compiler/check/elaborate.h"
#include "compiler/check/errors.h"

namespace scmc {

/// An index list on its way to a GatherTerm.
struct IndexBinding {
  Elaborator& elaborator;
  Names& names;
  const Scope& scope;
  TermPtr source;
  std::vector<DimId> declared;  ///< the source's dims in declared order
  std::string source_text;

  struct Item {
    const ast::IndexItem* written;
    TermPtr value;  ///< null for a label whose dimension is still open
    std::optional<std::string> label = {};
    std::optional<DimId> dim = {};
  };
  std::vector<Item> items = {};

  const Dimension& dimension(DimId dim) const { return names.dims[scmc::index(dim)]; }
  DimId root(DimId dim) const { return scmc::root(names.dims, dim); }
  bool has_label(DimId dim, const std::string& label) const { return std::ranges::count(dimension(root(dim)).labels, label) > 0; }

  bool read(const ast::Index& index) {
    for (const auto& written : index.items) {
      Item item{&written, nullptr};
      if (const auto* text = std::get_if<ast::String>(&written.value->node)) item.label = text->text;
      else if (item.value = elaborator.expr(written.value, scope); !item.value) return false;
      else if (item.value->type.kind == ScalarKind::Real)
        return report(errors::index_not_integer(written.value->span, ast::print(written.value)));
      if (!written.dim.empty()) {
        item.dim = elaborator.find_dim(written.dim, scope);
        if (!item.dim || !contains(declared, *item.dim))
          return report(errors::index_unbound(written.span, source_text, ast::print(written.value), elaborator.dim_names(declared)));
      }
      items.push_back(std::move(item));
    }
    return true;
  }

  /// May this item index that dimension? Positions of an unrelated dimension may not, but a number computed from them may: `X[obs, k + 1]`.
  bool fits(const Item& item, DimId dim) const {
    if (item.dim) return *item.dim == dim;
    if (item.label) return dimension(root(dim)).labels.empty() || has_label(dim, *item.label);
    if (!item.value->type.carries || root(*item.value->type.carries) == root(dim)) return true;
    const bool computed = !std::holds_alternative<PositionTerm>(item.value->node) && item.value->type.kind == ScalarKind::Integer;
    return computed && std::ranges::none_of(declared, [&](DimId d) { return root(d) == root(*item.value->type.carries); });
  }

  /// A complete list binds in declared order where each item fits.
  bool bind_in_order() {
    if (items.size() != declared.size()) return false;
    for (std::size_t i = 0; i < items.size(); ++i)
      if (!fits(items[i], declared[i])) return false;
    for (std::size_t i = 0; i < items.size(); ++i) items[i].dim = declared[i];
    return true;
  }

  /// Otherwise each item binds to the dimension it carries: the same one, else its only `like` partner, else the one that has its label.
  std::optional<DimId> carried(const Item& item) const {
    std::vector<DimId> candidates;
    if (!item.label && !item.value->type.carries) return std::nullopt;
    for (DimId dim : declared) {
      if (item.label ? has_label(dim, *item.label) : dim == *item.value->type.carries) return dim;
      if (!item.label && root(dim) == root(*item.value->type.carries)) candidates.push_back(dim);
    }
    return candidates.size() == 1 ? std::optional(candidates.front()) : std::nullopt;
  }

  bool bind_by_dimension() {
    if (items.size() > declared.size())
      return report(errors::index_count(cover(items.front().written->span, items.back().written->span), source_text, items.size(),
                                        declared.size(), elaborator.dim_names(declared)));
    for (auto& item : items) {
      const auto dim = item.dim ? item.dim : carried(item);
      if (!dim && item.label) return report(errors::label_without_dimension(item.written->span, *item.label));
      if (!dim)
        return report(
            errors::index_unbound(item.written->span, source_text, ast::print(item.written->value), elaborator.dim_names(declared)));
      item.dim = std::nullopt;
      if (std::ranges::any_of(items, [&](const Item& other) { return &other < &item && other.dim == dim; }))
        return report(errors::index_bound_twice(item.written->span, source_text, dimension(*dim).name));
      item.dim = dim;
    }
    return true;
  }

  bool report(Diagnostic diagnostic) {
    names.diagnostics.report(std::move(diagnostic));
    return false;
  }

  TermPtr gather(Span span) const {
    GatherTerm gather{source, {}};
    Type type = source->type;
    std::erase_if(type.dims, [&](DimId dim) { return std::ranges::any_of(items, [&](const Item& item) { return item.dim == dim; }); });
    for (const auto& item : items) {
      auto value =
          item.label ? make_term(item.written->span, {.kind = ScalarKind::Integer, .carries = *item.dim}, LabelTerm{*item.dim, *item.label})
                     : item.value;
      type.dims = unite(type.dims, value->type.dims);
      gather.indices.emplace_back(*item.dim, std::move(value));
    }
    return make_term(span, std::move(type), std::move(gather));
  }
};

TermPtr Elaborator::index(const ast::Index& index, const ast::ExprPtr& expr, const Scope& scope) {
  auto source = this->expr(index.base, scope);
  if (!source) return nullptr;
  const std::string text = ast::print(index.base);
  if (index.items.empty()) return source;
  if (source->type.dims.empty()) return fail(errors::index_of_scalar(expr->span, text));
  IndexBinding binding{*this, names_, scope, source, declared_order(source), text};
  if (!binding.read(index)) return nullptr;
  if (!binding.bind_in_order() && !binding.bind_by_dimension()) return nullptr;
  return binding.gather(at(expr, scope));
}

std::vector<DimId> Elaborator::declared_order(const TermPtr& source) const {
  const auto* reference = std::get_if<ReferenceTerm>(&source->node);
  return reference && names_.declared_dims ? names_.declared_dims(reference->variable) : source->type.dims;
}

}  // namespace scmc
