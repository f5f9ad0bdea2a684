/// Predictive checks as numbers: statistics of the data beside those of data that the model draws.  [Gelman, Meng, Stern 1996]
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cli/fit.h"

namespace scmc::cli {

/// The middle of the replicates and the ends of what lies between: quantiles, as a prior's replicates may have no mean.
struct Replicates {
  double mean = 0, sd = 0;
  report::Number median = {}, low = {}, high = {};
};

struct Statistic {
  std::string variable;  ///< empty for an expression
  std::string name;
  bool is_discrete = false;  ///< of the variable
  double observed = 0;       ///< the mean over draws, where an expression reads parameters
  Replicates replicated = {};
  std::size_t draws = 0;            ///< in which it has a value
  double p_above = 0, p_below = 0;  ///< shares of replicates at or above, at or below the observed value

  /// The replicates hardly ever reach it, from one side.
  bool is_extreme() const { return draws > 0 && std::min(p_above, p_below) < 0.01; }
  bool is_above() const { return p_above < p_below; }
};

enum class DrawnFrom { Posterior, Prior };

struct Checks {
  DrawnFrom from = DrawnFrom::Posterior;
  std::string fit;  ///< its file
  double interval = 0.94;
  std::vector<Statistic> statistics = {};
};

struct CheckOptions {
  DrawnFrom from = DrawnFrom::Posterior;
  double interval = 0.94;
  std::uint64_t seed = 0;
  std::size_t expressions = 0;  ///< as many of the model's last queries are further statistics
};

Checks check_predictions(Session& session, const Fit& fit, const CheckOptions& options);

std::string checks_text(const Checks& checks);

}  // namespace scmc::cli
