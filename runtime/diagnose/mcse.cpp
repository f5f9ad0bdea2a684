/// Standard errors from effective sample sizes.
#include "runtime/diagnose/mcse.h"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <cmath>
#include <limits>

#include "runtime/diagnose/ess.h"
#include "runtime/diagnose/quantile.h"

namespace scmc::diagnose {

double mcse_mean(const Sample& sample) { return standard_deviation(sample.values()) / std::sqrt(ess_mean(sample)); }

/// By the delta method from the variance of squared deviations  [Kenney, Keeping 1951].
double mcse_sd(const Sample& sample) {
  const double centre = mean(sample.values());
  const Sample squares = sample.map([centre](double x) { return (x - centre) * (x - centre); });
  const double variance = mean(squares.values());
  const double fourth = mean(squares.map([](double x) { return x * x; }).values());
  return std::sqrt((fourth - variance * variance) / ess_mean(squares) / variance / 4);
}

/// Half the width of the central 68 % of the quantile's distribution, read off the draws  [Vehtari et al. 2021].
double mcse_quantile(const Sample& sample, double probability) {
  const double ess = ess_quantile(sample, probability);
  if (std::isnan(ess)) return std::numeric_limits<double>::quiet_NaN();
  const auto values = Sorted(sample.values());
  const auto size = static_cast<double>(values.values().size());
  const double a = ess * probability + 1, b = ess * (1 - probability) + 1;
  const double lower = std::max(std::floor(boost::math::ibeta_inv(a, b, 0.1586553) * size), 1.0);
  const double upper = std::min(std::ceil(boost::math::ibeta_inv(a, b, 0.8413447) * size), size);
  const auto order = [&](double place) { return values.values()[static_cast<std::size_t>(place) - 1]; };
  return (order(upper) - order(lower)) / 2;
}

}  // namespace scmc::diagnose
