#include "compiler/lower/abduct.h"

#include <algorithm>

#include "compiler/check/elaborate.h"
#include "compiler/ir/expression.h"
#include "compiler/ir/primitives.h"
#include "compiler/lower/errors.h"
#include "compiler/lower/fit.h"
#include "compiler/lower/invert.h"
#include "compiler/lower/noise.h"

namespace scmc {
namespace {

using ir::Expression;
using ir::NodeId;

/// 1 where every argument is what it was, for each draw of the distribution.
class Unchanged {
 public:
  Unchanged(const Abduction& a) : a_(a) {
    for (DimId d : a.instance.joint) own_.push_back(a.world.dim(d));
    std::ranges::sort(own_);
  }

  std::optional<NodeId> operator()() {
    add(a_.instance);
    return all_;
  }

 private:
  void add(const Instance& instance) {
    for (const auto& arg : instance.args) {
      if (const auto* inner = std::get_if<DistributionTerm>(&arg->node)) {
        for (const auto& one : inner->instances) add(*one);
        continue;
      }
      add(a_.factual(arg), a_.world(arg));
    }
  }

  void add(NodeId was, NodeId is) {
    if (was == is) return;
    auto& build = a_.world.build();
    NodeId same = build.apply(ir::op("eq"), {was, is});
    // What a draw takes whole: axes of its own, and those that are no dims of the variable.
    const auto& v = (*a_.plan.bound.model)[a_.id];
    const auto units = ir::without(a_.world.dims(v.dims), own_);
    ir::Dims consumed;
    for (ir::DimId d : build[same].dims)
      if (ir::contains(own_, d) || (!ir::contains(units, d) && is_of_model(d))) consumed.push_back(d);
    if (!consumed.empty()) same = build.reduce(ir::Monoid::Minimum, same, consumed);
    all_ = all_ ? build.apply(ir::op("and"), {*all_, same}) : same;
  }

  /// Not one that the question added: replicates, or positions on the left of the query.
  bool is_of_model(ir::DimId d) const {
    if (d == a_.plan.dimensions.replicates) return false;
    const auto& model = *a_.plan.bound.model;
    for (std::size_t i = 0; i < model.dims.size(); ++i)
      if (a_.plan.dimensions.of_model[i] == d) return !model.dims[i].of_query;
    return true;
  }

  const Abduction& a_;
  ir::Dims own_;
  std::optional<NodeId> all_;
};

NodeId exponential(ir::Builder& build, const std::string& stream, const ir::Dims& dims) {
  return -log(Expression(build, build.noise(noise_stream(stream), dims)));
}

/// The position, from 0, of the smallest number along a dimension; of several, the first.
NodeId first_of_smallest(ir::Builder& build, NodeId numbers, ir::DimId along) {
  const NodeId least = build.reduce(ir::Monoid::Minimum, numbers, {along});
  const NodeId here = build.select(build.apply(ir::op("eq"), {numbers, least}), build.iota(along), build.size(along));
  return build.reduce(ir::Monoid::Minimum, here, {along});
}

NodeId log_weights(const Plan& plan, TermLowering& terms, const Instance& instance) {
  return terms(expand(*plan.bound.model, instance, "log_weights", {}));
}

/// Of what runs: log A - log p.
NodeId winner(const Plan& plan, TermLowering& terms, const Variable& v, const Instance& instance, NodeId arrivals) {
  auto& build = terms.build();
  const Expression times = log(Expression(build, arrivals)) - Expression(build, log_weights(plan, terms, instance));
  return first_of_smallest(build, times, terms.dim(*v.type.carries));
}

class Abducting {
 public:
  Abducting(const Abduction& abduction, Diagnostics& diagnostics)
      : a_(abduction), diagnostics_(diagnostics), model_(*a_.plan.bound.model), v_(model_[a_.id]), build_(a_.world.build()) {}

  NodeId run() {
    const auto again = recomputed();
    if (!again) {
      if (!diagnostics_.has_errors()) diagnostics_.report(errors::cannot_abduct(v_, a_.instance.distribution->name.name));
      return build_.constant(0);
    }
    const auto unchanged = a_.copies ? Unchanged(a_)() : build_.constant(0);
    return unchanged ? build_.select(*unchanged, a_.value, *again) : a_.value;
  }

 private:
  TermPtr real(NodeId node) { return a_.world.hole(node, {.kind = ScalarKind::Real, .dims = v_.type.dims}, v_.span); }

  std::optional<NodeId> recomputed() {
    if (is_unordered(model_, v_, a_.instance)) return by_race();
    if (const auto residual = expand(model_, a_.instance, "residual", {spoken(a_.plan, a_.factual, v_, a_.value)}))
      return by_map("from_residual", a_.factual(residual));
    if (!a_.instance.joint.empty()) return std::nullopt;
    if (v_.type.kind == ScalarKind::Real && find_member(*a_.instance.distribution, "location_scale"))
      return by_map("location_scale", standard_noise(a_.factual, model_, a_.instance, v_.span, a_.value));
    return by_probability();
  }

  std::optional<NodeId> by_map(const char* member, NodeId noise) {
    const auto map = expand(model_, a_.instance, member, {real(noise)});
    return map ? std::optional(a_.world.stored(map, v_.type)) : std::nullopt;
  }

  std::optional<NodeId> by_probability() {
    const auto u = uniform_noise(a_.plan, a_.factual, a_.id, a_.instance, a_.value, a_.repeated);
    return u ? std::optional(structural_map(a_.plan, a_.world, a_.id, a_.instance, real(*u), diagnostics_)) : std::nullopt;
  }

  /// Given that category i came first, the first arrival is exponential whatever it is, and the others begin anew: A_k = p_k T + E_k.
  NodeId by_race() {
    const auto axis = a_.world.dim(*v_.type.carries);
    ir::Dims units = a_.world.dims(v_.dims);
    if (a_.repeated) units = ir::unite(units, {*a_.repeated});
    const Expression weights(build_, log_weights(a_.plan, a_.factual, a_.instance));
    const Expression first(build_, exponential(build_, stream_within(v_) + ".first", units)),
        later(build_, exponential(build_, stream_within(v_), ir::unite(units, {axis})));
    const Expression is_it = call("eq", Expression(build_, build_.iota(axis)), Expression(build_, a_.value));
    const Expression arrivals = exp(weights) * first + select(is_it, Expression(build_, 0.0), later);
    return winner(a_.plan, a_.world, v_, a_.instance, arrivals);
  }

  const Abduction& a_;
  Diagnostics& diagnostics_;
  const Checked& model_;
  const Variable& v_;
  ir::Builder& build_;
};

}  // namespace

NodeId abduct(const Abduction& abduction, Diagnostics& diagnostics) { return Abducting(abduction, diagnostics).run(); }

bool is_unordered(const Checked& model, const Variable& variable, const Instance& instance) {
  return variable.type.kind == ScalarKind::Index && !contains(variable.dims, *variable.type.carries) &&
         find_member(*instance.distribution, "log_weights") && expand(model, instance, "log_weights", {});
}

NodeId race(const Plan& plan, TermLowering& terms, const Variable& variable, const Instance& instance, const std::string& stream,
            const ir::Dims& units) {
  const auto arrivals = exponential(terms.build(), stream, ir::unite(units, {terms.dim(*variable.type.carries)}));
  return winner(plan, terms, variable, instance, arrivals);
}

}  // namespace scmc
