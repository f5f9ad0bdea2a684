/// Mistakes in the frame of a statement: its first word, its name, its left side, its parts.
#include <algorithm>

#include "ScmLexer.h"
#include "compiler/parse/scene.h"

namespace scmc::parse {
namespace {

using Result = std::optional<Diagnostic>;

bool is_definition(TokenType type) { return type == ScmLexer::ASSIGN || type == ScmLexer::TILDE; }

/// Two or three tokens that together are one sign of another language.
bool is_sign(const Scene& scene, std::size_t first, std::initializer_list<TokenType> sign) {
  std::size_t i = first;
  for (const TokenType type : sign) {
    if (scene.type(i) != type || (i > first && !scene.are_adjacent(i - 1))) return false;
    ++i;
  }
  return true;
}

/// `dim 3`, `query`; `dim in` names a reserved word.
Result missing_name(const Scene& scene) {
  if (!scene.is_statement() || scene.at() > 1 || !begins_declaration(scene.type(0))) return {};
  if (scene.size() > 1 && scene.at() != 1) return {};
  if (is_hard_keyword(scene.type(1))) return errors::reserved_word(scene.word(1));
  if (is_name(scene.type(1)) || is_definition(scene.type(1)) || scene.type(1) == ScmLexer::LBRACKET) return {};
  return errors::missing_name(scene.word(0), scene.span(1));
}

/// `x <- 3`, `x <-> y`, `z -> y`, `x := 3`, where a mechanism should have its `=` or `~`.
Result arrow(const Scene& scene) {
  if (!scene.is_statement() || scene.depth() > 0 || (scene.definition() && *scene.definition() < scene.at())) return {};
  const std::size_t at = scene.at();
  if (is_sign(scene, at, {ScmLexer::LT, ScmLexer::MINUS, ScmLexer::GT})) return errors::arrow(scene.from_to(at, at + 2, "<->"));
  if (is_sign(scene, at, {ScmLexer::LT, ScmLexer::MINUS})) return errors::arrow(scene.from_to(at, at + 1, "<-"));
  if (is_sign(scene, at, {ScmLexer::MINUS, ScmLexer::GT})) return errors::arrow(scene.from_to(at, at + 1, "->"));
  if (is_sign(scene, at, {ScmLexer::COLON, ScmLexer::ASSIGN})) return errors::arrow(scene.from_to(at, at + 1, ":="));
  return {};
}

/// `x += 1`, `x ++`
Result update(const Scene& scene) {
  if (!scene.is_statement() || scene.depth() > 0 || (scene.definition() && *scene.definition() < scene.at())) return {};
  const std::size_t at = scene.at();
  for (const TokenType op : {ScmLexer::PLUS, ScmLexer::MINUS, ScmLexer::STAR, ScmLexer::SLASH}) {
    for (const TokenType second : {TokenType{ScmLexer::ASSIGN}, op}) {
      if (is_sign(scene, at, {op, second}) && second != ScmLexer::SLASH) return errors::update(scene.from_to(at, at + 1, {}));
    }
  }
  return {};
}

/// `x, y ~ Normal(0, 1)`
Result several_targets(const Scene& scene) {
  if (!scene.is_statement() || scene.here() != ScmLexer::COMMA || scene.depth() > 0 || !scene.definition() ||
      *scene.definition() < scene.at())
    return {};
  return errors::several_targets(scene.span(scene.at()));
}

Result equality_as_definition(const Scene& scene) {
  if (!scene.is_statement() || scene.here() != ScmLexer::EQ || scene.depth() > 0 || !scene.is_after_operand()) return {};
  if (scene.definition() && *scene.definition() < scene.at()) return {};
  return errors::equality_as_definition(scene.span(scene.at()));
}

/// `in ~ Normal(0, 1)`, `y[over]`, `x = return + 1`; `E = 3`.
Result reserved_word(const Scene& scene) {
  const TokenType here = scene.here();
  if (!is_hard_keyword(here) || scene.is_after_operand()) return {};
  const TokenType next = scene.type(scene.at() + 1);
  const bool is_defined =
      is_definition(next) || (next == ScmLexer::LBRACKET && here != ScmLexer::E && here != ScmLexer::IF && here != ScmLexer::NOT);
  const bool stands_for_a_name = here == ScmLexer::IN || here == ScmLexer::OVER || here == ScmLexer::RETURN;
  if (is_defined || stands_for_a_name) return errors::reserved_word(scene.word(scene.at()));
  return {};
}

/// A line that is nothing but an expression.
Result no_statement(const Scene& scene) {
  const bool is_query = scene.entry() == Entry::Query;
  if (scene.size() == 1 && scene.type(0) == ScmLexer::FACTOR) return {};
  if ((!scene.is_statement() && !is_query) || !scene.is_expression(0, scene.size())) return {};
  const Span whole = cover(scene.span(0), scene.span(scene.size() - 1));
  const std::string_view text{scene.tokens().front().text.data(), whole.end - whole.begin};
  return is_query ? errors::query_without_name(whole, text) : errors::no_statement(whole, text);
}

/// `log(y) ~ Normal(0, 1)`, `2 = x`
Result not_a_target(const Scene& scene) {
  const auto definition = scene.definition();
  if (!scene.is_statement() || !definition || *definition < scene.at() || !scene.is_expression(0, *definition)) return {};
  return errors::not_a_target(cover(scene.span(0), scene.span(*definition - 1)), scene.word(*definition).text);
}

/// `for i in 1..10`, `real x`: two words, the first of which is no keyword.
Result unknown_statement(const Scene& scene) {
  const bool has_own_keyword = begins_declaration(scene.type(0)) || scene.type(0) == ScmLexer::FACTOR;
  if (!scene.is_statement() || scene.at() != 1 || !is_name(scene.type(0)) || has_own_keyword) return {};
  if (is_name(scene.type(1)) || scene.type(1) == ScmLexer::NUMBER || scene.type(1) == ScmLexer::STRING)
    return errors::unknown_statement(scene.word(0));
  return {};
}

bool is_definition_of_library(const Scene& scene) {
  return scene.is_statement() && (scene.type(0) == ScmLexer::DISTRIBUTION || scene.type(0) == ScmLexer::TRANSFORM) && scene.at() > 1;
}

Result missing_over(const Scene& scene) {
  if (!is_definition_of_library(scene) || scene.depth() > 0) return {};
  const auto over = scene.find_outside_brackets(ScmLexer::OVER);
  if (!over || *over > scene.at()) return errors::missing_over(scene.word(0), scene.span(scene.at()));
  return {};
}

Result missing_body(const Scene& scene) {
  if (scene.depth() > 0 || !scene.is_statement()) return {};
  const bool is_library =
      is_definition_of_library(scene) && (scene.is_at_end() || scene.here() == ScmLexer::ASSIGN) && scene.is_after_operand();
  const bool is_function = scene.type(0) == ScmLexer::FN && scene.at() > 1 && scene.before() == ScmLexer::RPAREN && !scene.definition();
  if (is_library || is_function) return errors::missing_body(scene.word(0), scene.span(scene.at()));
  return {};
}

/// A member or local that is only a name.
Result member_without_body(const Scene& scene) {
  const bool is_ended = scene.here() == ScmLexer::RBRACE || scene.here() == ScmLexer::END;
  if (scene.inside() != Inside::Braces || !is_ended || !scene.is_after_operand()) return {};
  std::size_t first = scene.at() - 1;
  while (first > scene.begin_of_bracket() && scene.type(first - 1) != ScmLexer::END) --first;
  for (std::size_t i = first; i < scene.at(); ++i) {
    if (scene.type(i) == ScmLexer::ASSIGN && scene.is_expression(i + 1, scene.at())) return {};
  }
  return errors::member_without_body(scene.word(first), scene.span(scene.at() - 1));
}

Result missing_parameters(const Scene& scene) {
  if (!scene.is_statement() || scene.type(0) != ScmLexer::FN || scene.at() != 2) return {};
  return errors::missing_parameters(scene.word(1), scene.span(2));
}

/// A body in braces, not the list of a distribution's members.
Result missing_return(const Scene& scene) {
  if (scene.here() != ScmLexer::RBRACE || scene.inside() != Inside::Braces) return {};
  if (scene.depth() == 1 && scene.type(0) != ScmLexer::FN) return {};
  const auto body = scene.tokens().subspan(scene.open().back(), scene.at() - scene.open().back());
  if (std::ranges::any_of(body, [](const Lexeme& token) { return token.type == ScmLexer::RETURN; })) return {};
  return errors::missing_return(scene.span(scene.at()));
}

Result bad_dim_labels(const Scene& scene) {
  if (!scene.is_statement() || scene.type(0) != ScmLexer::DIM || scene.inside() != Inside::Braces) return {};
  if (scene.before() == ScmLexer::LBRACE || scene.before() == ScmLexer::COMMA) return errors::bad_dim_labels(scene.span(scene.at()));
  return {};
}

/// `data x from "c" in g`, `y ~ Normal(0, 1) in state`
Result parts_out_of_order(const Scene& scene) {
  const TokenType here = scene.here();
  if (!scene.is_statement() || scene.depth() > 0 || !scene.is_after_operand()) return {};
  if (here == ScmLexer::IN || here == ScmLexer::FROM) return errors::parts_out_of_order(scene.word(scene.at()));
  if (here == ScmLexer::COLON && scene.type(0) == ScmLexer::DATA && scene.type(scene.at() + 1) == ScmLexer::INT) {
    return errors::parts_out_of_order(scene.from_to(scene.at(), scene.at() + 1, ": int"));
  }
  return {};
}

// The more particular mistake first: an arrow also reads as a comparison, and a lone keyword as an expression.
constexpr Recogniser recognisers[] = {missing_name,      arrow,        update,         several_targets,     equality_as_definition,
                                      reserved_word,     no_statement, not_a_target,   missing_parameters,  unknown_statement,
                                      missing_over,      missing_body, missing_return, member_without_body, bad_dim_labels,
                                      parts_out_of_order};

}  // namespace

std::span<const Recogniser> statement_mistakes() { return recognisers; }

}  // namespace scmc::parse
