#include "cli/graph.h"

#include "compiler/identify/graph_text.h"

namespace scmc::cli {

void add_graph(CLI::App& command, GraphOptions& options) {
  command.get_option("model")->required(false);
  command.add_option("--graph", options.text, "a graph in place of a model: 'c -> z; c -> y; z <-> y; latent: c'");
  add_data(command, options.data, "a data file: its columns are observed; without it, every random variable is but those of --latent");
}

std::optional<identify::Dag> typed_graph(Session& session, const CommonOptions& common, const GraphOptions& options) {
  const bool has_model = !common.model.empty();
  if (has_model == !options.text.empty())
    session.refuse({.code = "E0910",
                    .title = has_model ? "a model and a graph are given" : "neither a model nor a graph is given",
                    .place = "command line",
                    .hint = Hint{has_model ? "leave one of them out" : "name a model, or write `--graph 'c -> z; c -> y; z -> y'`"}});
  if (has_model) return std::nullopt;
  auto dag = identify::parse_graph(session.sources, session.sources.add("--graph", options.text), session.diagnostics);
  session.settle();
  return dag;
}

ObservedVariables observed_in(const Bound& bound) {
  ObservedVariables observed(bound.observed.begin(), bound.observed.end());
  for (const auto& preimage : bound.preimages)
    if (preimage.point && !preimage.is_point) observed.insert(preimage.latent);
  return observed;
}

ObservedModel observed_model(Session& session, const GraphOptions& options, const std::optional<identify::EffectText>& effect) {
  ObservedModel result{session.load(), {}, {}, options.data.observe.empty()};
  const auto& model = *result.model;
  if (result.assumed) {
    session.require_variables(model, "--latent", options.data.latent);
    std::set<VariableId> latent;
    for (const auto& name : options.data.latent) latent.insert(*model.find(name));
    const auto asked = effect ? resolve_effect(model, *effect, session.diagnostics) : AskedEffect{};
    session.settle();
    result.observed = all_but(model, latent, asked->outcomes);
    return result;
  }
  const auto bound = session.bind(result.model, session.read_data(options.data));
  result.observed = observed_in(bound);
  for (VariableId id : bound.observed)
    if (!bound.columns[index(id)]->missing.empty()) result.partly.push_back(model[id].name);
  return result;
}

}  // namespace scmc::cli
