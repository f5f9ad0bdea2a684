/// Dot products with all directions, then their sum.
#include "runtime/sample/low_rank.h"

#include <algorithm>
#include <cmath>

namespace scmc::sample {
namespace {

SCMC_VECTORISED double dot(const double* a, const double* b, std::size_t packs) {
  const auto* x = reinterpret_cast<const Pack*>(a);
  const auto* y = reinterpret_cast<const Pack*>(b);
  Pack sum{};
  for (std::size_t i = 0; i < packs; ++i) sum += x[i] * y[i];
  return sum_of_lanes(sum);
}

SCMC_VECTORISED void add_multiple(double factor, const double* direction, double* to, std::size_t packs) {
  const auto* x = reinterpret_cast<const Pack*>(direction);
  auto* y = reinterpret_cast<Pack*>(to);
  for (std::size_t i = 0; i < packs; ++i) y[i] += factor * x[i];
}

}  // namespace

void LowRank::set(std::span<const double> directions, std::span<const double> eigenvalues) {
  directions_ = Rows(eigenvalues.size(), dimension_);
  factors_.clear();
  for (std::size_t k = 0; k < eigenvalues.size(); ++k) {
    std::ranges::copy(directions.subspan(k * dimension_, dimension_), directions_[k]);
    factors_.push_back(std::sqrt(eigenvalues[k]) - 1);
  }
  coefficients_.resize(factors_.size());
}

void LowRank::apply(double* x) {
  const std::size_t packs = packs_for(dimension_);
  for (std::size_t k = 0; k < rank(); ++k) coefficients_[k] = factors_[k] * dot(directions_[k], x, packs);
  for (std::size_t k = 0; k < rank(); ++k) add_multiple(coefficients_[k], directions_[k], x, packs);
}

}  // namespace scmc::sample
