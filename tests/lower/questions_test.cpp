/// Questions about linear Gaussian models, whose answers are matrix algebra: random graphs, random data, effects by path tracing.
#include <algorithm>
#include <array>
#include <numeric>
#include <random>

#include "tests/support/query_text.h"

namespace scmc::testing {
namespace {

constexpr std::size_t units = 40;
constexpr std::int64_t replicates = 256;  ///< with the units: the standard error of a mean is below 0.01 standard deviations

/// v0 -> v1 -> ... in causal order: v_j = intercept_j + sum of weight[j][i] v_i + scale_j * noise. All are measured.
struct LinearModel {
  std::vector<double> intercept, scale;
  std::vector<std::vector<double>> weight, data;  ///< data by variable, by unit
  std::size_t x = 0, m = 0, y = 0;                ///< treatment, mediator, outcome, in this order

  std::size_t size() const { return scale.size(); }
  std::string name(std::size_t j) const { return "v" + std::to_string(j); }

  double mean(std::size_t j, const std::vector<double>& values) const {
    double sum = intercept[j];
    for (std::size_t i = 0; i < j; ++i) sum += weight[j][i] * values[i];
    return sum;
  }

  std::string text() const {
    std::ostringstream out;
    out.precision(17);
    out << "dim u\n";
    for (std::size_t j = 0; j < size(); ++j) {
      out << name(j) << "[u] ~ Normal(" << intercept[j];
      for (std::size_t i = 0; i < j; ++i)
        if (weight[j][i] != 0) out << " + " << weight[j][i] << " * " << name(i);
      out << ", " << scale[j] << ")\n";
    }
    return out.str();
  }

  std::string json() const {
    std::string out = "{";
    for (std::size_t j = 0; j < size(); ++j) out += (j ? ", \"" : "\"") + name(j) + "\": " + json_array(data[j]);
    return out + "}";
  }
};

LinearModel random_model(std::mt19937_64& random) {
  std::uniform_real_distribution<double> uniform(-1, 1);
  std::normal_distribution<double> normal;
  LinearModel model;
  const auto size = std::uniform_int_distribution<std::size_t>(3, 6)(random);
  model.weight.assign(size, std::vector<double>(size, 0));
  for (std::size_t j = 0; j < size; ++j) {
    model.intercept.push_back(uniform(random)), model.scale.push_back(0.5 + std::abs(uniform(random)));
    for (std::size_t i = 0; i < j; ++i)
      if (uniform(random) < 0.4) model.weight[j][i] = uniform(random);
  }
  // The three that are asked about, in causal order.
  std::vector<std::size_t> order(size);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::shuffle(order, random);
  std::array<std::size_t, 3> asked{order[0], order[1], order[2]};
  std::ranges::sort(asked);
  model.x = asked[0], model.m = asked[1], model.y = asked[2];
  model.data.assign(size, {});
  for (std::size_t u = 0; u < units; ++u) {
    std::vector<double> values(size, 0);
    for (std::size_t j = 0; j < size; ++j) {
      values[j] = model.mean(j, values) + model.scale[j] * normal(random);
      model.data[j].push_back(values[j]);
    }
  }
  return model;
}

using Set = std::map<std::size_t, double>;

/// Strict descendants of what is set.
std::vector<bool> touched(const LinearModel& model, const std::vector<std::size_t>& set) {
  std::vector<bool> below(model.size(), false);
  for (std::size_t j = 0; j < model.size(); ++j)
    for (std::size_t i = 0; i < j; ++i)
      below[j] = below[j] || (model.weight[j][i] != 0 && (below[i] || std::ranges::count(set, i) > 0));
  return below;
}

/// Of one unit: what is touched has its mean given its causes (`noise` 0) or keeps its own noise (1); the rest is as measured.
std::vector<double> world(const LinearModel& model, std::size_t unit, const Set& set, const std::vector<bool>& below, double noise) {
  std::vector<double> values(model.size()), factual(model.size());
  for (std::size_t j = 0; j < model.size(); ++j) {
    factual[j] = model.data[j][unit];
    const double own = factual[j] - model.mean(j, factual);
    values[j] = below[j] ? model.mean(j, values) + noise * own : factual[j];
    if (set.contains(j)) values[j] = set.at(j);
  }
  return values;
}

template <class Value>
double average(Value&& value) {
  double sum = 0;
  for (std::size_t u = 0; u < units; ++u) sum += value(u) / units;
  return sum;
}

/// The standard deviation, given what is not recomputed, of y in a world where `below` is: its noise, carried along the paths.
double noise_sd(const LinearModel& model, std::size_t cut, const std::vector<bool>& below) {
  std::vector<double> carried(model.size());
  carried[model.y] = 1;
  double variance = 0;
  for (std::size_t j = model.size(); j-- > 0;) {
    if (!below[j] || j == cut) continue;
    variance += std::pow(carried[j] * model.scale[j], 2);
    for (std::size_t i = 0; i < j; ++i) carried[i] += carried[j] * model.weight[j][i];
  }
  return std::sqrt(variance);
}

class LinearQuestions : public ::testing::TestWithParam<int> {};

constexpr int models_per_case = 25;

TEST_P(LinearQuestions, EqualAlgebra) {
  std::mt19937_64 random(static_cast<std::uint64_t>(GetParam()));
  for (int k = 0; k < models_per_case; ++k) {
    const auto model = random_model(random);
    const auto x = model.name(model.x), m = model.name(model.m), y = model.name(model.y);
    const std::string nested = "do(" + x + " = 1, " + m + " = (" + m + " | do(" + x + " = 0)))";
    const std::string text = model.text() + "query by_do = E[" + y + " | do(" + x + " = 1)]\n" +  //
                             "query by_cf = E[" + y + " | cf(" + x + " = 1)]\n" +                 //
                             "query att = E[" + y + " | cf(" + x + " = 1), " + x + " > 0] - E[" + y + " | cf(" + x + " = 0), " + x + " > 0]\n" +
                             "query nde = E[" + y + " | " + nested + "] - E[" + y + " | do(" + x + " = 0)]\n" +
                             "query nie = E[" + y + " | do(" + x + " = 0, " + m + " = (" + m + " | do(" + x + " = 1)))] - E[" + y + " | do(" +
                             x + " = 0)]\n" +  //
                             "query anew = E[" + y + " | do(" + x + " = 1), new u]\n";
    Queries queries(text, model.json());
    ASSERT_TRUE(queries.is_fine()) << queries.messages() << text;
    const auto mcse = [&](const std::vector<bool>& below) {
      return 1e-12 + noise_sd(model, model.x, below) / std::sqrt(static_cast<double>(units) * static_cast<double>(replicates));
    };
    const auto by_x = touched(model, {model.x}), by_both = touched(model, {model.x, model.m});
    const auto y_of = [&](std::size_t u, const Set& set, const std::vector<bool>& below, double noise) {
      return world(model, u, set, below, noise)[model.y];
    };
    const auto m_of = [&](std::size_t u, double at) { return world(model, u, {{model.x, at}}, by_both, 0)[model.m]; };
    EXPECT_NEAR(queries.number("by_do", replicates), average([&](std::size_t u) { return y_of(u, {{model.x, 1}}, by_x, 0); }), 4 * mcse(by_x)) << text;
    EXPECT_NEAR(queries.number("by_cf"), average([&](std::size_t u) { return y_of(u, {{model.x, 1}}, by_x, 1); }), 1e-12) << text;

    double treated = 0, difference = 0;
    for (std::size_t u = 0; u < units; ++u)
      if (model.data[model.x][u] > 0) ++treated, difference += y_of(u, {{model.x, 1}}, by_x, 1) - y_of(u, {{model.x, 0}}, by_x, 1);
    if (treated > 0) { EXPECT_NEAR(queries.number("att"), difference / treated, 1e-12) << text; }

    const auto crossed = [&](double at, double mediated) {
      return average([&](std::size_t u) { return y_of(u, {{model.x, at}, {model.m, m_of(u, mediated)}}, by_both, 0); });
    };
    const auto plain = average([&](std::size_t u) { return y_of(u, {{model.x, 0}}, by_both, 0); });
    // Without interactions the noise of both worlds is carried alike and leaves no trace in the difference.
    EXPECT_NEAR(queries.number("nde"), crossed(1, 0) - plain, 1e-12) << text;
    EXPECT_NEAR(queries.number("nie"), crossed(0, 1) - plain, 1e-12) << text;

    std::vector<double> means(model.size());
    for (std::size_t j = 0; j < model.size(); ++j) means[j] = j == model.x ? 1 : model.mean(j, means);
    EXPECT_NEAR(queries.number("anew", replicates), means[model.y], 4 * mcse(std::vector<bool>(model.size(), true))) << text;
  }
}

INSTANTIATE_TEST_SUITE_P(FiveHundredModels, LinearQuestions, ::testing::Range(0, 20));

}  // namespace
}  // namespace scmc::testing
