/// What was probably meant where the grammar found no way on.
#pragma once
#include <optional>
#include <span>
#include <vector>

#include "compiler/parse/lexeme.h"
#include "compiler/parse/newline_filter.h"

namespace scmc::parse {

enum class Entry { Statement, Expression, Query, Assignments };

/// The tokens of one statement (or expression, ...), and the first that no derivation could take; their number where the end came too
/// early.
struct Failure {
  FileId file;
  Entry entry;
  std::span<const Lexeme> tokens;
  std::size_t at;
};

/// The one diagnostic for it.
Diagnostic diagnose(const Failure& failure);

/// What the lexer and the newline filter already know to be wrong within the tokens.
std::optional<Diagnostic> lexical_mistake(std::span<const Lexeme> tokens);
Diagnostic describe(const LayoutMistake& mistake, const Sources& sources);

}  // namespace scmc::parse
