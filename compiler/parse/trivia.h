/// Comments and blank lines, given to the statements, members and locals they stand at.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "compiler/ast/ast.h"
#include "compiler/parse/lexeme.h"

namespace scmc::parse {

struct Attached {
  std::vector<ast::Trivia> items;
  std::vector<std::string> rest;  ///< after the last item
};

/// What to give out: the comments within `range` that no inner range has `claimed`.
struct TriviaRequest {
  Span range;               ///< the file, or what stands between two braces
  std::vector<Span> items;  ///< in source order
  std::vector<Span> claimed = {};
};

/// A comment inside an item moves before it, so that none is lost; several blank lines become one.
Attached attach_trivia(std::span<const Lexeme> lexemes, const TriviaRequest& request);

}  // namespace scmc::parse
