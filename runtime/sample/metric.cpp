/// Running variances and the scales that follow from them.
#include "runtime/sample/metric.h"

#include <algorithm>
#include <cmath>

namespace scmc::sample {

namespace {

double scale_of(double variance) { return std::sqrt(std::clamp(variance, 1e-20, 1e20)); }

}  // namespace

void RunningVariance::add(std::span<const double> values) {
  const double weight = 1.0 / ++count_;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double deviation = values[i] - mean_[i];
    mean_[i] += deviation * weight;
    squares_[i] += deviation * (values[i] - mean_[i]);
  }
}

void Window::add(Sample sample) {
  positions_.add(sample.position);
  gradients_.add(sample.gradient);
}

void Window::update(std::span<double> scale) const {
  for (std::size_t i = 0; i < scale.size(); ++i) {
    const double variance = std::sqrt(positions_.squares()[i] / gradients_.squares()[i]);
    if (std::isfinite(variance) && variance > 0) scale[i] = scale_of(variance);
  }
}

void first_scale(std::span<const double> gradient, std::span<double> scale) {
  std::ranges::transform(gradient, scale.begin(), [](double g) { return g == 0 ? 1.0 : scale_of(1 / std::abs(g)); });
}

}  // namespace scmc::sample
