/// Densities by what they belong to: together they are the joint density, and each has the dims of what was measured.
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <random>

#include "tests/support/model_text.h"

namespace scmc::testing {
namespace {

struct Whole {
  std::string model, data;
  std::string outputs;  ///< as `named` writes them
  /// What the joint density has beside: Jacobians, the change from noise to values.
  std::function<double(const std::vector<double>&)> beside = [](const std::vector<double>&) { return 0.0; };
};

class Densities {
 public:
  explicit Densities(const Whole& whole) {
    auto plan = front_.plan(whole.model, whole.data);
    if (!plan) throw std::runtime_error(front_.messages() + whole.model);
    plan_ = std::make_unique<Plan>(std::move(*plan));
    pointwise_ = lower_pointwise(*plan_, front_.diagnostics);
    joint_ = std::make_unique<LogDensity>(*plan_, front_.diagnostics);
    EXPECT_FALSE(front_.diagnostics.has_errors()) << front_.messages();
  }

  std::size_t parameters() const { return static_cast<std::size_t>(plan_->parameters); }
  double joint(const std::vector<double>& position) const { return (*joint_)(position); }

  double sum(const std::vector<double>& position) const {
    ir::Inputs inputs{.sizes = plan_->dimensions.sizes, .values = pointwise_.program.data};
    auto next = position.begin();
    for (std::size_t s = 0; s < plan_->slots.size(); ++s)
      inputs.values[s].assign(next, next + plan_->slots[s].size), next += plan_->slots[s].size;
    double total = 0;
    for (const auto& output : ir::interpret(pointwise_.program.graph, inputs))
      for (double x : output) total += x;
    return total;
  }

  /// "y[i] z_and_x[i] / mu": likelihoods with their dims, then priors.
  std::string named() const {
    const auto& model = *plan_->bound.model;
    std::string likelihoods, priors;
    for (const auto& output : pointwise_.outputs) {
      std::string name, dims;
      for (VariableId id : output.of) name += (name.empty() ? "" : "_and_") + model[id].name;
      for (DimId d : output.dims) dims += (dims.empty() ? "" : ",") + model[d].name;
      if (!dims.empty()) name += "[" + dims + "]";
      (output.prior ? priors : likelihoods) += " " + name;
    }
    return likelihoods.substr(std::min<std::size_t>(1, likelihoods.size())) + " /" + priors;
  }

 private:
  Front front_;
  std::unique_ptr<Plan> plan_;
  PointwiseProgram pointwise_;
  std::unique_ptr<LogDensity> joint_;
};

const std::vector<Whole> models = {
    {"dim i\nmu ~ Normal(0, 2)\nx[i] ~ Normal(mu, 1)\ny[i] ~ Normal(x + mu, 2)\n", R"({"x": [1, 2, 0.5], "y": [0, 1, 2]})",
     "x[i] y[i] / mu"},
    // holes that are sampled, and holes that are left out
    {"dim i\nmu ~ Normal(0, 2)\nx[i] ~ Normal(mu, 1)\ny[i] ~ Normal(x + mu, 2)\n", R"({"x": [1, null, 0.5], "y": [0, 1, null]})",
     "x[i] y[i] / mu x"},
    // a mixture: each cell has its own
    {"dim i\nmu ~ Normal(0, 2)\nz[i] ~ Bernoulli(0.3)\ny[i] ~ Normal(mu * z, 1)\n", R"({"y": [0, 1, 2]})", "y[i] / mu"},
    // a hidden chain: the series as a whole
    {"dim t\nmu ~ Normal(0, 2)\nz[1] ~ Bernoulli(0.3)\nz[t] ~ Bernoulli(if z[t - 1] == 1 then 0.8 else 0.1)\ny[t] ~ Normal(mu * z, 1)\n",
     R"({"y": [0, 1, 2, 0.3]})", "y / mu"},
    // a discrete cause with holes, and two effects of it
    {"dim i\nmu ~ Normal(0, 2)\nz[i] ~ Bernoulli(0.3)\ny[i] ~ Normal(mu * z, 1)\nw[i] ~ Normal(z, 2)\n",
     R"({"z": [1, null, 0], "y": [0, 1, 2], "w": [1, 1, 3]})", "z_and_y_and_w[i] / mu"},
    // a hidden group of several units
    {"dim i;  dim g = 2\ndata at[i] in g\nmu ~ Normal(0, 2)\nz[g] ~ Bernoulli(0.3)\ny[i] ~ Normal(mu * z[at], 1)\n",
     R"({"at": [1, 2, 2], "y": [0, 1, 2]})", "y / mu"},
    // a computed variable that is measured
    {"dim i\nmu ~ Normal(0, 2)\nx[i] ~ Normal(mu, 1)\ntop = min(x, 2)\n", R"({"top": [1, 2, 0.5]})", "top[i] / mu"},
    // vectors
    {"dim i;  dim k = 2;  dim l like k\ndata S[k, l]\nmu[k] ~ Normal(0, 2)\ny[i, k] ~ MvNormal(mu, S)\n",
     R"({"S": [[1, 0.3], [0.3, 2]], "y": [[0, 1], [1, 0.5], [2, 2]]})", "y[i] / mu"},
    // by its noise: the values have the density of the noise over tau; log tau is the Jacobian of tau besides
    {"dim i\ntau ~ LogNormal(0, 1)\ntheta[i] ~ Normal(0, tau)\ny[i] ~ Normal(theta, 1)\n", R"({"y": [0, 1, 2]})", "y[i] / tau theta",
     [](const std::vector<double>& u) { return u[0] + 3 * u[0]; }},
};

TEST(Pointwise, TogetherTheyAreTheJointDensity) {
  std::mt19937 random(1);
  std::normal_distribution<double> normal;
  for (const auto& whole : models) {
    const Densities densities(whole);
    EXPECT_EQ(densities.named(), whole.outputs) << whole.model;
    for (int i = 0; i < 5; ++i) {
      std::vector<double> position(densities.parameters());
      for (double& x : position) x = normal(random);
      const double joint = densities.joint(position);
      EXPECT_NEAR(densities.sum(position) + whole.beside(position), joint, 1e-10 * (1 + std::abs(joint))) << whole.model;
    }
  }
}

}  // namespace
}  // namespace scmc::testing
