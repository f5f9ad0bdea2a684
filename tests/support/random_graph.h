/// Random graphs with inputs for them: every kind of node, several dimensions, tame values. The same seed gives the same graph.
#pragma once
#include <algorithm>
#include <cmath>
#include <random>

#include "compiler/interpret/interpret.h"
#include "compiler/ir/expression.h"
#include "compiler/ir/graph.h"
#include "compiler/ir/kernels.h"
#include "compiler/ir/primitives.h"

namespace scmc::testing {

struct RandomGraphOptions {
  std::uint64_t seed = 1;
  int steps = 12;                      ///< how often something is added to the graph
  std::int64_t largest_size = 7;       ///< of the last dimension; the others have at most 7
  bool differentiable = false;         ///< no rounding or comparing of what depends on a parameter, no function without second derivative
  bool wild = false;                   ///< arguments outside of domains too: NaN and infinities appear
  bool cheap_primitives_only = false;  ///< no special functions
  int recurrences = 0;                 ///< added between the other steps
  bool matrices = false;               ///< matrix functions, over the first two dims, which have the same size
};

/// The first output, "value", is a scalar that depends on all that follow; they are arrays.
struct RandomCase {
  ir::Graph graph;
  ir::Inputs inputs;
};

class RandomGraph {
 public:
  explicit RandomGraph(RandomGraphOptions options) : options_(options), random_(options.seed), build_(make_dims()) {}

  RandomCase make() {
    for (int i = 0; i < 3; ++i) declare_real(i == 2 ? ir::InputKind::Data : ir::InputKind::Parameter);
    pool_.push_back(build_.constant(real(-2, 2)));
    pool_.push_back(build_.iota(any_dim()));
    for (int i = 0; i < options_.steps; ++i) {
      add_something();
      if (i % 4 == 3 && i / 4 < options_.recurrences) add_recurrences();
      if (options_.matrices && i % 3 == 2) keep(add_matrix_function());
    }
    finish();
    inputs_.key0 = options_.seed;
    return {std::move(build_).take(), std::move(inputs_)};
  }

 private:
  using NodeId = ir::NodeId;
  using DimId = ir::DimId;
  using Dims = ir::Dims;
  using Expression = ir::Expression;

  // ---- choices
  std::size_t below(std::size_t n) { return random_() % n; }
  bool chance(double p) { return static_cast<double>(random_() >> 11) * 0x1p-53 < p; }
  double real(double low, double high) { return low + (high - low) * static_cast<double>(random_() >> 11) * 0x1p-53; }
  template <class T>
  const T& one_of(const std::vector<T>& from) {
    return from[below(from.size())];
  }
  NodeId any() { return chance(0.5) ? pool_[pool_.size() - 1 - below(std::min<std::size_t>(4, pool_.size()))] : one_of(pool_); }
  DimId any_dim() { return DimId(below(inputs_.sizes.size())); }
  Dims any_dims(double probability) {
    Dims dims;
    for (std::size_t d = 0; d < inputs_.sizes.size(); ++d)
      if (chance(probability)) dims.push_back(DimId(d));
    return dims;
  }
  Dims any_subset(const Dims& of, double probability) {
    Dims dims;
    for (auto dim : of)
      if (chance(probability)) dims.push_back(dim);
    return dims;
  }
  std::int64_t size(DimId dim) const { return inputs_.sizes[ir::index(dim)]; }
  const Dims& dims(NodeId id) const { return build_[id].dims; }
  Expression e(NodeId id) { return {build_, id}; }
  Expression e(double value) { return {build_, value}; }

  std::vector<ir::Dim> make_dims() {
    const std::size_t count = options_.matrices ? 2 + below(2) : 1 + below(3);
    for (std::size_t i = 0; i < count; ++i) inputs_.sizes.push_back(1 + static_cast<std::int64_t>(below(7)));
    if (options_.largest_size > 7)
      inputs_.sizes.back() = 1 + static_cast<std::int64_t>(below(static_cast<std::size_t>(options_.largest_size)));
    std::sort(inputs_.sizes.begin(), inputs_.sizes.end());
    if (options_.matrices) inputs_.sizes[1] = inputs_.sizes[0];
    std::vector<ir::Dim> dims;
    for (std::size_t i = 0; i < count; ++i) dims.push_back({std::string(1, static_cast<char>('a' + i))});
    return dims;
  }

  // ---- inputs
  NodeId declare(ir::InputInfo info, ir::Array values) {
    info.name += std::to_string(inputs_.values.size());
    inputs_.values.push_back(std::move(values));
    return build_.input(build_.declare_input(std::move(info)));
  }
  NodeId declare_real(ir::InputKind kind) {
    const Dims dims = any_dims(0.5);
    ir::Array values;
    for (std::size_t i = 0; i < ir::cells(inputs_.sizes, dims); ++i) values.push_back(real(-2, 2));
    pool_.push_back(declare({kind == ir::InputKind::Parameter ? "p" : "x", kind, dims, ir::NodeType::Real}, std::move(values)));
    return pool_.back();
  }
  /// Integers within [0, below_this) as data.
  NodeId declare_index(const Dims& dims, std::int64_t below_this) {
    ir::Array values;
    for (std::size_t i = 0; i < ir::cells(inputs_.sizes, dims); ++i)
      values.push_back(static_cast<double>(below(static_cast<std::size_t>(below_this))));
    return declare({"i", ir::InputKind::Data, dims, ir::NodeType::Integer}, std::move(values));
  }

  // ---- nodes
  void add_something() {
    switch (below(14)) {
      case 0:
        return keep(add_select());
      case 1:
        return keep(add_lag());
      case 2:
      case 3:
        return keep(add_reduce());
      case 4:
      case 5:
        return keep(add_gather());
      case 6:
        return keep(add_scatter());
      case 7:
        return keep(add_stack());
      case 8:
        return keep(chance(0.3) ? build_.noise(random_(), any_dims(0.5)) : add_arithmetic());
      case 9:
        return keep(add_guarded());
      case 10:
        return keep(add_masked_log_sum_exp());
      case 11:
        return keep(add_arithmetic());
      default:
        return keep(add_apply());
    }
  }
  void keep(NodeId node) { pool_.push_back(options_.wild || chance(0.6) ? node : NodeId(ir::call("tanh", e(node) * 0.5))); }

  bool depends_on_parameters(NodeId id) const {
    if (std::holds_alternative<ir::Past>(build_[id].kind)) return true;
    if (const auto* input = std::get_if<ir::Input>(&build_[id].kind))
      return build_.graph().inputs[ir::index(input->input)].kind == ir::InputKind::Parameter;
    const auto operands = ir::operands(build_[id]);
    return std::any_of(operands.begin(), operands.end(), [&](NodeId operand) { return depends_on_parameters(operand); });
  }
  /// A node that may be rounded or compared.
  NodeId steppable() {
    const NodeId node = any();
    return options_.differentiable && depends_on_parameters(node) ? declare_real(ir::InputKind::Data) : node;
  }

  /// Brings a node into the domain of a primitive smoothly.
  NodeId fit(NodeId node, const ir::Range& range) {
    if (options_.wild && chance(0.3)) return node;
    if (range.integer) return integer_in(range);
    const double low = std::max(range.lower, std::min(-4.0, range.upper - 4)), high = std::min(range.upper, std::max(4.0, range.lower + 4));
    return e(low) + (high - low) * ir::call("invlogit", e(node));
  }
  NodeId integer_in(const ir::Range& range) {
    return e(range.lower) + e(declare_index(any_dims(0.4), static_cast<std::int64_t>(range.upper - range.lower) + 1));
  }
  bool allowed(const ir::Primitive& primitive) const {
    if (options_.differentiable && (!primitive.pullback || primitive.name.find("_by_") != std::string_view::npos)) return false;
    return !options_.cheap_primitives_only || primitive.cost < ir::Cost::Special;
  }
  NodeId add_apply() {
    const auto table = ir::primitives();
    const ir::Primitive* primitive = nullptr;
    do primitive = &table[below(table.size())];
    while (!allowed(*primitive));
    std::vector<NodeId> args;
    for (std::size_t i = 0; i < primitive->arity; ++i) args.push_back(fit(any(), primitive->domain[i]));
    return build_.apply(*primitive, args);
  }
  NodeId add_arithmetic() {
    static const std::vector<std::string_view> names = {"add", "sub", "mul", "neg", "square", "abs", "min", "max"};
    const auto& primitive = ir::op(one_of(names));
    return primitive.arity == 1 ? build_.apply(primitive, {any()}) : build_.apply(primitive, {any(), any()});
  }
  NodeId add_select() {
    static const std::vector<std::string_view> names = {"lt", "le", "gt", "ge"};
    return ir::select(ir::call(one_of(names), e(steppable()), e(steppable())), e(any()), e(any()));
  }
  /// A branch that has no value where it is not taken.
  NodeId add_guarded() {
    static const std::vector<std::string_view> names = {"log", "sqrt", "recip", "lgamma"};
    const Expression x = e(any()), zero = e(0.0);
    const Expression large = ir::call("gt", x, e(0.1));
    return ir::select(large, ir::call(one_of(names), ir::call("max", x, zero)), options_.differentiable ? x * 0.0 : x);
  }
  NodeId add_masked_log_sum_exp() {
    const NodeId x = any();
    if (dims(x).empty()) return add_arithmetic();
    const NodeId mask = declare_index(any_subset(dims(x), 0.8), 2);
    const NodeId masked = ir::select(e(mask), e(x), e(-HUGE_VAL));
    const NodeId total = build_.reduce(ir::Monoid::LogSumExp, masked, {one_of(dims(x))});
    return ir::select(ir::call("gt", e(total), e(-HUGE_VAL)), e(total), e(-1.0));
  }
  NodeId add_reduce() {
    static const std::vector<ir::Monoid> monoids = {ir::Monoid::Sum,     ir::Monoid::Sum,     ir::Monoid::Sum,      ir::Monoid::Product,
                                                    ir::Monoid::Minimum, ir::Monoid::Maximum, ir::Monoid::LogSumExp};
    const NodeId x = any();
    Dims over = any_subset(dims(x), 0.6);
    if (over.empty()) over = {any_dim()};
    return build_.reduce(one_of(monoids), x, over);
  }
  /// The position before (or after), the first element instead where there is none.
  NodeId add_lag() {
    const NodeId x = any();
    if (dims(x).empty()) return add_arithmetic();
    const DimId dim = one_of(dims(x));
    const double step = chance(0.5) ? 1 : -1;
    const Expression position = e(build_.iota(dim)) + step;
    const Expression exists = step < 0 ? ir::call("ge", position, e(0.0)) : ir::call("lt", position, e(build_.size(dim)));
    std::vector<NodeId> indices;
    for (auto d : dims(x)) indices.push_back(d == dim ? NodeId(position) : build_.iota(d));
    return ir::select(exists, e(build_.gather(x, indices)), e(any()));
  }
  NodeId index_into(DimId dim) {
    const DimId other = any_dim();
    switch (below(5)) {
      case 0:
        return build_.constant(static_cast<double>(below(static_cast<std::size_t>(size(dim)))));
      case 1:
        return size(other) <= size(dim) ? build_.iota(other) : build_.iota(dim);
      case 2:
        return declare_index(any_dims(0.5), size(dim));
      case 3:
        return ir::call("mod", e(build_.iota(other)) + real_integer(), e(build_.size(dim)));
      default:
        return build_.iota(dim);
    }
  }
  double real_integer() { return static_cast<double>(below(9)); }
  NodeId add_gather() {
    const NodeId x = any();
    std::vector<NodeId> indices;
    for (auto dim : dims(x)) indices.push_back(index_into(dim));
    return build_.gather(x, indices);
  }
  NodeId add_scatter() {
    const NodeId values = any();
    Dims target = any_dims(0.5);
    std::vector<NodeId> indices;
    for (auto dim : target)
      indices.push_back(contains(dims(values), dim) && chance(0.6) ? build_.iota(dim)
                                                                   : declare_index(any_subset(dims(values), 0.7), size(dim)));
    return build_.scatter(values, indices, target);
  }
  NodeId add_stack() {
    const DimId dim = any_dim();
    std::vector<NodeId> items;
    for (std::int64_t i = 0; i < size(dim); ++i) {
      NodeId item = any();
      if (contains(dims(item), dim)) item = build_.reduce(ir::Monoid::Maximum, item, {dim});
      items.push_back(item);
    }
    return size(dim) <= 7 ? build_.stack(dim, items) : add_arithmetic();
  }

  // ---- matrix functions
  NodeId add_matrix_function() {
    const DimId row{below(2)}, column{1 - ir::index(row)};
    const ir::Kernel* kernel = nullptr;
    do kernel = &ir::kernels()[below(ir::kernels().size())];
    while ((options_.differentiable && !kernel->pullback) || std::ranges::count(kernel->args, ir::Shape::Own) > 0);
    const ir::Call axes{kernel, {}, row, column};
    std::vector<NodeId> args;
    for (auto shape : kernel->args) {
      NodeId arg = tamed(any());
      for (auto dim : {row, column})
        if (contains(dims(arg), dim) && !contains(ir::axes(axes, shape), dim)) arg = build_.reduce(ir::Monoid::Maximum, arg, {dim});
      const Expression diagonal = ir::call("eq", e(build_.iota(row)), e(build_.iota(column))) * (1.0 + static_cast<double>(size(row)));
      args.push_back(shape == ir::Shape::Matrix ? NodeId(e(arg) * 0.5 + diagonal) : arg);
    }
    return build_.call(*kernel, args, row, column);
  }

  // ---- recurrences
  /// One or two that read each other, forwards or backwards, among nodes that mix the other dims as they like.
  void add_recurrences() {
    const DimId dim = any_dim();
    const std::int64_t sign = chance(0.5) ? 1 : -1;
    struct Carry {
      ir::RecurrenceId id;
      Dims dims;
    };
    std::vector<Carry> carries;
    std::vector<NodeId> body;
    for (std::size_t i = 0; i < 1 + below(2); ++i) {
      carries.push_back({build_.new_recurrence(), ir::unite(any_dims(0.5), {dim})});
      for (std::size_t lag = 1; lag <= 1 + below(2); ++lag)
        body.push_back(
            build_.past(carries.back().id, dim, sign * static_cast<std::int64_t>(chance(0.7) ? lag : lag + 1), carries.back().dims));
    }
    const std::size_t steps = 1 + below(6);
    for (std::size_t i = 0; i < steps; ++i) body.push_back(tamed(add_inside(dim, body)));
    for (const auto& carry : carries) {
      const NodeId last = one_of(body), other = body.back();
      const NodeId x = tamed(e(last) * 0.7 + e(other) * 0.5 + e(any()) * 0.3);
      const NodeId shaped = build_.broadcast(build_.reduce(ir::Monoid::Sum, x, ir::without(dims(x), carry.dims)), carry.dims);
      body.push_back(build_.recur(carry.id, dim, tamed(shaped)));
      pool_.push_back(body.back());
    }
    for (std::size_t i = 0; i < 2; ++i)
      if (chance(0.5)) pool_.push_back(one_of(body));
  }
  NodeId tamed(NodeId node) { return ir::call("tanh", e(node)); }

  NodeId add_inside(DimId dim, const std::vector<NodeId>& body) {
    const NodeId x = chance(0.7) ? body.back() : one_of(body), y = chance(0.5) ? one_of(body) : any();
    const Dims others = ir::without(dims(x), {dim});
    switch (below(7)) {
      case 0:
        return ir::select(ir::call("gt", e(build_.iota(dim)), e(1.0)), e(x), e(y));
      case 1:
      case 2: {
        static const std::vector<ir::Monoid> monoids = {ir::Monoid::Sum, ir::Monoid::LogSumExp, ir::Monoid::LogSumExp, ir::Monoid::Maximum};
        return others.empty() ? e(x) * e(y) : e(build_.reduce(one_of(monoids), ir::call("add", e(x), e(y)), {one_of(others)}));
      }
      case 3: {
        std::vector<NodeId> indices;
        for (auto d : dims(x)) indices.push_back(d == dim ? build_.iota(d) : index_beside(dim, d));
        return build_.gather(x, indices);
      }
      case 4: {
        const NodeId values = ir::call("mul", e(x), e(y));
        const Dims target = ir::unite(any_dims(0.5), {dim});
        std::vector<NodeId> indices;
        for (auto d : target) indices.push_back(d == dim ? build_.iota(d) : declare_index(any_subset(dims(values), 0.7), size(d)));
        return build_.scatter(values, indices, target);
      }
      default:
        return chance(0.5) ? e(x) * e(y) : e(x) - e(y);
    }
  }
  /// An index that may run over any dim.
  NodeId index_beside(DimId, DimId of) {
    const DimId other = any_dim();
    if (size(other) <= size(of) && chance(0.5)) return build_.iota(other);
    return chance(0.5) ? build_.iota(of) : declare_index(any_dims(0.4), size(of));
  }

  /// Sums up the last nodes, squashed so that none drowns the others.
  void finish() {
    Expression total = e(0.0);
    std::vector<NodeId> last(pool_.end() - static_cast<std::ptrdiff_t>(std::min<std::size_t>(4, pool_.size())), pool_.end());
    for (auto node : last) total = total + ir::sum(ir::call("atan", e(node)) * real(0.5, 1.5), dims(node));
    build_.output("value", total);
    for (auto node : last) build_.output("node" + std::to_string(ir::index(node)), node);
  }

  RandomGraphOptions options_;
  std::mt19937_64 random_;
  ir::Inputs inputs_;
  ir::Builder build_;
  std::vector<NodeId> pool_;
};

inline RandomCase random_case(const RandomGraphOptions& options) { return RandomGraph(options).make(); }

}  // namespace scmc::testing
