/// Every clause of the rule that says where a statement ends.
#include "compiler/parse/newline_filter.h"

#include <gtest/gtest.h>

#include "ScmLexer.h"

namespace scmc::parse {
namespace {

using Kind = LayoutMistake::Kind;

struct Result {
  std::string tokens;  ///< `/` for a newline that ends a statement, `;` for a semicolon
  std::vector<std::pair<Kind, std::string>> mistakes;
};

Result filter(const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  const FileId file = sources.add("model.scm", text);
  const Filtered filtered = filter_newlines(*lex(sources, file, diagnostics));
  Result result;
  for (const Lexeme& token : filtered.tokens) {
    if (!result.tokens.empty()) result.tokens += ' ';
    result.tokens += token.type == ScmLexer::END && token.text != ";" ? "/" : std::string(token.text);
  }
  for (const LayoutMistake& mistake : filtered.mistakes) result.mistakes.emplace_back(mistake.kind, sources.text(mistake.at));
  return result;
}

std::string tokens(const std::string& text) {
  const Result result = filter(text);
  EXPECT_TRUE(result.mistakes.empty()) << text;
  return result.tokens;
}

void expect_mistake(const std::string& text, Kind kind, const std::string& at, const std::string& tokens) {
  const Result result = filter(text);
  ASSERT_EQ(result.mistakes.size(), 1) << text;
  EXPECT_EQ(result.mistakes[0].first, kind) << text;
  EXPECT_EQ(result.mistakes[0].second, at) << text;
  EXPECT_EQ(result.tokens, tokens);
}

TEST(NewlineFilter, newline_or_semicolon_ends_a_statement) {
  EXPECT_EQ(tokens("a = 1\nb = 2"), "a = 1 / b = 2");
  EXPECT_EQ(tokens("a = 1; b = 2"), "a = 1 ; b = 2");
  EXPECT_EQ(tokens("a = 1\r\nb = 2\r\n"), "a = 1 / b = 2");
}

TEST(NewlineFilter, empty_lines_and_comments_leave_one_end) {
  EXPECT_EQ(tokens("\n\n# first\na = 1\n\n # second\n\n\nb = 2\n\n# last\n"), "a = 1 / b = 2");
  EXPECT_EQ(tokens("a = 1;;\n;\nb = 2;"), "a = 1 ; b = 2 ;");
  EXPECT_EQ(tokens("a = 1;  # behind\nb = 2"), "a = 1 ; b = 2");
  EXPECT_EQ(tokens(""), "");
  EXPECT_EQ(tokens("# nothing\n"), "");
}

TEST(NewlineFilter, not_inside_parentheses_or_square_brackets) {
  EXPECT_EQ(tokens("y ~ Normal(\n  a\n  ,\n  b # scale\n)\nz = 1"), "y ~ Normal ( a , b ) / z = 1");
  EXPECT_EQ(tokens("x = [1\n, 2\n]"), "x = [ 1 , 2 ]");
  EXPECT_EQ(tokens("x = f([a\n], (b\n))\ny = 1"), "x = f ( [ a ] , ( b ) ) / y = 1");
}

class CannotEnd : public testing::TestWithParam<const char*> {};
TEST_P(CannotEnd, the_next_line_continues) {
  const std::string token = GetParam();
  EXPECT_EQ(tokens("x = a " + token + "\nb"), "x = a " + token + " b");
  EXPECT_EQ(tokens("x = a " + token + "  # why\n\n  b"), "x = a " + token + " b");
}
INSTANTIATE_TEST_SUITE_P(NewlineFilter, CannotEnd,
                         testing::Values("+", "-", "*", "/", "^", "..", "==", "!=", "<", "<=", ">", ">=", "and", "or", "not", "div", "mod",
                                         ",", "=", "~", "over", "if", "then", "else", "in", "return", ":", "|", "."));

class CannotBegin : public testing::TestWithParam<const char*> {};
TEST_P(CannotBegin, it_continues_the_line_above) {
  const std::string token = GetParam();
  EXPECT_EQ(tokens("x = a\n" + token + " b"), "x = a " + token + " b");
  EXPECT_EQ(tokens("x = a  # why\n\n  " + token + " b"), "x = a " + token + " b");
}
INSTANTIATE_TEST_SUITE_P(NewlineFilter, CannotBegin,
                         testing::Values("+", "*", "/", "^", "..", "==", "!=", "<", "<=", ">", ">=", "and", "or", "div", "mod", ",", "=",
                                         "~", "over", "then", "else", "in", ":", "|", "."));

TEST(NewlineFilter, an_opening_bracket_does_not_end_and_a_closing_one_does_not_begin) {
  EXPECT_EQ(tokens("fn f(x)\n{\n return x\n}\na = 1"), "fn f ( x ) { return x } / a = 1");
}

TEST(NewlineFilter, names_and_literals_end_and_begin) {
  EXPECT_EQ(tokens("dim day\ndata x[day]\nuse mmm\nx = \"a\"\nif a then b else 1"),
            "dim day / data x [ day ] / use mmm / x = \"a\" / if a then b else 1");
  EXPECT_EQ(tokens("x = a\nnot b"), "x = a / not b");
  EXPECT_EQ(tokens("x = a\n(b)"), "x = a / ( b )");
}

TEST(NewlineFilter, newlines_separate_inside_braces) {
  EXPECT_EQ(tokens("fn f(x) {\n  a = 1\n\n  b = 2  # two\n  return a\n}\ny = 1"), "fn f ( x ) { a = 1 / b = 2 / return a } / y = 1");
  EXPECT_EQ(tokens("fn f(x) { a = f(\n1\n); return a }"), "fn f ( x ) { a = f ( 1 ) ; return a }");
  EXPECT_EQ(tokens("dim k = {\n\"a\",\n\"b\"\n}\ny = 1"), "dim k = { \"a\" , \"b\" } / y = 1");
}

TEST(NewlineFilter, div_and_mod_are_names_where_they_stand_as_names) {
  EXPECT_EQ(tokens("dim mod\nx = 1"), "dim mod / x = 1");
  EXPECT_EQ(tokens("dim k like mod\nx = 1"), "dim k like mod / x = 1");
  EXPECT_EQ(tokens("x = mod\ny = 1"), "x = mod / y = 1");
  EXPECT_EQ(tokens("x = a mod mod\ny = 1"), "x = a mod mod / y = 1");
  EXPECT_EQ(tokens("x = a\nmod ~ Normal(0, 1)"), "x = a / mod ~ Normal ( 0 , 1 )");
  EXPECT_EQ(tokens("x = a\ndiv[t] = 3"), "x = a / div [ t ] = 3");
  EXPECT_EQ(tokens("x = a\ndiv from \"c\" ~ D()"), "x = a / div from \"c\" ~ D ( )");
}

TEST(NewlineFilter, a_leading_minus_is_a_mistake_and_continues) {
  expect_mistake("x = a\n  - b\ny = 1", Kind::LeadingMinus, "-", "x = a - b / y = 1");
  expect_mistake("fn f(x) {\n  a = x\n  -1\n}", Kind::LeadingMinus, "-", "fn f ( x ) { a = x - 1 }");
  EXPECT_EQ(tokens("x = f(a\n  - b)"), "x = f ( a - b )");
  EXPECT_EQ(tokens("x = a *\n  -b"), "x = a * - b");
  EXPECT_EQ(tokens("-a"), "- a");
}

TEST(NewlineFilter, an_unclosed_bracket_ends_where_a_statement_begins) {
  expect_mistake("x = f(a\ny = 1", Kind::UnclosedBracket, "(", "x = f ( a / y = 1");
  expect_mistake("x = f(a,\ny[t] ~ Normal(0, 1)", Kind::UnclosedBracket, "(", "x = f ( a , / y [ t ] ~ Normal ( 0 , 1 )");
  expect_mistake("x = f(a,\nobserve y[t] in k from \"c\" ~ D()", Kind::UnclosedBracket, "(",
                 "x = f ( a , / observe y [ t ] in k from \"c\" ~ D ( )");
  expect_mistake("x = y[a\ndata z", Kind::UnclosedBracket, "[", "x = y [ a / data z");
  expect_mistake("x = f(g(a)\n", Kind::UnclosedBracket, "(", "x = f ( g ( a )");
  expect_mistake("x = f(a; y = 1", Kind::UnclosedBracket, "(", "x = f ( a ; y = 1");
  expect_mistake("fn f(x) {\n return x\n", Kind::UnclosedBracket, "{", "fn f ( x ) { return x");
  expect_mistake("distribution D() over real {\n mean = f(1\n variance = 2\n}\nx = 1", Kind::UnclosedBracket, "(",
                 "distribution D ( ) over real { mean = f ( 1 / variance = 2 } / x = 1");
}

TEST(NewlineFilter, lines_inside_brackets_that_only_look_like_statements) {
  EXPECT_EQ(tokens("y ~ Normal(mu,\n  sigma = 2)"), "y ~ Normal ( mu , sigma = 2 )");
  EXPECT_EQ(tokens("y ~ Normal(\n  sigma = 2)"), "y ~ Normal ( sigma = 2 )");
  EXPECT_EQ(tokens("query q = E[y | do(z = 1,\n  x ~ D())]"), "query q = E [ y | do ( z = 1 , x ~ D ( ) ) ]");
  EXPECT_EQ(tokens("query q = E[y |\n new day]"), "query q = E [ y | new day ]");
}

TEST(NewlineFilter, brackets_that_do_not_match) {
  expect_mistake("x = a) + 1\ny = 2", Kind::UnopenedBracket, ")", "x = a ) + 1 / y = 2");
  expect_mistake("x = f(a]\ny = 2", Kind::MismatchedBracket, "]", "x = f ( a ] / y = 2");
  expect_mistake("x = f(a[1)\ny = 2", Kind::MismatchedBracket, ")", "x = f ( a [ 1 ) / y = 2");
  expect_mistake("fn f(x) { return (x }\ny = 2", Kind::MismatchedBracket, "}", "fn f ( x ) { return ( x } / y = 2");
}

TEST(NewlineFilter, an_open_string_ends_with_its_line) { EXPECT_EQ(tokens("x = f(\"abc)\ny = 1"), "x = f ( \"abc) / y = 1"); }

}  // namespace
}  // namespace scmc::parse
