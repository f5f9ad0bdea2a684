/// Members of distributions as expressions: `D.cdf(x)` of a parameter, `Normal(mu, s).location_scale(e)` of one that is written out.
#include <algorithm>

#include "compiler/ast/print.h"
#include "compiler/check/elaborate.h"
#include "compiler/check/errors.h"

namespace scmc {
namespace {

const DistributionTerm* distribution_of(const TermPtr& term) { return term ? std::get_if<DistributionTerm>(&term->node) : nullptr; }

/// A vector or a matrix, or a position of a dimension: only the left of a `~` says of which.
bool needs_left(const ast::DistributionStatement& distribution) {
  const auto* call = std::get_if<ast::Call>(&distribution.support->node);
  return std::holds_alternative<ast::Index>(distribution.support->node) || (call && call->callee == "index");
}

/// The parameter whose own dimension could be any of several that its argument has; null if there is none. Distributions run along
/// the dimension of other parameters.
const ast::Parameter* unclear_parameter(const Instance& instance) {
  for (std::size_t i = 0; i < instance.args.size(); ++i) {
    const auto& param = instance.distribution->params[i];
    if (!param.dims.empty() && !takes_distribution(param) && instance.args[i]->type.dims.size() > 1) return &param;
  }
  return nullptr;
}

}  // namespace

/// `D.cdf(x)`, `D.mean`: of listed distributions, of each.
TermPtr Elaborator::member_of_argument(const ast::ExprPtr& receiver, const std::string& member, const std::vector<TermPtr>& args,
                                       const ast::ExprPtr& expr, const Scope& scope) {
  const auto* call = std::get_if<ast::Call>(&receiver->node);
  if (call && !call->receiver && find_distribution(call->callee)) return member_of_written(receiver, member, args, expr, scope);
  const auto* name = std::get_if<ast::Name>(&receiver->node);
  const auto found = name ? scope.terms.find(name->id) : scope.terms.end();
  const auto* term = found == scope.terms.end() ? nullptr : distribution_of(found->second);
  if (!term) return fail(errors::not_a_distribution_parameter(receiver->span, ast::print(receiver)));
  const Support all = support_of_all(*term);
  const auto one = [&](const Instance& instance) {
    auto value = this->member(instance, member, args);
    return args.size() == 1 ? beyond_support(instance, member, args.front(), std::move(value), all) : value;
  };
  if (!term->over) return one(*term->instances.front());
  StackTerm stack{*term->over, {}};
  Type type{.kind = ScalarKind::Integer, .dims = {*term->over}};
  for (const auto& instance : term->instances) {
    auto item = one(*instance);
    if (!item) return nullptr;
    type.dims = unite(type.dims, item->type.dims);
    if (item->type.kind == ScalarKind::Real) type.kind = ScalarKind::Real;
    stack.items.push_back(std::move(item));
  }
  return make_term(at(expr, scope), std::move(type), std::move(stack));
}

/// `Poisson(rate).quantile(u)`. It draws nothing, so it is one of numbers, whose arguments alone say over which dimensions.
TermPtr Elaborator::member_of_written(const ast::ExprPtr& written, const std::string& member, const std::vector<TermPtr>& args,
                                      const ast::ExprPtr& expr, const Scope& scope) {
  const auto& call = std::get<ast::Call>(written->node);
  if (needs_left(*find_distribution(call.callee))) return fail(errors::member_of_vector(written->span, call.callee));
  const auto instance = this->instance(written, scope, {}, std::nullopt);
  if (!instance) return nullptr;
  if (const auto* param = unclear_parameter(*instance))
    return fail(errors::own_dimension_unclear(written->span, param->name.name, call.callee));
  if (!takes(*instance, member, args.size(), expr)) return nullptr;
  const auto before = names_.diagnostics.all().size();
  auto value = this->member(*instance, member, args);
  if (!value && names_.diagnostics.all().size() == before)
    return fail(errors::inner_lacks(written->span, call.callee, lacking_->distribution, lacking_->member));
  return args.size() == 1 ? beyond_support(*instance, member, args.front(), std::move(value), Support{}) : value;
}

/// Has it such a member, with as many parameters? Reports what is wrong.
bool Elaborator::takes(const Instance& instance, const std::string& member, std::size_t count, const ast::ExprPtr& expr) {
  const auto& distribution = *instance.distribution;
  const auto* own = member == "form" ? nullptr : find_member(distribution, member);
  const auto* defaults = own || member == "form" ? nullptr : names_.library.defaults(names_.diagnostics);
  const auto* definition = own ? own : defaults && find_member(distribution, "cdf") ? find_member(*defaults, member) : nullptr;
  if (!definition && member != "discrete") {
    std::vector<std::string> known;
    for (const auto& m : distribution.members)
      if (m.name.name != "form") known.push_back(m.name.name);
    fail(errors::no_such_member(expr->span, distribution.name.name, member, known));
    return false;
  }
  const std::size_t wanted = definition ? definition->params.size() : 0;
  if (wanted != count) {
    const auto form = definition ? signature(member, definition->params) : member;
    fail(errors::argument_count(expr->span, distribution.name.name + "(...)." + member, count, distribution.name.name + "(...)." + form));
  }
  return wanted == count;
}

}  // namespace scmc
