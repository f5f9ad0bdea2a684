/// `scmc run`: fits a model and answers what would happen under each intervention.
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <iostream>

#include "cli/command.h"
#include "cli/report.h"
#include "compiler/lower/fit.h"
#include "compiler/parse/parse.h"
#include "runtime/data/write.h"
#include "runtime/report/text.h"

namespace scmc::cli {
namespace {

struct RunOptions {
  CommonOptions common;
  DataOptions data;
  std::vector<std::string> interventions, queries, centred;
  FitOptions fit;
  bool strict = false;
  std::string metric = "low-rank", draws_out;
};

/// A row per draw, a column per number: `chain`, `draw`, `divergent`, then the quantities.
data::Table draws_table(const Fit& fit) {
  data::Table table{.file = "", .format = data::Format::Csv, .columns = {}, .rows = 0, .lines = {}};
  if (fit.quantities.empty()) return table;
  const auto& shape = fit.quantities.front().draws;
  std::vector<double> chain, draw, divergent;
  for (std::size_t c = 0; c < shape.chains(); ++c)
    for (std::size_t d = 0; d < shape.draws(); ++d) {
      chain.push_back(static_cast<double>(c + 1)), draw.push_back(static_cast<double>(d + 1));
      divergent.push_back(fit.draws.chains[c].divergent[d]);
    }
  table.rows = chain.size();
  table.columns = {data::number_column("chain", std::move(chain)), data::number_column("draw", std::move(draw)),
                   data::number_column("divergent", std::move(divergent))};
  for (const auto& q : fit.quantities)
    table.columns.push_back(data::number_column(q.name, {q.draws.values().begin(), q.draws.values().end()}));
  return table;
}

int run(RunOptions& options) {
  const auto begin = std::chrono::steady_clock::now();
  Session session(options.common);
  auto model = session.load();
  if (!options.queries.empty()) model = session.with_queries(*model, options.queries);
  const auto scenarios = session.scenarios(*model, options.interventions);
  auto data = session.read_data(options.data);
  auto bound = session.bind(model, std::move(data));
  options.fit.sampler.seed = options.common.seed;
  options.fit.sampler.low_rank = options.metric == "low-rank";
  options.fit.progress = !options.common.quiet;
  session.require_variables(*model, "--centred", options.centred);
  options.fit.lower.centred.insert(options.centred.begin(), options.centred.end());
  const auto files = bound.files;
  auto result = fit(session, std::move(bound), options.fit);
  const auto answering = std::chrono::steady_clock::now();
  std::optional<Answers> answers;
  if (!scenarios.empty()) answers = answer(session, result, scenarios, options.common.seed);
  const auto queries = answer_queries(session, result, options.common.seed);
  if (!options.draws_out.empty())
    if (const auto problem = data::write_file(options.draws_out, data::format_csv(draws_table(result))))
      session.refuse(from_problem(*problem));
  const auto now = std::chrono::steady_clock::now();
  result.seconds.answers += std::chrono::duration<double>(now - answering).count();
  result.seconds.total = std::chrono::duration<double>(now - begin).count();
  std::vector<std::string> names;
  for (const auto& file : files) names.push_back(std::filesystem::path(file).filename().string());
  const RunReport report{options.common, options.fit.sampler,           options.centred, names,     result,
                         scenarios,      answers ? &*answers : nullptr, queries};
  if (options.common.json()) std::cout << json(report);
  else std::cout << report::paint(text(report), isatty(STDOUT_FILENO) != 0);
  std::cout.flush();
  if (options.strict && !result.sound()) {
    std::cerr << "scmc: --strict: the draws must not be trusted"
              << (result.divergences ? ": " + std::to_string(result.divergences) + " divergences" : "") << "\n";
    return 2;
  }
  return 0;
}

}  // namespace

void add_run(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("run", "fit the model to data; answer what would happen under each --do");
  auto options = std::make_shared<RunOptions>();
  auto& sampler = options->fit.sampler;
  add_common(*command, options->common, true);
  add_data(*command, options->data);
  command->add_option("--do", options->interventions,
                      "a scenario: z=0, or name: z=0,w=1, or truth.json; repeatable, the first is the baseline");
  command->add_option("--query", options->queries, "a further query: 'pct = 100 * a / b'; repeatable");
  command->add_option("--chains", sampler.chains, "chains (default 4)")->check(CLI::Range(1, 1000));
  command->add_option("--warmup", sampler.warmup, "warmup draws per chain (default 1000)")->check(CLI::Range(0, 100000000));
  command->add_option("--draws", sampler.draws, "draws per chain (default 1000)")->check(CLI::Range(1, 100000000));
  command->add_option("--threads", sampler.threads, "threads (default: as many as cores); results do not depend on it")
      ->check(CLI::Range(0, 1024));
  command
      ->add_option_function<double>(
          "--target-accept", [&sampler](double target) { sampler.target_accept = target, sampler.cautious = false; },
          "mean acceptance that the step size is tuned to (default 0.9, raised where trajectories diverge)")
      ->check(CLI::Range(0.1, 0.9999));
  command->add_option("--max-depth", sampler.max_depth, "doublings of a trajectory at the most (default 10)")->check(CLI::Range(1, 20));
  command->add_option("--metric", options->metric, "low-rank (default) or diagonal: which correlations the sampler straightens")
      ->check(CLI::IsMember({"low-rank", "diagonal"}));
  command->add_option("--centred", options->centred, "sample this latent variable by its value, not by its noise; repeatable");
  command->add_option("--draws-out", options->draws_out, "a .csv file for all draws of what is reported");
  command->add_flag("--keep", options->fit.keep_all, "report deterministic variables over units, too");
  command->add_flag("--strict", options->strict, "exit 2 if the answer must not be trusted");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace scmc::cli
