/// Mistakes within expressions and questions.
#include <array>

#include "ScmLexer.h"
#include "compiler/parse/scene.h"

namespace scmc::parse {
namespace {

using Result = std::optional<Diagnostic>;

bool is_question_letter(TokenType type) { return type == ScmLexer::E || type == ScmLexer::P; }

/// `E(y)`, `P[y]`, and `E` or `P` as a variable.
Result question_letter(const Scene& scene) {
  if (is_question_letter(scene.here()) && !scene.is_after_operand()) return errors::reserved_question_letter(scene.word(scene.at()));
  if (!is_question_letter(scene.before())) return {};
  if (scene.here() == ScmLexer::LPAREN || scene.here() == ScmLexer::LBRACKET) {
    return errors::wrong_question_bracket(scene.word(scene.at() - 1), scene.span(scene.at()));
  }
  return errors::reserved_question_letter(scene.word(scene.at() - 1));
}

struct Foreign {
  TokenType first, second;
  std::string_view spelling, instead;
};
constexpr std::array foreign_operators = {
    Foreign{ScmLexer::STAR, ScmLexer::STAR, "**", "^"},   Foreign{ScmLexer::BAR, ScmLexer::BAR, "||", "or"},
    Foreign{ScmLexer::ASSIGN, ScmLexer::LT, "=<", "<="},  Foreign{ScmLexer::ASSIGN, ScmLexer::GT, "=>", ">="},
    Foreign{ScmLexer::LT, ScmLexer::GT, "<>", "!="},      Foreign{ScmLexer::SLASH, ScmLexer::SLASH, "//", "div"},
    Foreign{ScmLexer::EQ, ScmLexer::ASSIGN, "===", "=="}, Foreign{ScmLexer::NE, ScmLexer::ASSIGN, "!==", "!="}};

/// The parser stops at the first sign or at the second.
Result foreign_operator(const Scene& scene) {
  for (const auto& [first, second, spelling, instead] : foreign_operators) {
    for (const std::size_t at : {scene.at(), scene.at() - 1}) {
      if (at >= scene.size() || scene.type(at) != first || scene.type(at + 1) != second || !scene.are_adjacent(at)) continue;
      return errors::foreign_operator(scene.from_to(at, at + 1, spelling), instead);
    }
  }
  return {};
}

// ---------------------------------------------------------------- `if`

/// The innermost `if` of the open bracket that still waits for `then` or `else`.
struct OpenIf {
  std::size_t keyword;
  bool has_then;
};
std::optional<OpenIf> open_if(const Scene& scene) {
  std::vector<OpenIf> waiting;
  std::size_t depth = 0;
  for (std::size_t i = scene.begin_of_bracket(); i < scene.at(); ++i) {
    const TokenType type = scene.type(i);
    if (is_opening(type)) ++depth;
    if (is_closing(type) && depth > 0) --depth;
    if (depth > 0) continue;
    if (type == ScmLexer::IF) waiting.push_back({i, false});
    if (type == ScmLexer::THEN && !waiting.empty()) waiting.back().has_then = true;
    if (type == ScmLexer::ELSE && !waiting.empty()) waiting.pop_back();
  }
  if (waiting.empty()) return {};
  return waiting.back();
}

Result incomplete_if(const Scene& scene) {
  const auto branch = open_if(scene);
  const bool is_branch = scene.here() == ScmLexer::THEN || scene.here() == ScmLexer::ELSE;
  if (!branch) return is_branch ? Result{errors::branch_without_if(scene.word(scene.at()))} : Result{};
  if (!scene.is_after_operand() || scene.here() == ScmLexer::ASSIGN || scene.here() == ScmLexer::TILDE) return {};
  return errors::incomplete_if(scene.span(branch->keyword), branch->has_then ? "`else`" : "`then`");
}

// ---------------------------------------------------------------- `=`, `~`, `:`, `|`, `over`, braces

/// The item of the list in which the parser stopped: its first token, and whether its `=` or `~` lies behind.
struct Item {
  std::size_t first;
  bool has_definition;
};
Item item_of_list(const Scene& scene) {
  Item item{scene.at(), false};
  for (; item.first > scene.begin_of_bracket() && scene.type(item.first - 1) != ScmLexer::COMMA; --item.first) {
    const TokenType type = scene.type(item.first - 1);
    item.has_definition = item.has_definition || type == ScmLexer::ASSIGN || type == ScmLexer::TILDE;
  }
  return item;
}

/// `do(z)`, `do(z == 1)`, `do(log(z) = 1)`, `do()`
Result assignment_in_do(const Scene& scene) {
  const bool is_list = scene.inside() == Inside::Do || (scene.entry() == Entry::Assignments && scene.depth() == 0);
  if (!is_list) return {};
  if (scene.here() == ScmLexer::EQ) return errors::comparison_in_assignment(scene.span(scene.at()));
  const auto [first, has_definition] = item_of_list(scene);
  if (has_definition) return {};
  const bool is_ended = scene.is_at_end() || is_closing(scene.here());
  if (first == scene.at() && scene.before() == ScmLexer::LPAREN && is_ended) return errors::empty_do(scene.word(scene.open().back() - 1));
  if (first == scene.at()) return is_ended ? Result{} : errors::not_assignable_in_do(scene.span(scene.at()));
  const Span target = cover(scene.span(first), scene.span(scene.at() - 1));
  if (is_ended || scene.here() == ScmLexer::COMMA) {
    return errors::assignment_without_value({target, {scene.tokens()[first].text.data(), target.end - target.begin}});
  }
  return errors::not_assignable_in_do(cover(target, scene.span(scene.at())));
}

Result equals_in_expression(const Scene& scene) {
  if (scene.here() != ScmLexer::ASSIGN || !scene.is_after_operand()) return {};
  if (scene.is_within_conditions()) return errors::equals_in_condition(scene.span(scene.at()));
  return errors::equals_in_expression(scene.span(scene.at()));
}

Result tilde_in_expression(const Scene& scene) {
  if (scene.here() != ScmLexer::TILDE || !scene.is_after_operand()) return {};
  return errors::tilde_in_expression(scene.span(scene.at()));
}

Result colon(const Scene& scene) {
  if (scene.here() != ScmLexer::COLON || !scene.is_after_operand()) return {};
  if (scene.depth() == 0 && !scene.definition()) return {};
  return errors::colon_range(scene.span(scene.at()));
}

Result bar(const Scene& scene) {
  if (scene.here() != ScmLexer::BAR) return {};
  if (scene.is_within_conditions()) return errors::second_bar(scene.span(scene.at()));
  return errors::bar_outside_question(scene.span(scene.at()));
}

Result over_outside_call(const Scene& scene) {
  if (scene.here() != ScmLexer::OVER || !scene.is_after_operand() || scene.inside() == Inside::Arguments) return {};
  return errors::over_outside_call(scene.span(scene.at()));
}

Result brace(const Scene& scene) {
  if (scene.here() != ScmLexer::LBRACE) return {};
  return errors::brace_in_expression(scene.span(scene.at()));
}

// ---------------------------------------------------------------- operands

/// Whether an expression, or the name behind `over`, must follow this token.
bool wants_operand(const Scene& scene, std::size_t i) {
  const TokenType type = scene.type(i);
  return scene.is_operator(i) || is_opening(type) || type == ScmLexer::COMMA || type == ScmLexer::ASSIGN || type == ScmLexer::TILDE ||
         (is_hard_keyword(type) && !is_question_letter(type)) || type == ScmLexer::BAR || type == ScmLexer::COLON ||
         type == ScmLexer::DOT || (i == 0 && type == ScmLexer::FACTOR);
}

/// A line that may have a mistake of its own further on, but begins as only a statement does.
bool looks_like_statement(const Scene& scene, std::size_t first) {
  if (begins_declaration(scene.type(first)) && is_name(scene.type(first + 1))) return true;
  const bool is_target = is_name(scene.type(first)) && (scene.at() == first + 1 || scene.type(first + 1) == ScmLexer::LBRACKET);
  return (is_target && (scene.here() == ScmLexer::ASSIGN || scene.here() == ScmLexer::TILDE)) || scene.is_statement_from(first);
}

/// `x = a +`, and the next line, a statement of its own, has become part of it.
Result unfinished_line(const Scene& scene) {
  for (std::size_t i = scene.at(); scene.is_statement() && i > 0; --i) {
    if (!scene.begins_line(i) || !wants_operand(scene, i - 1) || !looks_like_statement(scene, i)) continue;
    const Span end{scene.span(i - 1).file, scene.span(i - 1).end, scene.span(i - 1).end};
    return scene.is_operator(i - 1) ? errors::missing_right_operand(scene.word(i - 1), end) : errors::nothing_after(scene.word(i - 1), end);
  }
  return {};
}

Result empty_brackets(const Scene& scene) {
  if (scene.here() != ScmLexer::RBRACKET || scene.before() != ScmLexer::LBRACKET) return {};
  const Span brackets = cover(scene.span(scene.at() - 1), scene.span(scene.at()));
  return scene.inside() == Inside::Index ? errors::empty_index(brackets) : errors::empty_stack(brackets);
}

Result missing_operand(const Scene& scene) {
  if (scene.is_statement() && scene.size() == 1 && scene.type(0) == ScmLexer::FACTOR)
    return errors::nothing_after(scene.word(0), scene.span(1));
  if (scene.at() == 0 || !wants_operand(scene, scene.at() - 1) || begins_operand(scene.here())) return {};
  const errors::Word before = scene.word(scene.at() - 1), here = scene.word(scene.at());
  if (scene.is_operator(scene.at() - 1)) return errors::missing_right_operand(before, here.where);
  if (is_binary_operator(scene.here()) && !is_name(scene.here())) return errors::missing_left_operand(here);
  const bool is_between_commas = scene.before() == ScmLexer::COMMA || (is_opening(scene.before()) && scene.here() == ScmLexer::COMMA);
  return is_between_commas ? errors::missing_argument(here.where, before.text) : errors::nothing_after(before, here.where);
}

/// `over 3`, `in 5`, `from x`, `.3`: a name (or a column's) was wanted and something else stands there.
Result not_a_name(const Scene& scene) {
  const TokenType before = scene.before();
  if (before == ScmLexer::FROM && scene.here() != ScmLexer::STRING && scene.is_statement())
    return errors::column_without_quotes(scene.word(scene.at()));
  if (before != ScmLexer::OVER && before != ScmLexer::IN && before != ScmLexer::DOT) return {};
  return errors::not_a_name(scene.word(scene.at()), scene.word(scene.at() - 1));
}

Result juxtaposed(const Scene& scene) {
  const bool is_declared = scene.is_statement() && begins_declaration(scene.type(0)) && scene.depth() == 0 && !scene.definition();
  if (!scene.is_after_operand() || !begins_operand(scene.here()) || is_declared) return {};
  errors::Word left = scene.word(scene.at() - 1), right = scene.word(scene.at());
  if (is_opening(scene.here())) right.text = scene.here() == ScmLexer::LPAREN ? "(...)" : "[...]";
  if (scene.is_statement() && scene.depth() == 0 && scene.is_statement_from(scene.at()))
    return errors::two_statements_on_a_line(right.where, left.where);
  const bool is_list = scene.inside() == Inside::Arguments || scene.inside() == Inside::Index || scene.inside() == Inside::Stack;
  const bool is_product = scene.before() == ScmLexer::NUMBER && scene.here() != ScmLexer::NUMBER;
  if (is_list && !is_product) return errors::missing_comma(left, right);
  return errors::juxtaposed(left, right);
}

// Signs of other languages first, since each half of them would also be a missing operand.
constexpr Recogniser recognisers[] = {question_letter,      foreign_operator,    unfinished_line, assignment_in_do,
                                      empty_brackets,       incomplete_if,       brace,           missing_operand,
                                      equals_in_expression, tilde_in_expression, colon,           bar,
                                      over_outside_call,    not_a_name,          juxtaposed};

}  // namespace

std::span<const Recogniser> expression_mistakes() { return recognisers; }

}  // namespace scmc::parse
