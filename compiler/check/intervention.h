/// What a `do` on the command line or in a question means, once its names are resolved.
#pragma once
#include <functional>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "compiler/check/checked.h"

namespace scmc {

struct Scope;

/// Elements of a variable are set to a value (which may name the variable itself: its natural value), or drawn from a distribution.
struct Intervention {
  VariableId target;
  TermPtr mask;  ///< 1 on the elements that are set; null: all
  std::variant<TermPtr, Instance> value;
  Span span;
};

struct Scenario {
  std::string name;  ///< as printed: `z = 1`
  std::vector<Intervention> interventions;
};

/// What stands around the assignments of a question: the dims of the query's left-hand side, by the name that they stand for, and what a
/// question within a value means.
struct Around {
  std::map<std::string, DimId, std::less<>> dims = {};
  std::function<TermPtr(const ast::Question&, Span, const Scope&)> question = {};
};

std::optional<Intervention> check_intervention(const Checked& model, const ast::Assignment& assignment, Diagnostics& diagnostics,
                                               const Around& around = {});

}  // namespace scmc
