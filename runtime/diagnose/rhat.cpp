/// R-hat over split chains.
#include "runtime/diagnose/rhat.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "runtime/diagnose/rank.h"

namespace scmc::diagnose {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// [Vehtari et al. 2021]
double rhat_of_chains(const Sample& sample) {
  if (sample.draws() < 2 || !sample.is_regular()) return nan;
  std::vector<double> means, variances;
  for (std::size_t i = 0; i < sample.chains(); ++i) {
    means.push_back(mean(sample.chain(i)));
    variances.push_back(variance(sample.chain(i)));
  }
  const auto n = static_cast<double>(sample.draws());
  return std::sqrt((n * variance(means) / mean(variances) + n - 1) / n);
}

}  // namespace

double rhat_basic(const Sample& sample) { return rhat_of_chains(sample.halves()); }

double rhat(const Sample& sample) {
  const double bulk = rhat_of_chains(normal_scores(sample.halves()));
  const double spread = rhat_of_chains(normal_scores(folded(sample).halves()));
  return std::isnan(bulk) || std::isnan(spread) ? nan : std::max(bulk, spread);
}

}  // namespace scmc::diagnose
