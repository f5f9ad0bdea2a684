/// Everything a table of results says about one quantity.
#pragma once
#include "runtime/diagnose/quantile.h"
#include "runtime/diagnose/sample.h"

namespace scmc::diagnose {

struct Summary {
  double mean, sd, median;
  Sorted::Interval hdi;
  double mcse_mean, mcse_sd;
  double ess_bulk, ess_tail, rhat;
};

Summary summarise(const Sample& sample, double hdi_probability = 0.94);

}  // namespace scmc::diagnose
