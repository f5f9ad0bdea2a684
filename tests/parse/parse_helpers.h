/// A text and what became of it.
#pragma once
#include <sstream>
#include <string>

#include "compiler/parse/parse.h"

namespace scmc {

struct Case {
  explicit Case(const std::string& text) : file(sources.add("model.scm", text)) {}

  std::optional<ast::Model> model() { return parse_model(sources, file, diagnostics); }
  std::optional<ast::ExprPtr> expression() { return parse_expression(sources, file, diagnostics); }
  std::optional<ast::QueryStatement> query() { return parse_query(sources, file, diagnostics); }
  std::optional<std::vector<ast::Assignment>> assignments() { return parse_assignments(sources, file, diagnostics); }

  std::string messages() const {
    std::ostringstream out;
    render(out, diagnostics, sources);
    return out.str();
  }

  Sources sources;
  FileId file;
  Diagnostics diagnostics;
};

}  // namespace scmc
