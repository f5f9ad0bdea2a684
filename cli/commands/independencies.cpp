/// `scmc independencies`: what a graph forbids, so that data can contradict it.
#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/graph.h"
#include "compiler/identify/effect_text.h"
#include "compiler/identify/independencies.h"
#include "compiler/identify/path.h"
#include "compiler/identify/verdict.h"
#include "runtime/report/text.h"

namespace scmc::cli {
namespace {

using Json = nlohmann::ordered_json;

struct IndependenciesOptions {
  CommonOptions common;
  GraphOptions graph;
  std::optional<std::string> test;
};

std::string listed(const identify::Names& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

std::string statement(const identify::Names& x, const identify::Names& y, const identify::Names& given) {
  return listed(x) + " _||_ " + listed(y) + (given.empty() ? "" : " | " + listed(given));
}

/// Where the path passes a collider, which blocks unless it, or an effect of it, is given.
std::string opened_at(const identify::Path& path, const identify::Admg& graph) {
  identify::Names colliders;
  for (std::size_t e = 1; e < path.edges.size(); ++e)
    if (path.edges[e - 1] != identify::Edge::Backward && path.edges[e] != identify::Edge::Forward)
      colliders.push_back(graph.names[path.vertices[e]]);
  return colliders.empty() ? "" : ", open at " + listed(colliders) + " by what is given";
}

int test(Session& session, const IndependenciesOptions& options, const identify::Dag& dag) {
  const auto text = identify::parse_test(session.sources, session.sources.add("--test", *options.test), session.diagnostics);
  session.settle();
  const auto sets = identify::resolve(dag, *text, session.diagnostics);
  session.settle();
  const auto path = identify::open_path(dag.graph, sets->treatments, sets->outcomes, sets->given);
  const auto names = [&](const identify::Vertices& set) { return identify::names_of(set, dag.graph); };
  if (options.common.json()) {
    const Json out = {{"independent", !path}, {"open_path", path ? Json(print(*path, dag.graph)) : Json()}};
    std::cout << out.dump(2) << "\n";
    return 0;
  }
  std::cout << statement(names(sets->treatments), names(sets->outcomes), names(sets->given)) << "\n"
            << report::layout_entries({path ? report::Entry{"no", "an open path:  " + print(*path, dag.graph) + opened_at(*path, dag.graph)}
                                            : report::Entry{"yes", "every path is blocked, whatever the mechanisms are"}});
  return 0;
}

/// What is judged, and of which vertices the independencies are listed: of a model with lags, those near the last position.
struct Listed {
  identify::Dag dag;
  identify::Vertices of, last;  ///< one of each pair is among the last
};

int list(const IndependenciesOptions& options, const Listed& listed) {
  const auto graph = identify::project(listed.dag);
  auto found = identify::implied_independencies(graph, listed.of);
  std::erase_if(found.list, [&](const identify::Independence& i) { return !listed.last[i.x] && !listed.last[i.y]; });
  Json out = {{"implied", Json::array()}, {"complete", found.complete}};
  std::string text;
  for (const auto& i : found.list) {
    const auto given = identify::names_of(i.given, graph);
    out["implied"].push_back({{"x", graph.names[i.x]}, {"y", graph.names[i.y]}, {"given", given}});
    text += "  " + statement({graph.names[i.x]}, {graph.names[i.y]}, given) + "\n";
  }
  if (options.common.json()) std::cout << out.dump(2) << "\n";
  else if (text.empty()) std::cout << "none: every pair of observed variables may depend on each other, whatever is given\n";
  else std::cout << "implied by the graph, whatever the mechanisms are\n" << text << (found.complete ? "" : "  ... and more\n");
  return 0;
}

Listed of_graph(const identify::Dag& dag) { return {dag, dag.graph.vertices, dag.graph.vertices}; }

Listed of_model(Session& session, const IndependenciesOptions& options) {
  const auto given = observed_model(session, options.graph);
  const auto graph = judged_graph(*given.model, given.observed, session.diagnostics);
  session.settle();
  Listed listed{graph->dag, {}, {}};
  for (std::size_t v : identify::members(graph->dag.graph.vertices)) {
    if (graph->elements[v].lag <= graph->longest) listed.of.set(v);
    if (graph->elements[v].lag == 0) listed.last.set(v);
  }
  return listed;
}

int run(const IndependenciesOptions& options) {
  Session session(options.common);
  const auto typed = typed_graph(session, options.common, options.graph);
  const auto listed = typed ? of_graph(*typed) : of_model(session, options);
  return options.test ? test(session, options, listed.dag) : list(options, listed);
}

}  // namespace

void add_independencies(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("independencies", "what the graph forbids, so that data can contradict it");
  auto options = std::make_shared<IndependenciesOptions>();
  add_common(*command, options->common, false);
  add_graph(*command, options->graph);
  command->add_option("--test", options->test, "one independence: 'x _||_ y | z, w'");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace scmc::cli
