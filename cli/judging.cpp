#include "cli/judging.h"

#include "compiler/causal/judge.h"
#include "compiler/identify/errors.h"

namespace scmc::cli {
namespace {

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

/// What is taken as observed, where no data say it.
std::string assumed(const ObservedModel& given, const JudgedGraph& graph) {
  std::vector<std::string> observed, latent;
  for (std::size_t v : identify::members(graph.dag.graph.vertices)) {
    const auto& variable = (*given.model)[graph.elements[v].variable];
    if (variable.kind != VariableKind::Random || graph.elements[v].lag > 0) continue;
    (graph.dag.latent[v] ? latent : observed).push_back(graph.elements[v].shown);
  }
  return "no data are given: " + (observed.empty() ? "nothing" : listed(observed)) + " taken as observed" +
         (latent.empty() ? "" : ", " + listed(latent) + " as not");
}

/// A set to judge: variables of the model that are observed.
identify::Vertices proposed_set(Session& session, const Checked& model, const JudgedGraph& graph,
                                const std::vector<identify::Named>& names) {
  identify::Vertices set;
  for (const auto& element : got(session, resolve_elements(model, names, session.diagnostics))) {
    const auto vertices = vertices_of(graph, element);
    const identify::Named name{model[element.variable].name, element.span};
    if ((vertices & graph.dag.latent).any()) session.refuse(identify::errors::latent(name, "adjusted for"));
    if ((vertices & graph.effect.treatments).any()) session.refuse(identify::errors::in_two_places(name, "a treatment", "adjusted for"));
    if ((vertices & graph.effect.outcomes).any()) session.refuse(identify::errors::in_two_places(name, "an outcome", "adjusted for"));
    set |= vertices;
  }
  return set;
}

}  // namespace

identify::Verdict judge_effect(Session& session, const ObservedModel& given, const identify::EffectText& text,
                               const std::optional<std::vector<identify::Named>>& proposed) {
  const auto asked = got(session, resolve_effect(*given.model, text, session.diagnostics));
  const auto graph = got(session, judged_graph(*given.model, given.observed, asked, session.diagnostics));
  std::optional<identify::Vertices> set;
  if (proposed) set = proposed_set(session, *given.model, graph, *proposed);
  auto verdict = judge(*given.model, graph, set);
  if (given.assumed) verdict.remarks.emplace_back("observed", assumed(given, graph));
  if (!given.partly.empty()) verdict.remarks.emplace_back("holes", listed(given.partly) + ": observed in part, judged as if in full");
  return verdict;
}

identify::Dag graph_of(Session& session, const ObservedModel& given) {
  return got(session, judged_graph(*given.model, given.observed, session.diagnostics)).dag;
}

}  // namespace scmc::cli
