/// Calls: reductions, primitives, functions of the model and of the library.
#include <algorithm>
#include <array>

#include "compiler/ast/print.h"
#include "compiler/check/built_in.h"
#include "compiler/check/elaborate.h"
#include "compiler/check/errors.h"
#include "compiler/source/suggest.h"

namespace scmc {
namespace {

constexpr std::array reductions = {"sum", "prod",        "min",     "max", "mean", "var",
                                   "sd",  "log_sum_exp", "softmax", "any", "all"};
constexpr std::array dimension_functions = {"size", "label", "first"};
/// Primitives that are written as operators, or are the compiler's own.
constexpr std::array unwritten = {"add",
                                  "sub",
                                  "mul",
                                  "div",
                                  "neg",
                                  "eq",
                                  "ne",
                                  "lt",
                                  "le",
                                  "gt",
                                  "ge",
                                  "and",
                                  "or",
                                  "not",
                                  "annihilating_multiply",
                                  "first",
                                  "beta_cdf_by_a",
                                  "beta_cdf_by_b",
                                  "gamma_p_by_shape",
                                  "von_mises_cdf_by_kappa",
                                  "beta_binomial_cdf_by_a",
                                  "student_t_cdf_by_nu"};

template <class Names>
bool among(const Names& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

TermPtr operate(std::string_view op, TermPtr a, TermPtr b, Span span) { return apply_term(ir::op(op), {std::move(a), std::move(b)}, span); }

}  // namespace

std::vector<std::string> built_in_functions() {
  std::vector<std::string> names(reductions.begin(), reductions.end());
  for (const auto& p : ir::primitives())
    if (!among(unwritten, p.name)) names.emplace_back(p.name);
  for (const auto& k : ir::kernels())
    if (k.pullback) names.emplace_back(k.name);
  return names;
}

std::optional<std::vector<DimId>> Elaborator::over(const ast::Call& call, const Scope& scope) {
  std::vector<DimId> dims;
  for (const auto& name : call.over) {
    const auto dim = find_dim(name, scope);
    if (!dim) return fail(errors::unknown_dimension(call.callee_span, name, "")), std::nullopt;
    dims = unite(dims, {*dim});
  }
  return dims;
}

TermPtr Elaborator::call(const ast::Call& call, const ast::ExprPtr& expr, const Scope& scope) {
  if (call.receiver) {
    std::vector<TermPtr> args;
    for (const auto& arg : call.args) {
      args.push_back(this->expr(arg.value, scope));
      if (!args.back()) return nullptr;
    }
    return member_of_argument(call.receiver, call.callee, args, expr, scope);
  }
  bool of_library = false;
  if (const auto* found = find_function(call.callee, of_library)) return function(*found, call, expr, scope, of_library);
  if (among(dimension_functions, call.callee)) return about_dimension(call, expr, scope);
  if (call.callee == "noise" && scope.sees_variables && names_.noise) return noise(call, expr, scope);
  if (call.callee == "stack") return stack(call, expr, scope);
  if (call.callee == "ode") return ode(call, expr, scope);
  if (const auto* kernel = ir::find_kernel(call.callee); kernel && kernel->pullback) return matrix(*kernel, call, expr, scope);
  const auto* primitive = among(unwritten, call.callee) ? nullptr : ir::find_primitive(call.callee);
  const bool elementwise = call.over.empty() && primitive && call.args.size() == primitive->arity;
  if (among(reductions, call.callee) && !elementwise) return reduction(call, expr, scope);
  if (!primitive) {
    if (find_distribution(call.callee)) return fail(errors::distribution_as_value(expr->span, call.callee));
    auto known = built_in_functions();
    for (const auto& [name, f] : names_.definitions.functions) known.push_back(name);
    std::ranges::copy(names_.library.names("functions"), std::back_inserter(known));
    return fail(errors::unknown_function(call.callee_span, call.callee, closest(call.callee, known)));
  }
  if (!elementwise) {
    std::string form = call.callee + "(" + std::string(primitive->arity > 0 ? "x" : "") + (primitive->arity > 1 ? ", y" : "") +
                       (primitive->arity > 2 ? ", z" : "") + ")";
    return fail(errors::argument_count(expr->span, call.callee, call.args.size(), form));
  }
  std::vector<TermPtr> args;
  for (const auto& arg : call.args) {
    if (!arg.name.empty()) return fail(errors::argument_unknown(arg.span, call.callee, arg.name, call.callee + "(...)"));
    args.push_back(this->expr(arg.value, scope));
    if (!args.back()) return nullptr;
  }
  return apply_term(*primitive, std::move(args), at(expr, scope));
}

/// The left of a query hides the model's dimension of that name; what runs over the latter is still reduced over it.
void Elaborator::reduce_what_is_there(std::vector<DimId>& dims, const Type& type) const {
  for (DimId& dim : dims) {
    if (!names_.dims[scmc::index(dim)].of_query || contains(type.dims, dim)) continue;
    const auto hidden = std::ranges::find_if(type.dims, [&](DimId d) { return root(d) == root(dim); });
    if (hidden != type.dims.end()) dim = *hidden;
  }
  std::ranges::sort(dims);
}

TermPtr Elaborator::reduction(const ast::Call& call, const ast::ExprPtr& expr, const Scope& scope) {
  const auto& name = call.callee;
  if (call.args.size() != 1) return fail(errors::argument_count(expr->span, name, call.args.size(), name + "(x over d)"));
  auto arg = this->expr(call.args.front().value, scope);
  if (!arg) return nullptr;
  if (call.over.empty()) {
    std::string dims;
    for (DimId dim : arg->type.dims) dims += (dims.empty() ? "" : ", ") + names_.dims[scmc::index(dim)].name;
    return fail(errors::missing_over(expr->span, name,
                                     name + "(" + ast::print(call.args.front().value) + " over " + (dims.empty() ? "d" : dims) + ")"));
  }
  auto dims = over(call, scope);
  if (!dims) return nullptr;
  reduce_what_is_there(*dims, arg->type);
  for (DimId dim : *dims)
    if (!contains(arg->type.dims, dim))
      return fail(errors::over_without_dimension(expr->span, names_.dims[scmc::index(dim)].name, call.args.front().value->span));
  const Span span = at(expr, scope);
  const auto reduce = [&](ir::Monoid monoid, TermPtr what) {
    Type type{.kind = what->type.kind == ScalarKind::Real || monoid == ir::Monoid::LogSumExp ? ScalarKind::Real : ScalarKind::Integer};
    std::ranges::set_difference(what->type.dims, *dims, std::back_inserter(type.dims));
    return make_term(span, std::move(type), ReduceTerm{monoid, std::move(what), *dims});
  };
  TermPtr count;
  for (DimId dim : *dims) {
    auto size = make_term(span, {.kind = ScalarKind::Integer}, SizeTerm{dim});
    count = count ? operate("mul", count, std::move(size), span) : std::move(size);
  }
  const auto mean = [&](TermPtr what) { return operate("div", reduce(ir::Monoid::Sum, std::move(what)), count, span); };
  const auto truth = [&](TermPtr what) { return operate("ne", std::move(what), constant_term(0, span), span); };
  const auto variance = [&] {
    auto residual = operate("sub", arg, mean(arg), span);
    return operate("div", reduce(ir::Monoid::Sum, operate("mul", residual, residual, span)),
                   operate("sub", count, constant_term(1, span), span), span);
  };
  if (name == "sum") return reduce(ir::Monoid::Sum, arg);
  if (name == "prod") return reduce(ir::Monoid::Product, arg);
  if (name == "min") return reduce(ir::Monoid::Minimum, arg);
  if (name == "max") return reduce(ir::Monoid::Maximum, arg);
  if (name == "log_sum_exp") return reduce(ir::Monoid::LogSumExp, arg);
  if (name == "softmax") return apply_term(ir::op("exp"), {operate("sub", arg, reduce(ir::Monoid::LogSumExp, arg), span)}, span);
  if (name == "mean") return mean(arg);
  if (name == "var") return variance();
  if (name == "sd") return apply_term(ir::op("sqrt"), {variance()}, span);
  return reduce(name == "any" ? ir::Monoid::Maximum : ir::Monoid::Minimum, truth(arg));
}

/// `size(d)`, `first(d)`; `label(d)` is the number that stands at each position.
TermPtr Elaborator::about_dimension(const ast::Call& call, const ast::ExprPtr& expr, const Scope& scope) {
  if (call.args.size() != 1) return fail(errors::argument_count(expr->span, call.callee, call.args.size(), call.callee + "(d)"));
  const auto* name = std::get_if<ast::Name>(&call.args.front().value->node);
  const auto dim = name ? find_dim(name->id, scope) : std::nullopt;
  if (!dim) return fail(errors::unknown_dimension(call.args.front().span, ast::print(call.args.front().value), ""));
  const Span span = at(expr, scope);
  if (call.callee == "size") return make_term(span, {.kind = ScalarKind::Integer}, SizeTerm{*dim});
  if (call.callee == "first") return make_term(span, {.kind = ScalarKind::Integer}, FirstTerm{*dim});
  return make_term(span, {.kind = ScalarKind::Integer, .dims = {*dim}, .carries = dim}, PositionTerm{*dim});
}

/// The axes of a matrix: those of `A[i, j]`, else its only two dimensions that are alike.
std::optional<std::pair<DimId, DimId>> Elaborator::axes(const ast::ExprPtr& written, const TermPtr& matrix, const Scope& scope) const {
  if (const auto* index = std::get_if<ast::Index>(&written->node); index && index->items.size() == 2) {
    const auto dim_of = [&](const ast::IndexItem& item) {
      const auto* name = std::get_if<ast::Name>(&item.value->node);
      return name ? find_dim(name->id, scope) : std::nullopt;
    };
    const auto row = dim_of(index->items[0]), column = dim_of(index->items[1]);
    if (row && column) return std::pair(*row, *column);
  }
  std::optional<std::pair<DimId, DimId>> found;
  for (DimId a : matrix->type.dims)
    for (DimId b : matrix->type.dims)
      if (a < b && root(a) == root(b)) {
        if (found) return std::nullopt;
        found = {a, b};
      }
  return found;
}

TermPtr Elaborator::matrix(const ir::Kernel& kernel, const ast::Call& call, const ast::ExprPtr& expr, const Scope& scope) {
  const std::string form = std::string(kernel.name) + (kernel.args.size() == 1            ? "(A[i, j])"
                                                       : kernel.args[1] == ir::Shape::Row ? "(A[i, j], b[i])"
                                                                                          : "(A[i, j], b[j])");
  if (call.args.size() != kernel.args.size()) return fail(errors::argument_count(expr->span, call.callee, call.args.size(), form));
  std::vector<TermPtr> args;
  for (const auto& arg : call.args) {
    args.push_back(this->expr(arg.value, scope));
    if (!args.back()) return nullptr;
  }
  const auto named = axes(call.args.front().value, args.front(), scope);
  auto term = named ? matrix_term(kernel, std::move(args), named->first, named->second, at(expr, scope)) : nullptr;
  return term ? term : fail(errors::matrix_axes(expr->span, form));
}

/// `noise(x)`: the exogenous noise of the mechanism of x.
TermPtr Elaborator::noise(const ast::Call& call, const ast::ExprPtr& expr, const Scope& scope) {
  if (call.args.size() != 1) return fail(errors::argument_count(expr->span, call.callee, call.args.size(), "noise(x)"));
  const auto* name = std::get_if<ast::Name>(&call.args.front().value->node);
  const auto before = names_.diagnostics.all().size();
  auto term = name ? names_.noise(name->id, at(expr, scope)) : nullptr;
  if (term || names_.diagnostics.all().size() > before) return term;
  return fail(errors::noise_of_no_variable(call.args.front().span, ast::print(call.args.front().value)));
}

TermPtr Elaborator::stack(const ast::Call& call, const ast::ExprPtr& expr, const Scope& scope) {
  if (call.over.size() != 1) return fail(errors::missing_over(expr->span, "stack", "stack(a, b over d)"));
  const auto dims = over(call, scope);
  if (!dims) return nullptr;
  StackTerm stack{dims->front(), {}};
  Type type{.kind = ScalarKind::Integer, .dims = *dims};
  for (const auto& arg : call.args) {
    stack.items.push_back(this->expr(arg.value, scope));
    if (!stack.items.back()) return nullptr;
    type.dims = unite(type.dims, stack.items.back()->type.dims);
    if (stack.items.back()->type.kind == ScalarKind::Real) type.kind = ScalarKind::Real;
  }
  return make_term(at(expr, scope), std::move(type), std::move(stack));
}

const ast::FunctionStatement* Elaborator::find_function(const std::string& name, bool& of_library) {
  if (auto own = names_.definitions.functions.find(name); own != names_.definitions.functions.end()) return own->second;
  of_library = true;
  return names_.library.function(name, names_.diagnostics);
}

/// One entry per parameter: the argument that was given, or null where the default serves.
std::optional<std::vector<const ast::Argument*>> Elaborator::arrange(const ast::Call& call, const std::vector<ast::Parameter>& params,
                                                                     Span where) {
  const auto form = signature(call.callee, params);
  const auto refuse = [&](Diagnostic d) { return fail(std::move(d)), std::nullopt; };
  std::vector<const ast::Argument*> given(params.size(), nullptr);
  std::size_t position = 0;
  for (const auto& arg : call.args) {
    std::size_t slot = position;
    if (arg.name.empty()) {
      if (position++ >= params.size()) return refuse(errors::argument_count(where, call.callee, call.args.size(), form));
    } else {
      slot = std::ranges::find(params, arg.name, [](const auto& p) { return p.name.name; }) - params.begin();
      if (slot == params.size()) return refuse(errors::argument_unknown(arg.span, call.callee, arg.name, form));
    }
    if (given[slot]) return refuse(errors::argument_twice(arg.span, call.callee, params[slot].name.name));
    given[slot] = &arg;
  }
  for (std::size_t i = 0; i < params.size(); ++i)
    if (!given[i] && !params[i].default_value) return refuse(errors::argument_missing(where, call.callee, params[i].name.name, form));
  return given;
}

TermPtr Elaborator::function(const ast::FunctionStatement& function, const ast::Call& call, const ast::ExprPtr& expr, const Scope& scope,
                             bool of_library) {
  if (scope.callers.contains(call.callee)) return fail(errors::recursive_function(expr->span, call.callee));
  const auto given = arrange(call, function.params, expr->span);
  if (!given) return nullptr;
  Scope inner{.sees_variables = false, .sees_dims = !of_library, .callers = scope.callers};
  inner.callers.insert(call.callee);
  if (of_library || scope.at) inner.at = at(expr, scope);
  if (call.over.size() != function.over.size())
    return fail(errors::missing_over(expr->span, call.callee, signature(call.callee, function.params, function.over)));
  for (std::size_t i = 0; i < call.over.size(); ++i) {
    const auto dim = find_dim(call.over[i], scope);
    if (!dim) return fail(errors::unknown_dimension(call.callee_span, call.over[i], ""));
    inner.dims.emplace(function.over[i].name, *dim);
  }
  for (std::size_t i = 0; i < function.params.size(); ++i) {
    auto value = (*given)[i] ? this->expr((*given)[i]->value, scope) : this->expr(function.params[i].default_value, inner);
    if (!value) return nullptr;
    inner.terms.emplace(function.params[i].name.name, std::move(value));
  }
  return body(function.body, std::move(inner));
}

}  // namespace scmc
