#include "compiler/lower/noise.h"

#include <algorithm>

#include "compiler/check/elaborate.h"
#include "compiler/check/errors.h"
#include "compiler/ir/expression.h"
#include "compiler/ir/primitives.h"
#include "compiler/lower/fit.h"

namespace scmc {
namespace {

using ir::Expression;
using ir::NodeId;

const Instance& instance_of(const Mechanism& mechanism) { return std::get<RandomMechanism>(mechanism.kind).instance; }

bool has_atoms(const Checked& model, const Instance& instance) {
  return find_member(*instance.distribution, "atoms") && constant_value(expand(model, instance, "atoms", {})) != 0;
}

/// The cdf of one mechanism at values of its variable.
class Probability {
 public:
  Probability(const Plan& plan, TermLowering& terms, const Variable& variable, const Instance& instance)
      : model_(*plan.bound.model), terms_(terms), build_(terms.build()), v_(variable), instance_(instance) {}

  std::optional<NodeId> up_to(const TermPtr& x) {
    const auto cdf = expand(model_, instance_, "cdf", {x});
    return cdf ? std::optional(terms_(cdf)) : std::nullopt;
  }

  /// Uniform between the probability below the value and that up to it.
  NodeId within_step(NodeId value, NodeId at, const ir::Dims& dims) {
    const bool is_real = v_.type.kind == ScalarKind::Real;
    const Expression x(build_, value), upper(build_, at);
    const Expression before = is_real ? x - 0x1p-52 * call("max", call("abs", x), Expression(build_, 0x1p-900)) : x - 1.0;
    const auto type = is_real ? v_.type : Type{ScalarKind::Integer, v_.type.dims, v_.type.carries};
    Expression lower(build_, *up_to(terms_.hole(before, type, v_.span)));
    // Not by the cdf itself, whose formula need not hold outside of the support.
    if (const auto support = support_of(model_, instance_); support.lower)
      lower = select(call("le", x, Expression(build_, terms_(support.lower))), Expression(build_, 0.0), lower);
    const Expression noise(build_, build_.noise(noise_stream(stream_within(v_)), dims));
    return lower + (upper - lower) * noise;
  }

 private:
  const Checked& model_;
  TermLowering& terms_;
  ir::Builder& build_;
  const Variable& v_;
  const Instance& instance_;
};

}  // namespace

bool leaves_noise_open(const Checked& model, const Variable& variable, const Instance& instance) {
  return variable.type.kind != ScalarKind::Real || has_atoms(model, instance);
}

bool leaves_noise_open(const Checked& model, VariableId id) {
  const auto& v = model[id];
  return std::ranges::any_of(v.mechanisms, [&](const Mechanism& m) { return leaves_noise_open(model, v, instance_of(m)); });
}

std::string stream_within(const Variable& variable) { return variable.name + ".within"; }

TermPtr spoken(const Plan& plan, TermLowering& terms, const Variable& variable, NodeId value) {
  if (variable.type.kind != ScalarKind::Index) return terms.hole(value, variable.type, variable.span);
  auto& build = terms.build();
  const auto first = static_cast<double>(plan.bound.axes[index(*variable.type.carries)].first);
  const NodeId number = first != 0 ? build.apply(ir::op("add"), {value, build.constant(first)}) : value;
  return terms.hole(number, {ScalarKind::Integer, variable.type.dims, variable.type.carries}, variable.span);
}

/// The map is affine in its noise: where it has 0, and how far from there it has 1.
NodeId standard_noise(TermLowering& terms, const Checked& model, const Instance& instance, Span span, NodeId value) {
  const auto at = [&](double e) { return terms(expand(model, instance, "location_scale", {constant_term(e, span)})); };
  auto& build = terms.build();
  const NodeId origin = at(0);
  const NodeId unit = build.apply(ir::op("sub"), {at(1), origin});
  return build.apply(ir::op("div"), {build.apply(ir::op("sub"), {value, origin}), unit});
}

std::optional<NodeId> uniform_noise(const Plan& plan, TermLowering& terms, VariableId id, const Instance& instance, NodeId value,
                                    std::optional<ir::DimId> repeated) {
  const auto& model = *plan.bound.model;
  const auto& v = model[id];
  const auto x = spoken(plan, terms, v, value);
  Probability probability(plan, terms, v, instance);
  const auto at = probability.up_to(x);
  if (!at || !leaves_noise_open(model, v, instance)) return at;
  ir::Dims dims = terms.dims(v.dims);
  if (repeated) dims = ir::unite(dims, {*repeated});
  return probability.within_step(terms(x), *at, dims);
}

NodeId noise_of(const Plan& plan, TermLowering& terms, VariableId id, NodeId value, Diagnostics& diagnostics,
                std::optional<ir::DimId> repeated) {
  const auto& model = *plan.bound.model;
  const auto& v = model[id];
  return by_slice(terms, v.mechanisms, [&](const Mechanism& m) {
    const auto& instance = instance_of(m);
    if (v.type.kind != ScalarKind::Index && instance.joint.empty()) {
      if (v.type.kind == ScalarKind::Real && find_member(*instance.distribution, "location_scale"))
        return standard_noise(terms, model, instance, v.span, value);
      if (const auto uniform = uniform_noise(plan, terms, id, instance, value, repeated)) return *uniform;
    }
    if (!diagnostics.has_errors()) diagnostics.report(errors::noise_of_vector(terms.build().span, v.name));
    return terms.build().constant(0);
  });
}

}  // namespace scmc
