/// A text as its statements, with every comment where it stands: what the layout is made of.
///
/// Unlike a tree it keeps the parentheses that nobody needs, and comments within statements.
#pragma once
#include <string>
#include <vector>

#include "compiler/parse/lexeme.h"
#include "compiler/parse/pretty.h"

namespace scmc::parse {

/// What a token is in its statement: `mod` can be each of these.
enum class TokenRole { Sign, Name, Operator };

/// A token with the comments behind it, where its statement goes on after them.
struct Piece {
  TokenType type = 0;
  std::string text;
  TokenRole role = TokenRole::Sign;
  bool has_space = false;      ///< before it
  std::uint32_t distance = 0;  ///< in the source, from the token before, where that is on the same line
  std::vector<Remark> remarks;
};

struct Block;

/// A statement, a member of a definition, a local of a function, or its `return`.
struct Entry {
  std::vector<std::string> before;  ///< comments above it; an empty one is a blank line
  std::vector<Piece> pieces;
  std::vector<Block> body;      ///< none or one
  std::string trailing;         ///< the comment behind it
  std::uint32_t distance = 0;   ///< of that comment
  bool continues_line = false;  ///< behind a `;`
};

/// A file, or what stands between two braces.
struct Block {
  std::string opening;  ///< the comment behind its brace
  std::vector<Entry> entries;
  std::vector<std::string> closing;  ///< comments after the last entry
  bool is_inline = false;            ///< its first entry stands on the line of the brace
};

/// Of a text that parses.
Block outline(const std::vector<Lexeme>& lexemes);

}  // namespace scmc::parse
