/// The rules of simplify and factor, one by one: what becomes of an expression, by its text.
#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "compiler/interpret/interpret.h"
#include "compiler/ir/expression.h"
#include "compiler/optimize/passes.h"

namespace scmc::ir {
namespace {

struct Names {
  Builder build{std::vector<Dim>{{"rows"}}};
  Dims rows{DimId(0)};
  Expression q = parameter("q", {}), s = parameter("s", {}), x = parameter("x", rows), e = parameter("e", rows);
  Expression y{build, build.input(build.declare_input({"y", InputKind::Data, rows, NodeType::Real}))};
  Expression parameter(const char* name, Dims dims) {
    return {build, build.input(build.declare_input({name, InputKind::Parameter, dims}))};
  }
  Expression number(double value) { return {build, value}; }
};

/// An expression as nested calls.
std::string text(const Graph& graph, NodeId id) {
  const Node& node = graph[id];
  if (const auto* input = std::get_if<Input>(&node.kind)) return graph.inputs[index(input->input)].name;
  if (const auto value = constant_value(node))
    return *value == std::trunc(*value) ? std::to_string(static_cast<int>(*value)) : std::to_string(*value);
  std::string name = "?";
  if (const auto* apply = std::get_if<Apply>(&node.kind)) name = apply->op->name;
  if (std::holds_alternative<Reduce>(node.kind)) name = "sum";
  if (std::holds_alternative<Size>(node.kind)) return "n";
  if (std::holds_alternative<Select>(node.kind)) name = "select";
  std::string args;
  for (auto operand : operands(node)) args += (args.empty() ? "" : ", ") + text(graph, operand);
  return name + "(" + args + ")";
}

using Make = std::function<Expression(Names&)>;

std::string simplified(Graph (*pass)(const Graph&), const Make& make) {
  Names names;
  names.build.output("y", make(names));
  const Graph graph = pass(names.build.graph());
  verify(graph, "pass");
  return text(graph, graph.outputs[0].node);
}

TEST(Simplify, LogarithmsVanish) {
  EXPECT_EQ(simplified(simplify, [](Names& n) { return log(exp(n.q)); }), "q");
  EXPECT_EQ(simplified(simplify, [](Names& n) { return log(call("invlogit", n.e)); }), "log_invlogit(e)");
  EXPECT_EQ(simplified(simplify, [](Names& n) { return call("log1p", -call("invlogit", n.e)); }), "log_invlogit(neg(e))");
  EXPECT_EQ(simplified(simplify, [](Names& n) { return log(1.0 - call("invlogit", n.e)); }), "log_invlogit(neg(e))");
  EXPECT_EQ(simplified(simplify, [](Names& n) { return call("log1p", exp(n.e)); }), "log1p_exp(e)");
}

TEST(Simplify, DoesNotInventValues) {
  EXPECT_EQ(simplified(simplify, [](Names& n) { return exp(log(n.q)); }), "exp(log(q))");  // NaN for negative q
  EXPECT_EQ(simplified(simplify, [](Names& n) { return exp(log(square(n.q))); }), "square(q)");
  EXPECT_EQ(simplified(simplify, [](Names& n) { return n.q * 0.0; }), "mul(q, 0)");
}

TEST(Simplify, DividesOnce) {
  EXPECT_EQ(simplified(simplify, [](Names& n) { return n.x / exp(n.s); }), "mul(x, exp(neg(s)))");
  EXPECT_EQ(simplified(simplify, [](Names& n) { return n.x / n.e; }), "div(x, e)");
  EXPECT_EQ(simplified(simplify, [](Names& n) { return n.q / n.s; }), "div(q, s)");
}

TEST(Simplify, MergesTheBernoulliDensity) {
  const Make density = [](Names& n) {
    const auto p = call("invlogit", n.e);
    return call("xlogy", n.y, p) + call("xlog1py", 1.0 - n.y, -p);
  };
  EXPECT_EQ(simplified(simplify, density), "sub(mul(e, y), log1p_exp(e))");
}

TEST(Simplify, NumbersMeet) {
  EXPECT_EQ(simplified(simplify, [](Names& n) { return -0.5 * square(n.q / 4.0); }), "mul(square(q), -0.031250)");
  EXPECT_EQ(simplified(simplify, [](Names& n) { return ((n.q - 2.0) - n.s) + (n.q * n.s + 3.0); }), "add(add(mul(q, s), sub(q, s)), 1)");
}

TEST(Simplify, MergesBranches) {
  const Make density = [](Names& n) { return select(n.y, log(n.x), log(n.e)); };
  EXPECT_EQ(simplified(simplify, density), "log(select(y, x, e))");
  const Make shared = [](Names& n) { return select(n.y, log(n.x), log(n.e)) + log(n.x); };
  EXPECT_EQ(simplified(simplify, shared), "add(log(x), select(y, log(x), log(e)))");
}

TEST(Factor, TakesOutWhatDoesNotVary) {
  const auto of = [](const Make& make) { return simplified(factor, make); };
  EXPECT_EQ(of([](Names& n) { return sum(n.s * n.x, n.rows); }), "mul(s, sum(x))");
  EXPECT_EQ(of([](Names& n) { return sum(n.x - n.s, n.rows); }), "sub(sum(x), mul(s, n))");
  EXPECT_EQ(of([](Names& n) { return sum(square(n.s * n.x), n.rows); }), "mul(square(s), sum(square(x)))");
  EXPECT_EQ(of([](Names& n) { return sum(n.x + n.y, n.rows); }), "add(sum(x), sum(y))");
  EXPECT_EQ(of([](Names& n) { return sum(n.x + n.e, n.rows); }), "sum(add(x, e))");
}

TEST(Factor, NormalDensity) {
  const Make density = [](Names& n) {
    const auto sigma = exp(n.s);
    return sum(-0.5 * square((n.x - n.q) / sigma) - log(sigma) - 0.9, n.rows);
  };
  const auto both = [](const Graph& graph) { return factor(simplify(graph)); };
  EXPECT_EQ(simplified(both, density),
            "add(sub(mul(-0.500000, mul(square(exp(neg(s))), sum(square(sub(x, q))))), mul(s, n)), mul(-0.900000, n))");
}

}  // namespace
}  // namespace scmc::ir
