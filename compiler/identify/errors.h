/// What is wrong with a graph, an effect or a test that a person typed.
#pragma once
#include <string>
#include <vector>

#include "compiler/identify/words.h"
#include "compiler/source/diagnostic.h"

namespace scmc::identify::errors {

Diagnostic not_a_graph(const Word& found, const std::string& expected);
Diagnostic edge_to_itself(const Named& name);
Diagnostic cycle(const std::vector<std::string>& around, Span edge);
Diagnostic too_large(std::size_t vertices, Span where);
Diagnostic not_an_effect(const Word& found, const std::string& expected);
Diagnostic no_intervention(Span whole, const std::vector<Named>& outcomes, const std::vector<Named>& given);
Diagnostic not_a_test(const Word& found, const std::string& expected);
Diagnostic not_a_set(const Word& found);
Diagnostic unknown(const Named& name, const std::vector<std::string>& known);
Diagnostic in_two_places(const Named& name, const std::string& first, const std::string& second);
Diagnostic latent(const Named& name, const std::string& place);

}  // namespace scmc::identify::errors
