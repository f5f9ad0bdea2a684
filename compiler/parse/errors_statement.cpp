/// Syntax errors of statements and questions in the modeller's words.
#include "compiler/parse/errors.h"
#include "compiler/parse/errors_text.h"

namespace scmc::parse::errors {
namespace {

/// The shape of each declaration, for hints.
std::string_view shape_of(std::string_view keyword) {
  if (keyword == "dim") return "dim day";
  if (keyword == "data") return "data x[day]";
  if (keyword == "fn") return "fn f(x) = exp(x)";
  if (keyword == "distribution") return "distribution Name(mu: real) over real { log_density(x) = ... }";
  if (keyword == "transform") return "transform Name over positive { forward(u) = ... }";
  if (keyword == "use") return "use mmm";
  if (keyword == "query") return "query ate = E[y | do(z = 1)] - E[y | do(z = 0)]";
  return "x ~ Normal(0, 1)";
}

/// What other languages begin a statement with.
std::string keyword_hint(std::string_view word) {
  if (word == "for" || word == "while") return "there are no loops: `y[day] ~ Normal(mu, sigma)` holds for every day";
  if (word == "let" || word == "var" || word == "const" || word == "real" || word == "int" || word == "vector")
    return "a variable needs no keyword: `x = 2 * y`";
  if (word == "def" || word == "function" || word == "func") return "write `fn f(x) = exp(x)`";
  if (word == "import" || word == "include" || word == "library") return "write `use mmm`";
  if (word == "index" || word == "dimension" || word == "plate") return "write `dim day`";
  if (word == "input" || word == "covariate" || word == "observed") return "write `data x[day]`";
  if (word == "ask" || word == "estimate" || word == "effect") return "write `query ate = E[y | do(z = 1)] - E[y | do(z = 0)]`";
  return "a mechanism is written `x ~ Normal(0, 1)` or `x = a + b`";
}

std::string spoken(std::string_view keyword) { return keyword == "fn" ? "function" : std::string(keyword); }

bool is_question_letter(std::string_view text) { return text == "E" || text == "P"; }

}  // namespace

std::string example_after(std::string_view token) {
  if (token == "~") return "write a distribution: `x ~ Normal(0, 1)`";
  if (token == "=") return "write a value: `x = 2 * y`";
  if (token == "over") return "write a dimension: `sum(x over day)`";
  if (token == "in") return "write a dimension: `x[t] in state ~ Categorical(p)`";
  if (token == "if" || token == "then" || token == "else") return "write `if condition then a else b`";
  if (token == "return") return "write the result: `return exp(x)`";
  if (token == "|") return "write a condition: `E[y | do(z = 1)]`";
  if (token == "factor") return "write a term of the log-density: `factor -x^2`";
  if (token == "query") return "write `query ate = E[y | do(z = 1)]`";
  return "write the missing expression, or remove " + code(token);
}

// ---------------------------------------------------------------- questions

Diagnostic reserved_question_letter(Word letter) {
  const std::string example = letter.text == "E" ? "`E[y | do(z = 1)]`" : "`P(y > 0 | do(z = 1))`";
  return error(
      "E0113", code(letter.text) + " cannot be the name of a variable", {letter.where, "reserved for questions such as " + example},
      "rename the variable, for instance `" + std::string(letter.text == "E" ? "energy" : "probability") + "`; small letters are free");
}

Diagnostic wrong_question_bracket(Word letter, Span bracket) {
  const bool is_expectation = letter.text == "E";
  return error("E0114", is_expectation ? "an expectation is written with `[ ]`" : "a probability is written with `( )`",
               {bracket, "another bracket"}, is_expectation ? "write `E[y | do(z = 1)]`" : "write `P(y > 0 | do(z = 1))`");
}

Diagnostic question_outside_query(Span question) {
  Diagnostic diagnostic = error("E0115", "a question stands only in a `query`",
                                {question, "a mechanism cannot ask about the model it belongs to"}, "write `query name = ...`");
  diagnostic.notes = {"the value of a question is known when the model is fitted, not while it is stated"};
  return diagnostic;
}

Diagnostic nested_outside_do(Span nested) {
  return error("E0124", "the value of a variable in another world is written inside `do` or `cf`", {nested, "outside of `do(...)`"},
               "write `do(m = (m | do(z = 0)))`; a conditional expectation is `E[m | ...]`");
}

Diagnostic bar_outside_question(Span bar) {
  return error("E0124", "`|` separates the conditions of a question", {bar, "outside of a question"},
               "write `E[y | z == 1]`; the logical operator is `or`");
}

Diagnostic second_bar(Span bar) {
  return error("E0124", "a question has one `|`", {bar, "a second `|`"}, "separate conditions by commas: `E[y | do(z = 1), m > 0]`");
}

Diagnostic assignment_without_value(Word target) {
  return error("E0125", code(target.text) + " is given no value", {target.where, "set to what?"},
               "write `do(" + std::string(target.text) + " = 1)` or `do(" + std::string(target.text) + " ~ Bernoulli(0.3))`");
}

Diagnostic empty_do(Word keyword) {
  return error("E0125", code(keyword.text) + " sets nothing", {keyword.where, "empty"}, "write `" + std::string(keyword.text) + "(z = 1)`");
}

Diagnostic comparison_in_assignment(Span equals) {
  Diagnostic diagnostic =
      error("E0110", "`==` selects, `=` sets", {equals, "`do` sets a variable"}, "write `=`, or take the comparison out of `do`");
  diagnostic.hint->edits.push_back({equals, "="});
  return diagnostic;
}

Diagnostic not_assignable_in_do(Span what) {
  return error("E0125", "only a variable, or elements of it, can be set", {what, "not a variable"},
               "write `do(z = 1)`, `do(tv[20..30] = 0)` or `do(z ~ Bernoulli(0.3))`");
}

// ---------------------------------------------------------------- statements

Diagnostic reserved_word(Word word) {
  if (is_question_letter(word.text)) return reserved_question_letter(word);
  Diagnostic diagnostic = error("E0113", code(word.text) + " is a reserved word and cannot be a name",
                                {word.where, "a name was expected here"}, "choose another name, such as `" + std::string(word.text) + "_`");
  diagnostic.notes = {"reserved are `if then else over in and or not return E P`"};
  return diagnostic;
}

Diagnostic missing_name(Word keyword, Span after) {
  Diagnostic diagnostic = error("E0119", "no name follows " + code(keyword.text), {after, "a name was expected here"},
                                "write `" + std::string(shape_of(keyword.text)) + "`");
  return diagnostic;
}

Diagnostic arrow(Word arrow) {
  if (arrow.text == "<->") {
    return error("E0112", "`<->` is not written in a model", {arrow.where, "not an operator"},
                 "let one mechanism use the other's noise: `y ~ Normal(b * x + rho * s * noise(x), sigma)`");
  }
  if (arrow.text == "->") {
    return error("E0112", "`->` is not written in a model", {arrow.where, "not an operator"},
                 "an effect stands on the left of its causes: `y ~ Normal(b * x, sigma)`");
  }
  return error("E0112", code(arrow.text) + " defines nothing", {arrow.where, "not an operator here"},
               "write `~` before a distribution (`x ~ Normal(0, 1)`) and `=` before a value (`x = 2 * y`)");
}

Diagnostic update(Word sign) {
  return error("E0112", "a variable is defined once, not updated", {sign.where, "not an operator"},
               "give the new value a name of its own: `x_next = x + 1`");
}

Diagnostic several_targets(Span comma) {
  return error("E0123", "a statement defines one variable", {comma, "a second variable"},
               "write a statement for each: `x ~ Normal(0, 1);  y ~ Normal(0, 1)`");
}

Diagnostic equality_as_definition(Span equals) {
  Diagnostic diagnostic = error("E0110", "`==` compares, it defines nothing", {equals, "a statement defines a variable"}, "write `=`");
  diagnostic.hint->edits.push_back({equals, "="});
  return diagnostic;
}

Diagnostic not_a_target(Span left, std::string_view definition) {
  return error("E0123", "only a variable can stand on the left of " + code(definition), {left, "not a variable"},
               definition == "~"
                   ? "name the quantity first: `log_y = log(y)`, or write the distribution of `y` itself (`y ~ LogNormal(mu, sigma)`)"
                   : "write `name = expression` or `name[dim] = expression`");
}

Diagnostic no_statement(Span statement, std::string_view text) {
  Diagnostic diagnostic =
      error("E0116", "this line states nothing", {statement, "neither a mechanism nor a declaration"},
            "give the value a name (`x = " + std::string(text) + "`), or ask for it (`query q = " + std::string(text) + "`)");
  diagnostic.notes = {
      "a statement is a mechanism (`x ~ Normal(0, 1)`, `x = a + b`), a declaration (`dim`, `data`, `fn`, `distribution`, `transform`, "
      "`use`), a\n"
      "`query` or a `factor`"};
  return diagnostic;
}

Diagnostic query_without_name(Span query, std::string_view text) {
  return error("E0119", "a query needs a name", {query, "the answer is reported under a name"}, "write `q = " + std::string(text) + "`");
}

Diagnostic unknown_statement(Word word) {
  Diagnostic diagnostic =
      error("E0116", "no statement begins with " + code(word.text), {word.where, "not a keyword"}, keyword_hint(word.text));
  diagnostic.notes = {
      "a statement is a mechanism (`x ~ Normal(0, 1)`, `x = a + b`), a declaration (`dim`, `data`, `fn`, `distribution`, `transform`, "
      "`use`), a\n"
      "`query` or a `factor`"};
  return diagnostic;
}

Diagnostic missing_over(Word keyword, Span where) {
  return error(
      "E0117", "this " + std::string(keyword.text) + " does not say what it runs over", {where, "`over` and a support were expected here"},
      "write `" + std::string(shape_of(keyword.text)) + "`; supports are `real`, `positive`, `unit`, `count`, `0..n`, `real[d]`, ...");
}

Diagnostic missing_parameters(Word name, Span where) {
  return error("E0122", "the function " + code(name.text) + " has no parameters", {where, "`(` was expected here"},
               "write `fn " + std::string(name.text) + "(x) = ...`");
}

Diagnostic missing_body(Word keyword, Span where) {
  return error("E0122", "this " + spoken(keyword.text) + " has no body", {where, "a body was expected here"},
               "write `" + std::string(shape_of(keyword.text)) + "`");
}

Diagnostic member_without_body(Word name, Span last) {
  const Span end{last.file, last.end, last.end};
  return error("E0122", code(name.text) + " has no value", {end, "`=` or `{` was expected here"},
               "write `" + std::string(name.text) + " = expression`");
}

Diagnostic missing_return(Span where) {
  return error("E0122", "this body returns nothing", {where, "`return` was expected before the brace closes"},
               "end it with `return expression`");
}

Diagnostic parts_out_of_order(Word part) {
  return error("E0121", code(part.text) + " stands too late", {part.where, "it belongs further to the left"},
               "the order is `data x[d] : int in other from \"column\" = value` and `x[d] in other from \"column\" ~ ...`");
}

Diagnostic bad_dim_labels(Span where) {
  return error("E0119", "the labels of a dimension are strings", {where, "a quoted label was expected here"},
               "write `dim k = {\"a\", \"b\"}`");
}

Diagnostic nothing_to_parse(Span where) { return error("E0107", "the text is empty", {where, "an expression was expected here"}); }

Diagnostic out_of_place(Word token, std::string_view expected) {
  return error("E0199", token.text.empty() ? "the statement ends too early" : code(token.text) + " does not belong here",
               {token.where, std::string(expected) + " was expected here"});
}

}  // namespace scmc::parse::errors
