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
            << report::layout_entries({path ? report::Entry{"no", "an open path: " + print(*path, dag.graph)}
                                            : report::Entry{"yes", "every path is blocked, whatever the mechanisms are"}});
  return 0;
}

int list(const IndependenciesOptions& options, const identify::Dag& dag) {
  const auto graph = identify::project(dag);
  const auto found = identify::implied_independencies(graph);
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

identify::Dag graph_of_model(Session& session, const IndependenciesOptions& options) {
  const auto given = observed_model(session, options.graph);
  auto graph = judged_graph(*given.model, given.observed, session.diagnostics);
  session.settle();
  return std::move(graph->dag);
}

int run(const IndependenciesOptions& options) {
  Session session(options.common);
  const auto typed = typed_graph(session, options.common, options.graph);
  const auto dag = typed ? *typed : graph_of_model(session, options);
  return options.test ? test(session, options, dag) : list(options, dag);
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
