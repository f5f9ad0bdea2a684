/// Runs the generated lexer and sorts its token types into kinds.
#include "compiler/parse/lexeme.h"

#include <algorithm>
#include <string>

#include "ScmLexer.h"
#include "antlr4-runtime.h"
#include "compiler/parse/errors.h"

namespace scmc::parse {
namespace {

/// Bytes of the UTF-8 sequence at the front, 0 where it is broken.
std::size_t sequence_length(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
  if (length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) return 0;
  }
  const auto second = length > 2 ? static_cast<unsigned char>(text[1]) : 0x90;
  const bool is_overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
  const bool is_surrogate_or_beyond = (lead == 0xED && second >= 0xA0) || (lead == 0xF4 && second >= 0x90);
  return is_overlong || is_surrogate_or_beyond ? 0 : length;
}

/// ANTLR counts code points; spans count bytes. `offsets[i]` is where code point i begins.
std::optional<std::vector<std::uint32_t>> code_point_offsets(const Source& source, FileId file, Diagnostics& diagnostics) {
  std::vector<std::uint32_t> offsets;
  offsets.reserve(source.text.size() + 1);
  std::size_t offset = source.text.starts_with("\xEF\xBB\xBF") ? 3 : 0;  // ANTLR drops a byte order mark
  while (offset < source.text.size()) {
    const std::size_t length = sequence_length(std::string_view{source.text}.substr(offset));
    offsets.push_back(static_cast<std::uint32_t>(offset));
    if (length == 0) {
      diagnostics.report(errors::not_utf8({file, offsets.back(), offsets.back() + 1}));
      return {};
    }
    offset += length;
  }
  offsets.push_back(static_cast<std::uint32_t>(offset));
  return offsets;
}

template <std::size_t n>
constexpr bool is_one_of(TokenType type, const TokenType (&types)[n]) {
  return std::ranges::find(types, type) != std::end(types);
}

}  // namespace

std::optional<std::vector<Lexeme>> lex(const Sources& sources, FileId file, Diagnostics& diagnostics) {
  const auto offsets = code_point_offsets(sources[file], file, diagnostics);
  if (!offsets) return {};
  antlr4::ANTLRInputStream input(sources[file].text);
  ScmLexer lexer(&input);
  lexer.removeErrorListeners();
  std::vector<Lexeme> lexemes;
  for (auto token = lexer.nextToken(); token->getType() != antlr4::Token::EOF; token = lexer.nextToken()) {
    const Span span{file, (*offsets)[token->getStartIndex()], (*offsets)[token->getStopIndex() + 1]};
    lexemes.push_back({token->getType(), span, sources.text(span)});
  }
  return lexemes;
}

bool is_soft_keyword(TokenType type) { return ScmLexer::DIM <= type && type <= ScmLexer::MOD; }
bool is_hard_keyword(TokenType type) { return ScmLexer::IF <= type && type <= ScmLexer::P; }
bool is_name(TokenType type) { return type == ScmLexer::NAME || is_soft_keyword(type); }

bool begins_declaration(TokenType type) {
  return is_one_of(
      type, {ScmLexer::DIM, ScmLexer::DATA, ScmLexer::FN, ScmLexer::DISTRIBUTION, ScmLexer::TRANSFORM, ScmLexer::USE, ScmLexer::QUERY});
}

bool is_comparison(TokenType type) {
  return is_one_of(type, {ScmLexer::EQ, ScmLexer::NE, ScmLexer::LT, ScmLexer::LE, ScmLexer::GT, ScmLexer::GE});
}

bool is_binary_operator(TokenType type) {
  return is_comparison(type) || is_one_of(type, {ScmLexer::PLUS, ScmLexer::MINUS, ScmLexer::STAR, ScmLexer::SLASH, ScmLexer::POWER,
                                                 ScmLexer::RANGE, ScmLexer::AND, ScmLexer::OR, ScmLexer::DIV, ScmLexer::MOD});
}

bool begins_operand(TokenType type) {
  return is_name(type) || is_one_of(type, {ScmLexer::NUMBER, ScmLexer::STRING, ScmLexer::LPAREN, ScmLexer::LBRACKET, ScmLexer::IF,
                                           ScmLexer::NOT, ScmLexer::E, ScmLexer::P});
}

bool ends_operand(TokenType type) {
  return is_name(type) || is_one_of(type, {ScmLexer::NUMBER, ScmLexer::STRING, ScmLexer::RPAREN, ScmLexer::RBRACKET});
}

bool is_opening(TokenType type) { return is_one_of(type, {ScmLexer::LPAREN, ScmLexer::LBRACKET, ScmLexer::LBRACE}); }
bool is_closing(TokenType type) { return is_one_of(type, {ScmLexer::RPAREN, ScmLexer::RBRACKET, ScmLexer::RBRACE}); }

}  // namespace scmc::parse
