/// What a fit says of each of its numbers, and whether its draws are to be trusted: from a file, or from a fit at hand.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cli/checks.h"
#include "cli/fit.h"
#include "runtime/store/inference.h"

namespace scmc::cli {

struct SummaryRow {
  std::string name, shown, variable;
  diagnose::Summary summary;
};

/// How the sampler fared, as far as it is known.
struct SamplerStats {
  std::size_t chains = 0, draws = 0;
  std::optional<std::int64_t> divergences = {}, depth_hits = {};
  std::vector<double> bfmi = {};  ///< by chain
  bool interrupted = false;
};

struct FitSummary {
  std::string title;  ///< the file, or the model
  std::string origin = {};
  double interval = 0.94;
  std::vector<SummaryRow> rows = {};
  SamplerStats sampler = {};
  std::vector<Checks> checks = {};  ///< where they were asked for

  std::vector<const SummaryRow*> badly_mixed() const;  ///< the worst first
  /// As `Fit::sound` says.
  bool sound() const;
};

FitSummary summary_of(const Fit& fit, const std::string& title, double interval = 0.94);
FitSummary summary_of(const store::Inference& inference, const std::string& title, double interval = 0.94);

/// Rows of these variables, or of these elements, alone. The name that nothing has, if there is one.
std::optional<std::string> select(FitSummary& summary, const std::vector<std::string>& names);

std::string summary_text(const FitSummary& summary);
std::string summary_json(const std::vector<FitSummary>& summaries);

}  // namespace scmc::cli
