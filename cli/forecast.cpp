#include "cli/forecast.h"

#include <algorithm>
#include <numeric>

namespace scmc::cli {
namespace {

/// By element in declared order: its place in what the program gives, and its name.
struct Element {
  std::size_t place = 0;
  std::string name;
};

std::vector<Element> new_elements(const Horizon& horizon, VariableId id) {
  const auto& bound = horizon.whole.bound;
  const auto& v = (*bound.model)[id];
  const auto rank = v.dims.size();
  std::vector<ir::DimId> dims;
  std::vector<std::int64_t> sizes, firsts;
  for (DimId d : v.dims) {
    const bool grows = d == horizon.along;
    dims.push_back(grows ? horizon.fresh : horizon.whole.dimensions.of_model[index(d)]);
    sizes.push_back(bound.axes[index(d)].size - (grows ? horizon.known : 0));
    firsts.push_back(grows ? horizon.known : 0);
  }
  std::vector<std::size_t> order(rank);
  std::iota(order.begin(), order.end(), 0);
  std::ranges::sort(order, {}, [&](std::size_t i) { return dims[i]; });
  const auto count = std::accumulate(sizes.begin(), sizes.end(), std::int64_t{1}, std::multiplies());
  std::vector<Element> result;
  std::vector<std::int64_t> at(rank, 0);
  for (std::int64_t i = 0; i < count; ++i) {
    std::int64_t place = 0, cell = 0;
    for (std::size_t o : order) place = place * sizes[o] + at[o];
    for (std::size_t d = 0; d < rank; ++d) cell = cell * bound.axes[index(v.dims[d])].size + firsts[d] + at[d];
    result.push_back({static_cast<std::size_t>(place), labelled_name(bound, id, static_cast<std::size_t>(cell))});
    for (std::size_t d = rank; d-- > 0;) {
      if (++at[d] < sizes[d]) break;
      at[d] = 0;
    }
  }
  return result;
}

using Draws = std::vector<double>;

Draws mean_of(const std::vector<Draws>& elements) {
  Draws mean(elements.front().size(), 0);
  for (const auto& element : elements)
    for (std::size_t d = 0; d < mean.size(); ++d) mean[d] += element[d] / static_cast<double>(elements.size());
  return mean;
}

std::vector<Draws> difference(std::vector<Draws> of, const std::vector<Draws>& to) {
  for (std::size_t e = 0; e < of.size(); ++e)
    for (std::size_t d = 0; d < of[e].size(); ++d) of[e][d] -= to[e][d];
  return of;
}

class Forecaster {
 public:
  Forecaster(Session& session, const Fit& fit, Horizon horizon) : session_(session), fit_(fit), result_{.horizon = std::move(horizon)} {}

  Forecast run(const std::vector<Scenario>& scenarios, std::uint64_t seed) {
    std::vector<std::vector<Draws>> first;  // by variable, by element
    for (const auto& scenario : scenarios) {
      const auto program = lower_forecast(result_.horizon, scenario, scenarios, session_.diagnostics);
      session_.settle();
      validate_indices(result_.horizon.whole, program.program, session_.diagnostics);
      session_.settle();
      const auto& plan = result_.horizon.whole;
      const auto values = at_every_draw(CompiledProgram(optimize(program.program, plan), plan, program.program.data), fit_.draws, seed);
      auto elements = by_variable(program.reported, values);
      for (std::size_t v = 0; v < program.reported.size(); ++v) {
        const auto id = program.reported[v];
        if (!first.empty()) result_.contrasts.push_back(told(id, scenario.name, scenarios.front().name, difference(elements[v], first[v])));
        result_.levels.push_back(told(id, scenario.name, "", elements[v]));
      }
      if (first.empty()) first = std::move(elements), find_sinks(program.reported);
    }
    return std::move(result_);
  }

 private:
  const Checked& model() const { return *fit_.plan.bound.model; }

  std::vector<std::vector<Draws>> by_variable(const std::vector<VariableId>& reported, const std::vector<Draws>& values) const {
    std::vector<std::vector<Draws>> result;
    std::size_t begin = 0;
    for (VariableId id : reported) {
      const auto elements = new_elements(result_.horizon, id);
      auto& list = result.emplace_back();
      for (const auto& element : elements) list.push_back(values[begin + element.place]);
      begin += elements.size();
    }
    return result;
  }

  Continuation told(VariableId id, const std::string& scenario, const std::string& baseline, const std::vector<Draws>& elements) const {
    const auto chains = fit_.draws.chains.size();
    const auto& name = model()[id].name;
    const auto names = new_elements(result_.horizon, id);
    auto mean = mean_of(elements);
    const auto positive =
        static_cast<double>(std::ranges::count_if(mean, [](double x) { return x > 0; })) / static_cast<double>(mean.size());
    Continuation result{id, scenario, baseline, quantity(name, name, chains, std::move(mean)), positive, {}};
    for (std::size_t e = 0; e < elements.size(); ++e) result.elements.push_back(quantity(names[e].name, name, chains, elements[e]));
    return result;
  }

  void find_sinks(const std::vector<VariableId>& reported) {
    for (VariableId id : reported) {
      const auto below = descendants(model(), {id});
      if (std::ranges::none_of(reported, [&](VariableId other) { return other != id && below[index(other)]; })) result_.sinks.push_back(id);
    }
  }

  Session& session_;
  const Fit& fit_;
  Forecast result_;
};

}  // namespace

Forecast forecast(Session& session, const Fit& fit, const data::Table& plan, const std::vector<Scenario>& scenarios, std::uint64_t seed) {
  auto extended = extend(fit.plan.bound, plan, session.diagnostics);
  session.settle();
  auto ahead = horizon(fit.plan, std::move(*extended));
  const auto& dim = (*fit.plan.bound.model)[ahead.along].name;
  for (VariableId id : moved_by_length(ahead))
    session.remark("`" + (*fit.plan.bound.model)[id].name + "` is taken over all of `" + dim +
                   "`, the plan's positions, too; `data NAME = ...` keeps it as it was");
  static const std::vector<Scenario> as_planned = {{"as planned", {}}};
  return Forecaster(session, fit, std::move(ahead)).run(scenarios.empty() ? as_planned : scenarios, seed);
}

}  // namespace scmc::cli
