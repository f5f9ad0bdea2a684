/// The graph that a command is about: typed on the command line.
#pragma once
#include "cli/command.h"
#include "compiler/identify/admg.h"

namespace scmc::cli {

struct GraphOptions {
  std::string text;
};

/// `--graph`, in place of a model.
void add_graph(CLI::App& command, GraphOptions& options);

/// The graph, or a Refused.
identify::Dag read_graph(Session& session, const GraphOptions& options);

}  // namespace scmc::cli
