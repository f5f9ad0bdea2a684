/// What a model would predict of each datum if it had not seen it: leave-one-out, and the widely applicable information criterion.
#pragma once
#include <optional>
#include <span>
#include <vector>

#include "runtime/diagnose/sample.h"

namespace scmc::diagnose {

/// Of one datum. The numbers are those of R's package loo 2.5.1.
struct LeftOut {
  double elpd = 0;      ///< log of the density of the datum, given all others
  double p = 0;         ///< by how much less than given all
  double pareto_k = 0;  ///< above 0.7 `elpd` is not to be relied on
  double mcse = 0;      ///< of elpd
  double relative_efficiency = 1;
};
/// From the log-densities of the datum at the draws. The relative efficiency is that of the densities unless it is given.
/// [Vehtari, Gelman, Gabry 2017]
LeftOut leave_out(const Sample& log_density, std::optional<double> relative_efficiency = {});

struct Widely {
  double elpd = 0;
  double p = 0;  ///< variance of the log-density; above 0.4 `elpd` is not to be relied on
};
/// [Watanabe 2010]
Widely widely_applicable(const Sample& log_density);

struct Total {
  double value = 0, se = 0;
};
/// The sum over data, and the standard error that it has because other data might have been drawn.
Total total(std::span<const double> pointwise);

/// How to mix the predictions of several models; `elpd[model][datum]`.
std::vector<double> stacking_weights(const std::vector<std::vector<double>>& elpd);    ///< [Yao, Vehtari, Simpson, Gelman 2018]
std::vector<double> pseudo_bma_weights(const std::vector<std::vector<double>>& elpd);  ///< without the bootstrap

}  // namespace scmc::diagnose
