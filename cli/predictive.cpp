#include "cli/predictive.h"

#include <algorithm>
#include <set>

#include "cli/groups.h"
#include "runtime/report/number.h"

namespace scmc::cli {
namespace {

using store::Group;

/// Outputs of a program at every draw: of each variable the rows of `values` that hold its cells in declared order.
struct Drawn {
  VariableId variable;
  std::vector<std::size_t> rows;
};

std::vector<Drawn> rows_of(const Plan& plan, const std::vector<VariableId>& variables) {
  std::vector<Drawn> drawn;
  std::size_t next = 0;
  for (VariableId id : variables) {
    const auto declared = declared_cells(plan, id);
    auto& rows = drawn.emplace_back(Drawn{id, std::vector<std::size_t>(declared.size())}).rows;
    for (std::size_t cell : declared) rows[cell] = next++;
  }
  return drawn;
}

std::size_t cells_of(const Bound& bound, const std::vector<VariableId>& variables) {
  std::size_t cells = 0;
  for (VariableId id : variables) cells += static_cast<std::size_t>(bound.size((*bound.model)[id].dims));
  return cells;
}

class Predictive : GroupMaker {
 public:
  Predictive(Session& session, const Fit& fit, const Origin& origin)
      : GroupMaker(fit.plan.bound, fit.draws.chains.size(), fit.draws.chains.front().draws()),
        session_(session),
        fit_(fit),
        keep_all_(origin.options.keep_all),
        seed_(origin.options.sampler.seed) {}

  std::vector<Group> run(const Kept& kept) {
    if (kept.predictive) add_replicates();
    if (kept.predictive && !kept.scenarios.empty()) add_predictions(kept.scenarios);
    if (kept.prior) add_prior();
    return std::move(groups_);
  }

 private:
  bool fits(const std::string& group, std::size_t cells) const {
    return !is_too_large(session_, group, cells, chains_ * draws_, keep_all_);
  }

  std::vector<std::vector<double>> values(const Plan& plan, const Program& program, const sample::Draws& draws) {
    session_.settle();
    validate_indices(plan, program, session_.diagnostics);
    session_.settle();
    return at_every_draw(CompiledProgram(optimize(program, plan), plan, program.data), draws, plan.slots.empty() ? ~seed_ : seed_);
  }

  void add_variable(Group& group, const Drawn& drawn, const std::vector<std::vector<double>>& values) const {
    const auto& v = (*of_.model)[drawn.variable];
    const auto value = [&](std::size_t draw, std::size_t cell) { return values[drawn.rows[cell]][draw]; };
    const auto dims = add_dims(group, v.dims);
    add_over_draws(group, v.name, dims, typed(drawn.variable, by_draw(chains_ * draws_, drawn.rows.size(), value)));
  }

  void add_group(const std::string& name, const Plan& plan, const Program& program, const std::vector<VariableId>& variables,
                 const sample::Draws& draws) {
    if (!fits(name, cells_of(of_, variables))) return;
    const auto found = values(plan, program, draws);
    auto group = over_draws(name);
    for (const auto& drawn : rows_of(plan, variables)) add_variable(group, drawn, found);
    groups_.push_back(std::move(group));
  }

  void add_replicates() {
    const auto replicates = lower_replicates(fit_.plan, session_.diagnostics);
    add_group("posterior_predictive", fit_.plan, replicates.program, replicates.variables, fit_.draws);
  }

  /// One array for all scenarios, which run along a dimension of their own.
  void add_predictions(const std::vector<Scenario>& scenarios) {
    auto worlds = lower_world_elements(fit_.plan, scenarios, session_.diagnostics);
    session_.settle();
    if (!fits("predictions", cells_of(of_, worlds.reported) * scenarios.size())) return;
    std::vector<std::vector<std::vector<double>>> found(scenarios.size());
    for (auto& world : worlds.programs)
      for (std::size_t i = 0; i < world.scenarios.size(); ++i) {
        world.set(i);
        found[world.scenarios[i]] = values(fit_.plan, world.program, fit_.draws);
      }
    auto group = over_draws("predictions");
    store::Texts names;
    for (const auto& scenario : scenarios) names.push_back(scenario.name);
    const auto dim = scenario_dim();
    group.add_dim(dim, names);
    for (const auto& drawn : rows_of(fit_.plan, worlds.reported)) {
      const auto& v = (*of_.model)[drawn.variable];
      std::vector<std::string> dims{dim};
      for (const auto& name : add_dims(group, v.dims)) dims.push_back(name);
      const auto size = drawn.rows.size();
      const auto value = [&](std::size_t draw, std::size_t cell) { return found[cell / size][drawn.rows[cell % size]][draw]; };
      add_over_draws(group, v.name, dims, typed(drawn.variable, by_draw(chains_ * draws_, size * scenarios.size(), value)));
    }
    groups_.push_back(std::move(group));
  }

  /// A name that no dimension of the model has, nor a variable, whose values would be taken for coordinates.
  std::string scenario_dim() const {
    std::string name = "scenario";
    while (of_.model->find(name) || std::ranges::count(of_.model->dims, name, &Dimension::name)) name += "_";
    return name;
  }

  void add_prior() {
    const auto prior = prior_world(session_, fit_);
    const auto draws = empty_draws(chains_, draws_);
    std::set<std::string> reported;
    for (const auto& q : fit_.quantities) reported.insert(q.variable);
    for (const std::string name : {"prior", "prior_predictive"}) {
      Program program{prior.simulate.program.graph, prior.simulate.program.data};
      program.graph.outputs.clear();
      std::vector<VariableId> variables;
      for (std::size_t i = 0; i < prior.simulate.variables.size(); ++i) {
        const auto id = prior.simulate.variables[i];
        const bool is_measured = of_.is_observed(id), is_reported = reported.contains((*of_.model)[id].name);
        if (name == "prior" ? is_measured || !is_reported : !is_measured) continue;
        program.graph.outputs.push_back(prior.simulate.program.graph.outputs[i]), variables.push_back(id);
      }
      if (!variables.empty()) add_group(name, prior.plan, program, variables, draws);
    }
  }

  Session& session_;
  const Fit& fit_;
  bool keep_all_;
  std::uint64_t seed_;
  std::vector<Group> groups_;
};

}  // namespace

bool is_too_large(const Session& session, const std::string& group, std::size_t cells, std::size_t draws, bool keep_all) {
  constexpr std::size_t many = 10'000'000;
  if (keep_all || cells * draws <= many) return false;
  session.remark(group + " is left out: " + std::to_string(cells) + " cells at " + std::to_string(draws) + " draws are " +
                 report::fixed(8e-9 * static_cast<double>(cells * draws), 1) + " GB; `--keep` has them kept");
  return true;
}

PriorWorld prior_world(Session& session, const Fit& fit) {
  PriorWorld world{.plan = plan_simulation(fit.plan.bound, session.diagnostics), .simulate = {}};
  world.simulate = lower_simulate(world.plan, {}, session.diagnostics);
  session.settle();
  return world;
}

sample::Draws empty_draws(std::size_t chains, std::size_t draws) {
  sample::Draws result{.dimension = 0, .chains = std::vector<sample::Chain>(chains)};
  for (auto& chain : result.chains) chain.log_density.assign(draws, 0);
  return result;
}

std::vector<Group> predictive_groups(Session& session, const Fit& fit, const Origin& origin, const Kept& kept) {
  return Predictive(session, fit, origin).run(kept);
}

}  // namespace scmc::cli
