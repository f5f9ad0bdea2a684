/// The graph of a model that an effect is judged on: its variables over units, with lags unrolled and labels told apart where asked for.
#pragma once
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "compiler/causal/lagged_reads.h"
#include "compiler/identify/effect_text.h"

namespace scmc {

/// A variable, or what of it stands under one label: `spend["tv"]`.
struct AskedElement {
  VariableId variable;
  std::optional<std::string> label = {};
  Span span = {};
};

struct AskedEffect {
  std::vector<AskedElement> treatments, outcomes, given;
};

/// The names of a text as variables. Reports unknown names, parameters, labels that their dimension does not have.
std::optional<AskedEffect> resolve_effect(const Checked& model, const identify::EffectText& text, Diagnostics& diagnostics);
/// The same of a set of names.
std::optional<std::vector<AskedElement>> resolve_elements(const Checked& model, const std::vector<identify::Named>& names,
                                                          Diagnostics& diagnostics);

/// What a vertex stands for.
struct JudgedElement {
  VariableId variable;
  std::optional<std::string> label;  ///< empty text: all labels that are not named
  int lag = 0;                       ///< positions before that of the outcome
  std::string shown;                 ///< without the lag
};

/// Vertices are variables with a unit dimension (those of treatment and outcome); other variables are parameters, given. A group variable
/// that is read by an observed label, `alpha[county_of]`, is a function of that label. Computed variables are inlined, unless they are
/// measured or asked about. `data` are observed roots that may be correlated: joined pairwise by `<->`. `noise(x)` in y's mechanism is
/// `x <-> y`. Treatments are set at every position of the window, outcomes looked at the last.
struct JudgedGraph {
  identify::Dag dag;
  identify::Effect effect;
  std::vector<JudgedElement> elements;         ///< by vertex
  std::vector<DimId> units;
  std::optional<DimId> time;                   ///< unrolled along
  int window = 1;                              ///< positions of it
  int longest = 0;                             ///< how many positions a mechanism looks back at the most
  std::vector<std::pair<std::string, std::string>> stand_ins;  ///< asked for, and the variable whose mean it is
};

/// The random variables that are measured; computed ones where they have a column.
using ObservedVariables = std::set<VariableId>;

/// Reports latent treatments, outcomes and conditions, names in two places, graphs that are too large.
std::optional<JudgedGraph> judged_graph(const Checked& model, const ObservedVariables& observed, const AskedEffect& effect,
                                        Diagnostics& diagnostics);

/// Without an effect: over the dimensions of what is observed. The window is long, so that its beginning shows in none of its last
/// positions.
std::optional<JudgedGraph> judged_graph(const Checked& model, const ObservedVariables& observed, Diagnostics& diagnostics);

/// The vertices of an element, at all positions of the window.
identify::Vertices vertices_of(const JudgedGraph& graph, const AskedElement& element);

/// Where no data say it: those that the text marks by `observe`, if there are marks; else the random variables over the dimensions of the
/// outcomes (without an effect, of those that move no other), but those that are meant to be latent.
ObservedVariables all_but(const Checked& model, const std::set<VariableId>& latent, const std::vector<AskedElement>& outcomes = {});

}  // namespace scmc
