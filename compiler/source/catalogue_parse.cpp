/// E01: the text is not a model.
#include "compiler/source/catalogue.h"

namespace scmc::catalogues {

std::vector<CatalogueEntry> of_parse() {
  return {
      {"E0101", "a character without meaning",
       R"(The character is not part of the language. Word processors write signs that look like operators but are others, and other
languages use signs where this one uses words: `and`, `or`, `not`, `mod`. Outside of names, comments and strings a model is ASCII;
the file is UTF-8.

wrong:  x = a × b
right:  x = a * b)"},
      {"E0102", "a string that is not closed, or holds an unknown escape",
       R"(A string is a label or the name of a column. It begins and ends with `"` on one line. Within it `\"`, `\\`, `\n` and `\t` stand for
a quote, a backslash, a new line and a tab.

wrong:  data g[obs] in group from "group
right:  data g[obs] in group from "group")"},
      {"E0103", "not a number",
       R"(A number is digits, perhaps a point between digits, perhaps an exponent. `1.` and `.5` are not numbers, so that `0..385` can be a
range. A number directly followed by letters is neither a number nor a name: a product needs its `*`, and a name begins with a letter.

wrong:  x = .5 + 2y
right:  x = 0.5 + 2 * y)"},
      {"E0104", "a bracket that is not closed",
       R"(Within ( ) and [ ] a newline does not end the statement, so a bracket that is never closed would swallow the rest of the file. It is
reported where, by the look of the next line, a new statement begins.

wrong:  y ~ Normal(mu, exp(s)
        z ~ Normal(0, 1)
right:  y ~ Normal(mu, exp(s))
        z ~ Normal(0, 1))"},
      {"E0105", "a closing bracket without its opening one",
       R"(Brackets come in pairs of one kind, and pairs do not overlap.

wrong:  y ~ Normal(x[1), 2]
right:  y ~ Normal(x[1], 2))"},
      {"E0106", "a line that begins with a minus",
       R"(A newline ends a statement unless the line ends with something that cannot end one, or the next begins with something that cannot
begin one. A `-` could be either, so it is refused: end the line above with it.

wrong:  x = a
          - b
right:  x = a -
          b)"},
      {"E0107", "something is missing",
       R"(An operator, a comma, `=`, `~` or a keyword wants an expression behind it, and something else stands there, or nothing.

wrong:  y ~ Normal(a + , 1)
right:  y ~ Normal(a + b, 1))"},
      {"E0108", "two statements on one line",
       R"(A newline or a `;` ends a statement.

wrong:  a ~ Normal(0, 1) b ~ Normal(0, 1)
right:  a ~ Normal(0, 1);  b ~ Normal(0, 1))"},
      {"E0109", "`=` where `==` is meant",
       R"(`=` defines a variable in a statement and sets one in `do(...)`; `==` compares. In a question the difference is that between doing
and seeing: `E[y | do(z = 1)]` sets z for every unit, `E[y | z == 1]` looks at the units where z is 1.

wrong:  query a = E[y | z = 1]
right:  query a = E[y | z == 1]
right:  query a = E[y | do(z = 1)])"},
      {"E0110", "`==` where `=` is meant",
       R"(`==` compares two values and defines nothing.

wrong:  query a = E[y | do(z == 1)]
right:  query a = E[y | do(z = 1)])"},
      {"E0111", "a chained comparison",
       R"(A comparison is 1 where it holds and 0 where it does not, so `a < b < c` would compare that 0 or 1 with c. A range has two ends.

wrong:  x = a < b < c
right:  x = a < b and b < c)"},
      {"E0112", "an arrow or an update",
       R"(A mechanism is written `effect ~ Distribution(causes)` or `effect = f(causes)`: causes on the right, without arrows. A variable is
defined once; there is no assignment that changes it later. Correlated errors use the other mechanism's `noise`.

wrong:  y <- Normal(0, 1)
right:  y ~ Normal(0, 1)
wrong:  x += 1
right:  x_next = x + 1)"},
      {"E0113", "a reserved word as a name",
       R"(`if then else over in and or not return E P` cannot be names. `E[...]` and `P(...)` are questions. All other words, also `data`, `dim`
or `new`, may be names of variables and columns.

wrong:  E ~ Normal(0, 1)
right:  energy ~ Normal(0, 1))"},
      {"E0114", "a question in the wrong brackets",
       R"(An expectation has square brackets, a probability round ones.

wrong:  query a = E(y | do(z = 1))
right:  query a = E[y | do(z = 1)]
right:  query p = P(y > 0 | do(z = 1)))"},
      {"E0115", "a question outside of a query",
       R"(A question is answered when the model has been fitted; a mechanism cannot depend on the answer.

wrong:  x = 2 * E[y]
right:  query x = 2 * E[y])"},
      {"E0116", "a line that states nothing",
       R"(A statement is a mechanism (`x ~ Normal(0, 1)`, `x = a + b`), a declaration (`dim`, `data`, `fn`, `distribution`, `transform`, `use`),
a `query` or a `factor`. There are no loops: a statement holds for every position of its dimensions.

wrong:  a + b
right:  total = a + b
right:  factor a + b)"},
      {"E0117", "a definition that does not say what it runs over",
       R"(A distribution states its support, a transform its image, behind `over`: `real`, `positive`, `unit`, `count`, `0..n`, `real[d]`, or
another distribution's, `D.support`.

wrong:  distribution Unit(rate) { mean = 1 / rate }
right:  distribution Unit(rate) over positive { mean = 1 / rate })"},
      {"E0118", "an empty index or array",
       R"(An index picks something: a position, a label, an expression or a dimension. A variable without index is all of it.

wrong:  x = sum(y[])
right:  x = sum(y over day))"},
      {"E0119", "no name where one is needed",
       R"(`dim`, `data`, `fn`, `distribution`, `transform`, `use` and `query` declare something and are followed by its name; `over`, `in` and
`like` by the name of a dimension; `from` by a column in quotes. The labels of a dimension are in quotes.

wrong:  data 3
right:  data x = 3
wrong:  dim k = {a, b}
right:  dim k = {"a", "b"})"},
      {"E0120", "an incomplete `if`",
       R"(`if` is an expression and has a value on both branches.

wrong:  x = if z > 0 then a
right:  x = if z > 0 then a else 0)"},
      {"E0121", "the parts of a declaration out of order",
       R"(The order is `data x[d] : int in other from "column" = value`, and `x[d] in other from "column" ~ Distribution(...)`.

wrong:  data g[obs] from "group" in county
right:  data g[obs] in county from "group")"},
      {"E0122", "a definition without a body, or an unfit brace",
       R"(A function, and a member of a distribution or transform, is either `name(x) = expression` or `name(x) { a = ...; return expression }`.
Braces hold nothing else but members and labels; expressions are grouped with ( ).

wrong:  fn f(x) { y = exp(x) }
right:  fn f(x) { y = exp(x); return y / (1 + y) })"},
      {"E0123", "the left side is not a variable",
       R"(Left of `~` and `=` stands one variable, or elements of it. A distribution of a transformed variable is written for the variable
itself, or the transformed one gets a name and its own mechanism.

wrong:  log(y) ~ Normal(mu, 1)
right:  y ~ LogNormal(mu, 1))"},
      {"E0124", "`|` outside of a question",
       R"(`|` separates what is asked from its conditions, once, in `E[... | ...]` and `P(... | ...)`. In parentheses it is the value that a
variable has in another world, and stands inside `do` or `cf`.

wrong:  query a = E[y] - (y | do(z = 1))
right:  query a = E[y | do(z = 1, m = (m | do(z = 0)))])"},
      {"E0125", "`do` of something that cannot be set",
       R"(Within `do(...)` and `cf(...)` stand assignments: a variable, or elements of it, with a value or a distribution.

wrong:  query a = E[y | do(z)]
right:  query a = E[y | do(z = 1)]
right:  query a = E[y | do(tv[20..30] = 0)])"},
      {"E0126", "no operator or comma",
       R"(Two values stand side by side. A product has its `*`, arguments are separated by commas.

wrong:  x = 2 y
right:  x = 2 * y)"},
      {"E0127", "an operator of another language",
       R"(The operators are `^ - * / div mod + .. == != < <= > >= not and or`.

wrong:  x = a ** 2
right:  x = a^2)"},
      {"E0128", "`over` outside of a call",
       R"(`over` says which dimension a call works along and stands inside its parentheses.

wrong:  x = sum(y) over day
right:  x = sum(y over day))"},
      {"E0129", "a range written with `:`",
       R"(A range is written with two points, both ends included.

wrong:  x = sum(y[1:5] over day)
right:  x = sum(y[1..5] over day))"},
      {"E0130", "`~` within an expression",
       R"(A random quantity has a name and a line of its own; a distribution within an expression has no value.

wrong:  y = a + (e ~ Normal(0, 1))
right:  e ~ Normal(0, 1)
        y = a + e)"},
      {"E0199", "out of place",
       R"(What stands here fits no form of statement or expression. The diagnostic says what could have followed.

wrong:  x = a, b
right:  x = [a, b])"},
  };
}

}  // namespace scmc::catalogues
