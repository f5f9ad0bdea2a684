/// Text to tree. The only folder that includes ANTLR.
#pragma once
#include <optional>
#include <vector>

#include "compiler/ast/ast.h"
#include "compiler/source/diagnostic.h"

namespace scmc {

/// A whole `.scm` file. Returns nothing after reporting at least one error; each error says what was expected and how to write it.
std::optional<ast::Model> parse_model(const Sources& sources, FileId file, Diagnostics& diagnostics);

/// The assignments of `--do`: `z = 0, price = 0.9 * price, tv[20..30] = 0, z ~ Bernoulli(0.3)`.
std::optional<std::vector<ast::Assignment>> parse_assignments(const Sources& sources, FileId file, Diagnostics& diagnostics);

/// A single expression (the REPL, `--query`).
std::optional<ast::ExprPtr> parse_expression(const Sources& sources, FileId file, Diagnostics& diagnostics);

/// `name[dims] = expr` of `--query`.
std::optional<ast::QueryStatement> parse_query(const Sources& sources, FileId file, Diagnostics& diagnostics);

}  // namespace scmc
