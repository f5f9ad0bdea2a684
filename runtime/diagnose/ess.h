/// Effective sample sizes  [Vehtari et al. 2021; Geyer 1992].
#pragma once
#include "runtime/diagnose/sample.h"

namespace scmc::diagnose {

double ess_mean(const Sample& sample);
double ess_bulk(const Sample& sample);  ///< of the normal scores
double ess_tail(const Sample& sample);  ///< the smaller of those at the 5 % and 95 % quantiles
double ess_of_whole_chains(const Sample& sample);  ///< of the mean, chains not split
double ess_quantile(const Sample& sample, double probability);

}  // namespace scmc::diagnose
