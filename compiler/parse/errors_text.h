/// Pieces that the constructors of syntax errors share.
#pragma once
#include <string>
#include <string_view>
#include <utility>

#include "compiler/source/diagnostic.h"

namespace scmc::parse::errors {

inline std::string code(std::string_view text) { return "`" + std::string(text) + "`"; }

inline Diagnostic error(std::string code, std::string title, Label primary) {
  return {.code = std::move(code), .title = std::move(title), .primary = std::move(primary)};
}

inline Diagnostic error(std::string code, std::string title, Label primary, std::string hint) {
  return {.code = std::move(code), .title = std::move(title), .primary = std::move(primary), .hint = Hint{std::move(hint)}};
}

inline std::string_view closing_of(std::string_view opening) { return opening == "(" ? ")" : opening == "[" ? "]" : "}"; }

/// How to go on behind a word that wants an expression.
std::string example_after(std::string_view token);

}  // namespace scmc::parse::errors
