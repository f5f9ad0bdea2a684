/// What each form of the language becomes in the tree.
#include <gtest/gtest.h>

#include "compiler/ast/print.h"
#include "tests/parse/parse_helpers.h"

namespace scmc {
namespace {

using namespace ast;

ExprPtr parse(const std::string& text) {
  Case source(text);
  const auto expr = source.expression();
  EXPECT_TRUE(expr) << source.messages();
  return expr ? *expr : nullptr;
}

ExprPtr binary(BinaryOp op, ExprPtr left, ExprPtr right) { return make({}, Binary{op, left, right}); }
ExprPtr minus(ExprPtr operand) { return make({}, Unary{UnaryOp::Minus, operand}); }
ExprPtr negation(ExprPtr operand) { return make({}, Unary{UnaryOp::Not, operand}); }
const ExprPtr a = name("a"), b = name("b"), c = name("c"), d = name("d");

void expect_tree(const std::string& text, const ExprPtr& expected) {
  const ExprPtr parsed = parse(text);
  EXPECT_TRUE(same(parsed, expected)) << text << " became " << (parsed ? print(parsed) : "nothing") << ", not " << print(expected);
}

Model model(const std::string& text) {
  Case source(text);
  auto model = source.model();
  EXPECT_TRUE(model) << source.messages();
  return model ? *model : Model{};
}

template <class Node>
Node only(const std::string& text) {
  const Model parsed = model(text);
  EXPECT_EQ(parsed.statements.size(), 1) << text;
  return std::get<Node>(parsed.statements.at(0).node);
}

std::vector<std::string> names(const std::vector<NameWithSpan>& list) {
  std::vector<std::string> result;
  for (const NameWithSpan& item : list) result.push_back(item.name);
  return result;
}

using Strings = std::vector<std::string>;

// ---------------------------------------------------------------- expressions

TEST(Parse, numbers) {
  for (const auto& [text, value] :
       std::vector<std::pair<std::string, double>>{{"0", 0}, {"12", 12}, {"0.5", 0.5}, {"1e-3", 0.001}, {"1E+5", 1e5}, {"2.5e2", 250}}) {
    const auto number = std::get<Number>(parse(text)->node);
    EXPECT_EQ(number.value, value);
    EXPECT_EQ(number.spelling, text);
  }
}

TEST(Parse, ranges) {
  expect_tree("0..385", binary(BinaryOp::Range, number(0), number(385)));
  expect_tree("1.5..n", binary(BinaryOp::Range, number(1.5), name("n")));
  expect_tree("a..b + 1", binary(BinaryOp::Range, a, binary(BinaryOp::Add, b, number(1))));
}

TEST(Parse, power_binds_tighter_than_minus_and_groups_to_the_right) {
  expect_tree("-a^2", minus(binary(BinaryOp::Power, a, number(2))));
  expect_tree("a^b^c", binary(BinaryOp::Power, a, binary(BinaryOp::Power, b, c)));
  expect_tree("a^-b * c", binary(BinaryOp::Multiply, binary(BinaryOp::Power, a, minus(b)), c));
  expect_tree("2^-b^c", binary(BinaryOp::Power, number(2), minus(binary(BinaryOp::Power, b, c))));
}

TEST(Parse, precedence) {
  expect_tree("a - b - c", binary(BinaryOp::Subtract, binary(BinaryOp::Subtract, a, b), c));
  expect_tree("a / b * c", binary(BinaryOp::Multiply, binary(BinaryOp::Divide, a, b), c));
  expect_tree("a + b mod c div d", binary(BinaryOp::Add, a, binary(BinaryOp::IntegerDivide, binary(BinaryOp::Modulo, b, c), d)));
  expect_tree("-a * b", binary(BinaryOp::Multiply, minus(a), b));
  expect_tree("a - -b", binary(BinaryOp::Subtract, a, minus(b)));
  expect_tree("a + b == c", binary(BinaryOp::Equal, binary(BinaryOp::Add, a, b), c));
  expect_tree("not a == b and c or d", binary(BinaryOp::Or, binary(BinaryOp::And, negation(binary(BinaryOp::Equal, a, b)), c), d));
  expect_tree("a or b and c", binary(BinaryOp::Or, a, binary(BinaryOp::And, b, c)));
  expect_tree("(a + b) * c", binary(BinaryOp::Multiply, binary(BinaryOp::Add, a, b), c));
}

TEST(Parse, if_extends_to_the_right) {
  expect_tree("if a then b else c + d", make({}, If{a, b, binary(BinaryOp::Add, c, d)}));
  expect_tree("a + if b then c else d", binary(BinaryOp::Add, a, make({}, If{b, c, d})));
  expect_tree("if a then b else if c then d else a", make({}, If{a, b, make({}, If{c, d, a})}));
}

TEST(Parse, comparisons_in_parentheses_may_be_compared) {
  expect_tree("(a < b) == (c < d)", binary(BinaryOp::Equal, binary(BinaryOp::Less, a, b), binary(BinaryOp::Less, c, d)));
}

TEST(Parse, calls) {
  const auto call = std::get<Call>(parse("lag(x, k, fill = 0 over t, s)")->node);
  EXPECT_EQ(call.callee, "lag");
  EXPECT_EQ(call.receiver, nullptr);
  ASSERT_EQ(call.args.size(), 3);
  EXPECT_EQ(call.args[0].name, "");
  EXPECT_EQ(call.args[2].name, "fill");
  EXPECT_EQ(call.over, (Strings{"t", "s"}));
  EXPECT_EQ(std::get<Call>(parse("Flat()")->node).args.size(), 0);
  const auto method = std::get<Call>(parse("D.log_cdf(upper)")->node);
  EXPECT_TRUE(same(method.receiver, name("D")));
  EXPECT_EQ(method.callee, "log_cdf");
  const auto member = std::get<Member>(parse("D.support")->node);
  EXPECT_TRUE(same(member.receiver, name("D")));
  EXPECT_EQ(member.name, "support");
}

TEST(Parse, indices) {
  const auto index = std::get<Index>(parse("beta[group_of, \"intercept\", d = 3, 1..5]")->node);
  EXPECT_TRUE(same(index.base, name("beta")));
  ASSERT_EQ(index.items.size(), 4);
  EXPECT_EQ(std::get<String>(index.items[1].value->node).text, "intercept");
  EXPECT_EQ(index.items[2].dim, "d");
  EXPECT_EQ(index.items[0].dim, "");
  EXPECT_EQ(std::get<Binary>(index.items[3].value->node).op, BinaryOp::Range);
  EXPECT_TRUE(std::holds_alternative<Stack>(parse("[a, b]")->node));
  EXPECT_TRUE(std::holds_alternative<Index>(parse("[a, b][1]")->node));
}

TEST(Parse, strings_and_primes) {
  EXPECT_EQ(std::get<String>(parse(R"("a \"b\" \\ \n\t")")->node).text, "a \"b\" \\ \n\t");
  EXPECT_EQ(std::get<Name>(parse("d'")->node).id, "d'");
  EXPECT_EQ(std::get<Name>(parse("größe")->node).id, "größe");
}

TEST(Parse, soft_keywords_are_names) {
  for (const std::string word : {"dim",  "data", "fn",  "distribution", "transform", "use", "query", "observe", "do",    "factor", "like",
                                 "from", "int",  "new", "same",         "cf",        "div", "mod",   "stack",   "group", "mean"}) {
    EXPECT_EQ(std::get<LetStatement>(model(word + " = 3").statements.at(0).node).target.name, word);
    EXPECT_EQ(std::get<DrawStatement>(model(word + "[t] ~ Normal(" + word + ", 1)").statements.at(0).node).target.name, word);
    EXPECT_EQ(std::get<DataStatement>(model("data " + word + "[" + word + "]").statements.at(0).node).name.name, word);
    expect_tree(word + " + 1", binary(BinaryOp::Add, name(word), number(1)));
  }
}

// ---------------------------------------------------------------- questions

Question question(const std::string& text) { return std::get<Question>(parse(text)->node); }

TEST(Parse, questions) {
  const Question all = question("E[y | do(z = 1, tv[20..30] = 0), cf(x ~ Bernoulli(0.3)), new day, same v, m > 0]");
  EXPECT_EQ(all.kind, QuestionKind::Expectation);
  ASSERT_EQ(all.conditions.size(), 5);
  const auto& set = std::get<DoCondition>(all.conditions[0].kind).assignments;
  ASSERT_EQ(set.size(), 2);
  EXPECT_EQ(set[1].target.name, "tv");
  EXPECT_EQ(set[1].target.items.size(), 1);
  EXPECT_FALSE(set[0].stochastic);
  EXPECT_TRUE(std::get<CounterfactualCondition>(all.conditions[1].kind).assignments[0].stochastic);
  EXPECT_EQ(std::get<NewCondition>(all.conditions[2].kind).name, "day");
  EXPECT_EQ(std::get<SameCondition>(all.conditions[3].kind).name, "v");
  EXPECT_TRUE(same(std::get<GivenCondition>(all.conditions[4].kind).condition, binary(BinaryOp::Greater, name("m"), number(0))));
  EXPECT_EQ(question("P(y > 0 | z == 1)").kind, QuestionKind::Probability);
  EXPECT_TRUE(question("E[y]").conditions.empty());
}

TEST(Parse, nested_questions) {
  const Question outer = question("E[y | do(z = 1, m = (m | do(z = 0)), n = new (n | do(z = 0)))]");
  const auto& set = std::get<DoCondition>(outer.conditions[0].kind).assignments;
  ASSERT_EQ(set.size(), 3);
  EXPECT_EQ(std::get<Question>(set[1].value->node).kind, QuestionKind::Nested);
  EXPECT_FALSE(set[1].fresh);
  EXPECT_EQ(std::get<Question>(set[2].value->node).kind, QuestionKind::Nested);
  EXPECT_TRUE(set[2].fresh);
}

TEST(Parse, question_words_are_names_elsewhere) {
  EXPECT_TRUE(std::holds_alternative<GivenCondition>(question("E[y | new == 1]").conditions[0].kind));
  EXPECT_TRUE(std::holds_alternative<GivenCondition>(question("E[y | do == 1]").conditions[0].kind));
  EXPECT_TRUE(std::holds_alternative<GivenCondition>(question("E[y | same(v)]").conditions[0].kind));
  EXPECT_EQ(std::get<DoCondition>(question("E[y | do(m = new)]").conditions[0].kind).assignments[0].fresh, false);
}

// ---------------------------------------------------------------- statements

TEST(Parse, dimensions) {
  EXPECT_EQ(only<DimStatement>("dim day").size, nullptr);
  EXPECT_TRUE(same(only<DimStatement>("dim t = size(other) - 1").size, parse("size(other) - 1")));
  EXPECT_TRUE(same(only<DimStatement>("dim year = 1990..2020").size, parse("1990..2020")));
  const auto labels = only<DimStatement>("dim k = {\"a\", \"b c\"}").labels;
  ASSERT_TRUE(labels && labels->size() == 2);
  EXPECT_EQ((*labels)[1].text, "b c");
  EXPECT_EQ(only<DimStatement>("dim next like state").like->name, "state");
}

TEST(Parse, data) {
  const auto full = only<DataStatement>("data x[d, e] : int in other from \"col\" = 2 * y");
  EXPECT_EQ(full.name.name, "x");
  EXPECT_EQ(names(full.dims), (Strings{"d", "e"}));
  EXPECT_TRUE(full.integer);
  EXPECT_EQ(full.in->name, "other");
  EXPECT_EQ(full.from, "col");
  EXPECT_TRUE(same(full.value, parse("2 * y")));
  const auto bare = only<DataStatement>("data x");
  EXPECT_TRUE(bare.dims.empty() && !bare.integer && !bare.in && !bare.from && !bare.value);
}

TEST(Parse, mechanisms) {
  const auto draw = only<DrawStatement>("z[t, \"a\"] in state from \"col\" ~ Categorical(p)");
  EXPECT_EQ(draw.role, Role::Mechanism);
  EXPECT_EQ(draw.target.name, "z");
  EXPECT_EQ(draw.target.items.size(), 2);
  EXPECT_EQ(draw.in->name, "state");
  EXPECT_EQ(draw.from, "col");
  EXPECT_TRUE(same(draw.distribution, parse("Categorical(p)")));
  EXPECT_TRUE(same(only<LetStatement>("y = a + b").value, binary(BinaryOp::Add, a, b)));
  EXPECT_EQ(only<DrawStatement>("observe y ~ Normal(0, 1)").role, Role::Observed);
  EXPECT_EQ(only<LetStatement>("observe y = log(x)").role, Role::Observed);
  EXPECT_EQ(only<LetStatement>("do tv[20..30] = 0").role, Role::Intervened);
  EXPECT_EQ(only<DrawStatement>("do z ~ Bernoulli(0.3)").role, Role::Intervened);
  EXPECT_EQ(only<DrawStatement>("observe ~ Normal(0, 1)").target.name, "observe");
  EXPECT_EQ(only<LetStatement>("do[1] = 2").role, Role::Mechanism);
  EXPECT_TRUE(same(only<FactorStatement>("factor -a^2").value, minus(binary(BinaryOp::Power, a, number(2)))));
  EXPECT_EQ(only<UseStatement>("use mmm").name.name, "mmm");
  EXPECT_EQ(names(only<QueryStatement>("query c[channel] = E[sales]").dims), (Strings{"channel"}));
}

TEST(Parse, functions) {
  const auto inline_fn = only<FunctionStatement>("fn f(x, a: unit = 0.5 over t) = x * a");
  EXPECT_EQ(inline_fn.params.size(), 2);
  EXPECT_TRUE(same(inline_fn.params[1].constraint, name("unit")));
  EXPECT_TRUE(same(inline_fn.params[1].default_value, number(0.5)));
  EXPECT_EQ(names(inline_fn.over), (Strings{"t"}));
  const auto body = only<FunctionStatement>("fn f(x) {\n  y = 2 * x; z = y\n  return z\n}").body;
  ASSERT_EQ(body.locals.size(), 2);
  EXPECT_EQ(body.locals[1].name.name, "z");
  EXPECT_TRUE(body.locals[1].trivia.continues_line);
  EXPECT_TRUE(same(body.result, name("z")));
}

TEST(Parse, distributions) {
  const auto normal = only<DistributionStatement>(
      "distribution N(mu[d], L[d, d'], n: 0..5, D: distribution, lower = -infinity) over real[d] {\n"
      "  log_density(x) = x\n  form(p = invlogit(e)) = BernoulliLogit(e)\n  cdf(x) { a = x; return a }\n  mean = mu;  variance = 1\n}");
  EXPECT_EQ(names(normal.params[1].dims), (Strings{"d", "d'"}));
  EXPECT_TRUE(same(normal.params[2].constraint, parse("0..5")));
  EXPECT_TRUE(same(normal.params[4].default_value, parse("-infinity")));
  EXPECT_TRUE(same(normal.support, parse("real[d]")));
  ASSERT_EQ(normal.members.size(), 5);
  EXPECT_TRUE(same(normal.members[1].params[0].default_value, parse("invlogit(e)")));
  EXPECT_EQ(normal.members[2].body.locals.size(), 1);
  EXPECT_TRUE(normal.members[3].params.empty());
  EXPECT_TRUE(same(only<DistributionStatement>("distribution T(D: distribution) over D.support { }").support, parse("D.support")));
  EXPECT_TRUE(same(only<DistributionStatement>("distribution T(n) over 0..n { mean = n }").support, parse("0..n")));
  EXPECT_EQ(only<TransformStatement>("transform Positive over positive { forward(u) = exp(u);  inverse(x) = log(x) }").members.size(), 2);
}

// ---------------------------------------------------------------- the other entry points

TEST(Parse, assignments_of_the_command_line) {
  Case source("z = 0, price = 0.9 * price, tv[20..30] = 0, z ~ Bernoulli(0.3), m = new (m | do(z = 0))");
  const auto parsed = source.assignments();
  ASSERT_TRUE(parsed) << source.messages();
  ASSERT_EQ(parsed->size(), 5);
  EXPECT_EQ((*parsed)[1].target.name, "price");
  EXPECT_TRUE(same((*parsed)[1].value, parse("0.9 * price")));
  EXPECT_TRUE((*parsed)[3].stochastic);
  EXPECT_TRUE((*parsed)[4].fresh);
  Case tight("beta=0,sigma=0.2");
  EXPECT_EQ(tight.assignments()->size(), 2);
}

TEST(Parse, query_of_the_command_line) {
  Case source("pct[day] = 100 * beta_zy / beta_cy\n");
  const auto query = source.query();
  ASSERT_TRUE(query) << source.messages();
  EXPECT_EQ(query->name.name, "pct");
  EXPECT_EQ(names(query->dims), (Strings{"day"}));
}

// ---------------------------------------------------------------- places and comments

std::string text_at(const std::string& text, Span span) { return text.substr(span.begin, span.end - span.begin); }

TEST(Parse, spans_are_bytes_of_the_source) {
  const std::string text = "größe = 1;  y[t] ~ Normal(slope * x, (a + b))  # ä\n";
  const Model parsed = model(text);
  const auto& draw = std::get<DrawStatement>(parsed.statements.at(1).node);
  EXPECT_EQ(text_at(text, parsed.statements[0].span), "größe = 1");
  EXPECT_EQ(text_at(text, parsed.statements[1].span), "y[t] ~ Normal(slope * x, (a + b))");
  EXPECT_EQ(text_at(text, draw.target.span), "y[t]");
  EXPECT_EQ(text_at(text, draw.target.name_span), "y");
  const auto& call = std::get<Call>(draw.distribution->node);
  EXPECT_EQ(text_at(text, call.callee_span), "Normal");
  EXPECT_EQ(text_at(text, call.args[0].value->span), "slope * x");
  EXPECT_EQ(text_at(text, call.args[1].value->span), "a + b");
}

TEST(Parse, a_byte_order_mark_is_skipped) {
  const std::string text = "\xEF\xBB\xBFx = 1";
  EXPECT_EQ(text_at(text, model(text).statements.at(0).span), "x = 1");
}

TEST(Parse, comments_and_blank_lines) {
  const Model parsed = model("\n\n# head\n\n\n# about a\na = 1  # of a\nb = 2; c = 3   # of c  \n\n\nd = f(1, # inner\n  2)\n\n# end\n\n");
  ASSERT_EQ(parsed.statements.size(), 4);
  EXPECT_EQ(parsed.statements[0].comments, (Strings{"# head", "", "# about a"}));
  EXPECT_EQ(parsed.statements[0].trailing, "# of a");
  EXPECT_FALSE(parsed.statements[1].continues_line);
  EXPECT_TRUE(parsed.statements[2].continues_line);
  EXPECT_EQ(parsed.statements[2].trailing, "# of c");
  EXPECT_EQ(parsed.statements[3].comments, (Strings{"", "# inner"}));
  EXPECT_EQ(parsed.comments, (Strings{"", "# end"}));
}

TEST(Parse, comments_within_braces) {
  const std::string text =
      "## Doc.\ndistribution D(a) over real {  # opens\n  # density\n  log_density(x) = x  # of it\n\n  cdf(x) {\n    # inner\n    y = x\n "
      "   return y  # out\n  }\n"
      "  mean = a;  variance = 1\n}  # closes\n";
  const Model parsed = model(text);
  const auto& members = std::get<DistributionStatement>(parsed.statements.at(0).node).members;
  EXPECT_EQ(members.at(0).trivia.comments, (Strings{"# opens", "# density"}));
  EXPECT_EQ(members[0].trivia.trailing, "# of it");
  EXPECT_EQ(members[1].trivia.comments, (Strings{""}));
  EXPECT_EQ(members[1].body.locals[0].trivia.comments, (Strings{"# inner"}));
  EXPECT_EQ(members[1].body.trivia.trailing, "# out");
  EXPECT_TRUE(members[3].trivia.continues_line);
  EXPECT_EQ(parsed.statements[0].comments, (Strings{"## Doc."}));
  EXPECT_EQ(parsed.statements[0].trailing, "# closes");
}

TEST(Parse, an_empty_file_is_an_empty_model) {
  EXPECT_TRUE(model("").statements.empty());
  EXPECT_EQ(model("# nothing\n").comments, (Strings{"# nothing"}));
}

}  // namespace
}  // namespace scmc
