/// Does an answer survive what should not change it, and vanish where it should? Each check refits a rewritten model, or changed data.
/// [Sharma, Kiciman 2020, arXiv:2011.04216; Rosenbaum, Rubin 1983, JRSS-B 45; Cinelli, Hazlett 2020, JRSS-B 82; VanderWeele, Ding 2017]
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cli/fit.h"
#include "cli/refuted.h"
#include "runtime/effects/interval.h"

namespace scmc::cli {

struct RefuteOptions {
  DataOptions data;
  FitOptions fit;
  std::vector<std::string> queries;
  std::string control;                                            ///< an outcome that the treatment should not move; empty: none
  std::vector<std::string> confounded;                            ///< the two that a hidden cause is added to; empty: none
  std::vector<double> strengths = {0, 0.25, 0.5, 1, 1.5, 2};      ///< of that cause
  int repeats = 5;                                                ///< placebos, and subsets
};

/// What one fit, or several pooled, say.
struct Refit {
  Quantity answer;
  bool sound = true;
};

enum class Finding { Passes, Fails, NotRun };

struct RefutationCheck {
  std::string name;     ///< `placebo treatment`
  Finding finding = Finding::NotRun;
  std::string did = {};      ///< what was done and what it showed, or why it was not run
  std::string meaning = {};  ///< of a failure
  std::vector<Refit> runs = {};
  std::optional<Refit> pooled = {};
};

struct Strength {
  double strength;
  Refit refit;
};

/// A hidden common cause as strong in the treatment as in the outcome.
struct Scan {
  std::vector<Strength> points;
  bool raises = true;                 ///< does it move both to the same side?
  std::optional<double> tipping = {};  ///< where the interval first holds what no effect would give
};

/// Of a binary outcome by the risk ratio of the two worlds, of a number by the standardised difference.
struct EValue {
  double risk_ratio;
  effects::Interval interval;
  double e_value, e_value_of_limit;
  bool approximate = false;
};

/// Of a difference of a number's means: shares of variance that explain it away.
struct OmittedVariable {
  double t, degrees_of_freedom, partial_r2, robustness, robustness_of_interval;
  std::vector<std::pair<double, double>> bounds;  ///< the answer beside a confounder with this share in both
};

struct Refutation {
  Refuted subject;
  std::vector<DimId> units;
  Bound bound;
  Refit original;
  std::vector<RefutationCheck> checks;
  std::optional<Scan> scan = {};
  std::optional<EValue> e_value = {};
  std::optional<OmittedVariable> omitted = {};

  std::size_t count(Finding finding) const;
};

Refutation refute(Session& session, const RefuteOptions& options, std::uint64_t seed);

std::string refutation_text(const Refutation& refutation, const RefuteOptions& options, const CommonOptions& common);
std::string refutation_json(const Refutation& refutation, const RefuteOptions& options);

}  // namespace scmc::cli
