/// Monte Carlo standard errors of estimates from draws.
#pragma once
#include "runtime/diagnose/sample.h"

namespace scmc::diagnose {

double mcse_mean(const Sample& sample);
double mcse_sd(const Sample& sample);
double mcse_quantile(const Sample& sample, double probability);

}  // namespace scmc::diagnose
