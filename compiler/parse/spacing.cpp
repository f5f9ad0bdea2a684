/// Each token and the one before it.
#include "compiler/parse/spacing.h"

#include <algorithm>

#include "ScmLexer.h"

namespace scmc::parse {
namespace {

bool is_one_of(const Piece& piece, std::initializer_list<TokenType> types) {
  return piece.role != TokenRole::Name && std::ranges::find(types, piece.type) != types.end();
}

/// Between `x`, `^`, `..` and `.` nothing stands.
bool is_tight(const Piece& piece) { return is_one_of(piece, {ScmLexer::POWER, ScmLexer::RANGE, ScmLexer::DOT}); }

bool ends_operand(const Piece& piece) {
  return piece.role == TokenRole::Name || is_one_of(piece, {ScmLexer::NUMBER, ScmLexer::STRING, ScmLexer::RPAREN, ScmLexer::RBRACKET});
}

/// A bracket may follow at once: what it calls or indexes, `E[`, `P(`, `do(`, `cf(`.
bool takes_bracket(const Piece& piece) {
  return ends_operand(piece) || is_one_of(piece, {ScmLexer::E, ScmLexer::P, ScmLexer::DO, ScmLexer::CF});
}

bool stand_apart(const Piece& before, const Piece& piece, int depth) {
  if (is_tight(before) || is_tight(piece)) return before.type == ScmLexer::NUMBER && piece.type == ScmLexer::DOT;  // `1.mean` is broken
  if (is_one_of(before, {ScmLexer::LPAREN, ScmLexer::LBRACKET, ScmLexer::LBRACE})) return false;
  if (is_one_of(piece, {ScmLexer::RPAREN, ScmLexer::RBRACKET, ScmLexer::RBRACE, ScmLexer::COMMA})) return false;
  if (is_one_of(piece, {ScmLexer::COLON})) return depth == 0;
  if (is_one_of(before, {ScmLexer::MINUS})) return before.role == TokenRole::Operator;
  if (is_one_of(piece, {ScmLexer::LPAREN, ScmLexer::LBRACKET})) return !takes_bracket(before);
  return true;
}

}  // namespace

void set_spaces(std::vector<Piece>& pieces) {
  int depth = 0;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    pieces[i].has_space = i > 0 && stand_apart(pieces[i - 1], pieces[i], depth);
    if (is_opening(pieces[i].type)) ++depth;
    if (is_closing(pieces[i].type)) --depth;
  }
}

}  // namespace scmc::parse
