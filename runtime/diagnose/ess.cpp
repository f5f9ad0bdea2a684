/// Effective sample sizes by Geyer's initial monotone sequence over split chains.
#include "runtime/diagnose/ess.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "runtime/diagnose/autocovariance.h"
#include "runtime/diagnose/quantile.h"
#include "runtime/diagnose/rank.h"

namespace scmc::diagnose {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// min() that keeps a NaN, as R's does.
double least(double a, double b) { return std::isnan(a) || std::isnan(b) ? nan : std::min(a, b); }

std::vector<double> means_of_chains(const Sample& sample) {
  std::vector<double> means;
  for (std::size_t i = 0; i < sample.chains(); ++i) means.push_back(mean(sample.chain(i)));
  return means;
}

/// Autocorrelation of all chains together: one minus the within-chain variogram over the pooled variance  [Vehtari et al. 2021].
class Autocorrelation {
 public:
  explicit Autocorrelation(const Sample& sample) : covariance_(sample) {
    const auto n = static_cast<double>(sample.draws());
    within_ = covariance_[0] * n / (n - 1);
    pooled_ = covariance_[0] + (sample.chains() > 1 ? variance(means_of_chains(sample)) : 0.0);
  }
  double operator[](std::size_t lag) { return 1 - (within_ - covariance_[lag]) / pooled_; }

 private:
  Autocovariance covariance_;
  double within_ = 0, pooled_ = 0;
};

/// Correlations at even and odd lags while their sums stay positive, then one further at an even lag if it is positive  [Geyer 1992, 3.3].
struct Positive {
  std::vector<double> pairs;
  double last = 0;
};

Positive initial_positive(const Sample& sample) {
  Autocorrelation correlation(sample);
  double even = 1, odd = correlation[1];
  Positive result{{even, odd}, 0};
  std::size_t lag = 0;
  while (lag + 5 < sample.draws() && even + odd > 0) {
    lag += 2;
    even = correlation[lag], odd = correlation[lag + 1];
    const bool kept = even + odd >= 0;
    result.pairs.insert(result.pairs.end(), {kept ? even : 0.0, kept ? odd : 0.0});
  }
  result.last = even > 0 ? even : lag > 0 ? result.pairs[lag] : 0.0;
  result.pairs.resize(lag);  // without the pair where it stopped
  return result;
}

/// Sums of pairs never increase: a larger one becomes the mean of the pair before.
void make_monotone(std::vector<double>& pairs) {
  for (std::size_t i = 2; i + 1 < pairs.size(); i += 2) {
    const double before = pairs[i - 2] + pairs[i - 1];
    if (pairs[i] + pairs[i + 1] > before) pairs[i] = pairs[i + 1] = before / 2;
  }
}

double ess_of_chains(const Sample& sample) {
  if (sample.draws() < 3 || !sample.is_regular()) return nan;
  Positive positive = initial_positive(sample);
  make_monotone(positive.pairs);
  const auto size = static_cast<double>(sample.values().size());
  const double sum = std::accumulate(positive.pairs.begin(), positive.pairs.end(), positive.pairs.empty() ? 1.0 : 0.0);
  const double time = -1 + 2 * sum + positive.last;
  return size / std::max(time, 1 / std::log10(size));
}

}  // namespace

double ess_mean(const Sample& sample) { return ess_of_chains(sample.halves()); }
double ess_bulk(const Sample& sample) { return ess_of_chains(normal_scores(sample.halves())); }
double ess_of_whole_chains(const Sample& sample) { return ess_of_chains(sample); }
double ess_tail(const Sample& sample) { return least(ess_quantile(sample, 0.05), ess_quantile(sample, 0.95)); }

double ess_quantile(const Sample& sample, double probability) {
  if (!sample.is_regular()) return nan;
  const auto size = static_cast<double>(sample.values().size());
  const double cut = Sorted(sample.values()).quantile(probability == 1 ? (size - 0.5) / size : probability);
  return ess_of_chains(sample.map([cut](double x) { return x <= cut ? 1.0 : 0.0; }).halves());
}

}  // namespace scmc::diagnose
