/// `scmc rewrite`: the model as it is after observe, do, cf and prune, as legal .scm.
#include <iostream>

#include "cli/command.h"
#include "compiler/ast/print.h"
#include "compiler/causal/do.h"
#include "compiler/causal/observe.h"
#include "compiler/causal/prune.h"
#include "compiler/causal/twin.h"

namespace scmc::cli {
namespace {

struct RewriteOptions {
  CommonOptions common;
  DataOptions data;
  std::vector<std::string> interventions, counterfactuals, targets;
  bool prune = false;
};

int run(RewriteOptions options) {
  Session session(options.common);
  auto model = session.load();
  auto observed = take_variables(*model, options.data.observe);
  const auto apply = [&](std::optional<ast::Model> rewritten) {
    session.settle();
    model = session.check(std::move(*rewritten));
  };
  if (!options.data.observe.empty()) {
    const auto bound = session.bind(model, session.read_data(options.data));
    for (VariableId id : bound.observed) observed.push_back((*model)[id].name);
  }
  if (!observed.empty()) apply(observe(*model, observed, session.diagnostics));
  for (const auto& text : options.interventions)
    apply(intervene(*model, session.assignments(split_name(text).second, "--do"), session.diagnostics));
  for (const auto& text : options.counterfactuals)
    apply(twin(*model, session.assignments(split_name(text).second, "--cf"), session.diagnostics));
  if (!options.targets.empty()) apply(prune(*model, options.targets, session.diagnostics));
  else if (options.prune) apply(prune_for_fit(*model));
  std::cout << ast::print(*model->model);
  return 0;
}

}  // namespace

void add_rewrite(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("rewrite", "print the model after --observe, then --do, then --cf, then --prune");
  auto options = std::make_shared<RewriteOptions>();
  add_common(*command, options->common, false);
  add_data(*command, options->data, "variables, or a data file with them: c,y, FILE, FILE:c,y; repeatable");
  command->add_option("--do", options->interventions, "an intervention: z=1; repeatable, one after the other");
  command->add_option("--cf", options->counterfactuals,
                      "beside the model its twin under z=0: the same noise, other causes; repeatable, a twin each");
  command->add_option("--for", options->targets, "keep only what these variables are computed from; repeatable");
  command->add_flag("--prune", options->prune, "keep only what a fit needs: what is observed, and its causes");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace scmc::cli
