/// The words for syntax errors.
#pragma once
#include <string>
#include <string_view>

#include "compiler/source/diagnostic.h"

namespace scmc::parse::errors {

// ---------------------------------------------------------------- characters and literals
Diagnostic not_utf8(Span byte);
Diagnostic unexpected_character(Span where, std::string_view character);
Diagnostic unclosed_string(Span where);
Diagnostic unknown_escape(Span string, char escaped);
Diagnostic bad_number(Span where, std::string_view spelling);
Diagnostic number_out_of_range(Span where, std::string_view spelling);

// ---------------------------------------------------------------- lines and brackets
Diagnostic leading_minus(Span minus, Span before);
Diagnostic unclosed_bracket(Span opening, std::string_view bracket);
Diagnostic unopened_bracket(Span closing, std::string_view bracket);
struct Mismatch {
  Span closing, opening;
  std::string_view closing_text, opening_text;
};
Diagnostic mismatched_bracket(const Mismatch& mismatch);
Diagnostic two_statements_on_a_line(Span second, Span end_of_first);

/// A token, as it is written.
struct Word {
  Span where;
  std::string_view text;
};

// ---------------------------------------------------------------- expressions
Diagnostic missing_right_operand(Word op, Span after);
Diagnostic missing_left_operand(Word op);
Diagnostic nothing_after(Word token, Span after);
Diagnostic missing_argument(Span where, std::string_view before);
Diagnostic empty_index(Span where);
Diagnostic empty_stack(Span where);
Diagnostic juxtaposed(Word left, Word right);
Diagnostic missing_comma(Word left, Word right);
struct Chain {
  Span second, first;
  std::string left, right;  ///< `a < b` and `b < c` of `a < b < c`
};
Diagnostic chained_comparison(const Chain& chain);
Diagnostic chained_range(Span second, Span first);
Diagnostic equals_in_expression(Span equals);
Diagnostic equals_in_condition(Span equals);
Diagnostic tilde_in_expression(Span tilde);
Diagnostic foreign_operator(Word op, std::string_view instead);
Diagnostic incomplete_if(Span keyword, std::string_view missing);
Diagnostic branch_without_if(Word branch);
Diagnostic colon_range(Span colon);
Diagnostic over_outside_call(Span over);
Diagnostic not_a_name(Word found, Word after);
Diagnostic column_without_quotes(Word found);
Diagnostic brace_in_expression(Span brace);

// ---------------------------------------------------------------- questions
Diagnostic reserved_question_letter(Word letter);
Diagnostic wrong_question_bracket(Word letter, Span bracket);
Diagnostic question_outside_query(Span question);
Diagnostic nested_outside_do(Span nested);
Diagnostic bar_outside_question(Span bar);
Diagnostic second_bar(Span bar);
Diagnostic assignment_without_value(Word target);
Diagnostic empty_do(Word keyword);
Diagnostic comparison_in_assignment(Span equals);
Diagnostic not_assignable_in_do(Span what);

// ---------------------------------------------------------------- statements
Diagnostic reserved_word(Word word);
Diagnostic missing_name(Word keyword, Span after);
Diagnostic arrow(Word arrow);
Diagnostic update(Word sign);
Diagnostic several_targets(Span comma);
Diagnostic equality_as_definition(Span equals);
Diagnostic not_a_target(Span left, std::string_view definition);
Diagnostic no_statement(Span statement, std::string_view text);
Diagnostic query_without_name(Span query, std::string_view text);
Diagnostic unknown_statement(Word word);
Diagnostic missing_over(Word keyword, Span where);
Diagnostic missing_parameters(Word name, Span where);
Diagnostic missing_body(Word keyword, Span where);
Diagnostic member_without_body(Word name, Span last);
Diagnostic missing_return(Span brace);
Diagnostic parts_out_of_order(Word part);
Diagnostic bad_dim_labels(Span where);
Diagnostic nothing_to_parse(Span where);
Diagnostic out_of_place(Word token, std::string_view expected);

}  // namespace scmc::parse::errors
