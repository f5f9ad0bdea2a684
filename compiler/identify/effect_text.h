/// Effects and independencies as text: `z -> y given w`, `P(y|do(z),w)`, `x _||_ y | z`.
#pragma once
#include <optional>

#include "compiler/identify/id.h"
#include "compiler/identify/words.h"
#include "compiler/source/diagnostic.h"

namespace scmc::identify {

struct EffectText {
  std::vector<Named> outcomes, treatments, given;
};
std::optional<EffectText> parse_effect(const Sources& sources, FileId file, Diagnostics& diagnostics);

/// `x _||_ y | z, w`, as vertices.
struct TestText {
  std::vector<Named> x, y, given;
};
std::optional<TestText> parse_test(const Sources& sources, FileId file, Diagnostics& diagnostics);

/// `a, b`, or nothing.
std::optional<std::vector<Named>> parse_names(const Sources& sources, FileId file, Diagnostics& diagnostics);

/// The names as vertices; reports unknown and latent ones, and those that stand in two places.
std::optional<Effect> resolve(const Dag& dag, const EffectText& text, Diagnostics& diagnostics);
/// As x, y and given.
std::optional<Effect> resolve(const Dag& dag, const TestText& text, Diagnostics& diagnostics);
/// A set to adjust for: neither treatment nor outcome, and observed.
std::optional<Vertices> resolve(const Dag& dag, const Effect& effect, const std::vector<Named>& names, Diagnostics& diagnostics);

}  // namespace scmc::identify
