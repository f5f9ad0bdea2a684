/// The canonical layout of a text, which keeps its comments, its parentheses and what stands together on a line.
///
/// At most one blank line; two spaces within braces and in continued lines; as many columns as `format_width` where brackets and operators
/// allow for a newline. Neighbouring `~`, `=` and comments stay aligned where one of them was set apart by further spaces. What `ast::print`
/// gives is laid out already.
#pragma once
#include <optional>
#include <string>

#include "compiler/source/diagnostic.h"

namespace scmc {

constexpr int format_width = 100;

/// The text of a file laid out; nothing after reporting an error. Throws std::logic_error rather than change what a model means.
std::optional<std::string> format(Sources& sources, FileId file, Diagnostics& diagnostics);

}  // namespace scmc
