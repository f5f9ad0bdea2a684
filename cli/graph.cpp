#include "cli/graph.h"

#include <algorithm>

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

std::optional<identify::Verdict> judge_run(const Bound& bound, const std::vector<VariableId>& set,
                                           const std::vector<VariableId>& looked_at) {
  AskedEffect effect;
  const auto& model = *bound.model;
  for (VariableId id : set) effect.treatments.push_back({id});
  for (VariableId id : looked_at) effect.outcomes.push_back({id});
  const auto is_parameter = [&](const AskedElement& e) { return model[e.variable].dims.empty(); };
  for (const auto* ends : {&effect.treatments, &effect.outcomes})
    if (ends->empty() || std::ranges::any_of(*ends, is_parameter)) return std::nullopt;
  Diagnostics why_not;
  const auto graph = judged_graph(model, observed_in(bound), effect, why_not);
  if (!graph) return std::nullopt;
  return judge(model, *graph);
}

ObservedModel observed_model(const Bound& bound) {
  ObservedModel result{bound.model, observed_in(bound), {}, false};
  for (VariableId id : bound.observed)
    if (!bound.columns[index(id)]->missing.empty()) result.partly.push_back((*bound.model)[id].name);
  return result;
}

ObservedModel assumed_model(Session& session, std::shared_ptr<const Checked> checked, const std::vector<std::string>& names,
                            const std::optional<identify::EffectText>& effect) {
  const auto& model = *checked;
  session.require_variables(model, "--latent", names);
  std::set<VariableId> latent;
  for (const auto& name : names) latent.insert(*model.find(name));
  const auto asked = effect ? resolve_effect(model, *effect, session.diagnostics) : AskedEffect{};
  session.settle();
  auto observed = all_but(model, latent, asked->outcomes);
  return {std::move(checked), std::move(observed), {}, true};
}

ObservedModel observed_model(Session& session, const GraphOptions& options, const std::optional<identify::EffectText>& effect) {
  auto model = session.load();
  if (options.data.observe.empty()) return assumed_model(session, std::move(model), options.data.latent, effect);
  return observed_model(session.bind(std::move(model), session.read_data(options.data)));
}

}  // namespace scmc::cli
