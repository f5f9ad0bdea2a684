#include "cli/fit.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <csignal>
#include <functional>
#include <sstream>

#include "cli/underway.h"
#include "compiler/interpret/interpret.h"
#include "compiler/lower/fit.h"
#include "runtime/diagnose/energy.h"
#include "runtime/diagnose/quantile.h"
#include "runtime/sample/progress.h"
#include "runtime/sample/share_out.h"

namespace scmc::cli {
namespace {

using Clock = std::chrono::steady_clock;
double since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

std::atomic<bool> stop_requested{false};

/// While it lives, Ctrl-C asks the sampler to stop instead of ending the process.
class Interruptible {
 public:
  Interruptible() : before_(std::signal(SIGINT, [](int) { stop_requested = true; })) { stop_requested = false; }
  ~Interruptible() { std::signal(SIGINT, before_); }

 private:
  void (*before_)(int);
};

/// An interrupted run leaves chains of different lengths, some of them empty: the longest ones stay, cut to one length, so that the most
/// draws are kept.
void even_out(sample::Draws& draws) {
  auto& chains = draws.chains;
  std::vector<std::size_t> lengths;
  for (const auto& chain : chains) lengths.push_back(chain.draws());
  std::ranges::sort(lengths, std::greater());
  std::size_t best = 0, length = 0;
  for (std::size_t i = 0; i < lengths.size(); ++i)
    if ((i + 1) * lengths[i] > best) best = (i + 1) * lengths[i], length = lengths[i];
  std::erase_if(chains, [&](const sample::Chain& chain) { return length == 0 || chain.draws() < length; });
  for (auto& chain : chains) chain.truncate(length);
}

/// Where the density has no value: the first expression that is not finite, with the values that it read.
Diagnostic no_start(const Plan& plan, const Program& density, const sample::NoStart& failure) {
  Diagnostic d{.code = "E0703",
               .title = "no starting point has a finite density",
               .notes = {"tried " + std::to_string(failure.tries) + " points around the origin of the unconstrained scale"}};
  ir::Inputs inputs{.sizes = plan.dimensions.sizes, .values = density.data};
  std::size_t offset = 0;
  for (std::size_t s = 0; s < plan.slots.size(); ++s) {
    const auto size = static_cast<std::size_t>(plan.slots[s].size);
    inputs.values[s].assign(failure.position.begin() + static_cast<std::ptrdiff_t>(offset),
                            failure.position.begin() + static_cast<std::ptrdiff_t>(offset + size));
    offset += size;
  }
  d.hint = Hint{"check the priors' scales and the supports: does every parameter stay where the expression is defined?"};
  const auto bad = ir::find_not_finite(density.graph, inputs);
  if (!bad) return d;
  const auto values = ir::interpret_all(density.graph, inputs);
  const auto& node = density.graph[bad->node];
  const auto cell_of = [&](ir::NodeId id) {
    std::size_t cell = 0;
    for (ir::DimId dim : density.graph[id].dims) {
      const auto at = std::ranges::find(node.dims, dim) - node.dims.begin();
      const bool known = at < static_cast<std::ptrdiff_t>(bad->position.size());
      cell = cell * static_cast<std::size_t>(inputs.sizes[ir::index(dim)]) +
             static_cast<std::size_t>(known ? bad->position[static_cast<std::size_t>(at)] : 0);
    }
    const double value = values[ir::index(id)][cell];
    return std::isnan(value) ? std::numeric_limits<double>::quiet_NaN() : value;  // whose sign is not shown
  };
  std::ostringstream label;
  label << "is " << cell_of(bad->node);
  const auto read = ir::operands(node);
  for (std::size_t i = 0; i < read.size(); ++i) label << (i ? ", " : ", from ") << cell_of(read[i]);
  for (std::size_t i = 0; i < bad->position.size(); ++i)
    label << (i ? ", " : "; at ") << density.graph.dims[ir::index(node.dims[i])].name << " " << bad->position[i] + 1;
  d.primary = Label{node.span, label.str()};
  return d;
}

void summarise(Fit& fit, const ConstrainProgram& constrain) {
  const auto& model = *fit.plan.bound.model;
  const CompiledProgram program(optimize(constrain.program, fit.plan), fit.plan, constrain.program.data);
  auto values = at_every_draw(program, fit.draws, 0);
  std::size_t next = 0;
  for (const auto& output : constrain.outputs) {
    const auto& v = model[output.variable];
    std::vector<std::pair<std::size_t, std::size_t>> cells;  // declared cell, row of values
    const auto declared = declared_cells(fit.plan, output.variable);
    const auto& missing = output.holes ? fit.plan.bound.columns[index(output.variable)]->missing : std::vector<std::size_t>{};
    for (std::size_t cell : declared)
      if (!output.holes || std::ranges::binary_search(missing, cell)) cells.emplace_back(cell, next++);
    std::ranges::sort(cells);
    for (const auto& [cell, row] : cells) {
      const auto& bound = fit.plan.bound;
      auto& q = fit.quantities.emplace_back(
          quantity(element_name(bound, output.variable, cell), v.name, fit.draws.chains.size(), std::move(values[row])));
      q.shown = labelled_name(bound, output.variable, cell);
    }
  }
}

void diagnose_run(Fit& fit, const sample::Options& options) {
  for (const auto& chain : fit.draws.chains) {
    fit.bfmi.push_back(diagnose::e_bfmi(chain.energy));
    for (auto d : chain.divergent) fit.divergences += d;
    for (auto d : chain.depth) fit.depth_hits += d >= options.max_depth;
  }
  fit.min_ess_bulk = std::numeric_limits<double>::infinity();
  for (const auto& q : fit.quantities) {
    if (!std::isnan(q.summary.rhat)) fit.max_rhat = std::max(fit.max_rhat, q.summary.rhat);
    if (!std::isnan(q.summary.ess_bulk)) fit.min_ess_bulk = std::min(fit.min_ess_bulk, q.summary.ess_bulk);
  }
}

}  // namespace

void for_every_draw(const CompiledProgram& program, const sample::Draws& draws, std::uint64_t seed,
                    const std::function<void(std::size_t, const std::vector<double>&)>& visit) {
  const auto chains = draws.chains.size(), count = draws.chains.front().draws();
  sample::share_out(chains, chains, [&](std::size_t c) {
    auto workspace = program.workspace();
    std::vector<double> results(program.result_size());
    for (std::size_t d = 0; d < count; ++d) {
      program(workspace, draws.chains[c].position(d).data(), results.data(), {.seed = seed, .draw = c * count + d});
      visit(c * count + d, results);
    }
  });
}

std::vector<std::vector<double>> at_every_draw(const CompiledProgram& program, const sample::Draws& draws, std::uint64_t seed) {
  const auto count = draws.chains.size() * draws.chains.front().draws();
  std::vector<std::vector<double>> values(program.result_size(), std::vector<double>(count));
  for_every_draw(program, draws, seed, [&](std::size_t draw, const std::vector<double>& results) {
    for (std::size_t r = 0; r < results.size(); ++r) values[r][draw] = results[r];
  });
  return values;
}

Quantity quantity(const std::string& name, std::string variable, std::size_t chains, std::vector<double> values) {
  const auto count = chains ? values.size() / chains : 0;
  diagnose::Sample draws({.chains = chains, .draws = count}, std::move(values));
  const diagnose::Sorted sorted(draws.values());
  const auto summary = diagnose::summarise(draws);
  return {name, name, std::move(variable), std::move(draws), summary, sorted.quantile(0.05), sorted.quantile(0.95)};
}

report::Estimate estimate(const Quantity& q) {
  auto e = report::with_normal_errors(
      {.mean = q.summary.mean, .sd = q.summary.sd, .low = q.summary.hdi.lower, .high = q.summary.hdi.upper, .ess = q.summary.ess_bulk});
  e.mean.mcse = q.summary.mcse_mean, e.sd.mcse = q.summary.mcse_sd;
  return e;
}

bool Fit::sound() const {
  const bool energies = std::ranges::none_of(bfmi, [](double e) { return e < 0.2; });
  return divergences == 0 && !(max_rhat >= 1.01) && min_ess_bulk > 100.0 * static_cast<double>(draws.chains.size()) && energies &&
         !interrupted;
}

namespace {

std::variant<sample::Draws, sample::NoStart> sampled(Session& session, const CompiledDensity& compiled, const sample::Options& options,
                                                     bool shown) {
  Interruptible interruptible;
  const auto display = shown ? sample::display_on_terminal(*options.progress) : nullptr;
  try {
    return sample::run(compiled.model(), options);
  } catch (const sample::Damaged& damaged) {
    session.refuse(cannot_go_on(*options.journal, damaged));
  } catch (const sample::JournalFailure& failure) {
    options.journal->failed = true;
    session.refuse(cannot_keep(*options.journal, failure));
  }
}

}  // namespace

Fit fit(Session& session, Bound bound, const FitOptions& options) {
  const auto begin = Clock::now();
  auto planned = plan(std::move(bound), options.lower, session.diagnostics);
  session.settle();
  Fit result{.plan = std::move(*planned), .draws = {}, .quantities = {}, .bfmi = {}, .seconds = {}};
  auto density = lower_density(result.plan, session.diagnostics);
  validate(result.plan, density, session.diagnostics);
  const auto constrain = lower_constrain(result.plan, options.keep_all, session.diagnostics);
  validate_indices(result.plan, constrain.program, session.diagnostics);
  session.settle();
  const CompiledDensity compiled(optimize_with_gradient(density, result.plan), density.data);
  density = {};  // millions of rows would be held twice
  result.seconds.compile = since(begin);

  auto sampler = options.sampler;
  sample::Progress progress(static_cast<std::size_t>(sampler.chains));
  sampler.progress = &progress;
  sampler.stop = &stop_requested;
  auto outcome = sampled(session, compiled, sampler, options.progress);
  if (const auto* failure = std::get_if<sample::NoStart>(&outcome))
    session.refuse(no_start(result.plan, lower_density(result.plan, session.diagnostics), *failure));
  result.draws = std::move(std::get<sample::Draws>(outcome));
  result.interrupted = result.draws.interrupted;
  if (result.interrupted) even_out(result.draws);
  if (result.draws.chains.empty())
    session.refuse({.code = "E0708",
                    .title = "interrupted before the first draw",
                    .notes = {"warmup had not ended, and its draws are not from the posterior"},
                    .hint = Hint{sampler.journal ? how_to_go_on(*sampler.journal) + " goes on"
                                                 : "let it run longer, or ask for less: `--warmup 200`"}});
  result.seconds.warmup = result.draws.warmup_seconds;
  result.seconds.sampling = result.draws.sampling_seconds;
  double busy = 0;
  for (const auto& chain : result.draws.chains) busy += chain.warmup_seconds + chain.sampling_seconds;
  if (result.draws.evaluations > 0) result.nanoseconds_per_gradient = 1e9 * busy / static_cast<double>(result.draws.evaluations);
  const auto after = Clock::now();
  summarise(result, constrain);
  diagnose_run(result, sampler);
  result.seconds.answers = since(after);
  result.seconds.total = since(begin);
  return result;
}

Fit summarised(Session& session, Plan plan, sample::Draws draws, const FitOptions& options) {
  const auto begin = Clock::now();
  Fit result{.plan = std::move(plan), .draws = std::move(draws), .quantities = {}, .bfmi = {}, .seconds = {}};
  const auto constrain = lower_constrain(result.plan, options.keep_all, session.diagnostics);
  session.settle();
  summarise(result, constrain);
  diagnose_run(result, options.sampler);
  result.interrupted = result.draws.interrupted;
  result.seconds.answers = result.seconds.total = since(begin);
  return result;
}

Answers answer(Session& session, const Fit& fit, const std::vector<Scenario>& scenarios, std::uint64_t seed) {
  const auto& model = *fit.plan.bound.model;
  Answers result{.levels = {}, .contrasts = {}, .worlds = lower_worlds(fit.plan, scenarios, session.diagnostics), .sinks = {}};
  session.settle();
  for (const auto& world : result.worlds.programs) validate_indices(fit.plan, world.program, session.diagnostics);
  session.settle();
  const auto& reported = result.worlds.reported;
  std::vector<std::vector<std::vector<double>>> values(scenarios.size());
  for (auto& world : result.worlds.programs) {
    CompiledProgram program(optimize(world.program, fit.plan), fit.plan, world.program.data);
    for (std::size_t i = 0; i < world.scenarios.size(); ++i) {
      world.set(i);
      if (i > 0) program.rebind(world.program.data);
      values[world.scenarios[i]] = at_every_draw(program, fit.draws, seed);
    }
  }
  const auto chains = fit.draws.chains.size();
  const auto describe = [&](std::string name, VariableId id, std::vector<double> draws, std::string baseline) {
    const auto positive = static_cast<double>(std::ranges::count_if(draws, [](double x) { return x > 0; }));
    const double p = draws.empty() ? 0 : positive / static_cast<double>(draws.size());
    return Answer{id, name, std::move(baseline), quantity(name, model[id].name, chains, std::move(draws)), p};
  };
  for (std::size_t s = 0; s < scenarios.size(); ++s)
    for (std::size_t v = 0; v < reported.size(); ++v) {
      if (s > 0) {
        std::vector<double> difference(values[s][v].size());
        for (std::size_t d = 0; d < difference.size(); ++d) difference[d] = values[s][v][d] - values[0][v][d];
        result.contrasts.push_back(describe(scenarios[s].name, reported[v], std::move(difference), scenarios[0].name));
      }
      result.levels.push_back(describe(scenarios[s].name, reported[v], values[s][v], ""));
    }
  for (VariableId id : reported) {
    const auto below = descendants(model, {id});
    if (std::ranges::none_of(reported, [&](VariableId other) { return other != id && below[index(other)]; })) result.sinks.push_back(id);
  }
  return result;
}

}  // namespace scmc::cli
