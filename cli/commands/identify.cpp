/// `scmc identify`: can the data answer, and by which formula?
#include <unistd.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/counterfactual.h"
#include "cli/judging.h"
#include "cli/verdict.h"
#include "compiler/identify/counterfactual_errors.h"
#include "compiler/identify/errors.h"
#include "runtime/report/text.h"

namespace scmc::cli {
namespace {

struct IdentifyOptions {
  CommonOptions common;
  GraphOptions graph;
  std::string effect;
  std::optional<std::string> adjust;
};

std::optional<std::vector<identify::Named>> proposed_names(Session& session, const IdentifyOptions& options) {
  if (!options.adjust) return std::nullopt;
  const auto file = session.sources.add("--adjust", *options.adjust);
  return got(session, identify::parse_names(session.sources, file, session.diagnostics));
}

identify::Verdict judge_graph(Session& session, const identify::Dag& dag, const identify::EffectText& text,
                              const IdentifyOptions& options) {
  const auto effect = got(session, identify::resolve(dag, text, session.diagnostics));
  std::optional<identify::Vertices> proposed;
  if (const auto names = proposed_names(session, options))
    proposed = got(session, identify::resolve(dag, effect, *names, session.diagnostics));
  return identify::judge(dag, effect, proposed);
}

identify::Verdict judge_model(Session& session, const identify::EffectText& text, const IdentifyOptions& options) {
  const auto given = observed_model(session, options.graph, text);
  return judge_effect(session, given, text, proposed_names(session, options));
}

/// Of several worlds: ID* in place of ID.
int run_counterfactual(Session& session, const identify::Dag& dag, const IdentifyOptions& options) {
  if (options.adjust) session.refuse(identify::errors::adjusting_for_worlds());
  const auto file = session.sources.add("--effect", options.effect);
  const auto query = got(session, identify::parse_counterfactual(dag, session.sources, file, session.diagnostics));
  const auto answer = identify::identify_counterfactual(identify::project(dag), query);
  if (options.common.json()) std::cout << counterfactual_json(answer).dump(2) << "\n";
  else std::cout << report::paint(answer.question + "\n" + counterfactual_text(answer), isatty(STDOUT_FILENO) != 0);
  return 0;
}

int run(const IdentifyOptions& options) {
  Session session(options.common);
  const auto dag = typed_graph(session, options.common, options.graph);
  if (identify::is_counterfactual(options.effect))
    return run_counterfactual(session, dag ? *dag : graph_of(session, observed_model(session, options.graph)), options);
  if (options.effect.empty())
    session.refuse({.code = "E0706",
                    .title = "`scmc identify` needs an effect",
                    .place = "command line",
                    .hint = Hint{"write `--effect 'z -> y'`"}});
  const auto file = session.sources.add("--effect", options.effect);
  const auto text = got(session, identify::parse_effect(session.sources, file, session.diagnostics));
  const auto verdict = dag ? judge_graph(session, *dag, text, options) : judge_model(session, text, options);
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
  command->add_option("--effect", options->effect, "'z -> y', 'z -> y given w', 'P(y|do(z),w)' or 'P(y_{z=0}=1 | z=1)'");
  command->add_option("--adjust", options->adjust, "a set to judge: c,w");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace scmc::cli
