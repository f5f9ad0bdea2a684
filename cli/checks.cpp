#include "cli/checks.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "cli/predictive.h"
#include "cli/statistics.h"
#include "compiler/causal/question.h"
#include "runtime/diagnose/mcse.h"
#include "runtime/diagnose/quantile.h"

namespace scmc::cli {
namespace {

/// One variable: where its measured cells are among the results, in declared order, and what is computed of them.
struct Tested {
  VariableId variable;
  std::vector<std::size_t> rows;
  std::vector<double> observed;
  std::vector<TestStatistic> statistics;
  std::vector<std::vector<double>> replicated;  ///< by statistic, at every draw
};

class Checking {
 public:
  Checking(Session& session, const Fit& fit, const CheckOptions& options)
      : session_(session), fit_(fit), options_(options), chains_(fit.draws.chains.size()), draws_(fit.draws.chains.front().draws()) {}

  Checks run() {
    Checks checks{.from = options_.from, .fit = {}, .interval = options_.interval};
    if (options_.from == DrawnFrom::Prior) {
      const auto prior = prior_world(session_, fit_);
      const auto draws = empty_draws(chains_, draws_);
      add_variables(prior.plan, prior.simulate.program, prior.simulate.variables, draws, checks);
      for (const auto* query : expressions()) add_expression(*query, prior.plan, draws, checks);
    } else {
      const auto replicates = lower_replicates(fit_.plan, session_.diagnostics);
      add_variables(fit_.plan, replicates.program, replicates.variables, fit_.draws, checks);
      for (const auto* query : expressions()) add_expression(*query, fit_.plan, fit_.draws, checks);
    }
    return checks;
  }

 private:
  const Bound& bound() const { return fit_.plan.bound; }
  /// The prior's noise is not that of the posterior.
  std::uint64_t seed() const { return options_.from == DrawnFrom::Prior ? ~options_.seed : options_.seed; }

  std::vector<const CheckedQuery*> expressions() const {
    std::vector<const CheckedQuery*> last;
    const auto& queries = bound().model->queries;
    for (std::size_t i = queries.size() - options_.expressions; i < queries.size(); ++i) last.push_back(&queries[i]);
    return last;
  }

  CompiledProgram compiled(const Plan& plan, const Program& program) {
    session_.settle();
    validate_indices(plan, program, session_.diagnostics);
    session_.settle();
    return CompiledProgram(optimize(program, plan), plan, program.data);
  }

  void add_variables(const Plan& plan, const Program& program, const std::vector<VariableId>& variables, const sample::Draws& draws,
                     Checks& checks) {
    std::vector<Tested> tested;
    std::size_t next = 0;
    for (VariableId id : variables) {
      const auto begin = next;
      next += static_cast<std::size_t>(bound().size((*bound().model)[id].dims));
      if (bound().is_observed(id)) tested.push_back(to_test(plan, id, begin));
    }
    std::erase_if(tested, [](const Tested& one) { return one.observed.empty(); });
    for_every_draw(compiled(plan, program), draws, seed(), [&](std::size_t draw, const std::vector<double>& results) {
      std::vector<double> values;
      for (auto& one : tested) {
        values.clear();
        for (std::size_t row : one.rows) values.push_back(results[row]);
        for (std::size_t s = 0; s < one.statistics.size(); ++s) one.replicated[s][draw] = one.statistics[s].of(values);
      }
    });
    for (auto& one : tested)
      for (std::size_t s = 0; s < one.statistics.size(); ++s) {
        const auto& v = (*bound().model)[one.variable];
        const std::vector<double> observed(chains_ * draws_, one.statistics[s].of(one.observed));
        checks.statistics.push_back(
            compared({.variable = v.name, .name = one.statistics[s].name, .is_discrete = v.type.kind != ScalarKind::Real},
                     std::move(one.replicated[s]), observed));
      }
  }

  Tested to_test(const Plan& plan, VariableId id, std::size_t begin) const {
    Tested result{.variable = id, .rows = {}, .observed = {}, .statistics = test_statistics(bound(), id), .replicated = {}};
    const auto& values = bound().columns[index(id)]->values;
    const auto declared = declared_cells(plan, id);
    std::vector<std::size_t> rows(values.size());
    for (std::size_t row = 0; row < declared.size(); ++row) rows[declared[row]] = begin + row;
    for (std::size_t cell = 0; cell < values.size(); ++cell)
      if (!std::isnan(values[cell])) result.rows.push_back(rows[cell]), result.observed.push_back(values[cell]);
    result.replicated.assign(result.statistics.size(), std::vector<double>(chains_ * draws_));
    return result;
  }

  void add_expression(const CheckedQuery& query, const Plan& plan, const sample::Draws& draws, Checks& checks) {
    if (!query.value || !query.dims.empty() || !questions(query.value).empty())
      session_.refuse(
          {.code = "E0934",
           .title = "`" + query.name + "` is not one number of the data",
           .primary = Label{query.span, "asked by --statistic"},
           .hint = Hint{
               "write an expression of measured variables without E and P: `--statistic 'range = max(y over day) - min(y over day)'`"}});
    const auto replicated = lower_statistic(plan, query.value, session_.diagnostics);
    auto values = at_every_draw(compiled(plan, replicated.program), draws, seed());
    auto observed = std::move(values[1]);
    if (&plan != &fit_.plan) {  // the prior knows no data
      const auto factual = lower_statistic(fit_.plan, query.value, session_.diagnostics);
      observed = std::move(at_every_draw(compiled(fit_.plan, factual.program), fit_.draws, seed())[1]);
    }
    checks.statistics.push_back(compared({.variable = "", .name = query.name}, std::move(values[0]), observed));
  }

  /// Draws without a value of the statistic do not count.
  Statistic compared(Statistic statistic, std::vector<double> replicated, const std::vector<double>& observed) const {
    double above = 0, below = 0;
    std::vector<double> known;
    for (std::size_t i = 0; i < replicated.size(); ++i) {
      if (std::isnan(replicated[i]) || std::isnan(observed[i])) continue;
      known.push_back(replicated[i]), above += replicated[i] >= observed[i], below += replicated[i] <= observed[i];
    }
    const auto count = static_cast<double>(std::max<std::size_t>(known.size(), 1));
    statistic.observed = diagnose::mean(observed);
    statistic.draws = known.size();
    statistic.p_above = above / count, statistic.p_below = below / count;
    const bool all = known.size() == replicated.size();
    const diagnose::Sample::Shape shape{.chains = all ? chains_ : 1, .draws = all ? draws_ : known.size()};
    statistic.replicated = replicates(diagnose::Sample(shape, std::move(known)));
    return statistic;
  }

  Replicates replicates(const diagnose::Sample& draws) const {
    const diagnose::Sorted sorted(draws.values());
    const auto at = [&](double p) { return report::Number{sorted.quantile(p), diagnose::mcse_quantile(draws, p)}; };
    const double outside = (1 - options_.interval) / 2;
    return {.mean = diagnose::mean(draws.values()),
            .sd = diagnose::standard_deviation(draws.values()),
            .median = at(0.5),
            .low = at(outside),
            .high = at(1 - outside)};
  }

  Session& session_;
  const Fit& fit_;
  const CheckOptions& options_;
  std::size_t chains_, draws_;
};

}  // namespace

Checks check_predictions(Session& session, const Fit& fit, const CheckOptions& options) { return Checking(session, fit, options).run(); }

}  // namespace scmc::cli
