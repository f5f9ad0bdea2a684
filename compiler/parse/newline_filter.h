/// Decides which newlines end a statement, and whether the brackets match.
///
/// A newline ends a statement unless it stands inside ( ) or [ ], after a token that cannot end one, or before a token that cannot begin
/// one. Inside { } newlines separate. A line that begins with `-` could be meant either way, so it is an error; so is a bracket that is not
/// closed where, by the look of the next line, a new statement begins.
#pragma once
#include <span>
#include <vector>

#include "compiler/parse/lexeme.h"

namespace scmc::parse {

struct LayoutMistake {
  enum class Kind { LeadingMinus, UnclosedBracket, UnopenedBracket, MismatchedBracket };
  Kind kind;
  Span at;       ///< the minus, the bracket never closed, the closing bracket
  Span other{};  ///< the token before the minus; the opening bracket that does not match
};

/// The tokens still hold what the mistakes point at, so that each belongs to a statement.
struct Filtered {
  std::vector<Lexeme> tokens;  ///< without newlines and comments; an END (from `;` or a newline) between statements, never two in a row
  std::vector<LayoutMistake> mistakes;
  std::optional<Span> unfinished;  ///< the innermost bracket that is open at the end, or else a last token that cannot end a statement
};

Filtered filter_newlines(const std::vector<Lexeme>& lexemes);

/// The runs of tokens between the ENDs that stand outside all braces.
std::vector<std::span<const Lexeme>> split_statements(std::span<const Lexeme> tokens);

}  // namespace scmc::parse
