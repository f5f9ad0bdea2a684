/// Syntax errors in the modeller's words: characters, lines, expressions. Those of statements and questions are in errors_statement.cpp.
#include "compiler/parse/errors.h"

#include <algorithm>
#include <map>

#include "compiler/parse/errors_text.h"

namespace scmc::parse::errors {
namespace {

/// What other languages and word processors write, and what .scm writes for it.
std::string_view instead_of(std::string_view character) {
  static const std::map<std::string_view, std::string_view> replacements = {
      {"−", "-"},  {"–", "-"},  {"×", "*"},  {"·", "*"},   {"÷", "/"},   {"≤", "<="},  {"≥", ">="}, {"≠", "!="}, {"“", "\""},
      {"”", "\""}, {"„", "\""}, {"'", "\""}, {"&", "and"}, {"!", "not"}, {"%", "mod"}, {"…", ".."}, {"∼", "~"},  {"\\", "/"}};
  const auto found = replacements.find(character);
  return found == replacements.end() ? "" : found->second;
}

}  // namespace

// ---------------------------------------------------------------- characters and literals

Diagnostic not_utf8(Span byte) {
  return error("E0101", "the text is not UTF-8", {byte, "this byte belongs to no character"}, "save the file with the encoding UTF-8");
}

Diagnostic unexpected_character(Span where, std::string_view character) {
  const std::string_view instead = instead_of(character);
  if (character == "?")
    return error("E0101", "the character `?` has no meaning here", {where, "not part of the language"},
                 "write `if condition then a else b`");
  if (instead.empty())
    return error("E0101", "the character " + code(character) + " has no meaning here", {where, "not part of the language"});
  Diagnostic diagnostic = error("E0101", "the character " + code(character) + " has no meaning here", {where, "not part of the language"},
                                "write " + code(instead));
  if (instead != "\"") diagnostic.hint->edits.push_back({where, std::string(instead)});  // quotes come in pairs
  return diagnostic;
}

Diagnostic unclosed_string(Span where) {
  return error("E0102", "this string is not closed", {where, "it opens here and runs to the end of the line"},
               "a string ends with `\"` on the line where it began");
}

Diagnostic unknown_escape(Span string, char escaped) {
  return error("E0102", "`\\" + std::string(1, escaped) + "` stands for nothing in a string", {string, "in this string"},
               "`\\\"`, `\\\\`, `\\n` and `\\t` are understood; a plain backslash is `\\\\`");
}

Diagnostic bad_number(Span where, std::string_view spelling) {
  const std::size_t digits = std::min(spelling.find_first_not_of("0123456789"), spelling.size());
  const std::string_view rest = spelling.substr(digits);
  const bool is_number_then_name =
      digits > 0 && std::string_view{"._"}.find(rest[0]) == std::string_view::npos && !spelling.starts_with("0x") && rest != "e";
  if (!is_number_then_name) {
    return error("E0103", code(spelling) + " is not a number", {where, "not a number"},
                 "write digits, perhaps a point between digits, perhaps an exponent: `12`, `0.5`, `1e-3`");
  }
  return error("E0103", code(spelling) + " is neither a number nor a name", {where, "a name begins with a letter"},
               "a product is written `" + std::string(spelling.substr(0, digits)) + " * " + std::string(rest) + "`");
}

Diagnostic number_out_of_range(Span where, std::string_view spelling) {
  return error("E0103", code(spelling) + " is beyond the range of numbers",
               {where, "the largest number is about 1.8e308, the smallest about 5e-324"}, "write `infinity`, or work on the log scale");
}

// ---------------------------------------------------------------- lines and brackets

Diagnostic leading_minus(Span minus, Span before) {
  Diagnostic diagnostic = error("E0106", "a line that begins with `-` could end the statement above or continue it",
                                {minus, "is this a difference or a new line?"}, "to continue, end the line above with the `-`");
  diagnostic.hint->edits = {{{before.file, before.end, before.end}, " -"}, {minus, ""}};
  return diagnostic;
}

Diagnostic unclosed_bracket(Span opening, std::string_view bracket) {
  return error("E0104", code(bracket) + " is not closed", {opening, "opened here"},
               "add the " + code(closing_of(bracket)) + " that belongs to it");
}

Diagnostic unopened_bracket(Span closing, std::string_view bracket) {
  return error("E0105", code(bracket) + " closes nothing", {closing, "no bracket is open here"}, "remove it, or open the bracket before");
}

Diagnostic mismatched_bracket(const Mismatch& mismatch) {
  Diagnostic diagnostic = error("E0105", code(mismatch.opening_text) + " is closed by " + code(mismatch.closing_text),
                                {mismatch.closing, "this closes another kind"}, "close it with " + code(closing_of(mismatch.opening_text)));
  diagnostic.secondary.push_back({mismatch.opening, "opened here"});
  return diagnostic;
}

Diagnostic two_statements_on_a_line(Span second, Span end_of_first) {
  Diagnostic diagnostic = error("E0108", "two statements on one line", {second, "a second statement begins here"},
                                "put a `;` between them, or begin a new line");
  diagnostic.hint->edits.push_back({{end_of_first.file, end_of_first.end, end_of_first.end}, ";"});
  return diagnostic;
}

// ---------------------------------------------------------------- expressions

Diagnostic missing_right_operand(Word op, Span after) {
  Diagnostic diagnostic = error("E0107", "nothing stands to the right of " + code(op.text), {after, "an operand was expected here"},
                                "write what " + code(op.text) + " applies to, or remove it");
  diagnostic.secondary.push_back({op.where, "this operator"});
  return diagnostic;
}

Diagnostic missing_left_operand(Word op) {
  return error("E0107", "nothing stands to the left of " + code(op.text), {op.where, "an operand was expected before it"},
               "write what " + code(op.text) + " applies to, or remove it");
}

Diagnostic nothing_after(Word token, Span after) {
  return error("E0107", "nothing follows " + code(token.text), {after, "an expression was expected here"}, example_after(token.text));
}

Diagnostic missing_argument(Span where, std::string_view before) {
  return error("E0107", "a value is missing after " + code(before), {where, "an expression was expected here"},
               "write the value, or remove the comma");
}

Diagnostic empty_index(Span where) {
  return error("E0118", "the index is empty", {where, "what is to be picked?"},
               "write a position, a label or a dimension: `x[1]`, `x[\"a\"]`, `x[t - 1]`; all of `x` is just `x`");
}

Diagnostic empty_stack(Span where) {
  return error("E0118", "an array needs at least one element", {where, "empty"}, "write the elements: `[a, b]`");
}

Diagnostic juxtaposed(Word left, Word right) {
  Diagnostic diagnostic = error("E0126", "no operator between " + code(left.text) + " and " + code(right.text),
                                {right.where, "an operator was expected before this"},
                                "a product is written `" + std::string(left.text) + " * " + std::string(right.text) + "`");
  return diagnostic;
}

Diagnostic missing_comma(Word left, Word right) {
  return error("E0126", "no comma or operator between " + code(left.text) + " and " + code(right.text),
               {right.where, "a comma or an operator was expected before this"},
               "arguments and items are separated by commas: `" + std::string(left.text) + ", " + std::string(right.text) + "`");
}

Diagnostic chained_comparison(const Chain& chain) {
  Diagnostic diagnostic =
      error("E0111", "comparisons do not chain", {chain.second, "this would compare the 0 or 1 of the first comparison"},
            "write `" + chain.left + " and " + chain.right + "`");
  diagnostic.secondary.push_back({chain.first, "the first comparison"});
  return diagnostic;
}

Diagnostic chained_range(Span second, Span first) {
  Diagnostic diagnostic = error("E0111", "a range has two ends", {second, "a third end"}, "write `1..5`");
  diagnostic.secondary.push_back({first, "the range"});
  return diagnostic;
}

Diagnostic equals_in_expression(Span equals) {
  Diagnostic diagnostic = error("E0109", "`=` defines, it does not compare", {equals, "within an expression"}, "write `==`");
  diagnostic.notes = {"a statement has one `=` or `~`, behind the variable that it defines; a comparison is `==`"};
  diagnostic.hint->edits.push_back({equals, "=="});
  return diagnostic;
}

Diagnostic equals_in_condition(Span equals) {
  Diagnostic diagnostic = error("E0109", "`=` sets, `==` selects", {equals, "a condition selects units, it sets nothing"},
                                "write `==` to look at the units where it holds, or `do(...)` to set it");
  diagnostic.notes = {"`E[y | z == 1]` is seeing, `E[y | do(z = 1)]` is doing"};
  return diagnostic;
}

Diagnostic tilde_in_expression(Span tilde) {
  return error("E0130", "`~` stands only between a variable and its distribution", {tilde, "within an expression"},
               "give the random quantity a line of its own: `x ~ Normal(0, 1)`");
}

Diagnostic foreign_operator(Word op, std::string_view instead) {
  Diagnostic diagnostic =
      error("E0127", code(op.text) + " is not an operator of the language", {op.where, "not an operator here"}, "write " + code(instead));
  diagnostic.hint->edits.push_back({op.where, std::string(instead)});
  return diagnostic;
}

Diagnostic incomplete_if(Span keyword, std::string_view missing) {
  return error("E0120", "this `if` has no " + std::string(missing), {keyword, "incomplete"},
               "write `if condition then a else b`; both branches are needed, for an `if` is a value");
}

Diagnostic branch_without_if(Word branch) {
  return error("E0120", code(branch.text) + " belongs to no `if`", {branch.where, "no `if` is open here"},
               "write `if condition then a else b`");
}

Diagnostic colon_range(Span colon) {
  Diagnostic diagnostic = error("E0129", "a range is not written with `:`", {colon, "within an expression"}, "write `..`, as in `1..5`");
  diagnostic.hint->edits.push_back({colon, ".."});
  return diagnostic;
}

Diagnostic over_outside_call(Span over) {
  return error("E0128", "`over` belongs inside the parentheses of a call", {over, "outside of any call"}, "write `sum(x over d)`");
}

Diagnostic not_a_name(Word found, Word after) {
  const bool is_member = after.text == ".";
  return error("E0119", "no name follows " + code(after.text),
               {found.where, is_member ? "a member's name was expected here" : "the name of a dimension was expected here"},
               is_member ? "write `D.log_density(x)`; a range is `1..5`" : example_after(after.text));
}

Diagnostic column_without_quotes(Word found) {
  return error("E0119", "no column follows `from`", {found.where, "a quoted name was expected here"}, "write `from \"column\"`");
}

Diagnostic brace_in_expression(Span brace) {
  return error("E0122", "braces hold bodies and labels, not expressions", {brace, "within an expression"},
               "group with `( )`, build an array with `[a, b]`");
}

}  // namespace scmc::parse::errors
