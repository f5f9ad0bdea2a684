/// The words of what an intervention, an observation or a pruning cannot mean.
#pragma once
#include <string>
#include <vector>

#include "compiler/source/diagnostic.h"

namespace scmc::errors {

/// A name given on the command line that is no variable of the model; `verb` says what was to be done with it.
struct MissingName {
  std::string name, near, verb;
};
Diagnostic no_such_variable(const MissingName& missing);

/// What the name is instead, such as "a dimension"; `where` is absent for a name given on the command line.
struct OtherThing {
  std::string name, kind, verb;
  std::optional<Span> where = {}, declared = {};
};
Diagnostic not_a_variable(const OtherThing& thing);

Diagnostic set_twice(Span again, Span first, const std::string& name);

struct OutsideSupport {
  Span value;
  std::optional<Span> declared = {};
  std::string name, given, support;  ///< `given` is the value, or the support of a policy
};
Diagnostic value_outside_support(const OutsideSupport& outside);
Diagnostic policy_outside_support(const OutsideSupport& outside);

struct ExtraDimension {
  Span expr, target;
  std::string name, dim, part;  ///< `part` of the assignment that runs over `dim`: "value" or "position"
};
Diagnostic extra_dimension(const ExtraDimension& extra);

/// `path` leads from the target to the cause that its value names: z, y_mu, y.
Diagnostic value_names_descendant(Span cause, const std::vector<std::string>& path);

struct MissingLabel {
  Span where;
  std::string label, dim, near;
};
Diagnostic no_such_label(const MissingLabel& missing);

struct OutsideDimension {
  Span where;
  std::string position, dim;
  double first = 1, last = 1;
};
Diagnostic no_such_position(const OutsideDimension& outside);
Diagnostic empty_range(Span where);

Diagnostic observed_and_set(Span set, const std::string& name);
Diagnostic observed_input(Span declared, const std::string& name);
Diagnostic set_above_factor(Span target, Span factor, const std::string& name);

Diagnostic parameter_in_effect(const std::string& name, Span where, Span declared);
Diagnostic element_in_effect(const std::string& name, Span where);

}  // namespace scmc::errors
