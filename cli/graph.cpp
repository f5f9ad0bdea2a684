#include "cli/graph.h"

#include "compiler/identify/graph_text.h"

namespace scmc::cli {

void add_graph(CLI::App& command, GraphOptions& options) {
  command.get_option("model")->required(false);
  command.add_option("--graph", options.text, "a graph in place of a model: 'c -> z; c -> y; z <-> y; latent: c'");
}

identify::Dag read_graph(Session& session, const GraphOptions& options) {
  auto dag = identify::parse_graph(session.sources, session.sources.add("--graph", options.text), session.diagnostics);
  session.settle();
  return std::move(*dag);
}

}  // namespace scmc::cli
