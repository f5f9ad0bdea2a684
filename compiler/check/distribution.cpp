/// Distributions and transforms: library text applied to arguments.
#include <algorithm>
#include <array>
#include <cmath>

#include "compiler/ast/print.h"
#include "compiler/check/elaborate.h"
#include "compiler/check/errors.h"
#include "compiler/source/suggest.h"

namespace scmc {

const ast::DistributionStatement* Elaborator::find_distribution(const std::string& name) {
  if (auto own = names_.definitions.distributions.find(name); own != names_.definitions.distributions.end()) return own->second;
  return names_.library.distribution(name, names_.diagnostics);
}

const ast::TransformStatement* Elaborator::find_transform(const std::string& name) {
  if (auto own = names_.definitions.transforms.find(name); own != names_.definitions.transforms.end()) return own->second;
  return names_.library.transform(name, names_.diagnostics);
}

namespace {

/// The dims behind a support, `simplex[d]` or `correlation[d, d']`, and the support without them.
const ast::Index* joint_support(const ast::DistributionStatement& distribution) {
  return std::get_if<ast::Index>(&distribution.support->node);
}

std::optional<std::string> name_of(const ast::ExprPtr& expr) {
  const auto* name = std::get_if<ast::Name>(&expr->node);
  return name ? std::optional(name->id) : std::nullopt;
}

}  // namespace

namespace {

/// The name of the dimension that draws belong to: that of the support, `simplex[d]` or `index(d)`; else none.
std::string event_name(const ast::DistributionStatement& distribution) {
  if (const auto* joint = joint_support(distribution)) return name_of(joint->items.front().value).value_or("");
  const auto* call = std::get_if<ast::Call>(&distribution.support->node);
  return call && call->callee == "index" ? name_of(call->args.front().value).value_or("") : "";
}

bool is_of_event(const ast::DistributionStatement& distribution, const ast::Parameter& param) {
  return !param.dims.empty() && param.dims.front().name == event_name(distribution);
}

}  // namespace

/// A parameter's further dimension is that of its argument which the left-hand side lacks.
bool Elaborator::bind_own(Instance& instance, std::size_t i, const std::vector<DimId>& left) {
  const auto& param = instance.distribution->params[i];
  if (param.dims.empty() || is_of_event(*instance.distribution, param)) return true;
  if (takes_distribution(param) && instance.own.contains(param.dims.front().name)) return true;
  for (DimId dim : instance.args[i]->type.dims)
    if (!contains(left, dim) && dim != instance.event) {
      instance.own.insert_or_assign(param.dims.front().name, dim);
      return true;
    }
  fail(errors::needs_vector(instance.args[i]->span, param.name.name, instance.distribution->name.name));
  return false;
}

/// Which dims one draw spans: the last ones on the left, as many as the support has; or that of an index-valued variable.
bool Elaborator::bind_event(Instance& instance, const std::vector<DimId>& left, std::optional<DimId> in) {
  instance.event = in;
  const auto* joint = joint_support(*instance.distribution);
  if (!joint) return true;
  if (left.size() < joint->items.size() || in) return false;
  instance.joint.assign(left.end() - static_cast<std::ptrdiff_t>(joint->items.size()), left.end());
  instance.event = instance.joint.front();
  if (instance.joint.size() == 2) instance.partner = instance.joint.back();
  return true;
}

/// The second axis of matrices: that of an argument.
void Elaborator::find_partner(Instance& instance) const {
  for (std::size_t i = 0; i < instance.args.size() && !instance.partner; ++i)
    if (instance.distribution->params[i].dims.size() == 2 && instance.event)
      for (DimId dim : instance.args[i]->type.dims)
        if (dim != *instance.event && root(dim) == root(*instance.event)) instance.partner = dim;
}

std::optional<Instance> Elaborator::instance(const ast::ExprPtr& expr, const Scope& scope, const std::vector<DimId>& left,
                                             std::optional<DimId> in) {
  const auto refuse = [&](Diagnostic d) { return fail(std::move(d)), std::nullopt; };
  const auto* call = std::get_if<ast::Call>(&expr->node);
  if (!call || call->receiver) return refuse(errors::not_a_distribution(expr->span));
  const auto errors_before = names_.diagnostics.all().size();
  const auto* distribution = find_distribution(call->callee);
  if (!distribution && names_.diagnostics.all().size() > errors_before) return std::nullopt;
  if (!distribution) {
    bool of_library = false;
    if (ir::find_primitive(call->callee) || find_function(call->callee, of_library)) return refuse(errors::not_a_distribution(expr->span));
    auto known = names_.library.names("distributions");
    for (const auto& [name, d] : names_.definitions.distributions) known.push_back(name);
    return refuse(errors::unknown_distribution(call->callee_span, call->callee, closest(call->callee, known)));
  }
  Instance bound{.distribution = distribution, .span = at(expr, scope)};
  if (!bind_event(bound, left, in))
    return refuse(errors::needs_dimensions(expr->span, call->callee, joint_support(*distribution)->items.size()));
  return instance(expr, scope, std::move(bound), left);
}

std::optional<Instance> Elaborator::instance_like(const Instance& instance, const ast::ExprPtr& expr, const Scope& scope) {
  Instance bound = instance;
  bound.args.clear();
  bound.distribution = find_distribution(std::get<ast::Call>(expr->node).callee);
  std::vector<DimId> known;  // whatever is no dimension of an argument's own
  for (const auto& arg : instance.args) known = unite(known, arg->type.dims);
  for (const auto& [name, dim] : instance.own) std::erase(known, dim);
  return this->instance(expr, scope, std::move(bound), known);
}

std::optional<Instance> Elaborator::instance(const ast::ExprPtr& expr, const Scope& scope, Instance bound, const std::vector<DimId>& left) {
  const auto& call = std::get<ast::Call>(expr->node);
  const auto given = arrange(call, bound.distribution->params, expr->span);
  if (!given) return std::nullopt;
  for (std::size_t i = 0; i < bound.distribution->params.size(); ++i) {
    const auto& param = bound.distribution->params[i];
    const bool is_matrix = param.dims.size() == 2;
    if (!(*given)[i] && is_matrix && bound.event && !bound.partner && names_.partner) bound.partner = names_.partner(*bound.event);
    auto value = (*given)[i] ? argument(param, (*given)[i]->value, scope, left, bound.event)
                             : this->expr(param.default_value, member_scope(bound));
    if (value && takes_distribution(param)) adopt_axes(bound, value), value = along_list(value, bound, param, expr->span);
    if (!value) return std::nullopt;
    const bool of_event = is_of_event(*bound.distribution, param);
    if ((of_event || !event_name(*bound.distribution).empty()) && !bound.event) {
      fail(errors::needs_dimensions(expr->span, call.callee, 0));
      return std::nullopt;
    }
    bound.args.push_back(of_event && param.dims.size() == 1 ? along_event(std::move(value), *bound.event) : std::move(value));
    if (!bind_own(bound, i, left)) return std::nullopt;
    find_partner(bound);
  }
  for (std::size_t i = 0; i < bound.args.size(); ++i) {
    const auto& param = bound.distribution->params[i];
    if (param.dims.size() != 2) continue;
    const auto& dims = bound.args[i]->type.dims;
    if (bound.partner && contains(dims, *bound.event) && contains(dims, *bound.partner)) continue;
    fail(errors::needs_matrix(bound.args[i]->span, param.name.name, call.callee, names_.dims[scmc::index(*bound.event)].name));
    return std::nullopt;
  }
  return bound;
}

TermPtr Elaborator::argument(const ast::Parameter& param, const ast::ExprPtr& expr, const Scope& scope, const std::vector<DimId>& left,
                             std::optional<DimId> in) {
  if (takes_distribution(param)) return distribution_argument(expr, scope, left, in);
  if (const auto* listed = std::get_if<ast::Stack>(&expr->node); listed && !param.dims.empty()) return listed_numbers(*listed, expr, scope);
  return this->expr(expr, scope);
}

/// An argument over another axis with the same labels, `change[z[t - 1]]` over `next like state`, is read along the dimension of the draw;
/// one that has neither is the same along it.
TermPtr Elaborator::along_event(TermPtr arg, DimId event) const {
  if (contains(arg->type.dims, event)) return arg;
  auto position = make_term(arg->span, {.kind = ScalarKind::Integer, .dims = {event}, .carries = event}, PositionTerm{event});
  const auto axis = std::ranges::find_if(arg->type.dims, [&](DimId dim) { return root(dim) == root(event); });
  if (axis == arg->type.dims.end()) return apply_term(ir::op("first"), {arg, std::move(position)}, arg->span);
  Type type = arg->type;
  std::erase(type.dims, *axis);
  type.dims = unite(type.dims, {event});
  const Span span = arg->span;
  return make_term(span, std::move(type), GatherTerm{arg, {{*axis, std::move(position)}}});
}

/// What the text of a distribution sees: its parameters, bound to the arguments known so far, and its own dimension.
Scope Elaborator::member_scope(const Instance& instance) const {
  Scope scope{.sees_variables = false, .sees_dims = false, .at = instance.span};
  const auto bind = [&](const std::string& name) {
    if (!instance.event) return;
    const std::string base = name.ends_with("'") ? name.substr(0, name.size() - 1) : name;
    scope.dims.insert_or_assign(base, *instance.event);
    if (instance.partner) scope.dims.insert_or_assign(base + "'", *instance.partner);
    if (instance.third) scope.dims.insert_or_assign(base + "''", *instance.third);
  };
  if (const auto name = event_name(*instance.distribution); !name.empty()) bind(name);
  for (const auto& [name, dim] : instance.own) scope.dims.insert_or_assign(name, dim);
  const auto& params = instance.distribution->params;
  for (std::size_t i = 0; i < params.size(); ++i) {
    if (i < instance.args.size()) scope.terms.insert_or_assign(params[i].name.name, instance.args[i]);
  }
  return scope;
}

const ast::MemberDefinition* find_member(const ast::DistributionStatement& distribution, std::string_view name) {
  const auto found = std::ranges::find(distribution.members, name, [](const auto& m) { return m.name.name; });
  return found == distribution.members.end() ? nullptr : &*found;
}

TermPtr Elaborator::member(const Instance& instance, const ast::MemberDefinition& member, const std::vector<TermPtr>& args) {
  Scope scope = member_scope(instance);
  for (std::size_t i = 0; i < member.params.size() && i < args.size(); ++i)
    scope.terms.insert_or_assign(member.params[i].name.name, args[i]);
  return body(member.body, std::move(scope));
}

namespace {
/// Sets of vectors and matrices, beside those of numbers.
constexpr std::array joint_supports = {"simplex",
                                       "ordered",
                                       "positive_ordered",
                                       "unit_vector",
                                       "sum_to_zero",
                                       "correlation",
                                       "cholesky_correlation",
                                       "covariance",
                                       "cholesky_covariance"};
}  // namespace

/// An ordered vector of what is positive is positive.
bool Elaborator::orders_positive(const Instance& instance) {
  for (const auto& arg : instance.args)
    if (const auto* inner = std::get_if<DistributionTerm>(&arg->node)) {
      const auto of = support(*inner->instances.front());
      if (is_discrete(of) || of.upper || (of.lower && constant_value(of.lower) != 0)) fail(errors::mixed_supports(arg->span, of.name, "real"));
      return of.lower != nullptr;
    }
  return false;
}

Support Elaborator::support(const Instance& instance) {
  const auto* joint = joint_support(*instance.distribution);
  const auto& expr = joint ? joint->base : instance.distribution->support;
  const Scope scope = member_scope(instance);
  if (auto inner = support_of_argument(expr, instance)) return *inner;
  if (const auto* around = std::get_if<ast::Call>(&expr->node))
    if (auto inner = support_around(*around, instance, scope)) return *inner;
  Support support{.name = ast::print(expr)};
  const auto bound = [&](const ast::ExprPtr& e) {
    auto term = this->expr(e, scope);
    const auto value = term ? constant_value(term) : std::nullopt;
    return value && std::isinf(*value) ? TermPtr{} : term;
  };
  const auto* name = std::get_if<ast::Name>(&expr->node);
  const auto* call = std::get_if<ast::Call>(&expr->node);
  const auto* range = std::get_if<ast::Binary>(&expr->node);
  if (name && (name->id == "integer" || name->id == "count")) support.shape = Support::Shape::Integer;
  if (name && (name->id == "positive" || name->id == "nonnegative" || name->id == "unit" || name->id == "count"))
    support.lower = constant_term(0);
  if (name && name->id == "unit") support.upper = constant_term(1);
  if (name && name->id == "simplex") support.lower = constant_term(0), support.upper = constant_term(1);
  if (name && name->id == "ordered" && orders_positive(instance)) support.name = "positive_ordered";
  if (support.name == "positive_ordered") support.lower = constant_term(0);
  if (call && call->callee == "index") support.shape = Support::Shape::Index, support.index_of = instance.event;
  if (call && (call->callee == "interval" || call->callee == "above")) support.lower = bound(call->args.front().value);
  if (call && (call->callee == "interval" || call->callee == "below")) support.upper = bound(call->args.back().value);
  if (range && range->op == ast::BinaryOp::Range) {
    support.shape = Support::Shape::Integer;
    support.lower = bound(range->left), support.upper = bound(range->right);
  }
  const bool known =
      (range && range->op == ast::BinaryOp::Range) ||
      (call && (call->callee == "interval" || call->callee == "above" || call->callee == "below" || call->callee == "index")) ||
      (name && (name->id == "real" || name->id == "positive" || name->id == "nonnegative" || name->id == "unit" || name->id == "integer" ||
                name->id == "count" || (joint && std::ranges::count(joint_supports, name->id) > 0)));
  if (!known) fail(errors::unknown_support(expr->span, support.name));
  return support;
}

TermPtr Elaborator::transform(const ast::TransformStatement& transform, const std::vector<TermPtr>& bounds, std::string_view member,
                              TermPtr u, const std::vector<DimId>& axes) {
  const auto found = std::ranges::find(transform.members, member, [](const auto& m) { return m.name.name; });
  if (found == transform.members.end()) return fail(errors::member_missing(transform.name.span, transform.name.name, std::string(member)));
  Scope scope{.sees_variables = false, .sees_dims = false, .at = u->span};
  for (std::size_t i = 0; i < transform.params.size() && i < bounds.size(); ++i)
    scope.terms.emplace(transform.params[i].name.name, bounds[i]);
  scope.terms.insert_or_assign(found->params.front().name.name, std::move(u));
  const auto* dims = std::get_if<ast::Index>(&transform.support->node);
  const auto name = dims ? name_of(dims->items.front().value) : std::nullopt;
  for (std::size_t i = 0; name && i < axes.size(); ++i) scope.dims.insert_or_assign(*name + std::string(i, '\''), axes[i]);
  return body(found->body, std::move(scope));
}

}  // namespace scmc
