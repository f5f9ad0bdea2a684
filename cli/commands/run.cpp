/// `scmc run`: fits a model and answers what would happen under each intervention.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <optional>

#include "cli/command.h"
#include "cli/underway.h"
#include "runtime/data/write.h"
#include "runtime/store/formats.h"
#include "runtime/store/store.h"

namespace scmc::cli {
namespace {

struct RunOptions {
  CommonOptions common;
  DataOptions data;
  std::vector<std::string> interventions, queries, centred;
  FitOptions fit;
  bool strict = false;
  std::string metric = "low-rank", draws_out, resume;
  std::vector<std::string> outputs;
  Kept kept;
  bool fresh = false;
};

/// Before the fit: nobody wants to wait for draws that have nowhere to go.
void require_places(Session& session, const RunOptions& options) {
  if ((options.kept.predictive || options.kept.prior) && std::ranges::none_of(options.outputs, store::keeps_groups))
    session.refuse({.code = "E0706",
                    .title = std::string("`") + (options.kept.predictive ? "--predictive" : "--prior") + "` has no file to be kept in",
                    .place = "command line",
                    .hint = Hint{"name one: `-o fit.nc`; `scmc summary fit.nc --predictive` sets such data beside the observed ones"}});
  for (const auto& output : options.outputs)
    if (const auto problem = store::objection(output)) session.refuse(from_problem(*problem));
  if (!options.draws_out.empty() && !std::filesystem::exists(options.draws_out))
    if (const auto problem = store::objection_to_place(options.draws_out)) session.refuse(from_problem(*problem));
}

/// What cannot be written is said, and the answers are told all the same: the fit may have taken hours.
bool keep(Session& session, RunOptions& options, const Fit& fit, const Origin& origin) {
  if (options.outputs.empty() && options.draws_out.empty()) return true;
  options.kept.densities = std::ranges::any_of(options.outputs, store::keeps_densities);
  const auto inference = to_inference(session, fit, origin, options.kept);
  std::vector<std::optional<data::Problem>> problems;
  if (!options.draws_out.empty()) problems.push_back(data::write_file(options.draws_out, store::to_csv(inference)));
  for (const auto& output : options.outputs) problems.push_back(store::write(output, inference));
  std::erase(problems, std::nullopt);
  for (const auto& problem : problems) session.complain(from_problem(*problem));
  return problems.empty();
}

/// All that is fitted and asked.
struct Task {
  std::vector<Scenario> scenarios;
  Bound bound;
  Origin origin;
  std::optional<Underway> underway;
};

std::shared_ptr<const Checked> with_queries(Session& session, std::shared_ptr<const Checked> model, const std::vector<std::string>& queries) {
  return queries.empty() ? model : session.with_queries(*model, queries);
}

Task as_told(Session& session, RunOptions& options) {
  const auto model = with_queries(session, session.load(), options.queries);
  const auto scenarios = session.scenarios(*model, options.interventions);
  require_places(session, options);
  options.kept.scenarios = scenarios;
  auto data = session.read_data(options.data);
  auto bound = session.bind(model, std::move(data));
  options.fit.sampler.seed = options.common.seed;
  options.fit.sampler.low_rank = options.metric == "low-rank";
  session.require_variables(*model, "--centred", options.centred);
  options.fit.lower.centred.insert(options.centred.begin(), options.centred.end());
  const Origin origin{.model = options.common.model,
                      .files = file_names(bound.files),
                      .centred = options.centred,
                      .latent = options.data.latent,
                      .options = options.fit};
  Task task{.scenarios = scenarios, .bound = std::move(bound), .origin = origin, .underway = {}};
  const Request request{options.interventions, options.queries, options.outputs, options.draws_out, options.kept.predictive, options.kept.prior};
  if (!options.outputs.empty()) task.underway.emplace(Underway::begin(session, task.bound, origin, request, options.fresh));
  return task;
}

/// What is asked may be asked anew; what is fitted is as it was.
Task as_begun(Session& session, RunOptions& options) {
  auto underway = Underway::open(session, options.resume);
  const auto kept = underway.begun_with(session);
  const auto request = underway.request(kept);
  options.outputs = request.outputs;
  options.kept.predictive = options.kept.predictive || request.predictive, options.kept.prior = options.kept.prior || request.prior;
  if (options.draws_out.empty()) options.draws_out = request.draws_out;
  if (options.interventions.empty()) options.interventions = request.interventions;
  const auto& queries = options.queries.empty() ? request.queries : options.queries;
  const auto threads = options.fit.sampler.threads;
  options.fit = kept.origin.options;
  options.fit.sampler.threads = threads;
  options.common.model = kept.origin.model, options.common.seed = options.fit.sampler.seed;
  const auto model = with_queries(session, session.load(kept.origin.model, kept.model_text), queries);
  options.kept.scenarios = session.scenarios(*model, options.interventions);
  return {.scenarios = options.kept.scenarios,
          .bound = restore_bound(session, kept, model),
          .origin = kept.origin,
          .underway = std::move(underway)};
}

Fit fitted(Session& session, Task& task, const FitOptions& options) {
  try {
    return fit(session, std::move(task.bound), options);
  } catch (const Refused&) {
    if (task.underway) task.underway->forget_unless_begun();
    throw;
  }
}

int run(RunOptions& options) {
  const auto begin = std::chrono::steady_clock::now();
  Session session(options.common);
  auto task = options.resume.empty() ? as_told(session, options) : as_begun(session, options);
  auto& underway = task.underway;
  if (underway) options.fit.sampler.journal = &underway->journal();
  options.fit.progress = !options.common.quiet;
  auto result = fitted(session, task, options.fit);
  const bool is_kept = keep(session, options, result, task.origin);
  if (underway && !is_kept) session.remark("the draws are still in " + underway->journal().folder());
  else if (underway && result.interrupted) session.remark("stopped: " + how_to_go_on(underway->journal()) + " goes on where it was");
  else if (underway) underway->forget();
  const int code = answer_and_report(session, result, task.origin,
                                     {.common = options.common, .scenarios = task.scenarios, .strict = options.strict, .begin = begin});
  return is_kept ? code : 1;
}

/// A run that goes on takes the model, the data and the sampler's options from where it was begun.
void require_one_source(const CLI::App& command, const RunOptions& options) {
  if (options.resume.empty()) {
    if (options.common.model.empty()) throw CLI::RequiredError("model");
    return;
  }
  for (const auto* name : {"model", "--observe", "--data", "--latent", "--dim", "--seed", "--chains", "--warmup", "--draws", "--target-accept",
                           "--max-depth", "--metric", "--centred", "--keep", "--output", "--fresh"})
    if (command.count(name) > 0) throw CLI::ExcludesError(name, "--resume");
}

}  // namespace

void add_run(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("run", "fit the model to data; answer what would happen under each --do");
  auto options = std::make_shared<RunOptions>();
  auto& sampler = options->fit.sampler;
  add_common(*command, options->common, true);
  command->get_option("model")->required(false);
  add_data(*command, options->data);
  command->add_option("--do", options->interventions,
                      "a scenario: z=0, or name: z=0,w=1, or truth.json; repeatable, the first is the baseline");
  command->add_option("--query", options->queries, "a further query: 'pct = 100 * a / b'; repeatable");
  add_sampler(*command, sampler);
  command->add_option("--max-depth", sampler.max_depth, "doublings of a trajectory at the most (default 10)")->check(CLI::Range(1, 20));
  command->add_option("--metric", options->metric, "low-rank (default) or diagonal: which correlations the sampler straightens")
      ->check(CLI::IsMember({"low-rank", "diagonal"}));
  command->add_option("--centred", options->centred, "sample this latent variable by its value, not by its noise; repeatable");
  command->add_option("--draws-out", options->draws_out, "the same as -o with a .csv file");
  command
      ->add_option("-o,--output", options->outputs,
                   "a file that keeps the fit: .nc for `scmc predict`, `summary`, `compare` and ArviZ; .json for ArviZ; .stan.csv as "
                   "CmdStan's files; .csv a table of draws; repeatable")
      ->allow_extra_args(false);
  command->add_flag("--predictive", options->kept.predictive,
                    "with -o fit.nc or .json: keep replicates of the data, and each element under each --do");
  command->add_flag("--prior", options->kept.prior, "with -o fit.nc or .json: keep draws of the prior and of the data that it predicts");
  command->add_option("--resume", options->resume, "go on with the unfinished run for this -o file, where it stopped");
  command->add_flag("--fresh", options->fresh, "forget an unfinished run for the same -o file");
  command->add_flag("--keep", options->fit.keep_all, "report deterministic variables over units, too, and keep densities of many cells");
  command->add_flag("--strict", options->strict, "exit 2 if the answer must not be trusted");
  command->callback([options, command, &action] {
    require_one_source(*command, *options);
    action = [options] { return run(*options); };
  });
}

}  // namespace scmc::cli
