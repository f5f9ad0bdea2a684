/// The graph that a command is about: typed on the command line, or of a model.
#pragma once
#include "cli/command.h"
#include "compiler/causal/judge.h"

namespace scmc::cli {

struct GraphOptions {
  std::string text;
  DataOptions data;
};

/// `--graph` in place of a model, and the data that say what of a model is observed.
void add_graph(CLI::App& command, GraphOptions& options);

/// The graph behind `--graph`, or nothing where a model is given; refuses both and neither.
std::optional<identify::Dag> typed_graph(Session& session, const CommonOptions& common, const GraphOptions& options);

/// What a bound model knows by value: the observed variables, and those that a measured computed one tells exactly.
ObservedVariables observed_in(const Bound& bound);

/// The verdict on what a run asks: these variables set, those looked at. None where there is no effect to judge: a parameter is set, or
/// something that nobody measured.
std::optional<identify::Verdict> judge_run(const Bound& bound, const std::vector<VariableId>& set,
                                           const std::vector<VariableId>& looked_at);

/// A model, which of its variables are observed, and how that came about.
struct ObservedModel {
  std::shared_ptr<const Checked> model;
  ObservedVariables observed;
  std::vector<std::string> partly;  ///< with cells that have no value
  bool assumed = false;             ///< no data were given: all are taken as observed
};
ObservedModel observed_model(Session& session, const GraphOptions& options, const std::optional<identify::EffectText>& effect = {});
ObservedModel observed_model(const Bound& bound);
/// Without data.
ObservedModel assumed_model(Session& session, std::shared_ptr<const Checked> model, const std::vector<std::string>& latent,
                            const std::optional<identify::EffectText>& effect = {});

}  // namespace scmc::cli
