/// Statements taken out of a text, with the layout around them kept; the heading of a prediction.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "compiler/ast/ast.h"

namespace scmc {

using Statements = std::vector<ast::Statement>;

/// Null where the statement is no mechanism.
const ast::Target* target_if_any(const ast::Statement& statement);
std::optional<ast::Role> role_if_any(const ast::Statement& statement);
void set_role(ast::Statement& statement, ast::Role role);

/// Does the statement give this variable its values: a mechanism, a `do` or a `data` line?
bool is_about(const ast::Statement& statement, const std::string& variable);

/// The statements that `stays` accepts. Where the first of a line leaves, the next one opens the line and inherits its comments.
Statements keep_if(const Statements& statements, const std::function<bool(const ast::Statement&)>& stays);

/// The `do` lines of a text, as the assignments that they stand for: `do z[day] = 1` is `z = 1`.
std::vector<ast::Assignment> assignments_of(const Statements& statements, const std::function<bool(const ast::Target&)>& is_whole);

/// Removes the line `# prediction under do(...)` at the top; true if there was one.
bool take_heading(ast::Model& model);
void put_heading(ast::Model& model, const std::string& interventions);

}  // namespace scmc
