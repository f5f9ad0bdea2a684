/// Chains, halves of chains, and their moments.
#include "runtime/diagnose/sample.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace scmc::diagnose {

Sample::Sample(Shape shape, std::vector<double> values) : shape_(shape), values_(std::move(values)) {
  if (values_.size() != shape.chains * shape.draws) throw std::invalid_argument("chains x draws values");
}

Sample Sample::of(std::span<const std::vector<double>> chains) {
  std::size_t shortest = chains.empty() ? 0 : chains.front().size();
  for (const auto& chain : chains) shortest = std::min(shortest, chain.size());
  std::vector<double> values;
  values.reserve(chains.size() * shortest);
  for (const auto& chain : chains) values.insert(values.end(), chain.begin(), chain.begin() + static_cast<std::ptrdiff_t>(shortest));
  return Sample({.chains = chains.size(), .draws = shortest}, std::move(values));
}

Sample Sample::map(const std::function<double(double)>& f) const {
  std::vector<double> mapped(values_.size());
  std::ranges::transform(values_, mapped.begin(), f);
  return Sample(shape_, std::move(mapped));
}

Sample Sample::halves() const {
  if (draws() < 2) return *this;
  const std::size_t half = draws() / 2;
  std::vector<double> values;
  values.reserve(2 * half * chains());
  for (std::size_t i = 0; i < chains(); ++i)
    for (const auto part : {chain(i).first(half), chain(i).last(half)}) values.insert(values.end(), part.begin(), part.end());
  return Sample({.chains = 2 * chains(), .draws = half}, std::move(values));
}

bool Sample::has_nan() const {
  return std::ranges::any_of(values_, [](double x) { return std::isnan(x); });
}

bool Sample::is_regular() const {
  if (values_.empty() || !std::ranges::all_of(values_, [](double x) { return std::isfinite(x); })) return false;
  const auto [least, most] = std::ranges::minmax(values_);
  return most - least >= std::numeric_limits<double>::epsilon();
}

double mean(std::span<const double> values) {
  const auto n = static_cast<double>(values.size());
  const double first = std::accumulate(values.begin(), values.end(), 0.0) / n;
  if (!std::isfinite(first)) return first;
  double rest = 0;  // what rounding lost
  for (const double x : values) rest += x - first;
  return first + rest / n;
}

double variance(std::span<const double> values) {
  const double centre = mean(values);
  double squares = 0;
  for (const double x : values) squares += (x - centre) * (x - centre);
  return squares / (static_cast<double>(values.size()) - 1);
}

double standard_deviation(std::span<const double> values) { return std::sqrt(variance(values)); }

}  // namespace scmc::diagnose
