/// Parse tree to AST.
#pragma once
#include <optional>
#include <span>
#include <vector>

#include "ScmParser.h"
#include "compiler/ast/ast.h"
#include "compiler/parse/lexeme.h"
#include "compiler/source/diagnostic.h"

namespace scmc::parse {

/// What a builder needs to know of the text: `lexemes` still hold the comments.
struct Text {
  FileId file;
  std::span<const Lexeme> lexemes;
};

/// A statement without its own comments.
struct BuiltStatement {
  ast::Statement statement;
  std::vector<Span> claimed;  ///< ranges whose comments went to members and locals
};

// Each reports what the grammar lets through though it means nothing (chained comparisons, numbers out of range, questions outside a
// query).

BuiltStatement build_statement(const Text& text, ScmParser::OneStatementContext* tree, Diagnostics& diagnostics);
ast::ExprPtr build_expression(const Text& text, ScmParser::OneExpressionContext* tree, Diagnostics& diagnostics);
ast::QueryStatement build_query(const Text& text, ScmParser::OneQueryContext* tree, Diagnostics& diagnostics);
std::vector<ast::Assignment> build_assignments(const Text& text, ScmParser::OneAssignmentListContext* tree, Diagnostics& diagnostics);

}  // namespace scmc::parse
