/// Which names a statement reads.
#pragma once
#include <set>
#include <string>

#include "compiler/ast/ast.h"

namespace scmc {

/// The names that stand free in a statement: not those that it binds itself, as parameters and locals.
struct Uses {
  std::set<std::string> values = {};       ///< variables; dimensions and distributions may be named like them
  std::set<std::string> definitions = {};  ///< functions and distributions, by being called
  std::set<std::string> dims = {};
};

Uses uses_of(const ast::Statement& statement);

}  // namespace scmc
