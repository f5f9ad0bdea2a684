/// The step size: dual averaging towards a target acceptance  [HG14, section 3.2; Nesterov 2009].
#pragma once
#include "runtime/sample/nuts.h"

namespace scmc::sample {

class DualAverage {
 public:
  struct Options {
    double target = 0.8;
    double gamma = 0.05, kappa = 0.75, t0 = 10;
    double largest = 3.141592653589793;  ///< in units of the adapted metric nothing is stable beyond 2
  };
  DualAverage(Options options, double initial_step);

  void update(double accept);
  /// The average begins anew: steps for another target say nothing about this one.
  void aim_at(double target) { options_.target = target, averaged_ = 0; }
  double target() const { return options_.target; }
  double step() const;      ///< to explore with while it adapts
  double averaged() const;  ///< to sample with afterwards
  template <class Archive>
  void archive(Archive& a) {
    a(options_.target, mu_, log_step_, log_averaged_, error_, count_, averaged_);
  }

 private:
  Options options_;
  double mu_, log_step_, log_averaged_;
  double error_ = 0;  ///< running mean of target - accept
  int count_ = 0, averaged_ = 0;
};

/// A step of the right order of magnitude: doubled or halved until one leapfrog crosses the target acceptance. Draws a momentum.
double find_step(Nuts& nuts, math::Stream& stream, double target);

}  // namespace scmc::sample
