/// `scmc rewrite`: the model as it is after observe, do and prune, as legal .scm.
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <sstream>

#include "cli/command.h"
#include "compiler/ast/print.h"
#include "compiler/causal/do.h"
#include "compiler/causal/observe.h"
#include "compiler/causal/prune.h"

namespace scmc::cli {
namespace {

struct RewriteOptions {
  CommonOptions common;
  DataOptions data;
  std::vector<std::string> interventions, targets;
  bool prune = false;
};

/// `c,y`: variables, where no file has that name.
std::optional<std::vector<std::string>> as_variables(const Checked& model, const std::string& text) {
  if (std::filesystem::exists(text)) return std::nullopt;
  std::vector<std::string> names;
  std::istringstream parts(text);
  for (std::string name; std::getline(parts, name, ',');) {
    if (std::ranges::none_of(model.variables, [&](const Variable& v) { return v.name == name; })) return std::nullopt;
    names.push_back(name);
  }
  return names;
}

int run(RewriteOptions options) {
  Session session(options.common);
  auto model = session.load();
  std::vector<std::string> observed;
  std::erase_if(options.data.observe, [&](const std::string& text) {
    const auto names = as_variables(*model, text);
    if (names) observed.insert(observed.end(), names->begin(), names->end());
    return names.has_value();
  });
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
  if (!options.targets.empty()) apply(prune(*model, options.targets, session.diagnostics));
  else if (options.prune) apply(prune_for_fit(*model));
  std::cout << ast::print(*model->model);
  return 0;
}

}  // namespace

void add_rewrite(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("rewrite", "print the model after --observe, then --do, then --prune");
  auto options = std::make_shared<RewriteOptions>();
  add_common(*command, options->common, false);
  add_data(*command, options->data, "variables, or a data file with them: c,y, FILE, FILE:c,y; repeatable");
  command->add_option("--do", options->interventions, "an intervention: z=1; repeatable, one after the other");
  command->add_option("--for", options->targets, "keep only what these variables are computed from; repeatable");
  command->add_flag("--prune", options->prune, "keep only what a fit needs: what is observed, and its causes");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace scmc::cli
