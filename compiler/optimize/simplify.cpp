/// simplify: algebra on single nodes, written as rules. Keeps values where they are finite, up to rounding; may replace an overflow by the
/// number that was meant, and at infinite arguments of a logistic function a limit by NaN.
///
/// Needs nothing. Example: `log(exp(q))` -> `q`; `x[rows] / s` -> `x * recip(s)` with one reciprocal; `log(invlogit(e))` ->
/// `log_invlogit(e)`.
#include <algorithm>
#include <cmath>

#include "compiler/ir/equality.h"
#include "compiler/ir/expression.h"
#include "compiler/optimize/passes.h"
#include "compiler/optimize/rewrite.h"

namespace scmc::ir {
namespace {

using Rewritten = std::optional<NodeId>;

/// An application that is matched against the rules: its arguments, and theirs.
struct Pattern {
  Builder& build;
  const std::vector<NodeId>& args;

  Expression arg(std::size_t i) const { return {build, args[i]}; }
  /// The only argument of argument i, if that applies the primitive of the name.
  std::optional<Expression> inside(std::size_t i, std::string_view name) const { return inside(args[i], name); }
  std::optional<Expression> inside(NodeId node, std::string_view name) const {
    if (const auto inner = args_of(build, node, name)) return Expression{build, inner->front()};
    return std::nullopt;
  }
  std::optional<double> number(std::size_t i) const { return constant_value(build[args[i]]); }
};

/// The values of these primitives are never negative.
bool is_nonnegative(const Builder& build, NodeId node) {
  const auto* apply = std::get_if<Apply>(&build[node].kind);
  const auto value = constant_value(build[node]);
  if (value) return *value >= 0;
  if (!apply) return false;
  for (auto name : {"exp", "square", "abs", "sqrt", "invlogit", "log1p_exp"})
    if (apply->op->name == name) return true;
  return false;
}

/// number * rest, or number + rest.
struct WithNumber {
  double number;
  Expression rest;
};

std::optional<WithNumber> with_number(const Pattern& p, NodeId node, std::string_view name) {
  const auto args = args_of(p.build, node, name);
  for (std::size_t i : {0, 1})
    if (args)
      if (const auto number = constant_value(p.build[args->at(i)])) return WithNumber{*number, {p.build, args->at(1 - i)}};
  return std::nullopt;
}
std::optional<WithNumber> scaled(const Pattern& p, NodeId node) { return with_number(p, node, "mul"); }

/// Integers keep their form: indices are recognised by it.
std::optional<WithNumber> shifted(const Pattern& p, NodeId node) {
  return p.build[node].type == NodeType::Real ? with_number(p, node, "add") : std::nullopt;
}

// ---- one function a primitive: equations from left to right

Rewritten simplify_log(const Pattern& p) {
  if (const auto x = p.inside(0, "exp")) return *x;
  if (const auto e = p.inside(0, "invlogit")) return call("log_invlogit", *e);
  if (const auto x = p.inside(0, "recip")) return -log(*x);
  if (const auto x = p.inside(0, "sqrt")) return 0.5 * log(*x);
  return std::nullopt;
}

Rewritten simplify_log1p(const Pattern& p) {
  if (const auto x = p.inside(0, "exp")) return call("log1p_exp", *x);
  const auto negated = p.inside(0, "neg");
  if (!negated) return std::nullopt;
  if (const auto e = p.inside(*negated, "invlogit")) return call("log_invlogit", -*e);
  if (const auto x = p.inside(*negated, "exp")) return call("log1m_exp", *x);
  return std::nullopt;
}

Rewritten simplify_exp(const Pattern& p) {
  if (const auto x = p.inside(0, "log"); x && is_nonnegative(p.build, *x)) return *x;
  if (const auto e = p.inside(0, "log_invlogit")) return call("invlogit", *e);
  return std::nullopt;
}

Rewritten simplify_recip(const Pattern& p) {
  if (const auto x = p.inside(0, "exp")) return exp(-*x);
  return std::nullopt;
}

Rewritten simplify_sqrt(const Pattern& p) {
  if (const auto x = p.inside(0, "square")) return call("abs", *x);
  if (const auto x = p.inside(0, "exp")) return exp(0.5 * *x);
  return std::nullopt;
}

Rewritten simplify_square(const Pattern& p) {
  if (const auto product = scaled(p, p.args[0])) return (product->number * product->number) * square(product->rest);
  if (const auto x = p.inside(0, "sqrt"); x && is_nonnegative(p.build, *x)) return *x;
  return std::nullopt;
}

Rewritten simplify_logit(const Pattern& p) {
  if (const auto e = p.inside(0, "invlogit")) return *e;
  return std::nullopt;
}

/// x / s with s a number or over fewer dims: one reciprocal instead of a division a row.
Rewritten simplify_div(const Pattern& p) {
  const auto number = p.number(1);
  if (number) return std::isfinite(1 / *number) ? Rewritten(p.arg(0) * (1 / *number)) : std::nullopt;
  const Dims numerator = p.build[p.args[0]].dims, divisor = p.build[p.args[1]].dims;
  if (without(numerator, divisor).empty()) return std::nullopt;
  return p.arg(0) * recip(p.arg(1));
}

/// Signs and numbers move outwards, where they meet.
Rewritten simplify_mul(const Pattern& p) {
  for (std::size_t i : {0, 1}) {
    const Expression other = p.arg(1 - i);
    if (const auto x = p.inside(i, "neg")) return -(*x * other);
    const auto product = scaled(p, p.args[i]);
    if (!product) continue;
    if (const auto number = p.number(1 - i)) return (*number * product->number) * product->rest;
    return product->number * (product->rest * other);
  }
  return std::nullopt;
}

Rewritten simplify_neg(const Pattern& p) {
  if (const auto product = scaled(p, p.args[0])) return -product->number * product->rest;
  return std::nullopt;
}

/// 1 - invlogit(e) = invlogit(-e);  (-a) - b = -(a + b);  numbers move outwards and are added
Rewritten simplify_sub(const Pattern& p) {
  if (const auto e = p.inside(1, "invlogit"); e && p.number(0) == 1) return call("invlogit", -*e);
  if (const auto a = p.inside(0, "neg")) return -(*a + p.arg(1));
  const bool real = p.build[p.args[0]].type == NodeType::Real;
  if (const auto number = p.number(1); number && real) return p.arg(0) + -*number;
  if (const auto a = shifted(p, p.args[0])) return (a->rest - p.arg(1)) + a->number;
  if (const auto b = shifted(p, p.args[1])) return (p.arg(0) - b->rest) + -b->number;
  return std::nullopt;
}

/// The two factors of a product or of a log-product, the second as a logarithm of the logistic function: x * log_invlogit(e) gives {x, e}.
std::optional<std::pair<NodeId, NodeId>> weighted_log_invlogit(const Pattern& p, NodeId node) {
  const auto factors = args_of(p.build, node, "mul");
  for (std::size_t i : {0, 1})
    if (factors)
      if (const auto e = p.inside(factors->at(i), "log_invlogit")) return std::pair{factors->at(1 - i), e->node};
  return std::nullopt;
}

/// Whether b is 1 - a.
bool is_complement(const Builder& build, NodeId a, NodeId b) {
  const auto difference = args_of(build, b, "sub");
  return difference && constant_value(build[difference->at(0)]) == 1 && difference->at(1) == a;
}

/// Whether b is -a.
bool is_negative(const Builder& build, NodeId a, NodeId b) {
  const auto negated = args_of(build, b, "neg");
  return negated && negated->front() == a;
}

/// x log_invlogit(e) + (1 - x) log_invlogit(-e) = x e - log1p_exp(e): the Bernoulli density with one transcendental function instead of
/// two.
Rewritten merge_bernoulli(const Pattern& p) {
  const auto first = weighted_log_invlogit(p, p.args[0]), second = weighted_log_invlogit(p, p.args[1]);
  if (!first || !second) return std::nullopt;
  auto [x, e] = *first;
  auto [y, f] = *second;
  if (is_complement(p.build, y, x)) std::swap(x, y), std::swap(e, f);
  const bool opposite = is_negative(p.build, e, f) || is_negative(p.build, f, e);
  if (!is_complement(p.build, x, y) || !opposite) return std::nullopt;
  return Expression(p.build, x) * Expression(p.build, e) - call("log1p_exp", Expression(p.build, e));
}

Rewritten simplify_add(const Pattern& p) {
  if (const auto merged = merge_bernoulli(p)) return merged;
  const auto a = p.inside(0, "neg"), b = p.inside(1, "neg");
  if (a && b) return -(*a + *b);
  for (std::size_t i : {0, 1})
    if (const auto sum = shifted(p, p.args[i])) {
      if (const auto number = p.number(1 - i)) return sum->rest + (sum->number + *number);
      return (sum->rest + p.arg(1 - i)) + sum->number;
    }
  return std::nullopt;
}

/// x log(invlogit e): the logarithm is finite, so that nothing needs to annihilate it.
Rewritten simplify_xlogy(const Pattern& p) {
  if (const auto e = p.inside(1, "invlogit")) return p.arg(0) * call("log_invlogit", *e);
  if (const auto x = p.inside(1, "exp")) return p.arg(0) * *x;
  return std::nullopt;
}

Rewritten simplify_xlog1py(const Pattern& p) {
  const auto negated = p.inside(1, "neg");
  if (!negated) return std::nullopt;
  if (const auto e = p.inside(*negated, "invlogit")) return p.arg(0) * call("log_invlogit", -*e);
  return std::nullopt;
}

struct Rule {
  std::string_view primitive;
  Rewritten (*apply)(const Pattern&);
};

constexpr Rule rules[] = {
    {"log", simplify_log},     {"log1p", simplify_log1p},     {"exp", simplify_exp},     {"recip", simplify_recip},
    {"sqrt", simplify_sqrt},   {"square", simplify_square},   {"logit", simplify_logit}, {"div", simplify_div},
    {"mul", simplify_mul},     {"neg", simplify_neg},         {"sub", simplify_sub},     {"add", simplify_add},
    {"xlogy", simplify_xlogy}, {"xlog1py", simplify_xlog1py},
};

Rewritten by_rules(Builder& build, const Apply& apply) {
  for (const auto& rule : rules)
    if (rule.primitive == apply.op->name) return rule.apply({build, apply.args});
  return std::nullopt;
}

/// select(c, f a, f b) = f(select(c, a, b)) for a costly f that is not needed otherwise.
Rewritten merge_branches(Builder& build, const Select& select, const std::function<bool(NodeId)>& single_use) {
  const auto *then = std::get_if<Apply>(&build[select.then].kind), *otherwise = std::get_if<Apply>(&build[select.otherwise].kind);
  if (!then || !otherwise || then->op != otherwise->op || then->args.size() != 1 || then->op->cost < Cost::Elementary) return std::nullopt;
  if (!single_use(select.then) || !single_use(select.otherwise)) return std::nullopt;
  const auto& op = *then->op;
  const NodeId a = then->args.front(), b = otherwise->args.front();
  return build.apply(op, {build.select(select.condition, a, b)});
}

Graph simplify_once(const Graph& graph) {
  const auto uses = use_counts(graph);
  return sweep(rewritten(graph, [&](Builder& build, const Node& mapped, NodeId old) {
    Rewritten result;
    if (const auto* apply = std::get_if<Apply>(&mapped.kind)) result = by_rules(build, *apply);
    if (const auto* select = std::get_if<Select>(&mapped.kind)) {
      const auto& original = std::get<Select>(graph[old].kind);
      const auto single_use = [&](NodeId id) { return uses[index(id == select->then ? original.then : original.otherwise)] == 1; };
      result = merge_branches(build, *select, single_use);
    }
    return result && build[*result].dims == mapped.dims ? *result : rebuild(build, mapped);
  }));
}

bool same_nodes(const Graph& a, const Graph& b) {
  return std::equal(a.nodes.begin(), a.nodes.end(), b.nodes.begin(), b.nodes.end(),
                    [](const Node& x, const Node& y) { return same(x, y); });
}

}  // namespace

/// What a rule makes may match another rule: until nothing changes. The bound is for safety; two or three rounds are usual.
Graph simplify(const Graph& graph) {
  Graph before = graph;
  for (int round = 0; round < 10; ++round) {
    Graph after = simplify_once(before);
    if (same_nodes(before, after)) return after;
    before = std::move(after);
  }
  return before;
}

}  // namespace scmc::ir
