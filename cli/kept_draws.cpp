#include "cli/kept_draws.h"

#include <algorithm>

#include "runtime/store/columns.h"
#include "runtime/store/store.h"

namespace scmc::cli {
namespace {

/// All that files of scmc and of ArviZ hold.
const std::vector<std::string>& known_groups() {
  static const std::vector<std::string> known = {
      "posterior",        "unconstrained_posterior", "sample_stats",         "log_likelihood",      "log_prior",
      "observed_data",    "constant_data",           "posterior_predictive", "predictions",         "prior",
      "prior_predictive", "sample_stats_prior",      "warmup_posterior",     "warmup_sample_stats", "predictions_constant_data"};
  return known;
}

Diagnostic lacks(const std::string& path, const std::string& group, bool is_ours) {
  Diagnostic d{.code = "E0931", .title = "`" + path + "` has no group `" + group + "`"};
  if (group == "log_likelihood") {
    d.notes = {"the log-density of each datum at each draw is what tells how well the model would predict it"};
    d.hint =
        Hint{is_ours ? "fit the model again with `-o " + path + " --keep`, which keeps it whatever its size"
                     : "have it kept: PyMC by `idata_kwargs={\"log_likelihood\": True}`, CmdStan by `log_lik` in generated quantities"};
  } else {
    d.hint = Hint{"name a file that `scmc run -o fit.nc` wrote, or one in the layout of ArviZ's InferenceData"};
  }
  return d;
}

}  // namespace

store::Inference open_draws(const Session& session, const std::string& path, const std::vector<std::string>& groups) {
  std::vector<std::string> without;
  std::ranges::copy_if(known_groups(), std::back_inserter(without), [&](const auto& group) { return !std::ranges::count(groups, group); });
  const auto refuse = [&](const Diagnostic& diagnostic) {
    session.complain(diagnostic);
    throw Refused{};
  };
  auto read = store::read(path, without);
  if (!read) refuse(from_problem(read.problems.front()));
  const auto* wanted = read->find(groups.front());
  if (!wanted) refuse(lacks(path, groups.front(), store::attribute<std::int64_t>(read->attributes, "scmc_layout")));
  const auto arrays = store::arrays_over_draws(*wanted);
  const bool has_draws = std::ranges::any_of(arrays, [](const auto* array) { return store::size(array->values) > 0; });
  if (!has_draws)
    refuse({.code = "E0931",
            .title = "`" + path + "` has no draws in its group `" + groups.front() + "`",
            .notes = {"its arrays must run over `chain` and `draw`, in this order"},
            .hint = Hint{"name a file that `scmc run -o fit.nc` wrote, or one in the layout of ArviZ's InferenceData"}});
  return *std::move(read);
}

std::vector<Element> elements(const store::Group& group, const std::set<std::string>& wanted) {
  std::vector<Element> result;
  for (const auto* array : store::arrays_over_draws(group)) {
    if (!wanted.empty() && !wanted.contains(array->name)) continue;
    const store::Columns columns(group, *array);
    const auto chains = group.find_dim("chain")->size, draws = group.find_dim("draw")->size;
    for (std::size_t cell = 0; cell < columns.cells(); ++cell) {
      std::vector<double> values(chains * draws);
      for (std::size_t draw = 0; draw < values.size(); ++draw) values[draw] = columns.value(draw, cell);
      result.push_back({columns.name(cell), columns.shown(cell), array->name, diagnose::Sample({chains, draws}, std::move(values))});
    }
  }
  return result;
}

std::string origin_text(const store::Inference& inference) {
  const auto* model = store::attribute<store::Text>(inference.attributes, "model_file");
  if (!model) return "";
  std::string files;
  for (const auto& file : store::texts(inference.attributes, "data_files")) files += (files.empty() ? "" : ", ") + file;
  return *model + (files.empty() ? "" : " with " + files);
}

}  // namespace scmc::cli
