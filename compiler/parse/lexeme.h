/// Tokens as the lexer leaves them, with newlines and comments still among them, and what kind of word each is.
#pragma once
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "compiler/source/diagnostic.h"

namespace scmc::parse {

/// A type of the generated lexer, such as `ScmLexer::NAME`.
using TokenType = std::size_t;

struct Lexeme {
  TokenType type = 0;
  Span span;
  std::string_view text;
};

/// Every token of a text but spaces. Reports and returns nothing where the text is not UTF-8.
std::optional<std::vector<Lexeme>> lex(const Sources& sources, FileId file, Diagnostics& diagnostics);

bool is_soft_keyword(TokenType type);     ///< `dim`, `new`, ...: may also be a name
bool is_hard_keyword(TokenType type);     ///< `if`, `over`, `E`, ...: never a name
bool is_name(TokenType type);             ///< a name or a soft keyword
bool begins_declaration(TokenType type);  ///< `dim`, `data`, ... that a name follows
bool is_binary_operator(TokenType type);  ///< arithmetic, comparison, `and`, `or`, `..`; `div` and `mod` may be names too
bool is_comparison(TokenType type);
bool begins_operand(TokenType type);
bool ends_operand(TokenType type);
bool is_opening(TokenType type);
bool is_closing(TokenType type);

}  // namespace scmc::parse
