/// Adjoints of Apply, Select and Stack, and their accumulation.
#include "compiler/differentiate/adjoints.h"

#include <stdexcept>

#include "compiler/ir/kernels.h"
#include "compiler/ir/primitives.h"
#include "compiler/source/match.h"

namespace scmc::ir {
namespace {

/// Calls `f` with the adjoint of each active operand that the pullback of the primitive yields.
void pull_back_apply(Adjoints& adjoints, NodeId node, const Apply& apply) {
  if (!apply.op->pullback) return;
  Builder& build = adjoints.build();
  const Adjoint seed = *adjoints.of(node);
  const Dims loop = build[node].dims;
  const auto args = apply.args;
  const auto by_arg = apply.op->pullback({build, args, node, seed.value, seed.guarded});
  for (std::size_t i = 0; i < args.size(); ++i)
    if (by_arg[i]) adjoints.add(args[i], {*by_arg[i], seed.guarded || apply.op->switches}, loop);
}

/// The seed goes to the branch that was taken; the other gets an exact 0.
void pull_back_select(Adjoints& adjoints, NodeId node, const Select& select) {
  Builder& build = adjoints.build();
  const NodeId seed = adjoints.of(node)->value, zero = build.constant(0);
  const Dims loop = build[node].dims;
  if (adjoints.is_active(select.then)) adjoints.add(select.then, {build.select(select.condition, seed, zero), true}, loop);
  if (adjoints.is_active(select.otherwise)) adjoints.add(select.otherwise, {build.select(select.condition, zero, seed), true}, loop);
}

/// Item p gets what stands at position p of the seed.
void pull_back_stack(Adjoints& adjoints, NodeId node, const Stack& stack) {
  Builder& build = adjoints.build();
  const Adjoint seed = *adjoints.of(node);
  const Dims seed_dims = build[seed.value].dims, item_loop = without(build[node].dims, {stack.dim});
  for (std::size_t p = 0; p < stack.items.size(); ++p) {
    if (!adjoints.is_active(stack.items[p])) continue;
    std::vector<NodeId> indices;
    for (auto dim : seed_dims) indices.push_back(dim == stack.dim ? build.constant(static_cast<double>(p)) : build.iota(dim));
    adjoints.add(stack.items[p], {build.gather(seed.value, indices), seed.guarded}, item_loop);
  }
}

/// A seed over all dims of the result: a matrix function sees whole arrays.
void pull_back_call(Adjoints& adjoints, NodeId node, const Call& call) {
  Builder& build = adjoints.build();
  if (!call.kernel->pullback) throw std::domain_error("`" + std::string(call.kernel->name) + "` has no derivative");
  const NodeId seed = build.broadcast(adjoints.of(node)->value, build[node].dims);
  const auto by_arg = call.kernel->pullback({build, call, node, seed});
  const Dims batch = build[node].dims;
  for (std::size_t i = 0; i < call.args.size(); ++i)
    if (by_arg[i])
      adjoints.add(call.args[i], {*by_arg[i], true}, unite(without(batch, all_axes(call)), axes(call, call.kernel->args[i])));
}

}  // namespace

void Adjoints::add(NodeId node, Adjoint contribution, const Dims& loop) {
  if (!is_active(node)) return;
  contribution.value = build_.reduce(Monoid::Sum, contribution.value, without(loop, build_[node].dims));
  auto& total = adjoints_[index(node)];
  if (total) contribution = {build_.apply(op("add"), {total->value, contribution.value}), total->guarded || contribution.guarded};
  total = contribution;
}

void pull_back(Adjoints& adjoints, NodeId node) {
  const Node copy = adjoints.build()[node];  // building moves the nodes
  adjoints.build().span = copy.span;
  match(
      copy.kind, [](const Constant&) {}, [](const Input&) {}, [](const Size&) {}, [](const Iota&) {}, [](const Noise&) {},
      [&](const Apply& apply) { pull_back_apply(adjoints, node, apply); },
      [&](const Select& select) { pull_back_select(adjoints, node, select); },
      [&](const Reduce& reduce) { pull_back_reduce(adjoints, node, reduce); },
      [&](const Gather& gather) { pull_back_gather(adjoints, node, gather); },
      [&](const Scatter& scatter) { pull_back_scatter(adjoints, node, scatter); },
      [&](const Stack& stack) { pull_back_stack(adjoints, node, stack); }, [&](const Past& past) { pull_back_past(adjoints, node, past); },
      [&](const Recur& recur) { pull_back_recur(adjoints, node, recur); }, [&](const Call& call) { pull_back_call(adjoints, node, call); });
}

}  // namespace scmc::ir
