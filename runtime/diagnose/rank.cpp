/// Ranks by sorting places along with values.
#include "runtime/diagnose/rank.h"

#include <algorithm>
#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>

#include "runtime/diagnose/quantile.h"

namespace scmc::diagnose {

namespace {

double normal_quantile(double probability) {
  using Fast = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
  return -std::sqrt(2.0) * boost::math::erfc_inv(2 * probability, Fast());
}

}  // namespace

std::vector<double> average_ranks(std::span<const double> values) {
  std::vector<std::pair<double, std::uint32_t>> order;
  order.reserve(values.size());
  for (const double x : values) order.emplace_back(x, static_cast<std::uint32_t>(order.size()));
  std::ranges::sort(order);
  std::vector<double> ranks(values.size());
  for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
    while (end < order.size() && order[end].first == order[begin].first) ++end;
    for (std::size_t i = begin; i < end; ++i) ranks[order[i].second] = 0.5 * static_cast<double>(begin + 1 + end);
  }
  return ranks;
}

Sample normal_scores(const Sample& sample) {
  const auto n = static_cast<double>(sample.values().size());
  if (sample.has_nan()) return sample.map([](double) { return std::numeric_limits<double>::quiet_NaN(); });
  return Sample({sample.chains(), sample.draws()}, average_ranks(sample.values())).map([n](double rank) {
    return normal_quantile((rank - 0.375) / (n + 0.25));
  });
}

Sample folded(const Sample& sample) {
  const double median = Sorted(sample.values()).quantile(0.5);
  return sample.map([median](double x) { return std::abs(x - median); });
}

}  // namespace scmc::diagnose
