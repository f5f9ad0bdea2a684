/// Names that a person gave, looked up in a model.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "compiler/causal/errors.h"
#include "compiler/check/checked.h"

namespace scmc {

/// A name, and what is to be done with it: "observe", "observed".
struct Wanted {
  std::string name, verb, done;
};

/// The variable of this name; reports a name that is none.
std::optional<VariableId> find_variable(const Checked& model, const Wanted& wanted, Diagnostics& diagnostics);

/// What a name that is no variable is instead: a dimension, a query, a function, a distribution.
std::optional<errors::OtherThing> other_thing(const Checked& model, const std::string& name);

/// The names of the model's text, for suggestions.
std::vector<std::string> variable_names(const Checked& model);

/// The half of a variable that has its mechanism: the variable itself, or the natural value that stands beside it under a `do`.
std::optional<VariableId> natural_half(const Checked& model, const std::string& name);

/// Does the variable hold the natural value beside what a `do` sets?
bool is_natural_half(const Variable& variable);

/// The name that the text has for a variable: its own, or that of the variable whose natural value it is.
std::string text_name(const Variable& variable);

/// `z[day]`: nothing but dimensions between the brackets.
bool names_dims_only(const Checked& model, const ast::Target& target);

}  // namespace scmc
