/// `scmc predict`: what `scmc run` answers, from a fit that was kept.
#include <unistd.h>

#include <filesystem>
#include <iostream>

#include "cli/command.h"
#include "cli/forecast.h"
#include "cli/keep.h"
#include "runtime/report/text.h"

namespace scmc::cli {
namespace {

struct PredictOptions {
  CommonOptions common;
  std::string fit, plan;
  std::vector<std::string> interventions, queries;
  bool strict = false;
};

int report_forecast(Session& session, const PredictOptions& options, const Origin& origin, const Fit& fit,
                    const std::vector<Scenario>& scenarios) {
  auto plan = data::read_table(options.plan);
  for (const auto& problem : plan.problems) session.diagnostics.report(from_problem(problem));
  session.settle();
  const auto ahead = forecast(session, fit, *plan, scenarios, options.common.seed);
  const ForecastReport report{origin, fit, ahead, std::filesystem::path(options.plan).filename().string()};
  if (options.common.json()) std::cout << json(report);
  else std::cout << report::paint(text(report), isatty(STDOUT_FILENO) != 0);
  std::cout.flush();
  return told_unsound(fit, options.strict);
}

int run(PredictOptions& options) {
  const auto begin = std::chrono::steady_clock::now();
  Session session(options.common);
  const auto kept = open_fit(session, options.fit);
  options.common.model = kept.origin.model;
  if (!options.common.seed_given) options.common.seed = kept.origin.options.sampler.seed;
  auto model = session.load(kept.origin.model, kept.model_text);
  if (!options.queries.empty()) model = session.with_queries(*model, options.queries);
  const auto scenarios = session.scenarios(*model, options.interventions);
  auto fit = restore(session, kept, model);
  if (!options.plan.empty()) return report_forecast(session, options, kept.origin, fit, scenarios);
  return answer_and_report(session, fit, kept.origin,
                           {.common = options.common, .scenarios = scenarios, .strict = options.strict, .begin = begin});
}

}  // namespace

void add_predict(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("predict", "answer what would happen under each --do, from a fit that `scmc run -o` kept");
  auto options = std::make_shared<PredictOptions>();
  command->add_option("fit", options->fit, "the fit, a .nc file")->required();
  add_common(*command, options->common, true);
  command->add_option("--do", options->interventions,
                      "a scenario: z=0, or name: z=0,w=1, or truth.json; repeatable, the first is the baseline");
  command->add_option("--query", options->queries, "a further query: 'pct = 100 * a / b'; repeatable");
  command->add_option("--data", options->plan, "a .csv file whose rows continue a dimension: what comes after the data is forecast");
  command->add_flag("--strict", options->strict, "exit 2 if the answer must not be trusted");
  command->callback([options, command, &action] {
    options->common.seed_given = command->count("--seed") > 0;
    action = [options] { return run(*options); };
  });
}

}  // namespace scmc::cli
