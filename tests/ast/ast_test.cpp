/// Making, comparing, visiting and rewriting trees.
#include "compiler/ast/ast.h"

#include <gtest/gtest.h>

#include <limits>

#include "compiler/ast/print.h"

namespace scmc::ast {
namespace {

NameWithSpan named(const char* text) { return {text, {}}; }

ExprPtr add(ExprPtr left, ExprPtr right) { return make({}, Binary{BinaryOp::Add, std::move(left), std::move(right)}); }

/// f(x, k = z[t] + 1 over d) with every kind of node around it.
ExprPtr every_kind() {
  const ExprPtr index = make({}, Index{name("z"), {{"", name("t"), {}}, {"d", make({}, String{"a"}), {}}}});
  const ExprPtr call = make({}, Call{name("D"), "f", {}, {{"", name("x"), {}}, {"k", add(index, number(1)), {}}}, {"d"}});
  const ExprPtr nested = make({}, Question{QuestionKind::Nested, name("m"), {{{}, GivenCondition{name("given")}}}});
  const Assignment set{{"w", {{"", name("i"), {}}}, {}, {}}, false, false, nested, {}};
  const ExprPtr question = make(
      {}, Question{QuestionKind::Expectation,
                   name("y"),
                   {{{}, DoCondition{{set}}}, {{}, NewCondition{"day"}}, {{}, CounterfactualCondition{{set}}}, {{}, SameCondition{"v"}}}});
  const ExprPtr branch =
      make({}, If{name("c"), make({}, Stack{{call, make({}, Member{name("D"), "support"})}}), make({}, Unary{UnaryOp::Minus, name("e")})});
  return add(branch, question);
}

std::string names_in_order(const ExprPtr& expr) {
  std::string result;
  for_each_expr(expr, [&](const ExprPtr& at) {
    if (const auto* name = std::get_if<Name>(&at->node)) result += name->id + " ";
  });
  return result;
}

TEST(Ast, for_each_expr_visits_everything_in_source_order) {
  EXPECT_EQ(names_in_order(every_kind()), "c D x z t D e y i m given i m given ");
  int visited = 0;
  for_each_expr(every_kind(), [&](const ExprPtr&) { ++visited; });
  EXPECT_EQ(visited, 27);
}

TEST(Ast, rewrite_replaces_everywhere_and_shares_the_rest) {
  const ExprPtr before = every_kind();
  const auto rename = [](const std::string& from) {
    return [from](const ExprPtr& expr) -> ExprPtr {
      const auto* found = std::get_if<Name>(&expr->node);
      return found && found->id == from ? name("new_" + from) : nullptr;
    };
  };
  const std::string names = names_in_order(before);
  for (const std::string id : {"c", "D", "x", "z", "t", "e", "y", "i", "m", "given"}) {
    const ExprPtr after = rewrite(before, rename(id));
    std::string expected = " " + names;
    for (std::size_t at = 0; (at = expected.find(" " + id + " ", at)) != std::string::npos; at += id.size() + 5)
      expected.replace(at + 1, id.size(), "new_" + id);
    EXPECT_EQ(" " + names_in_order(after), expected);
    EXPECT_FALSE(same(before, after));
  }
  EXPECT_EQ(rewrite(before, rename("absent")), before);
  const ExprPtr renamed = rewrite(before, rename("y"));
  EXPECT_EQ(std::get<Binary>(renamed->node).left, std::get<Binary>(before->node).left);
}

TEST(Ast, rewrite_does_not_descend_into_what_it_made) {
  const ExprPtr doubled = rewrite(add(name("x"), name("y")), [](const ExprPtr& expr) -> ExprPtr {
    return std::holds_alternative<Name>(expr->node) ? add(expr, expr) : nullptr;
  });
  EXPECT_EQ(print(doubled), "x + x + (y + y)");
}

TEST(Ast, same_ignores_spans_spellings_and_layout) {
  EXPECT_TRUE(same(make({FileId{1}, 2, 3}, Number{0.001, "1e-3"}), number(0.001)));
  EXPECT_TRUE(same(every_kind(), every_kind()));
  Statement a{.span = {}, .comments = {"# a"}, .trailing = "# b", .continues_line = true, .node = FactorStatement{name("x")}};
  EXPECT_TRUE(same(a, Statement{.span = {FileId{2}, 1, 2}, .node = FactorStatement{name("x")}}));
  EXPECT_FALSE(same(a, Statement{.span = {}, .node = FactorStatement{name("y")}}));
  EXPECT_TRUE(same(ExprPtr{}, ExprPtr{}));
  EXPECT_FALSE(same(name("x"), ExprPtr{}));
}

TEST(Ast, same_tells_every_difference) {
  const std::vector<ExprPtr> distinct = {
      number(1),
      number(2),
      number(-1),
      name("x"),
      name("y"),
      make({}, String{"x"}),
      make({}, Member{name("x"), "y"}),
      make({}, Member{name("x"), "z"}),
      make({}, Call{nullptr, "f", {}, {}, {}}),
      make({}, Call{nullptr, "g", {}, {}, {}}),
      make({}, Call{name("x"), "f", {}, {}, {}}),
      make({}, Call{nullptr, "f", {}, {}, {"d"}}),
      make({}, Call{nullptr, "f", {}, {{"", name("x"), {}}}, {}}),
      make({}, Call{nullptr, "f", {}, {{"k", name("x"), {}}}, {}}),
      make({}, Unary{UnaryOp::Not, name("x")}),
      make({}, Unary{UnaryOp::Minus, name("x")}),
      make({}, Binary{BinaryOp::Less, name("x"), name("y")}),
      make({}, Binary{BinaryOp::Less, name("y"), name("x")}),
      make({}, Binary{BinaryOp::LessEqual, name("x"), name("y")}),
      make({}, Index{name("x"), {{"", name("t"), {}}}}),
      make({}, Index{name("x"), {{"t", name("t"), {}}}}),
      make({}, Stack{{name("x")}}),
      make({}, Stack{{name("x"), name("x")}}),
      make({}, If{name("x"), name("y"), name("z")}),
      make({}, If{name("x"), name("z"), name("y")}),
      make({}, Question{QuestionKind::Expectation, name("x"), {}}),
      make({}, Question{QuestionKind::Probability, name("x"), {}}),
      make({}, Question{QuestionKind::Expectation, name("x"), {{{}, NewCondition{"d"}}}}),
      make({}, Question{QuestionKind::Expectation, name("x"), {{{}, SameCondition{"d"}}}}),
      make({}, Question{QuestionKind::Expectation, name("x"), {{{}, GivenCondition{name("d")}}}}),
      make({}, Question{QuestionKind::Expectation, name("x"), {{{}, DoCondition{{{{"d", {}, {}, {}}, false, false, number(1), {}}}}}}}),
      make({}, Question{QuestionKind::Expectation, name("x"), {{{}, DoCondition{{{{"d", {}, {}, {}}, true, false, number(1), {}}}}}}}),
      make({},
           Question{
               QuestionKind::Expectation, name("x"), {{{}, CounterfactualCondition{{{{"d", {}, {}, {}}, false, false, number(1), {}}}}}}}),
  };
  for (std::size_t i = 0; i < distinct.size(); ++i) {
    for (std::size_t j = 0; j < distinct.size(); ++j)
      EXPECT_EQ(same(distinct[i], distinct[j]), i == j) << print(distinct[i]) << " and " << print(distinct[j]);
  }
}

TEST(Ast, statements_are_visited_and_rewritten) {
  MemberDefinition member{.name = named("mean"), .params = {}, .body = {}, .span = {}};
  member.body.locals.push_back({named("y"), name("a")});
  member.body.result = name("b");
  member.params.push_back({named("p"), {}, name("c"), name("d")});
  DistributionStatement definition{.name = named("D"), .params = member.params, .support = name("e"), .members = {}};
  definition.members.push_back(member);
  const Statement distribution{.span = {}, .node = definition};
  std::string visited;
  for_each_expr(distribution, [&](const ExprPtr& expr) { visited += print(expr); });
  EXPECT_EQ(visited, "cdecdab");
  const Statement changed = rewrite(distribution, [](const ExprPtr& expr) { return print(expr) == "b" ? name("B") : nullptr; });
  visited.clear();
  for_each_expr(changed, [&](const ExprPtr& expr) { visited += print(expr); });
  EXPECT_EQ(visited, "cdecdaB");
}

TEST(Ast, declared_name) {
  const NameWithSpan given{"x", {FileId{0}, 3, 4}};
  const Target target{"x", {}, {FileId{0}, 3, 9}, given.span};
  const std::vector<Statement> declaring = {{.span = {}, .node = DimStatement{.name = given, .size = nullptr}},
                                            {.span = {}, .node = DrawStatement{.target = target, .distribution = name("d")}},
                                            {.span = {}, .node = LetStatement{.target = target, .value = name("d")}},
                                            {.span = {}, .node = QueryStatement{given, {}, name("d")}}};
  for (const Statement& statement : declaring) {
    EXPECT_EQ(declared_name(statement)->name, "x");
    EXPECT_EQ(declared_name(statement)->span, given.span);
  }
  EXPECT_FALSE(declared_name({.span = {}, .node = FactorStatement{name("x")}}));
  EXPECT_FALSE(declared_name({.span = {}, .node = UseStatement{given}}));
}

TEST(Ast, numbers_become_what_a_parser_would_make) {
  EXPECT_TRUE(std::holds_alternative<Unary>(number(-3)->node));
  EXPECT_EQ(print(number(-3)), "-3");
  EXPECT_EQ(print(number(-std::numeric_limits<double>::infinity())), "-infinity");
  EXPECT_EQ(print(number(1e6)), "1000000");
  EXPECT_EQ(print(number(0.1)), "0.1");
  EXPECT_EQ(print(number(1e-300)), "1e-300");
  EXPECT_THROW(number(std::numeric_limits<double>::quiet_NaN()), std::invalid_argument);
}

}  // namespace
}  // namespace scmc::ast
