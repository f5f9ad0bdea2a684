/// What can be wrong with the text of a counterfactual question.
#pragma once
#include <string>

#include "compiler/source/diagnostic.h"

namespace scmc::identify::errors {

Diagnostic not_a_counterfactual(Span where, const std::string& expected);
Diagnostic do_beside_worlds(Span where);
Diagnostic set_by_its_own_world(Span where, const std::string& name);
Diagnostic set_twice_in_a_world(Span where, const std::string& name);
Diagnostic nested_with_a_value(Span where);
Diagnostic asked_twice(Span where, const std::string& name);
Diagnostic adjusting_for_worlds();
Diagnostic too_many_worlds(Span where, std::size_t nodes);

}  // namespace scmc::identify::errors
