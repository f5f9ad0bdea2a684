/// Log densities, built by hand, whose gradients are timed.
#pragma once
#include <string>
#include <vector>

#include "compiler/ir/graph.h"

namespace scmc::bench {

/// A density with its gradient, and data for it.
struct Model {
  ir::Graph gradient;
  std::vector<std::int64_t> sizes;
  std::vector<std::vector<double>> data;
  std::vector<double> at;  ///< a point of the parameters
};

/// z ~ Bernoulli(invlogit(b0 + b1 c)), y ~ Normal(a + bz z + bc c, s), standard normal priors.
Model ads(std::int64_t rows);

/// z ~ Bernoulli(invlogit(sum(x * beta over k))), standard normal priors.
struct RegressionSize {
  std::int64_t rows = 1000, columns = 10;
};
Model logistic_regression(RegressionSize size);

/// y ~ Normal(mu + tau * e[group_of] + b x, s) over groups, sampled by the noise e.
struct HierarchySize {
  std::int64_t rows = 1000, groups = 50;
};
Model hierarchy(HierarchySize size);

/// y[t] ~ Normal(a + b1 y[t-1] + b2 y[t-2], s).
Model autoregression(std::int64_t rows);

}  // namespace scmc::bench
