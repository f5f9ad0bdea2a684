/// The canonical layout of statements and models. Round trips are tested with the parser.
#include "compiler/ast/print.h"

#include <gtest/gtest.h>

namespace scmc::ast {
namespace {

const ExprPtr x = name("x"), y = name("y"), z = name("z");

ExprPtr binary(BinaryOp op, ExprPtr left, ExprPtr right) { return make({}, Binary{op, std::move(left), std::move(right)}); }
ExprPtr minus(ExprPtr operand) { return make({}, Unary{UnaryOp::Minus, std::move(operand)}); }

TEST(Print, parentheses_where_the_precedence_needs_them) {
  const auto sum = binary(BinaryOp::Add, x, y), difference = binary(BinaryOp::Subtract, x, y), power = binary(BinaryOp::Power, x, y);
  EXPECT_EQ(print(binary(BinaryOp::Multiply, sum, z)), "(x + y) * z");
  EXPECT_EQ(print(binary(BinaryOp::Add, sum, z)), "x + y + z");
  EXPECT_EQ(print(binary(BinaryOp::Subtract, z, difference)), "z - (x - y)");
  EXPECT_EQ(print(binary(BinaryOp::Power, power, z)), "(x^y)^z");
  EXPECT_EQ(print(binary(BinaryOp::Power, z, power)), "z^x^y");
  EXPECT_EQ(print(minus(power)), "-x^y");
  EXPECT_EQ(print(binary(BinaryOp::Power, minus(x), y)), "(-x)^y");
  EXPECT_EQ(print(binary(BinaryOp::Power, x, minus(y))), "x^-y");
  EXPECT_EQ(print(minus(minus(x))), "-(-x)");
  EXPECT_EQ(print(binary(BinaryOp::Equal, binary(BinaryOp::Less, x, y), z)), "(x < y) == z");
  EXPECT_EQ(print(make({}, Unary{UnaryOp::Not, binary(BinaryOp::And, x, y)})), "not (x and y)");
  EXPECT_EQ(print(binary(BinaryOp::Multiply, make({}, If{x, y, z}), x)), "(if x then y else z) * x");
  EXPECT_EQ(print(make({}, Call{sum, "f", {}, {}, {}})), "(x + y).f()");
  EXPECT_EQ(print(make({}, Member{number(1), "f"})), "(1).f");
  EXPECT_EQ(print(binary(BinaryOp::Modulo, x, binary(BinaryOp::IntegerDivide, y, z))), "x mod (y div z)");
}

TEST(Print, roles) {
  const Target target{"tv", {{"", binary(BinaryOp::Range, number(20), number(30)), {}}}, {}, {}};
  EXPECT_EQ(print(Statement{.span = {}, .node = LetStatement{.role = Role::Intervened, .target = target, .value = number(0)}}),
            "do tv[20..30] = 0");
  EXPECT_EQ(
      print(Statement{
          .span = {},
          .node = DrawStatement{.role = Role::Observed, .target = target, .distribution = make({}, Call{nullptr, "Flat", {}, {}, {}})}}),
      "observe tv[20..30] ~ Flat()");
}

TEST(Print, models_keep_comments_and_lines) {
  const auto let = [](const std::string& id, Trivia trivia) {
    return Statement{.span = {},
                     .comments = trivia.comments,
                     .trailing = trivia.trailing,
                     .continues_line = trivia.continues_line,
                     .node = LetStatement{.target = {id, {}, {}, {}}, .value = number(1)}};
  };
  const Model model{.file = {},
                    .statements = {let("a", {.comments = {"# head", ""}}), let("b", {.continues_line = true}),
                                   let("c", {.comments = {""}, .trailing = "# of c"}), let("d", {.continues_line = true})},
                    .comments = {"", "# end"}};
  EXPECT_EQ(print(model), "# head\n\na = 1;  b = 1\n\nc = 1  # of c\nd = 1\n\n# end\n");
}

NameWithSpan named(const char* text) { return {text, {}}; }

std::string text(decltype(Statement::node) node) { return print(Statement{.span = {}, .node = std::move(node)}); }

TEST(Print, bodies) {
  Body short_body, long_body;
  short_body.result = x;
  long_body.locals.push_back({named("y"), x, {}, {.comments = {"# local"}}});
  long_body.result = y;
  std::vector<Parameter> params;
  params.push_back({named("x"), {}, nullptr, nullptr});
  FunctionStatement function{named("f"), params, {named("t")}, short_body};
  EXPECT_EQ(text(function), "fn f(x over t) = x");
  function.over.clear();
  function.body = long_body;
  EXPECT_EQ(text(function), "fn f(x) {\n  # local\n  y = x\n  return y\n}");

  TransformStatement transform{named("T"), {}, name("real"), {}};
  EXPECT_EQ(text(transform), "transform T over real { }");
  transform.members.push_back({named("forward"), params, long_body, {}});
  transform.members.push_back({named("mean"), {}, short_body, {}});
  EXPECT_EQ(text(transform), "transform T over real {\n  forward(x) {\n    # local\n    y = x\n    return y\n  }\n  mean = x\n}");
  transform.members[0].body = short_body;
  for (MemberDefinition& member : transform.members) member.trivia.continues_line = true;
  EXPECT_EQ(text(transform), "transform T over real { forward(x) = x;  mean = x }");
}

}  // namespace
}  // namespace scmc::ast
