/// A text that somebody types line by line: whether more lines belong to it, and what it begins to say.
#pragma once
#include <optional>
#include <string>

#include "compiler/source/source.h"

namespace scmc {

enum class TypedKind {
  Nothing,  ///< spaces and comments
  Statement,
  Expression,  ///< or no sentence of the language at all
};

struct Typed {
  TypedKind kind = TypedKind::Nothing;
  std::optional<Span> unfinished = {};  ///< more lines belong to it: what waits for them, a bracket or an operator
  std::string on_one_line = {};         ///< the same without its comments and line breaks
};

/// What cannot be read (a text that is not UTF-8) counts as an expression, for the parser to refuse.
Typed look_at_typed(const Sources& sources, FileId file);

}  // namespace scmc
