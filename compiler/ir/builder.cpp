/// Building a graph: dims and type of a node follow from its operands, equal nodes are shared, and trivial identities are folded.
///
/// A fold never loses dims: what stands for a node over [k] is a node over [k]. A fold never assumes that a value is finite unless it must
/// be.
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "compiler/ir/equality.h"
#include "compiler/ir/graph.h"
#include "compiler/ir/kernels.h"
#include "compiler/ir/primitives.h"

namespace scmc::ir {
namespace {

NodeType constant_type(double value) {
  return std::trunc(value) == value && std::abs(value) <= 0x1p53 ? NodeType::Integer : NodeType::Real;
}

Dims united_dims(const Builder& build, const std::vector<NodeId>& nodes) {
  Dims dims;
  for (auto node : nodes)
    if (const Dims& next = build[node].dims; dims.empty()) dims = next;
    else if (!next.empty() && next != dims) dims = unite(dims, next);
  return dims;
}

bool all_integer(const Builder& build, const std::vector<NodeId>& nodes) {
  return std::all_of(nodes.begin(), nodes.end(), [&](NodeId node) { return build[node].type == NodeType::Integer; });
}

std::optional<std::vector<double>> constant_args(const Builder& build, const std::vector<NodeId>& args) {
  if (!std::ranges::all_of(args, [&](NodeId arg) { return std::holds_alternative<Constant>(build[arg].kind); })) return std::nullopt;
  std::vector<double> values;
  for (auto arg : args) values.push_back(*constant_value(build[arg]));
  return values;
}

bool is_iota_of(const Node& node, DimId dim) {
  const auto* iota = std::get_if<Iota>(&node.kind);
  return iota && iota->dim == dim;
}

/// gather(x[a, b], [iota a, iota b]) reads every cell in its place.
bool is_identity(const Builder& build, const Dims& dims, const std::vector<NodeId>& indices) {
  for (std::size_t i = 0; i < dims.size(); ++i)
    if (!is_iota_of(build[indices[i]], dims[i])) return false;
  return true;
}

}  // namespace

NodeId Graph::add(Node node) {
  nodes.push_back(std::move(node));
  return NodeId(nodes.size() - 1);
}

Builder::Builder(Graph graph) : graph_(std::move(graph)) {
  rehash();
  for (const auto& node : graph_.nodes) reserve_recurrence(node);
}

/// Numbers of a graph that is copied stay, and are not given away again.
void Builder::reserve_recurrence(const Node& node) {
  const auto* past = std::get_if<Past>(&node.kind);
  const auto* recur = std::get_if<Recur>(&node.kind);
  if (past || recur)
    recurrences_ = std::max(recurrences_, static_cast<std::uint32_t>(index(past ? past->recurrence : recur->recurrence)) + 1);
}

/// A table with open addressing, at most half full; an entry is a node's number plus one, 0 where it is empty.
void Builder::rehash() {
  table_.assign(std::bit_ceil(std::max<std::size_t>(128, 4 * graph_.nodes.size())), 0);
  for (std::size_t i = 0; i < graph_.nodes.size(); ++i) table_[slot_of(graph_.nodes[i])] = static_cast<std::uint32_t>(i + 1);
}

/// Where an equal node stands, or would.
std::size_t Builder::slot_of(const Node& node) const {
  std::size_t slot = hash_of(node) & (table_.size() - 1);
  while (table_[slot] && !same(graph_.nodes[table_[slot] - 1], node)) slot = (slot + 1) & (table_.size() - 1);
  return slot;
}

NodeId Builder::intern(Node node) {
  if (2 * (graph_.nodes.size() + 1) > table_.size()) rehash();
  const std::size_t slot = slot_of(node);
  if (table_[slot]) return NodeId(table_[slot] - 1);
  node.span = span;
  reserve_recurrence(node);
  const NodeId id = graph_.add(std::move(node));
  table_[slot] = static_cast<std::uint32_t>(index(id) + 1);
  return id;
}

InputId Builder::declare_input(InputInfo info) {
  graph_.inputs.push_back(std::move(info));
  return InputId(graph_.inputs.size() - 1);
}

NodeId Builder::constant(double value) { return intern({Constant{value}, {}, constant_type(value)}); }

NodeId Builder::input(InputId input) {
  const InputInfo& info = graph_.inputs[index(input)];
  return intern({Input{input}, info.dims, info.type});
}

NodeId Builder::size(DimId dim) { return intern({Size{dim}, {}, NodeType::Integer}); }

NodeId Builder::iota(DimId dim) { return intern({Iota{dim}, {dim}, NodeType::Integer}); }

NodeId Builder::apply(const Primitive& op, std::vector<NodeId> args) {
  if (args.size() != op.arity) throw std::logic_error("`" + std::string(op.name) + "` applied to a wrong number of arguments");
  if (op.commutative && args[1] < args[0]) std::swap(args[0], args[1]);
  if (const auto values = constant_args(*this, args)) return constant(op.value(*values));
  if (op.fold)
    if (const auto folded = op.fold(*this, args)) return *folded;
  std::array<NodeType, 8> types;
  for (std::size_t i = 0; i < args.size(); ++i) types[i] = graph_[args[i]].type;
  const auto type = op.type(std::span(types).first(args.size()));
  Dims dims = united_dims(*this, args);
  return intern({Apply{&op, std::move(args)}, std::move(dims), type});
}

NodeId Builder::select(NodeId condition, NodeId then, NodeId otherwise) {
  Dims dims = united_dims(*this, {condition, then, otherwise});
  if (const auto value = constant_value(graph_[condition])) return broadcast(*value != 0 ? then : otherwise, dims);
  if (then == otherwise) return broadcast(then, dims);
  const auto type = all_integer(*this, {then, otherwise}) ? NodeType::Integer : NodeType::Real;
  return intern({Select{condition, then, otherwise}, std::move(dims), type});
}

NodeId Builder::reduce(Monoid monoid, NodeId arg, Dims over) {
  for (auto dim : without(over, graph_[arg].dims)) arg = reduce_uniform(monoid, arg, dim);
  over = without(over, without(over, graph_[arg].dims));
  if (over.empty()) return arg;
  Dims dims = without(graph_[arg].dims, over);
  const auto type = monoid == Monoid::LogSumExp ? NodeType::Real : graph_[arg].type;
  return intern({Reduce{monoid, arg, std::move(over)}, std::move(dims), type});
}

/// The fold of an operand that is the same at every position of `dim`. An empty dimension gives the neutral element.
NodeId Builder::reduce_uniform(Monoid monoid, NodeId arg, DimId dim) {
  const NodeId count = size(dim), empty = apply(op("eq"), {count, constant(0)});
  const auto unless_empty = [&](double neutral, NodeId value) { return select(empty, constant(neutral), value); };
  constexpr double infinity = std::numeric_limits<double>::infinity();
  switch (monoid) {
    case Monoid::Sum:
      return apply(op("mul"), {arg, count});
    case Monoid::Product:
      return apply(op("pow"), {arg, count});
    case Monoid::Minimum:
      return unless_empty(infinity, arg);
    case Monoid::Maximum:
      return unless_empty(-infinity, arg);
    case Monoid::LogSumExp:
      return unless_empty(-infinity, apply(op("add"), {arg, apply(op("log"), {count})}));
  }
  throw std::logic_error("no such monoid");
}

NodeId Builder::gather(NodeId source, std::vector<NodeId> indices) {
  const Dims& source_dims = graph_[source].dims;
  if (indices.size() != source_dims.size()) throw std::logic_error("gather: one index per dimension of the source");
  if (is_identity(*this, source_dims, indices)) return source;
  if (std::holds_alternative<Iota>(graph_[source].kind) && std::holds_alternative<Iota>(graph_[indices[0]].kind)) return indices[0];
  Dims dims = united_dims(*this, indices);
  const auto type = graph_[source].type;
  return intern({Gather{source, std::move(indices)}, std::move(dims), type});
}

NodeId Builder::scatter(NodeId values, std::vector<NodeId> indices, Dims target_dims) {
  if (indices.size() != target_dims.size()) throw std::logic_error("scatter: one index per dimension of the target");
  if (graph_[values].dims == target_dims && is_identity(*this, target_dims, indices)) return values;
  const auto type = graph_[values].type;
  Dims dims = target_dims;
  return intern({Scatter{values, std::move(indices), std::move(target_dims)}, std::move(dims), type});
}

NodeId Builder::stack(DimId dim, std::vector<NodeId> items) {
  Dims dims = unite(united_dims(*this, items), {dim});
  const auto type = all_integer(*this, items) ? NodeType::Integer : NodeType::Real;
  return intern({Stack{dim, std::move(items)}, std::move(dims), type});
}

NodeId Builder::noise(std::uint64_t stream, Dims dims) {
  Dims own = dims;
  return intern({Noise{stream, std::move(dims)}, std::move(own), NodeType::Real});
}

NodeId Builder::call(const Kernel& kernel, std::vector<NodeId> args, DimId row, DimId column, std::optional<DimId> own) {
  if (args.size() != kernel.args.size())
    throw std::logic_error("`" + std::string(kernel.name) + "` called with a wrong number of arguments");
  Call call{&kernel, std::move(args), row, column, own};
  Dims dims;
  for (std::size_t i = 0; i < call.args.size(); ++i) {
    call.args[i] = broadcast(call.args[i], unite(graph_[call.args[i]].dims, axes(call, kernel.args[i])));
    dims = unite(dims, without(graph_[call.args[i]].dims, axes(call, kernel.args[i])));
  }
  dims = unite(without(dims, all_axes(call)), axes(call, kernel.result));
  return intern({std::move(call), std::move(dims), NodeType::Real});
}

NodeId Builder::past(RecurrenceId recurrence, DimId dim, std::int64_t lag, Dims dims, NodeType type) {
  if (lag == 0 || !contains(dims, dim)) throw std::logic_error("past: nothing to read");
  Dims own = dims;
  return intern({Past{recurrence, dim, lag, std::move(dims)}, std::move(own), type});
}

NodeId Builder::recur(RecurrenceId recurrence, DimId dim, NodeId value) {
  Dims dims = graph_[value].dims;
  const auto type = graph_[value].type;
  return intern({Recur{recurrence, dim, value}, std::move(dims), type});
}

NodeId Builder::broadcast(NodeId arg, const Dims& dims) {
  for (auto dim : without(dims, graph_[arg].dims)) arg = apply(op("first"), {arg, iota(dim)});
  return arg;
}

void Builder::output(std::string name, NodeId node) { graph_.outputs.push_back({std::move(name), node}); }

}  // namespace scmc::ir
