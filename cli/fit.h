/// A fit: from a bound model to draws, and from draws to what they say.
#pragma once
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "cli/session.h"
#include "compiler/pipeline.h"
#include "runtime/diagnose/sample.h"
#include "runtime/diagnose/summary.h"
#include "runtime/report/number.h"
#include "runtime/sample/run.h"

namespace scmc::cli {

struct FitOptions {
  sample::Options sampler;
  LowerOptions lower;
  bool keep_all = false;  ///< deterministic variables over units, too
  bool progress = false;
};

/// Draws of one number and what they say.
struct Quantity {
  std::string name;
  std::string shown;  ///< the name for people: elements by their labels
  std::string variable;
  diagnose::Sample draws;
  diagnose::Summary summary;
  double q5 = 0, q95 = 0;
};

struct Seconds {
  double compile = 0, warmup = 0, sampling = 0, answers = 0, total = 0;
};

struct Fit {
  Plan plan;
  sample::Draws draws;
  std::vector<Quantity> quantities;
  std::vector<double> bfmi;
  std::int64_t divergences = 0, depth_hits = 0;
  double max_rhat = 0, min_ess_bulk = 0;
  bool interrupted = false;
  Seconds seconds;
  double nanoseconds_per_gradient = 0;
  /// No divergence, every R-hat below 1.01, every bulk ESS above 100 a chain, every E-BFMI above 0.2.
  bool sound() const;
};

/// Compiles, samples and summarises. Throws Refused if no starting point has a finite density.
Fit fit(Session& session, Bound bound, const FitOptions& options);

/// The same of draws that were kept: without sampling.
Fit summarised(Session& session, Plan plan, sample::Draws draws, const FitOptions& options);

struct Answer {
  VariableId variable;
  std::string scenario;  ///< or `z = 1 minus z = 0`
  std::string baseline;  ///< empty unless a contrast
  Quantity quantity;
  double p_positive = 0;
};

struct Answers {
  std::vector<Answer> levels;     ///< by scenario, by variable
  std::vector<Answer> contrasts;  ///< every other scenario minus the first, by variable
  Worlds worlds;
  std::vector<VariableId> sinks;  ///< reported variables that no other reported one descends from
};

Answers answer(Session& session, const Fit& fit, const std::vector<Scenario>& scenarios, std::uint64_t seed);

/// visit(draw, results) at every draw, chains in parallel and counted one after the other. Noise is keyed by seed and draw.
void for_every_draw(const CompiledProgram& program, const sample::Draws& draws, std::uint64_t seed,
                    const std::function<void(std::size_t, const std::vector<double>&)>& visit);
/// All results: values[output][chain * draws + draw].
std::vector<std::vector<double>> at_every_draw(const CompiledProgram& program, const sample::Draws& draws, std::uint64_t seed);

/// What a row of a table says of it.
report::Estimate estimate(const Quantity& quantity);

/// Draws of a number per draw of the posterior, as many as the shortest chain has, chain after chain.
Quantity quantity(const std::string& name, std::string variable, std::size_t chains, std::vector<double> values);

/// `c -> z, c -> y`: direct causes among variables over units, observed or latent; computed ones are looked through unless measured.
std::vector<std::pair<std::string, std::string>> causal_edges(const Plan& plan);

}  // namespace scmc::cli
