/// Expressions beside a checked model: of interventions, conditions, questions. They see all of its variables.
#pragma once
#include <string>
#include <vector>

#include "compiler/check/elaborate.h"

namespace scmc {

class Beside {
 public:
  using AskedBy = std::function<TermPtr(const ast::Question&, Span, const Scope&)>;

  /// `question` tells what a question within an expression means; without it, none may be asked.
  Beside(const Checked& model, Diagnostics& diagnostics, AskedBy question = {})
      : names_{.dims = model.dims,
               .variable = [&model](const std::string& name, Span span) { return reference(model, name, span); },
               .all_names = [&model] { return all_names(model); },
               .declared_dims = [&model](VariableId id) { return model[id].dims; },
               .definitions = model.definitions,
               .library = *model.library,
               .diagnostics = diagnostics,
               .question = std::move(question)},
        elaborator(names_) {}

  static TermPtr reference(const Checked& model, const std::string& name, Span span) {
    const auto id = model.find(name);
    return id ? make_term(span, model[*id].type, ReferenceTerm{*id}) : nullptr;
  }
  static std::vector<std::string> all_names(const Checked& model) {
    std::vector<std::string> names;
    for (const auto& v : model.variables) names.push_back(v.name);
    for (const auto& d : model.dims) names.push_back(d.name);
    return names;
  }

 private:
  Names names_;

 public:
  Elaborator elaborator;
};

}  // namespace scmc
