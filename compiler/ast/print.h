/// The canonical layout of a model; print then parse gives the same tree.
#pragma once
#include <string>

#include "compiler/ast/ast.h"

namespace scmc::ast {

std::string print(const Model& model);
std::string print(const Statement& statement);
std::string print(const ExprPtr& expr);
std::string print(const Target& target);

}  // namespace scmc::ast
