/// Distributions of distributions: `Truncated(Normal(mu, 1), lower = 0)`, `Mixture(w, [Normal(0, 1), Normal(5, 1)])`.
#include <algorithm>
#include <array>
#include <limits>
#include <map>

#include "compiler/ast/print.h"
#include "compiler/check/elaborate.h"
#include "compiler/check/errors.h"

namespace scmc {
namespace {

/// What `stdlib/defaults.scm` says of every distribution that has a cdf.
constexpr std::array defaults = {"log_cdf", "log_survival", "log_mass"};

const DistributionTerm* distribution_of(const TermPtr& term) { return term ? std::get_if<DistributionTerm>(&term->node) : nullptr; }

/// Are they the same constant, or both infinite?
bool same_bound(const TermPtr& a, const TermPtr& b) {
  return a && b ? constant_value(a) && constant_value(a) == constant_value(b) : !a && !b;
}

/// What a draw of it varies over: not what it consumes.
std::vector<DimId> dims_of(const Instance& instance) {
  std::vector<DimId> dims, consumed = instance.joint;
  if (instance.event) consumed.push_back(*instance.event);
  if (instance.partner) consumed.push_back(*instance.partner);
  for (const auto& [name, dim] : instance.own) consumed.push_back(dim);
  for (const auto& arg : instance.args) dims = unite(dims, arg->type.dims);
  std::erase_if(dims, [&](DimId dim) { return std::ranges::count(consumed, dim) > 0; });
  return dims;
}

}  // namespace

bool takes_distribution(const ast::Parameter& param) {
  const auto* name = param.constraint ? std::get_if<ast::Name>(&param.constraint->node) : nullptr;
  return name && name->id == "distribution";
}

bool is_discrete(const Support& support) { return support.shape != Support::Shape::Real; }

/// `Normal(mu, 1)`, a list of such, or the name of another distribution's parameter.
TermPtr Elaborator::distribution_argument(const ast::ExprPtr& expr, const Scope& scope, const std::vector<DimId>& left,
                                          std::optional<DimId> in) {
  if (const auto* name = std::get_if<ast::Name>(&expr->node))
    if (const auto local = scope.terms.find(name->id); local != scope.terms.end() && distribution_of(local->second)) return local->second;
  DistributionTerm term;
  Type type;
  const auto* listed = std::get_if<ast::Stack>(&expr->node);
  for (const auto& item : listed ? listed->items : std::vector{expr}) {
    auto one = instance(item, scope, left, in);
    if (!one) return nullptr;
    type.dims = unite(type.dims, dims_of(*one));
    term.instances.push_back(std::make_shared<const Instance>(std::move(*one)));
  }
  return make_term(at(expr, scope), std::move(type), std::move(term));
}

/// A combinator over `D.support` draws what D draws: its dims are those of D.
void Elaborator::adopt_axes(Instance& bound, const TermPtr& arg) const {
  if (bound.event || !std::holds_alternative<ast::Member>(bound.distribution->support->node)) return;
  const auto& inner = *distribution_of(arg)->instances.front();
  bound.joint = inner.joint, bound.event = inner.event, bound.partner = inner.partner, bound.third = inner.third;
}

/// Listed distributions stand along the parameter's own dimension.
TermPtr Elaborator::along_list(TermPtr arg, const Instance& bound, const ast::Parameter& param, Span where) {
  auto term = *distribution_of(arg);
  if (term.instances.size() == 1 || term.over) return arg;
  const auto own = param.dims.empty() ? bound.own.end() : bound.own.find(param.dims.front().name);
  if (own == bound.own.end()) return fail(errors::one_distribution(where, param.name.name, bound.distribution->name.name));
  term.over = own->second;
  Type type{.dims = unite(arg->type.dims, {own->second})};
  const Span span = arg->span;
  return make_term(span, std::move(type), std::move(term));
}

/// `[0.3, 0.7]` where a vector over a dimension of its own is wanted: the dimension is made for it.
TermPtr Elaborator::listed_numbers(const ast::Stack& stack, const ast::ExprPtr& expr, const Scope& scope) {
  if (!names_.new_dim) return fail(errors::bare_array(expr->span));
  StackTerm term{names_.new_dim(ast::print(expr), stack.items.size(), expr->span), {}};
  Type type{.dims = {term.dim}};
  for (const auto& item : stack.items) {
    term.items.push_back(this->expr(item, scope));
    if (!term.items.back()) return nullptr;
    type.dims = unite(type.dims, term.items.back()->type.dims);
  }
  return make_term(at(expr, scope), std::move(type), std::move(term));
}

/// The second and third axes of matrices, which only the model around knows, for the distributions within, too.
TermPtr Elaborator::with_axes(const TermPtr& arg, const Instance& outer) {
  const auto* term = distribution_of(arg);
  if (!term) return arg;
  DistributionTerm result{{}, term->over};
  for (const auto& inner : term->instances) {
    Instance copy = *inner;
    if (copy.event == outer.event) copy.partner = outer.partner, copy.third = outer.third;
    for (auto& nested : copy.args) nested = with_axes(nested, copy);
    result.instances.push_back(std::make_shared<const Instance>(std::move(copy)));
  }
  return make_term(arg->span, arg->type, std::move(result));
}

/// As the distribution's text has it, or what follows from that text.
TermPtr Elaborator::member(const Instance& instance, std::string_view name, const std::vector<TermPtr>& args) {
  if (const auto* own = find_member(*instance.distribution, name)) return member(instance, *own, args);
  if (name == "discrete") return constant_term(is_discrete(support(instance)) ? 1 : 0, instance.span);
  if (std::ranges::find(defaults, name) != defaults.end()) {
    const auto* text = names_.library.defaults(names_.diagnostics);
    Instance by_default = instance;
    by_default.distribution = text;
    by_default.args = {make_term(instance.span, {}, DistributionTerm{{std::make_shared<const Instance>(instance)}})};
    return member(by_default, *find_member(*text, name), args);
  }
  lacking_ = Lacking{instance.distribution->name.name, std::string(name)};
  return nullptr;
}

/// Densities and probabilities at a point that may lie outside of the support, where a formula need not hold.
TermPtr Elaborator::beyond_support(const Instance& instance, std::string_view name, const TermPtr& x, TermPtr inside, const Support& all) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  struct Ends {
    double below, above;
  };
  static const std::map<std::string_view, Ends> ends = {
      {"cdf", {0, 1}}, {"log_cdf", {-infinity, 0}}, {"log_survival", {0, -infinity}}, {"log_density", {-infinity, -infinity}}};
  const auto of = ends.find(name);
  const bool is_density = name == "log_density";
  if (of == ends.end() || !inside || (is_density && !instance.joint.empty())) return inside;
  const Support s = support(instance);
  const auto outside = [&](const char* op, const TermPtr& bound, double value) {
    if (bound) inside = select_term(apply_term(ir::op(op), {x, bound}, x->span), constant_term(value, x->span), inside, x->span);
  };
  // Nothing is drawn beyond a bound that all share. A combinator may add 0 to the support.
  if (!is_density || !same_bound(s.lower, all.lower) || (s.lower && *constant_value(s.lower) > 0))
    outside(is_density || is_discrete(s) ? "lt" : "le", s.lower, of->second.below);
  if (!is_density || !same_bound(s.upper, all.upper) || (s.upper && *constant_value(s.upper) < 0))
    outside(is_density ? "gt" : "ge", s.upper, of->second.above);
  return inside;
}

namespace {

TermPtr outermost(const char* op, const TermPtr& a, const TermPtr& b) {
  return a && b ? apply_term(ir::op(op), {a, b}, a->span) : nullptr;
}

/// A bound that varies over dims of the parameter's own is the outermost of them.
TermPtr outermost(ir::Monoid monoid, const TermPtr& bound, const Instance& instance) {
  if (!bound) return bound;
  Type type = bound->type;
  std::vector<DimId> over;
  for (const auto& [name, dim] : instance.own)
    if (contains(type.dims, dim)) over.push_back(dim), std::erase(type.dims, dim);
  return over.empty() ? bound : make_term(bound->span, std::move(type), ReduceTerm{monoid, bound, std::move(over)});
}

/// As its bounds have it: `interval(0, infinity)`, `0..5`.
std::string name_of(const Support& support) {
  const auto written = [&](const TermPtr& bound, const char* infinite) {
    const auto value = bound ? constant_value(bound) : std::nullopt;
    return !bound ? std::string(infinite) : value ? ast::print(ast::number(*value)) : std::string("...");
  };
  if (!support.lower && !support.upper) return is_discrete(support) ? "integer" : "real";
  const auto lower = written(support.lower, "-infinity"), upper = written(support.upper, "infinity");
  return is_discrete(support) ? lower + ".." + upper : "interval(" + lower + ", " + upper + ")";
}

}  // namespace

/// The least support that holds those of all listed distributions; its bounds are known if those of all are.
Support Elaborator::support_of_all(const DistributionTerm& term) {
  Support all = support(*term.instances.front());
  for (std::size_t i = 1; i < term.instances.size(); ++i) {
    const Support one = support(*term.instances[i]);
    if (one.shape != all.shape) fail(errors::mixed_supports(term.instances[i]->span, one.name, all.name));
    if (one.name == all.name && same_bound(one.lower, all.lower) && same_bound(one.upper, all.upper)) continue;
    all.lower = outermost("min", all.lower, one.lower), all.upper = outermost("max", all.upper, one.upper);
    all.name = name_of(all);
  }
  return all;
}

std::optional<Support> Elaborator::support_of_argument(const ast::ExprPtr& expr, const Instance& instance) {
  const auto* member = std::get_if<ast::Member>(&expr->node);
  const auto* receiver = member && member->name == "support" ? std::get_if<ast::Name>(&member->receiver->node) : nullptr;
  const auto& params = instance.distribution->params;
  const auto param = receiver ? std::ranges::find(params, receiver->id, [](const auto& p) { return p.name.name; }) : params.end();
  const auto* term = param == params.end() ? nullptr : distribution_of(instance.args[static_cast<std::size_t>(param - params.begin())]);
  if (!term) return std::nullopt;
  Support all = support_of_all(*term);
  all.lower = outermost(ir::Monoid::Minimum, all.lower, instance), all.upper = outermost(ir::Monoid::Maximum, all.upper, instance);
  return all;
}

/// `within(D.support, lower, upper)`: the part between two bounds; `with_zero(D.support)`: 0 beside it.
std::optional<Support> Elaborator::support_around(const ast::Call& call, const Instance& instance, const Scope& scope) {
  if (call.args.empty()) return std::nullopt;
  auto inner = support_of_argument(call.args.front().value, instance);
  if (!inner) return inner;
  if (call.callee == "with_zero") {
    const auto known = [](const TermPtr& bound) { return bound ? constant_value(bound).value_or(0) : 0; };
    const bool is_wider = known(inner->lower) > 0 || known(inner->upper) < 0;
    inner->lower = inner->lower ? apply_term(ir::op("min"), {inner->lower, constant_term(0)}, instance.span) : nullptr;
    inner->upper = inner->upper ? apply_term(ir::op("max"), {inner->upper, constant_term(0)}, instance.span) : nullptr;
    if (inner->name == "positive") inner->name = "nonnegative";
    if (is_wider) inner->name = name_of(*inner);
  } else {
    const auto narrow = [&](TermPtr& own, const ast::ExprPtr& bound, const char* op, double none) {
      auto term = this->expr(bound, scope);
      if (!term || constant_value(term) == none) return;
      own = own ? apply_term(ir::op(op), {own, term}, term->span) : term;
    };
    narrow(inner->lower, call.args[1].value, "max", -std::numeric_limits<double>::infinity());
    narrow(inner->upper, call.args[2].value, "min", std::numeric_limits<double>::infinity());
    if (inner->lower || inner->upper) inner->name = name_of(*inner);
  }
  return inner;
}

/// The support of a distribution as its text has it; of a combinator, that of what it is applied to. Null where that is unknown.
ast::ExprPtr Elaborator::written_support(const ast::ExprPtr& expr) {
  const auto* call = std::get_if<ast::Call>(&expr->node);
  const auto* distribution = call ? find_distribution(call->callee) : nullptr;
  if (!distribution) return nullptr;
  const auto* joint = std::get_if<ast::Index>(&distribution->support->node);
  auto support = joint ? joint->base : distribution->support;
  if (const auto* around = std::get_if<ast::Call>(&support->node); around && !around->args.empty()) support = around->args.front().value;
  const auto* member = std::get_if<ast::Member>(&support->node);
  const auto* receiver = member ? std::get_if<ast::Name>(&member->receiver->node) : nullptr;
  if (!receiver) return joint ? joint->base : distribution->support;
  std::size_t position = 0;
  while (position < distribution->params.size() && distribution->params[position].name.name != receiver->id) ++position;
  ast::ExprPtr inner;
  std::size_t unnamed = 0;
  for (const auto& arg : call->args) {
    if (arg.name.empty() ? unnamed++ == position : arg.name == receiver->id) inner = arg.value;
  }
  if (!inner) return nullptr;
  const auto* listed = std::get_if<ast::Stack>(&inner->node);
  return written_support(listed ? listed->items.front() : inner);
}

}  // namespace scmc
