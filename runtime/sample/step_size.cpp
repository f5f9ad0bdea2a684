/// Dual averaging and the search for a first step.
#include "runtime/sample/step_size.h"

#include <algorithm>
#include <cmath>

namespace scmc::sample {

DualAverage::DualAverage(Options options, double initial_step)
    : options_(options), mu_(std::log(10 * initial_step)), log_step_(std::log(initial_step)), log_averaged_(log_step_) {}

/// [HG14, eq. 6]
void DualAverage::update(double accept) {
  const double t = ++count_, weight = 1 / (t + options_.t0), forget = std::pow(++averaged_, -options_.kappa);
  error_ = (1 - weight) * error_ + weight * (options_.target - accept);
  log_step_ = std::min(mu_ - std::sqrt(t) / options_.gamma * error_, std::log(options_.largest));
  log_averaged_ = forget * log_step_ + (1 - forget) * log_averaged_;
}

double DualAverage::step() const { return std::exp(log_step_); }
double DualAverage::averaged() const { return std::exp(log_averaged_); }

double find_step(Nuts& nuts, math::Stream& stream, double target) {
  constexpr double first = 0.1, smallest = 1e-12, largest = 2;
  nuts.refresh_momentum(stream);
  double step = first;
  const bool grows = nuts.accept_of_one_step(step) > target;
  const double factor = grows ? 2 : 0.5;
  while (step > smallest && step < largest) {
    step *= factor;
    if ((nuts.accept_of_one_step(step) > target) != grows) break;
  }
  return std::clamp(step, smallest, largest);
}

}  // namespace scmc::sample
