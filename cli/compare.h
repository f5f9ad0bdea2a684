/// How well fits of the same data predict what they have not seen.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cli/session.h"
#include "runtime/diagnose/loo.h"

namespace scmc::cli {

struct CompareOptions {
  std::vector<std::string> variables = {};         ///< of whose cells; all, where none is named
  std::optional<double> relative_efficiency = {};  ///< of all cells; else that of each
};

/// One of the fits.
struct Predictor {
  std::string fit, origin;
  std::vector<diagnose::LeftOut> left_out = {};  ///< by cell
  std::vector<diagnose::Widely> widely = {};     ///< by cell
  diagnose::Total elpd = {}, p = {}, elpd_waic = {}, p_waic = {};
  double mcse = 0;                  ///< of elpd
  diagnose::Total difference = {};  ///< of elpd, to that of the best
  double stacking = 1, pseudo_bma = 1;

  /// Cells with a k above the bound.
  std::size_t above(double k) const;
};

struct Comparison {
  std::vector<std::string> variables;  ///< as the densities are named
  std::vector<std::string> cells;
  std::vector<Predictor> fits;  ///< the best first
};

/// Refuses fits without densities, and fits of different data.
Comparison compare(const Session& session, const std::vector<std::string>& paths, const CompareOptions& options);

std::string compare_text(const Comparison& comparison);
std::string compare_json(const Comparison& comparison);

}  // namespace scmc::cli
