/// Split R-hat: how much wider all chains together are than each of them  [Vehtari et al. 2021].
#pragma once
#include "runtime/diagnose/sample.h"

namespace scmc::diagnose {

double rhat(const Sample& sample);        ///< the larger of those of normal scores, and of normal scores of folded draws
double rhat_basic(const Sample& sample);  ///< of the draws themselves

}  // namespace scmc::diagnose
