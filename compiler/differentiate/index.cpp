/// Adjoints of Gather and Scatter: each other. Slices, shifts and renames need no scatter: their adjoint is read back in place.
#include <optional>

#include "compiler/differentiate/adjoints.h"

namespace scmc::ir {
namespace {

/// An index of the form `iota(dim) + shift`, or the constant `shift`.
struct Affine {
  std::optional<DimId> dim;
  double shift = 0;
};

std::optional<Affine> affine(const Builder& build, NodeId id) {
  const Node& node = build[id];
  if (const auto value = constant_value(node)) return Affine{std::nullopt, *value};
  if (const auto* iota = std::get_if<Iota>(&node.kind)) return Affine{iota->dim, 0};
  const auto* apply = std::get_if<Apply>(&node.kind);
  if (!apply || (apply->op->name != "add" && apply->op->name != "sub")) return std::nullopt;
  const bool adds = apply->op->name == "add";
  for (int i : {0, 1}) {
    const auto* iota = std::get_if<Iota>(&build[apply->args[i]].kind);
    const auto shift = constant_value(build[apply->args[1 - i]]);
    if (iota && shift && (adds || i == 0)) return Affine{iota->dim, adds ? *shift : -*shift};
  }
  return std::nullopt;
}

/// All indices as affine ones, each dim used once; otherwise nothing.
std::optional<std::vector<Affine>> affine_access(const Builder& build, const std::vector<NodeId>& indices) {
  std::vector<Affine> all;
  Dims used;
  for (auto id : indices) {
    const auto form = affine(build, id);
    if (!form || (form->dim && contains(used, *form->dim))) return std::nullopt;
    if (form->dim) used = unite(used, {*form->dim});
    all.push_back(*form);
  }
  return all;
}

/// The adjoint of x[i + shift], i in `dim`, at position s of the source: the seed at s - shift, 0 where no i reads s.
struct Inverse {
  Builder& build;
  Expression seed;
  Expression inside;                             ///< where the source is read at all
  std::vector<std::optional<NodeId>> positions;  ///< by dim of the seed

  void require(Expression condition) { inside = call("and", inside, condition); }
};

void invert_constant(Inverse& inverse, DimId source_dim, double position) {
  inverse.require(call("eq", Expression(inverse.build, inverse.build.iota(source_dim)), position));
}

void invert_shift(Inverse& inverse, DimId source_dim, const Affine& form) {
  Builder& build = inverse.build;
  const Expression position = Expression(build, build.iota(source_dim)) - form.shift;
  const Dims& seed_dims = build[inverse.seed].dims;
  for (std::size_t i = 0; i < seed_dims.size(); ++i)
    if (seed_dims[i] == *form.dim) inverse.positions[i] = position;
  if (*form.dim == source_dim && form.shift == 0) return;
  if (form.shift > 0) inverse.require(call("ge", position, 0.0));
  inverse.require(call("lt", position, Expression(build, build.size(*form.dim))));
}

Adjoint read_back(Builder& build, const Gather& gather, const std::vector<Affine>& forms, Adjoint seed) {
  Inverse inverse{build, {build, seed.value}, {build, 1.0}, {}};
  inverse.positions.resize(build[seed.value].dims.size());
  const Dims source_dims = build[gather.source].dims;
  for (std::size_t i = 0; i < forms.size(); ++i) {
    if (forms[i].dim) invert_shift(inverse, source_dims[i], forms[i]);
    else invert_constant(inverse, source_dims[i], forms[i].shift);
  }
  std::vector<NodeId> positions;
  for (const auto& position : inverse.positions) positions.push_back(*position);
  const Expression value{build, build.gather(seed.value, positions)};
  if (constant_value(build[inverse.inside])) return {value, seed.guarded};
  return {select(inverse.inside, value, Expression(build, 0.0)), true};
}

}  // namespace

void pull_back_gather(Adjoints& adjoints, NodeId node, const Gather& gather) {
  Builder& build = adjoints.build();
  const Adjoint seed = *adjoints.of(node);
  const Dims source_dims = build[gather.source].dims, loop = build[node].dims;
  if (const auto forms = affine_access(build, gather.indices))
    return adjoints.add(gather.source, read_back(build, gather, *forms, seed), source_dims);
  const NodeId values = build.broadcast(seed.value, loop);
  adjoints.add(gather.source, {build.scatter(values, gather.indices, source_dims), seed.guarded}, source_dims);
}

void pull_back_scatter(Adjoints& adjoints, NodeId node, const Scatter& scatter) {
  Builder& build = adjoints.build();
  const Adjoint seed = *adjoints.of(node);
  const Dims seed_dims = build[seed.value].dims, loop = build[scatter.values].dims;
  std::vector<NodeId> indices;
  for (std::size_t i = 0; i < scatter.target_dims.size(); ++i)
    if (contains(seed_dims, scatter.target_dims[i])) indices.push_back(scatter.indices[i]);
  adjoints.add(scatter.values, {build.gather(seed.value, indices), seed.guarded}, loop);
}

}  // namespace scmc::ir
