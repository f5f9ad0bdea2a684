/// Log-densities of ten examples, on few data, against formulas written out here: at two unconstrained points, to a billionth of the sum of
/// all absolute terms. `u` are unconstrained values by parameter, `d` the data.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>

#include "tests/support/model_text.h"

namespace scmc::testing {
namespace {

/// Numbers by name: `u("mu")`, and elements: `u("theta", 3)`, from 0.
class Values {
 public:
  explicit Values(const std::string& json) {
    const auto parsed = nlohmann::json::parse(json);
    for (const auto& [name, value] : parsed.items())
      values_[name] = value.is_array() ? value.get<std::vector<double>>() : std::vector<double>{value.get<double>()};
  }
  double operator()(const std::string& name, std::size_t i = 0) const { return values_.at(name).at(i); }
  const std::vector<double>& all(const std::string& name) const { return values_.at(name); }
  std::size_t size(const std::string& name) const { return values_.at(name).size(); }

 private:
  std::map<std::string, std::vector<double>> values_;
};

struct Sum {
  double value = 0, absolute = 0;
  void operator+=(double term) { value += term, absolute += std::abs(term); }
};

using Formula = std::function<void(Sum& sum, const Values& u, const Values& d)>;

void expect_formula(const std::string& example, const std::string& data, const std::vector<std::string>& points, const Formula& formula) {
  std::ifstream file(SCMC_SOURCE_DIR "/examples/" + example + "/model.scm");
  const std::string text(std::istreambuf_iterator<char>(file), {});
  Front front;
  const auto plan = front.plan(text, data);
  ASSERT_TRUE(plan) << front.messages() << text;
  const LogDensity density(*plan, front.diagnostics);
  for (const auto& point : points) {
    const Values u(point);
    std::vector<double> position;
    for (const auto& slot : plan->slots) {
      ASSERT_EQ(u.size(slot.name), static_cast<std::size_t>(slot.size)) << slot.name;
      position.insert(position.end(), u.all(slot.name).begin(), u.all(slot.name).end());
    }
    Sum expected;
    formula(expected, u, Values(data));
    EXPECT_NEAR(density(position), expected.value, 1e-9 * expected.absolute) << example << " at " << point;
  }
}

// ---- densities

double normal(double x, double mean, double sd) {
  return -(x - mean) * (x - mean) / (2 * sd * sd) - std::log(sd) - 0.5 * std::log(2 * M_PI);
}
double half_normal(double x, double sd) { return std::log(2) + normal(x, 0, sd); }
double log_normal(double x, double mean, double sd) { return normal(std::log(x), mean, sd) - std::log(x); }
double logistic(double x) { return 1 / (1 + std::exp(-x)); }
double bernoulli(double x, double p) { return std::log(x == 1 ? p : 1 - p); }
double beta(double x, double a, double b) {
  return std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + (a - 1) * std::log(x) + (b - 1) * std::log(1 - x);
}

// ---- examples

TEST(Formulas, EightSchools) {
  expect_formula("eight_schools", R"({"y": [28, 8, -3, 7], "sigma": [15, 10, 16, 11]})",
                 {R"({"mu": 4, "tau": 0.9, "theta": [0.8, -0.3, 0.1, 1.2]})", R"({"mu": -1.5, "tau": -1.6, "theta": [-1, 2, 0.4, -0.7]})"},
                 [](Sum& sum, const Values& u, const Values& d) {
                   const double mu = u("mu"), tau = std::exp(u("tau"));
                   sum += normal(mu, 0, 5);
                   sum += std::log(2 / (M_PI * 5 * (1 + tau * tau / 25)));
                   sum += u("tau");  // log |d exp(u) / d u|
                   for (std::size_t i = 0; i < d.size("y"); ++i) {
                     const double theta = mu + tau * u("theta", i);
                     sum += normal(theta, mu, tau);
                     sum += std::log(tau);  // log |d theta / d u|
                     sum += normal(d("y", i), theta, d("sigma", i));
                   }
                 });
}

TEST(Formulas, LogisticRegression) {
  expect_formula("logistic_regression", R"({"age": [-0.7, -1.2, 0.3, 2.1, 0.8], "join": [1, 1, 0, 0, 1], "ill": [0, 1, 0, 1, 1]})",
                 {R"({"a0": 0.1, "a_age": -1, "b0": -1, "b_age": 0.9, "b_join": -0.8})",
                  R"({"a0": -0.7, "a_age": 0.3, "b0": 0.6, "b_age": -2.4, "b_join": 1.1})"},
                 [](Sum& sum, const Values& u, const Values& d) {
                   for (const auto* name : {"a0", "b0"}) sum += normal(u(name), 0, 1.5);
                   for (const auto* name : {"a_age", "b_age", "b_join"}) sum += normal(u(name), 0, 1);
                   for (std::size_t i = 0; i < d.size("age"); ++i) {
                     const double age = d("age", i), join = d("join", i);
                     sum += normal(age, 0, 1);
                     sum += bernoulli(join, logistic(u("a0") + u("a_age") * age));
                     sum += bernoulli(d("ill", i), logistic(u("b0") + u("b_age") * age + u("b_join") * join));
                   }
                 });
}

TEST(Formulas, PoissonRegression) {
  expect_formula("poisson_regression", R"({"traffic": [0.4, -1.1, 1.9, 0.2], "camera": [1, 0, 1, 0], "accidents": [2, 0, 7, 1]})",
                 {R"({"a0": -0.2, "a_traffic": 0.8, "b0": 0.5, "b_traffic": 0.6, "b_camera": -0.4})",
                  R"({"a0": 0.7, "a_traffic": -0.4, "b0": -0.1, "b_traffic": 0.1, "b_camera": 0.5})"},
                 [](Sum& sum, const Values& u, const Values& d) {
                   for (const auto* name : {"a0", "a_traffic", "b0", "b_traffic", "b_camera"}) sum += normal(u(name), 0, 1);
                   for (std::size_t i = 0; i < d.size("traffic"); ++i) {
                     const double traffic = d("traffic", i), camera = d("camera", i), accidents = d("accidents", i);
                     sum += normal(traffic, 0, 1);
                     sum += bernoulli(camera, logistic(u("a0") + u("a_traffic") * traffic));
                     const double log_rate = u("b0") + u("b_traffic") * traffic + u("b_camera") * camera;
                     sum += accidents * log_rate;
                     sum += -std::exp(log_rate);
                     sum += -std::lgamma(accidents + 1);
                   }
                 });
}

TEST(Formulas, Autoregression) {
  expect_formula("ar", R"({"growth": [-2.2, 8.7, 3.1, 0.4, 2.5, -1.3]})",
                 {R"({"base": 1, "phi": [0.5, -0.3], "sigma": 0.4})", R"({"base": -0.6, "phi": [-0.8, 0.2], "sigma": 1.3})"},
                 [](Sum& sum, const Values& u, const Values& d) {
                   const double sigma = std::exp(u("sigma"));
                   sum += normal(u("base"), 0, 2);
                   sum += normal(u("phi", 0), 0, 0.5);
                   sum += normal(u("phi", 1), 0, 0.5);
                   sum += half_normal(sigma, 1);
                   sum += u("sigma");
                   const auto& y = d.all("growth");
                   for (std::size_t t = 0; t < y.size(); ++t)
                     sum += t < 2 ? normal(y[t], 0, 5) : normal(y[t], u("base") + u("phi", 0) * y[t - 1] + u("phi", 1) * y[t - 2], sigma);
                 });
}

TEST(Formulas, Garch) {
  expect_formula("garch", R"({"returns": [0.6, -0.3, 1.9, -2.4, 0.1, 0.2]})",
                 {R"({"drift": 0.05, "floor_variance": -2, "shock": -1.4, "memory": 1.8})",
                  R"({"drift": -0.3, "floor_variance": -0.5, "shock": 0.3, "memory": -1.1})"},
                 [](Sum& sum, const Values& u, const Values& d) {
                   const double drift = u("drift"), floor = std::exp(u("floor_variance")), shock = logistic(u("shock")),
                                share = logistic(u("memory")), memory = (1 - shock) * share;
                   sum += normal(drift, 0, 0.5);
                   sum += half_normal(floor, 0.5);
                   sum += u("floor_variance");
                   sum += std::log(shock * (1 - shock));                // log |d shock / d u|; its density is 1
                   sum += -std::log(1 - shock);                         // the density of memory
                   sum += std::log((1 - shock) * share * (1 - share));  // log |d memory / d u|
                   double variance = floor / (1 - shock - memory);
                   for (const double y : d.all("returns")) {
                     sum += normal(y, drift, std::sqrt(variance));
                     variance = floor + shock * (y - drift) * (y - drift) + memory * variance;
                   }
                 });
}

/// Whether a waiting time is a long one is summed out.
TEST(Formulas, Mixture) {
  expect_formula(
      "mixture", R"({"minutes": [1.8, 4.4, 2.3, 3.1, 4.9]})",
      {R"({"share": 0.4, "short": 2, "gap": 0.8, "spread": -1})", R"({"share": -1.4, "short": 3.1, "gap": -0.9, "spread": -0.1})"},
      [](Sum& sum, const Values& u, const Values& d) {
        const double share = logistic(u("share")), gap = std::exp(u("gap")), spread = std::exp(u("spread"));
        sum += beta(share, 2, 2);
        sum += std::log(share * (1 - share));
        sum += normal(u("short"), 2, 0.5);
        sum += half_normal(gap, 2);
        sum += u("gap");
        sum += half_normal(spread, 0.5);
        sum += u("spread");
        for (const double minutes : d.all("minutes"))
          sum += std::log((1 - share) * std::exp(normal(minutes, u("short"), spread)) +
                          share * std::exp(normal(minutes, u("short") + gap, spread)));
      });
}

/// All 64 paths of six hours, one by one.
TEST(Formulas, HiddenMarkov) {
  expect_formula("hmm", R"({"output": [4.9, 5.3, 2.2, 1.7, 2.6, 5.1]})",
                 {R"({"stays_well": 2, "stays_bad": 1.3, "bad_output": 2, "gain": 1.1, "spread": -0.3})",
                  R"({"stays_well": -0.8, "stays_bad": 0.4, "bad_output": 0.5, "gain": 0, "spread": 0.8})"},
                 [](Sum& sum, const Values& u, const Values& d) {
                   const double stays[] = {logistic(u("stays_bad")), logistic(u("stays_well"))}, gain = std::exp(u("gain")),
                                spread = std::exp(u("spread"));
                   for (const double p : stays) {
                     sum += beta(p, 8, 2);
                     sum += std::log(p * (1 - p));
                   }
                   sum += normal(u("bad_output"), 2, 2);
                   sum += half_normal(gain, 3);
                   sum += u("gain");
                   sum += half_normal(spread, 1);
                   sum += u("spread");
                   double total = 0;
                   for (unsigned path = 0; path < 64; ++path) {
                     double probability = 0.5;
                     for (unsigned t = 0; t < 6; ++t) {
                       const unsigned well = path >> t & 1;
                       if (t > 0) {
                         const unsigned before = path >> (t - 1) & 1;
                         probability *= well == before ? stays[before] : 1 - stays[before];
                       }
                       probability *= std::exp(normal(d("output", t), u("bad_output") + gain * well, spread));
                     }
                     total += probability;
                   }
                   sum += std::log(total);
                 });
}

/// Of a normal vector with mean 0: covariance = L L', its rows one after another.
void add_normal(Sum& sum, const std::vector<double>& x, const std::vector<std::vector<double>>& covariance) {
  const std::size_t n = x.size();
  std::vector<std::vector<double>> lower(n, std::vector<double>(n));
  std::vector<double> z(n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double rest = covariance[i][j];
      for (std::size_t k = 0; k < j; ++k) rest -= lower[i][k] * lower[j][k];
      lower[i][j] = i == j ? std::sqrt(rest) : rest / lower[j][j];
    }
    z[i] = x[i];
    for (std::size_t k = 0; k < i; ++k) z[i] -= lower[i][k] * z[k];
    z[i] /= lower[i][i];
    sum += -0.5 * z[i] * z[i];
    sum += -std::log(lower[i][i]);
    sum += -0.5 * std::log(2 * M_PI);
  }
}

/// Levels and what is seen of them as one normal vector.
TEST(Formulas, LocalLevel) {
  expect_formula("local_level", R"({"seen": [-2.4, -1.6, 0.3, 1.9, 1.2]})",
                 {R"({"wander": -0.2, "noise": -0.9, "level": [-0.3, 0.8, 0.5, -1.1, 0.2]})",
                  R"({"wander": 0.7, "noise": 0.3, "level": [0.6, -0.4, -1.2, 1.5, 0.9]})"},
                 [](Sum& sum, const Values& u, const Values& d) {
                   const double wander = std::exp(u("wander")), noise = std::exp(u("noise"));
                   sum += half_normal(wander, 2);
                   sum += u("wander");
                   sum += half_normal(noise, 2);
                   sum += u("noise");
                   const std::size_t n = d.size("seen");
                   std::vector<double> x(2 * n);
                   for (std::size_t t = 0; t < n; ++t) x[t] = u("level", t), x[n + t] = d("seen", t);
                   std::vector<std::vector<double>> covariance(2 * n, std::vector<double>(2 * n));
                   for (std::size_t i = 0; i < 2 * n; ++i)
                     for (std::size_t j = 0; j < 2 * n; ++j)
                       covariance[i][j] =
                           100 + wander * wander * static_cast<double>(std::min(i % n, j % n)) + (i == j && i >= n ? noise * noise : 0);
                   add_normal(sum, x, covariance);
                 });
}

TEST(Formulas, OrdinalRegression) {
  expect_formula("ordinal", R"({"age": [-1.2, 0.7, -0.1, 1.4, 0.2], "answer": [1, 4, 3, 5, 2]})",
                 {R"({"lowest": -1.5, "step": [-0.9, 0.1, -0.2, 0.4], "b_age": 0.7})",
                  R"({"lowest": -3, "step": [0.8, -1.2, 0.7, -0.5], "b_age": -0.5})"},
                 [](Sum& sum, const Values& u, const Values& d) {
                   sum += normal(u("lowest"), -2, 1);
                   sum += normal(u("b_age"), 0, 1);
                   for (const double step : u.all("step")) {
                     sum += log_normal(std::exp(step), 0, 0.5);
                     sum += step;
                   }
                   std::vector<double> cut{u("lowest")};
                   for (std::size_t k = 1; k < 4; ++k) cut.push_back(cut.back() + std::exp(u("step", k)));
                   for (std::size_t i = 0; i < d.size("age"); ++i) {
                     const auto answer = static_cast<std::size_t>(d("answer", i));
                     const double eta = u("b_age") * d("age", i), at_most = answer == 5 ? 1 : logistic(cut[answer - 1] - eta),
                                  below = answer == 1 ? 0 : logistic(cut[answer - 2] - eta);
                     sum += std::log(at_most - below);
                   }
                 });
}

/// Two of the five outlive the study.
TEST(Formulas, Survival) {
  expect_formula(
      "survival",
      R"({"age": [0.3, -0.8, 1.1, 0.2, -1.5], "treated": [1, 0, 1, 1, 0], "time": [2, 5, 0.4, 3, 1.7], "followup": [5, 5, 5, 3, 4]})",
      {R"({"a0": 0.1, "a_age": 1.1, "b0": 1.2, "b_age": -0.4, "b_treated": 0.5, "shape": 0.4})",
       R"({"a0": -0.8, "a_age": -0.2, "b0": 0.4, "b_age": 0.3, "b_treated": -0.6, "shape": -0.35})"},
      [](Sum& sum, const Values& u, const Values& d) {
        for (const auto* name : {"a0", "a_age", "b_age", "b_treated"}) sum += normal(u(name), 0, 1);
        const double shape = std::exp(u("shape"));
        sum += normal(u("b0"), 1, 1);
        sum += log_normal(shape, 0, 0.5);
        sum += u("shape");
        for (std::size_t i = 0; i < d.size("age"); ++i) {
          const double age = d("age", i), treated = d("treated", i), time = d("time", i);
          sum += normal(age, 0, 1);
          sum += bernoulli(treated, logistic(u("a0") + u("a_age") * age));
          const double scale = std::exp(u("b0") + u("b_age") * age + u("b_treated") * treated);
          sum += -std::pow(time / scale, shape);  // lives as long
          if (time == d("followup", i)) continue;
          sum += std::log(shape / scale * std::pow(time / scale, shape - 1));  // and dies then
        }
      });
}

}  // namespace
}  // namespace scmc::testing
