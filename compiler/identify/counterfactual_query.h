/// Questions about several worlds, as text: `P(Y_{X=0}=0 | X=1, Z_{D=0}=0)`, `E[Y_{X=1,M_{X=0}}]`.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "compiler/identify/worlds.h"
#include "compiler/source/diagnostic.h"

namespace scmc::identify {

/// `Y_{X=0}=0`; without a value the question is about all values of Y.
struct CounterfactualEvent {
  std::size_t variable;
  std::vector<Setting> world;
  Value value;
  Span where;
};

struct CounterfactualQuery {
  bool expectation = false;
  std::vector<CounterfactualEvent> target, given;
};

/// Does the text speak of a world of its own? Else it is a question for ID.
bool is_counterfactual(std::string_view text);

/// Vertices are those of the graph; latent ones are refused. Nothing, and one diagnostic, where the text is no such question. A name in a
/// subscript without a value, `M` of `Y_{X=1,M}`, is M as it naturally is.
std::optional<CounterfactualQuery> parse_counterfactual(const Dag& dag, const Sources& sources, FileId file, Diagnostics& diagnostics);

}  // namespace scmc::identify
