#include "compiler/parse/typed.h"

#include <algorithm>

#include "ScmLexer.h"
#include "compiler/parse/newline_filter.h"

namespace scmc {
namespace parse {
namespace {

using Tokens = std::vector<Lexeme>;

TokenType type_at(const Tokens& tokens, std::size_t i) { return i < tokens.size() ? tokens[i].type : TokenType{ScmLexer::END}; }

bool begins_statement(const Tokens& tokens) {
  const TokenType first = type_at(tokens, 0), second = type_at(tokens, 1);
  if (first == ScmLexer::FACTOR) return begins_operand(second) || second == ScmLexer::MINUS;
  return begins_declaration(first) && is_name(second);
}

/// `~` or `=` outside of all brackets.
bool defines(const Tokens& tokens) {
  std::size_t depth = 0;
  return std::ranges::any_of(tokens, [&](const Lexeme& token) {
    if (is_opening(token.type)) ++depth;
    if (is_closing(token.type) && depth > 0) --depth;
    return depth == 0 && (token.type == ScmLexer::TILDE || token.type == ScmLexer::ASSIGN);
  });
}

/// A line break that ends a statement (or a line within braces) is `;` on one line; any other is a space.
std::string on_one_line(const std::vector<Lexeme>& lexemes, const Tokens& tokens) {
  const auto ends_one = [&](const Lexeme& newline) {
    return std::ranges::any_of(tokens, [&](const Lexeme& t) { return t.type == ScmLexer::END && t.span == newline.span; });
  };
  std::string text;
  const Lexeme* before = nullptr;
  for (const auto& lexeme : lexemes) {
    if (lexeme.type == ScmLexer::COMMENT) continue;
    if (lexeme.type == ScmLexer::NEWLINE) {
      text += ends_one(lexeme) ? "; " : text.empty() || text.back() == ' ' ? "" : " ";
      before = nullptr;
      continue;
    }
    if (before && before->span.end < lexeme.span.begin && text.back() != ' ') text += ' ';
    text += lexeme.text;
    before = &lexeme;
  }
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

}  // namespace
}  // namespace parse

Typed look_at_typed(const Sources& sources, FileId file) {
  Diagnostics ignored;
  const auto lexemes = parse::lex(sources, file, ignored);
  if (!lexemes) return {.kind = TypedKind::Expression};
  const auto filtered = parse::filter_newlines(*lexemes);
  if (filtered.tokens.empty()) return {};
  const bool is_statement = parse::begins_statement(filtered.tokens) || parse::defines(filtered.tokens);
  return {.kind = is_statement ? TypedKind::Statement : TypedKind::Expression,
          .unfinished = filtered.unfinished,
          .on_one_line = parse::on_one_line(*lexemes, filtered.tokens)};
}

}  // namespace scmc
