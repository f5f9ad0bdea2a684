/// `scmc run`: fits a model and answers what would happen under each intervention.
#include <chrono>
#include <filesystem>

#include "cli/command.h"
#include "cli/keep.h"
#include "runtime/data/write.h"
#include "runtime/store/store.h"

namespace scmc::cli {
namespace {

struct RunOptions {
  CommonOptions common;
  DataOptions data;
  std::vector<std::string> interventions, queries, centred;
  FitOptions fit;
  bool strict = false;
  std::string metric = "low-rank", draws_out, output;
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

std::vector<std::string> without_folders(const std::vector<std::string>& paths) {
  std::vector<std::string> names;
  for (const auto& path : paths) names.push_back(std::filesystem::path(path).filename().string());
  return names;
}

/// Before the fit: nobody wants to wait for draws that have nowhere to go.
void require_place(Session& session, const std::string& output) {
  if (output.empty()) return;
  if (const auto problem = store::objection(output)) session.refuse(from_problem(*problem));
}

void keep(Session& session, const RunOptions& options, const Fit& fit, const Origin& origin) {
  if (!options.draws_out.empty())
    if (const auto problem = data::write_file(options.draws_out, data::format_csv(draws_table(fit))))
      session.refuse(from_problem(*problem));
  if (!options.output.empty())
    if (const auto problem = store::write(options.output, to_inference(session, fit, origin))) session.refuse(from_problem(*problem));
}

int run(RunOptions& options) {
  const auto begin = std::chrono::steady_clock::now();
  Session session(options.common);
  auto model = session.load();
  if (!options.queries.empty()) model = session.with_queries(*model, options.queries);
  const auto scenarios = session.scenarios(*model, options.interventions);
  require_place(session, options.output);
  auto data = session.read_data(options.data);
  auto bound = session.bind(model, std::move(data));
  options.fit.sampler.seed = options.common.seed;
  options.fit.sampler.low_rank = options.metric == "low-rank";
  options.fit.progress = !options.common.quiet;
  session.require_variables(*model, "--centred", options.centred);
  options.fit.lower.centred.insert(options.centred.begin(), options.centred.end());
  const Origin origin{.model = options.common.model,
                      .files = without_folders(bound.files),
                      .centred = options.centred,
                      .latent = options.data.latent,
                      .options = options.fit};
  auto result = fit(session, std::move(bound), options.fit);
  keep(session, options, result, origin);
  return answer_and_report(session, result, origin,
                           {.common = options.common, .scenarios = scenarios, .strict = options.strict, .begin = begin});
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
  add_sampler(*command, sampler);
  command->add_option("--max-depth", sampler.max_depth, "doublings of a trajectory at the most (default 10)")->check(CLI::Range(1, 20));
  command->add_option("--metric", options->metric, "low-rank (default) or diagonal: which correlations the sampler straightens")
      ->check(CLI::IsMember({"low-rank", "diagonal"}));
  command->add_option("--centred", options->centred, "sample this latent variable by its value, not by its noise; repeatable");
  command->add_option("--draws-out", options->draws_out, "a .csv file for all draws of what is reported");
  command->add_option("-o,--output", options->output, "a .nc file that keeps the fit, for `scmc predict` and ArviZ");
  command->add_flag("--keep", options->fit.keep_all, "report deterministic variables over units, too, and keep densities of many cells");
  command->add_flag("--strict", options->strict, "exit 2 if the answer must not be trusted");
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace scmc::cli
