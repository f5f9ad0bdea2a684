#include "compiler/lower/invert.h"

#include <algorithm>

#include "compiler/check/elaborate.h"
#include "compiler/ir/expression.h"
#include "compiler/ir/primitives.h"
#include "compiler/lower/errors.h"

namespace scmc {
namespace {

using ir::Expression;
using ir::NodeId;

bool has(const Checked& model, const Instance& instance, const char* member) {
  const auto u = make_term(instance.span, {.kind = ScalarKind::Real, .dims = instance.joint}, HoleTerm{});
  return expand(model, instance, member, {u}) != nullptr;
}

bool wants_inversion(const Checked& model, const Instance& instance) {
  const bool is_combined = std::ranges::any_of(instance.distribution->params, takes_distribution);
  if (!is_combined && find_member(*instance.distribution, "quantile")) return false;
  return instance.joint.empty() && !has(model, instance, "quantile") && has(model, instance, "cdf");
}

/// The line on which the interval is halved: the logarithm of the distance from a bound, else sinh, so that numbers near 0 keep their
/// digits.
class Line {
 public:
  Line(TermLowering& terms, const Support& support)
      : build_(terms.build()), is_discrete_(is_discrete(support)), lower_(bound(terms, support.lower)), upper_(bound(terms, support.upper)) {}

  double first() const { return is_discrete_ ? (lower_ ? -1 : -0x1p53) : lower_ && upper_ ? 0 : -744; }
  double last() const { return is_discrete_ ? 0x1p53 : lower_ && upper_ ? 1 : 709; }

  Expression value(Expression t) const {
    if (is_discrete_) return lower_ ? *lower_ + t : t;
    if (lower_ && upper_) return *lower_ + (*upper_ - *lower_) * t;
    if (lower_) return *lower_ + exp(t);
    if (upper_) return *upper_ - exp(-t);
    return call("sinh", t);
  }
  Expression middle(Expression low, Expression high) const {
    const auto half = 0.5 * (low + high);
    return is_discrete_ ? call("floor", half) : half;
  }
  /// What is left at the end: of counts, the smallest whose cdf is not below.
  Expression result(Expression low, Expression high) const { return is_discrete_ ? high : middle(low, high); }

 private:
  std::optional<Expression> bound(TermLowering& terms, const TermPtr& term) const {
    return term ? std::optional(Expression(build_, terms(term))) : std::nullopt;
  }
  ir::Builder& build_;
  bool is_discrete_;
  std::optional<Expression> lower_, upper_;
};

/// The value at which the cdf reaches u: two ends of an interval, each a recurrence over the halvings.
NodeId bisect(const Plan& plan, TermLowering& terms, const Variable& v, const Instance& instance, NodeId u) {
  const auto& model = *plan.bound.model;
  auto& build = terms.build();
  const auto steps = *plan.dimensions.of_bisection;
  const Line line(terms, support_of(model, instance));
  const ir::Dims dims = ir::unite(build[u].dims, {steps});
  const auto low_id = build.new_recurrence(), high_id = build.new_recurrence();
  const auto type = v.type.kind == ScalarKind::Real ? ir::NodeType::Real : ir::NodeType::Integer;
  const Expression at(build, build.iota(steps)), noise(build, u);
  const auto before = [&](ir::RecurrenceId id, double start) {
    return select(call("eq", at, Expression(build, 0.0)), Expression(build, start), Expression(build, build.past(id, steps, 1, dims, type)));
  };
  const Expression low = before(low_id, line.first()), high = before(high_id, line.last());
  const Expression middle = line.middle(low, high);
  const auto x = terms.hole(line.value(middle), v.type, v.span);
  const Expression cdf(build, terms(expand(model, instance, "cdf", {x})));
  const Expression below = call("lt", cdf, noise);
  const auto close = [&](ir::RecurrenceId id, Expression value) {
    const NodeId all = build.recur(id, steps, build.broadcast(value, dims));
    std::vector<NodeId> last;
    for (ir::DimId d : build[all].dims) last.push_back(d == steps ? build.constant(static_cast<double>(bisections - 1)) : build.iota(d));
    return Expression(build, build.gather(all, std::move(last)));
  };
  const Expression last_low = close(low_id, select(below, middle, low)), last_high = close(high_id, select(below, high, middle));
  return line.value(line.result(last_low, last_high));
}

}  // namespace

bool is_inverted(const Checked& model, const Variable& variable) {
  return std::ranges::any_of(variable.mechanisms, [&](const Mechanism& m) {
    const auto* random = std::get_if<RandomMechanism>(&m.kind);
    return random && wants_inversion(model, random->instance);
  });
}

NodeId structural_map(const Plan& plan, TermLowering& terms, VariableId id, const Instance& instance, const TermPtr& noise,
                      Diagnostics& diagnostics) {
  const auto& model = *plan.bound.model;
  const auto& v = model[id];
  if (const auto map = expand(model, instance, "quantile", {noise})) return terms.stored(map, v.type);
  if (plan.dimensions.of_bisection && wants_inversion(model, instance)) return bisect(plan, terms, v, instance, terms(noise));
  diagnostics.report(errors::cannot_simulate(v, instance.distribution->name.name));
  return terms.build().constant(0);
}

}  // namespace scmc
