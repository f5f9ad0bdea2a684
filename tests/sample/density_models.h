/// Models from a C++ function, for tests.
#pragma once
#include <functional>
#include <span>
#include <vector>

#include "runtime/model.h"

namespace scmc::sample {

/// log density; fills the gradient.
using LogDensity = std::function<double(std::span<const double> position, std::span<double> gradient)>;

/// Keeps the function that its scmc_model points to.
class TestModel {
 public:
  TestModel(std::size_t dimension, LogDensity density) : density_{dimension, std::move(density)} {}
  operator scmc_model() const { return {density_.dimension, const_cast<Held*>(&density_), nullptr, nullptr, &evaluate}; }

 private:
  struct Held {
    std::size_t dimension;
    LogDensity density;
  };
  static double evaluate(void* handle, void*, const double* position, double* gradient) {
    const auto& held = *static_cast<const Held*>(handle);
    return held.density({position, held.dimension}, {gradient, held.dimension});
  }
  Held density_;
};

/// Independent normal coordinates with these means and standard deviations.
inline TestModel independent_normal(std::vector<double> means, std::vector<double> sds) {
  const std::size_t dimension = means.size();
  return {dimension, [means = std::move(means), sds = std::move(sds)](auto q, auto g) {
            double sum = 0;
            for (std::size_t i = 0; i < q.size(); ++i) {
              const double z = (q[i] - means[i]) / sds[i];
              g[i] = -z / sds[i];
              sum -= 0.5 * z * z;
            }
            return sum;
          }};
}

/// Two coordinates in a bent valley, for which nothing is linear.
inline TestModel banana() {
  return {2, [](auto q, auto g) {
            const double bend = q[1] - q[0] * q[0];
            g[0] = -q[0] + 4 * bend * q[0];
            g[1] = -2 * bend;
            return -0.5 * q[0] * q[0] - bend * bend;
          }};
}

}  // namespace scmc::sample
