/// `scmc summary`: what a kept fit says of its numbers, and whether its draws are to be trusted.
#include "cli/summary.h"

#include <unistd.h>

#include <iostream>

#include "cli/command.h"
#include "cli/keep.h"
#include "cli/kept_draws.h"
#include "compiler/source/suggest.h"
#include "runtime/report/text.h"

namespace scmc::cli {
namespace {

struct SummaryOptions {
  CommonOptions common;
  std::vector<std::string> fits, variables;
  std::vector<std::string> statistics;
  double interval = 0.94;
  bool predictive = false, prior = false;
};

/// Replicates need the model, and so a file of scmc.
std::vector<Checks> checks_of(SummaryOptions options, const std::string& path) {
  std::vector<Checks> result;
  if (!options.predictive && !options.prior) return result;
  Session session(options.common);
  const auto kept = open_fit(session, path);
  auto model = session.load(kept.origin.model, kept.model_text);
  if (!options.statistics.empty()) model = session.with_queries(*model, options.statistics, "--statistic");
  const auto fit = restore(session, kept, model);
  CheckOptions check{.interval = options.interval, .seed = kept.origin.options.sampler.seed, .expressions = options.statistics.size()};
  for (const auto& [wanted, from] : {std::pair{options.predictive, DrawnFrom::Posterior}, {options.prior, DrawnFrom::Prior}}) {
    check.from = from;
    if (wanted) result.push_back(check_predictions(session, fit, check));
  }
  return result;
}

Diagnostic unknown(const std::string& name, const FitSummary& summary) {
  std::vector<std::string> names;
  for (const auto& row : summary.rows) names.push_back(row.variable);
  const auto near = closest(name, names);
  return {.code = "E0932",
          .title = "`" + summary.title + "` has no `" + name + "`",
          .place = "--var",
          .hint = Hint{near.empty() ? "`scmc summary " + summary.title + "` lists what it has" : "did you mean `" + near + "`?"}};
}

int run(const SummaryOptions& options) {
  Session session(options.common);
  std::vector<FitSummary> summaries;
  for (const auto& path : options.fits) {
    summaries.push_back(summary_of(open_draws(session, path, {"posterior", "sample_stats"}), path, options.interval));
    const auto whole = summaries.back();
    if (const auto name = select(summaries.back(), options.variables)) session.refuse(unknown(*name, whole));
    summaries.back().checks = checks_of(options, path);
  }
  if (options.common.json()) return std::cout << summary_json(summaries), 0;
  for (std::size_t i = 0; i < summaries.size(); ++i)
    std::cout << (i ? "\n" : "") << report::paint(summary_text(summaries[i]), isatty(STDOUT_FILENO) != 0);
  return 0;
}

}  // namespace

void add_summary(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("summary", "what a fit that `scmc run -o` kept says of its numbers, and how it was sampled");
  auto options = std::make_shared<SummaryOptions>();
  command->add_option("fit", options->fits, "fits, .nc files of scmc or of ArviZ")->required();
  add_common(*command, options->common, false);
  command->add_option("--var", options->variables, "this variable alone, or this element: 'theta[1]'; repeatable")->allow_extra_args(false);
  command->add_option("--interval", options->interval, "the probability within the interval (default 0.94)")
      ->check(CLI::Range(0.01, 0.999));
  command->add_flag("--predictive", options->predictive, "statistics of the data beside those of data that the fitted model draws");
  command->add_flag("--prior", options->prior, "the same of data that the prior draws");
  command->add_option("--statistic", options->statistics, "a further one of these: 'range = max(y over day) - min(y over day)'; repeatable")
      ->allow_extra_args(false);
  command->callback([options, &action] {
    options->predictive |= !options->statistics.empty() && !options->prior;
    action = [options] { return run(*options); };
  });
}

}  // namespace scmc::cli
