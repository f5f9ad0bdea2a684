/// Statements that join a model, take the place of others, or leave it. Trees in, trees out.
#pragma once
#include <string>
#include <vector>

#include "compiler/ast/ast.h"

namespace scmc::cli::repl {

struct Edited {
  ast::Model model;
  std::vector<ast::Statement> replaced = {};  ///< or taken out
};

/// Each statement stands in the place of what defined the same: a statement for the same elements, or, where it defines a whole variable,
/// all statements of that variable. One for further elements joins those, before the one that takes the rest.
Edited with_statements(const ast::Model& model, const std::vector<ast::Statement>& added);

/// Without all that defines this name; nothing is replaced where there is none.
Edited without(const ast::Model& model, const std::string& name);

}  // namespace scmc::cli::repl
