/// `scmc identify`: can the data answer, and by which formula?
#include <unistd.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/counterfactual.h"
#include "cli/graph.h"
#include "cli/verdict.h"
#include "compiler/identify/counterfactual_errors.h"
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

/// Of several worlds: ID* in place of ID.
int run_counterfactual(Session& session, const identify::Dag& dag, const IdentifyOptions& options) {
  if (options.adjust) session.refuse(identify::errors::adjusting_for_worlds());
  const auto file = session.sources.add("--effect", options.effect);
  const auto query = identify::parse_counterfactual(dag, session.sources, file, session.diagnostics);
  session.settle();
  const auto answer = identify::identify_counterfactual(identify::project(dag), *query);
  if (options.common.json()) std::cout << counterfactual_json(answer).dump(2) << "\n";
  else std::cout << report::paint(answer.question + "\n" + counterfactual_text(answer), isatty(STDOUT_FILENO) != 0);
  return 0;
}

int run(const IdentifyOptions& options) {
  Session session(options.common);
  const auto dag = read_graph(session, options.graph);
  if (identify::is_counterfactual(options.effect)) return run_counterfactual(session, dag, options);
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
  command->add_option("--effect", options->effect, "'z -> y', 'z -> y given w', 'P(y|do(z),w)' or 'P(y_{z=0}=1 | z=1)'")->required();
  command->add_option("--adjust", options->adjust, "a set to judge: c,w");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace scmc::cli
