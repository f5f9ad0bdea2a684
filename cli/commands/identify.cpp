/// `scmc identify`: can the data answer, and by which formula?
#include <unistd.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/graph.h"
#include "cli/verdict.h"
#include "compiler/identify/effect_text.h"
#include "runtime/report/text.h"

namespace scmc::cli {
namespace {

struct IdentifyOptions {
  CommonOptions common;
  GraphOptions graph;
  std::string effect;
  std::optional<std::string> adjust;
};

int run(const IdentifyOptions& options) {
  Session session(options.common);
  const auto dag = read_graph(session, options.graph);
  const auto text = identify::parse_effect(session.sources, session.sources.add("--effect", options.effect), session.diagnostics);
  session.settle();
  const auto effect = identify::resolve(dag, *text, session.diagnostics);
  session.settle();
  std::optional<identify::Vertices> proposed;
  if (options.adjust) {
    const auto names = identify::parse_names(session.sources, session.sources.add("--adjust", *options.adjust), session.diagnostics);
    session.settle();
    proposed = identify::resolve(dag, *effect, *names, session.diagnostics);
    session.settle();
  }
  const auto verdict = identify::judge(dag, *effect, proposed);
  if (options.common.json()) std::cout << verdict_json(verdict).dump(2) << "\n";
  else std::cout << report::paint(verdict.effect + "\n" + verdict_text(verdict), isatty(STDOUT_FILENO) != 0);
  return 0;
}

}  // namespace

void add_identify(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("identify", "can the data answer? the formula of an effect, or why there is none");
  auto options = std::make_shared<IdentifyOptions>();
  add_common(*command, options->common, false);
  add_graph(*command, options->graph);
  command->add_option("--effect", options->effect, "'z -> y', 'z -> y given w' or 'P(y|do(z),w)'")->required();
  command->add_option("--adjust", options->adjust, "a set to judge: c,w");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace scmc::cli
