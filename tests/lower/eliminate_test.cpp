/// Summing out discrete latents against brute force: the density equals the sum of the joint density over all of their values.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "compiler/differentiate/differentiate.h"
#include "tests/support/model_text.h"

namespace scmc::testing {
namespace {

/// A discrete latent: how many elements, and the values that each can take.
struct Hidden {
  std::string name;
  std::size_t elements;  ///< 0: a scalar
  std::vector<int> values;
};

struct Enumerated {
  std::string model, data;  ///< the fields of a JSON object
  std::vector<Hidden> hidden;
};

/// The density of the model in which the hidden variables are data, whose values change.
class WithHidden {
 public:
  WithHidden(const Enumerated& e, const std::vector<double>& position) {
    std::string json = "{" + e.data;
    for (const auto& hidden : e.hidden) {
      const auto value = std::to_string(hidden.values.front());
      json += ", \"" + hidden.name + "\": " + (hidden.elements ? "[" + value : value);
      for (std::size_t i = 1; i < hidden.elements; ++i) json += ", " + value;
      json += hidden.elements ? "]" : "";
    }
    const auto plan = front_.plan(e.model, json + "}");
    if (!plan) throw std::runtime_error(front_.messages() + e.model);
    program_ = lower_density(*plan, front_.diagnostics);
    inputs_ = {.sizes = plan->dimensions.sizes, .values = program_.data};
    auto next = position.begin();
    for (std::size_t s = 0; s < plan->slots.size(); ++s)
      inputs_.values[s].assign(next, next + plan->slots[s].size), next += plan->slots[s].size;
    for (const auto& hidden : e.hidden) {
      const auto& info = program_.graph.inputs;
      const auto found = std::ranges::find(info, hidden.name, &ir::InputInfo::name);
      if (found == info.end()) throw std::runtime_error(hidden.name + " is not an input of\n" + e.model);
      auto& cells = inputs_.values[static_cast<std::size_t>(found - info.begin())];
      shift_.push_back(cells.front() - hidden.values.front());  // positions are stored from 0
      cells_.push_back(&cells);
    }
  }

  void set(std::size_t hidden, std::size_t element, int value) { (*cells_[hidden])[element] = value + shift_[hidden]; }
  double operator()() const { return ir::interpret(program_.graph, inputs_).front().front(); }

 private:
  Front front_;
  Program program_;
  ir::Inputs inputs_;
  std::vector<ir::Array*> cells_;
  std::vector<double> shift_;
};

/// log sum over all values of the hidden variables of the density in which they are data.
double by_enumeration(const Enumerated& e, const std::vector<double>& position) {
  WithHidden joint(e, position);
  struct Place {
    std::size_t hidden, element;
  };
  std::vector<Place> places;
  for (std::size_t h = 0; h < e.hidden.size(); ++h)
    for (std::size_t i = 0; i < std::max<std::size_t>(1, e.hidden[h].elements); ++i) places.push_back({h, i});
  std::vector<std::size_t> choice(places.size(), 0);
  std::vector<double> terms;
  for (std::size_t i = 0; i < places.size();) {
    terms.push_back(joint());
    for (i = 0; i < places.size(); ++i) {
      const auto& values = e.hidden[places[i].hidden].values;
      choice[i] = (choice[i] + 1) % values.size();
      joint.set(places[i].hidden, places[i].element, values[choice[i]]);
      if (choice[i] != 0) break;
    }
  }
  const double largest = *std::max_element(terms.begin(), terms.end());
  double sum = 0;
  for (double term : terms) sum += std::exp(term - largest);
  return largest + std::log(sum);
}

void expect_sum(const Enumerated& e, const std::vector<double>& position) {
  const double expected = by_enumeration(e, position), found = log_density(e.model, "{" + e.data + "}", position);
  EXPECT_NEAR(found, expected, 1e-12 * (1 + std::abs(expected))) << e.model << e.data;
}

TEST(Elimination, Mixture) {
  expect_sum({"dim i\np ~ Beta(2, 2)\nm ~ Normal(0, 1)\nz[i] ~ Bernoulli(p)\ny[i] ~ Normal(m + 2 * z, 0.5)\n",
              R"("y": [0.1, 2.2, -0.3])",
              {{"z", 3, {0, 1}}}},
             {0.3, -0.4});
}

TEST(Elimination, CategoriesByGather) {
  expect_sum(
      {"dim i\ndim g = 3\np[g] ~ Beta(1, 1)\nm[g] ~ Normal(0, 1)\nk[i] in g ~ Categorical(p / sum(p over g))\ny[i] ~ Normal(m[k], 1)\n",
       R"("y": [0.1, 1.5])",
       {{"k", 2, {1, 2, 3}}}},
      {0.3, -0.4, 1, 0.2, 0.1, -0.7});
}

TEST(Elimination, SeveralEffectsOverFurtherDimensions) {
  expect_sum({"dim i\ndim j\nz[i] ~ Bernoulli(0.3)\nw[i, j] ~ Normal(z, 1)\ny[i] ~ Poisson(exp(z))\n",
              R"("w": [[0.1, 1.5, 0.2], [0.3, 0.2, 2]], "y": [0, 4])",
              {{"z", 2, {0, 1}}}},
             {});
}

TEST(Elimination, OneForAllAndOneForEach) {
  expect_sum({"dim i\nm ~ Bernoulli(0.6)\nz[i] ~ Bernoulli(0.2 + 0.5 * m)\ny[i] ~ Normal(z - m, 1)\n",
              R"("y": [0.1, 1.5, 0.2])",
              {{"m", 0, {0, 1}}, {"z", 3, {0, 1}}}},
             {});
}

TEST(Elimination, OneForEachGroup) {
  expect_sum({"dim g = 2\ndim i\ndata of[i] in g\nm ~ Normal(0, 1)\nk[g] ~ Bernoulli(0.4)\ny[i] ~ Normal(m + 2 * k[of], 1)\n",
              R"("of": [1, 2, 1, 1], "y": [0.1, 1.5, 0.2, 2])",
              {{"k", 2, {0, 1}}}},
             {0.3});
  expect_sum({"dim g = 2\ndim i\ndim j\ndata of[i] in g\nk[g] ~ Bernoulli(0.4)\nx[g] ~ Normal(k, 1)\ny[i, j] ~ Normal(2 * k[of], 1)\n",
              R"("of": [1, 2, 1], "y": [[0.1, 1.5], [0.2, 2], [1, 1.1]], "x": [0.2, 1])",
              {{"k", 2, {0, 1}}}},
             {});
}

TEST(Elimination, OneForEachGroupAndOneForEachUnit) {
  expect_sum({"dim g = 2\ndim i\ndata of[i] in g\nk[g] ~ Bernoulli(0.4)\nz[i] ~ Bernoulli(0.2 + 0.5 * k[of])\n"
              "y[i] ~ Normal(z + 0.5 * k[of], 1)\n",
              R"("of": [1, 2, 1, 2], "y": [0.1, 1.5, 0.2, 2])",
              {{"k", 2, {0, 1}}, {"z", 4, {0, 1}}}},
             {});
}

TEST(Elimination, CausesBetweenThem) {
  expect_sum({"dim i\na[i] ~ Bernoulli(0.6)\nb[i] ~ DiscreteUniform(-1, 1)\nc[i] ~ Bernoulli(0.1 + 0.4 * a + 0.1 * b)\nd[i] = a * c\n"
              "y[i] ~ Normal(d + b, 1)\n",
              R"("y": [0.1, 1.5])",
              {{"a", 2, {0, 1}}, {"b", 2, {-1, 0, 1}}, {"c", 2, {0, 1}}}},
             {});
}

TEST(Elimination, AContinuousLatentBelow) {
  expect_sum({"dim i\nz[i] ~ Bernoulli(0.3)\nx[i] ~ Normal(3 * z, 1)\ny[i] ~ Normal(x + z, 1)\n", R"("y": [0.1, 1.5])", {{"z", 2, {0, 1}}}},
             {0.7, 2.5});
}

/// Measured in some elements: the others are summed.
TEST(Elimination, MissingCells) {
  const std::string model = "dim i\np ~ Beta(2, 2)\nz[i] ~ Bernoulli(p)\ny[i] ~ Normal(2 * z, 1)\n";
  const auto with = [&](int first, int third) {
    return log_density(model, "{\"z\": [" + std::to_string(first) + ", 1, " + std::to_string(third) + R"(], "y": [0.1, 1.2, 1.9]})", {0.4});
  };
  double sum = 0;
  for (int first : {0, 1})
    for (int third : {0, 1}) sum += std::exp(with(first, third));
  EXPECT_NEAR(log_density(model, R"({"z": [null, 1, null], "y": [0.1, 1.2, 1.9]})", {0.4}), std::log(sum), 1e-12);
}

TEST(Elimination, ImpossibleValues) {
  expect_sum({"dim i\nz[i] ~ Bernoulli(0.3)\ny[i] ~ Bernoulli(z * 0.5)\n", R"("y": [0, 1])", {{"z", 2, {0, 1}}}}, {});
}

/// Draws of all hidden variables (of values 0 and 1) together have the probabilities that enumeration gives them.
void expect_joint_law(const Enumerated& e) {
  WithHidden joint(e, {});
  std::vector<std::size_t> shifts;
  std::size_t bits = 0;
  for (const auto& hidden : e.hidden) shifts.push_back(bits), bits += std::max<std::size_t>(1, hidden.elements);
  std::vector<double> expected(std::size_t(1) << bits), found(expected.size(), 0);
  for (std::size_t code = 0; code < expected.size(); ++code) {
    for (std::size_t h = 0; h < e.hidden.size(); ++h)
      for (std::size_t i = 0; i < std::max<std::size_t>(1, e.hidden[h].elements); ++i) joint.set(h, i, code >> (shifts[h] + i) & 1);
    expected[code] = std::exp(joint());
  }
  const double total = std::accumulate(expected.begin(), expected.end(), 0.0);

  Front front;
  const auto plan = front.plan(e.model, "{" + e.data + "}");
  ASSERT_TRUE(plan) << front.messages();
  const auto constrain = lower_constrain(*plan, false, front.diagnostics);
  ir::Inputs inputs{.sizes = plan->dimensions.sizes, .values = constrain.program.data};
  constexpr int draws = 20000;
  for (int d = 0; d < draws; ++d) {
    inputs.key1 = static_cast<std::uint64_t>(d);
    const auto outputs = ir::interpret(constrain.program.graph, inputs);
    std::size_t code = 0;
    for (std::size_t o = 0; o < constrain.outputs.size(); ++o) {
      const auto& name = (*plan->bound.model)[constrain.outputs[o].variable].name;
      const auto hidden = std::ranges::find(e.hidden, name, &Hidden::name);
      if (hidden == e.hidden.end()) continue;
      const auto shift = shifts[static_cast<std::size_t>(hidden - e.hidden.begin())];
      for (std::size_t i = 0; i < outputs[o].size(); ++i) code |= static_cast<std::size_t>(outputs[o][i]) << (shift + i);
    }
    found[code] += 1.0 / draws;
  }
  for (std::size_t code = 0; code < expected.size(); ++code) {
    const double p = expected[code] / total;
    EXPECT_NEAR(found[code], p, 5 * std::sqrt(p * (1 - p) / draws) + 1e-12) << code;
  }
}

TEST(Elimination, DrawsHaveTheJointLaw) {
  expect_joint_law(
      {"dim g = 2\ndim i\ndata of[i] in g\nm ~ Bernoulli(0.6)\nk[g] ~ Bernoulli(0.2 + 0.4 * m)\n"
       "z[i] ~ Bernoulli(0.2 + 0.5 * k[of])\ny[i] ~ Normal(z + m, 1)\n",
       R"("of": [1, 2, 1], "y": [0.1, 1.5, 0.8])",
       {{"m", 0, {0, 1}}, {"k", 2, {0, 1}}, {"z", 3, {0, 1}}}});
}

// ---- chains

const std::string chain_of_states = "z[1] ~ Bernoulli(0.4)\nz[t] ~ Bernoulli(0.2 + 0.5 * z[t - 1])\n";

TEST(Chains, HiddenMarkovModel) {
  expect_sum({"dim t\nm ~ Normal(0, 1)\n" + chain_of_states + "y[t] ~ Normal(m + 2 * z, 0.5)\n",
              R"("y": [0.1, 2.2, -0.3, 1.8, 2])",
              {{"z", 5, {0, 1}}}},
             {-0.4});
}

TEST(Chains, OfCategories) {
  expect_sum({"dim state = 3; dim next like state\ndim t\nw[state, next] ~ Beta(1, 1)\nz[1] in state ~ Categorical(1 / size(state))\n"
              "z[t] in state ~ Categorical(w[z[t - 1]] / sum(w over next)[z[t - 1]])\ny[t] ~ Normal(z, 0.5)\n",
              R"("y": [0.1, 2.2, 3.3, 1.8])",
              {{"z", 4, {1, 2, 3}}}},
             {0.3, -0.4, 1, 0.2, 0.1, -0.7, 0.5, 0.1, -1});
}

TEST(Chains, ReadBeforeWithoutReadingThemselves) {
  expect_sum({"dim t\nz[t] ~ Bernoulli(0.3)\nx[t] = if t > 1 then z[t - 1] else 0\ny[t] ~ Normal(x + 2 * z, 1)\n",
              R"("y": [0.1, 2.2, -0.3, 1.8])",
              {{"z", 4, {0, 1}}}},
             {});
}

TEST(Chains, TwoThatReadEachOther) {
  expect_sum({"dim t\na[1] ~ Bernoulli(0.4)\na[t] ~ Bernoulli(0.2 + 0.3 * a[t - 1] + 0.4 * b[t - 1])\nb[1] ~ Bernoulli(0.3)\n"
              "b[t] ~ Bernoulli(0.1 + 0.5 * a + 0.2 * b[t - 1])\ny[t] ~ Normal(a - 2 * b, 1)\n",
              R"("y": [0.1, 1.2, -0.3, 1.8])",
              {{"a", 4, {0, 1}}, {"b", 4, {0, 1}}}},
             {});
}

TEST(Chains, OneForEachPerson) {
  const std::string model =
      "dim i = 2\ndim t = 3\nz[i, 1] ~ Bernoulli(0.4)\nz[i, t] ~ Bernoulli(0.2 + 0.5 * z[i, t - 1])\ny[i, t] ~ Normal(z, 1)\n";
  const auto one = [](const std::string& y) {
    return log_density("dim t\n" + chain_of_states + "y[t] ~ Normal(z, 1)\n", "{\"y\": " + y + "}", {});
  };
  EXPECT_NEAR(log_density(model, R"({"y": [[1, 2, 0.3], [0.1, 0.5, 1.4]]})", {}), one("[1, 2, 0.3]") + one("[0.1, 0.5, 1.4]"), 1e-12);
}

/// Dead is dead: states that cannot be reached have no density, and no gradient either that is not finite.
TEST(Chains, ImpossibleStates) {
  const Enumerated e{"dim t\np ~ Beta(1, 1)\nz[1] ~ Bernoulli(1)\nz[t] ~ Bernoulli(p * z[t - 1])\ny[t] ~ Bernoulli(0.7 * z)\n",
                     R"("y": [1, 0, 1, 0])",
                     {{"z", 4, {0, 1}}}};
  expect_sum(e, {0.3});
  Front front;
  const auto plan = front.plan(e.model, "{" + e.data + "}");
  const auto program = lower_density(*plan, front.diagnostics);
  const auto graph = ir::differentiate(program.graph, "log_density");
  ir::Inputs inputs{.sizes = plan->dimensions.sizes, .values = program.data};
  inputs.values[0] = {0.3};
  EXPECT_TRUE(std::isfinite(ir::interpret(graph, inputs).back().front()));
}

TEST(Chains, MissingStates) {
  const std::string model = "dim t\n" + chain_of_states + "y[t] ~ Normal(z, 1)\n";
  const auto with = [&](int second, int third) {
    return log_density(model, "{\"z\": [1, " + std::to_string(second) + ", " + std::to_string(third) + R"(, 0], "y": [1, 2, 0.3, 0.1]})",
                       {});
  };
  double sum = 0;
  for (int second : {0, 1})
    for (int third : {0, 1}) sum += std::exp(with(second, third));
  EXPECT_NEAR(log_density(model, R"({"z": [1, null, null, 0], "y": [1, 2, 0.3, 0.1]})", {}), std::log(sum), 1e-12);
}

TEST(Chains, DrawsHaveTheJointLaw) {
  expect_joint_law(
      {"dim t\nm ~ Bernoulli(0.6)\nz[1] ~ Bernoulli(0.4)\nz[t] ~ Bernoulli(0.2 + 0.4 * z[t - 1] + 0.2 * m)\n"
       "s[t] ~ Bernoulli(if t > 1 then 0.2 + 0.3 * z[t - 1] else 0.5)\ny[t] ~ Normal(z + s, 1)\n",
       R"("y": [0.1, 1.5, 0.8])",
       {{"m", 0, {0, 1}}, {"z", 3, {0, 1}}, {"s", 3, {0, 1}}}});
  expect_joint_law(
      {"dim t\na[1] ~ Bernoulli(0.4)\na[t] ~ Bernoulli(0.2 + 0.3 * a[t - 1] + 0.4 * b[t - 1])\nb[1] ~ Bernoulli(0.3)\n"
       "b[t] ~ Bernoulli(0.1 + 0.5 * a + 0.2 * b[t - 1])\ny[t] ~ Normal(a - 2 * b, 1)\n",
       R"("y": [0.1, 1.2, -0.3])",
       {{"a", 3, {0, 1}}, {"b", 3, {0, 1}}}});
}

/// One or two chains, what stands at their positions or above them, and outcomes that read the state before.
Enumerated random_chain(std::mt19937& random) {
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  const auto number = [&] { return std::to_string(below(2000) / 1000.0 - 1); };
  const std::size_t length = 3;
  Enumerated e{"dim t\nu ~ Normal(0, 1)\n", "", {}};
  std::string now = "0.3 * u", before;
  if (below(3) == 0) {
    e.model += "m ~ Bernoulli(0.4)\n";
    e.hidden.push_back({"m", 0, {0, 1}});
    now += " + " + number() + " * m";
  }
  const int chains = 1 + below(2);
  for (int c = 0; c < chains; ++c) {
    const std::string name = "z" + std::to_string(c);
    const bool ternary = chains == 1 && below(2) == 0;
    const std::string family = ternary ? "Binomial(2, invlogit(" : "Bernoulli(invlogit(";
    before += " + " + number() + " * " + name + "[t - 1]";
    e.model += name + "[1] ~ " + family + now + "))\n" + name + "[t] ~ " + family + now + before + "))\n";
    e.hidden.push_back({name, length, ternary ? std::vector{0, 1, 2} : std::vector{0, 1}});
    now += " + " + number() + " * " + name;
  }
  if (below(2)) {
    e.model += "s[t] ~ Bernoulli(invlogit(" + now + (below(2) ? " + (if t > 1 then z0[t - 1] else 0)" : "") + "))\n";
    e.hidden.push_back({"s", length, {0, 1}});
    now += " + " + number() + " * s";
  }
  const bool late = below(2) == 0;
  if (late) e.model += "y[1] ~ Normal(" + now + ", 1)\n";
  e.model += "y[t] ~ Normal(" + now + (late ? before : "") + ", 0.8)\n";
  if (below(2)) e.model += "n[t] ~ Poisson(exp(" + now + "))\n", e.data = "\"n\": [0, 2, 1], ";
  e.data += "\"y\": [" + number() + ", " + number() + ", " + number() + "]";
  return e;
}

TEST(Chains, RandomModels) {
  std::mt19937 random(21);
  for (int i = 0; i < 1000 && !HasFailure(); ++i) expect_sum(random_chain(random), {0.37});
}

TEST(Elimination, WhatCannotBeSummedIsRefused) {
  const auto codes = [](const std::string& model, const std::string& json) {
    Front front;
    const auto plan = front.plan(model, json);
    if (plan) lower_density(*plan, front.diagnostics);
    return front.codes();
  };
  EXPECT_EQ(codes("dim i\nn[i] ~ Poisson(3)\ny[i] ~ Normal(n, 1)\n", R"({"y": [1, 2]})"), "E0501");
  EXPECT_EQ(codes("dim t\nz[t] ~ Bernoulli(0.3)\nx[t] = if t > 2 then z[t - 2] else 0\ny[t] ~ Normal(x, 1)\n", R"({"y": [1, 2]})"),
            "E0502");
  EXPECT_EQ(codes("dim t\nz[t] ~ Bernoulli(0.3)\nx[1] = 0\nx[t] = 0.5 * x[t - 1] + z\ny[t] ~ Normal(x, 1)\n", R"({"y": [1, 2]})"), "E0509");
  EXPECT_EQ(codes("dim i\nz[i] ~ Bernoulli(0.3)\nm = sum(z over i)\ny[i] ~ Normal(m, 1)\n", R"({"y": [1, 2]})"), "E0509");
  EXPECT_EQ(codes("dim i\ndim j\nz[i] ~ Bernoulli(0.3)\nw[j] ~ Bernoulli(0.3)\ny[i, j] ~ Normal(z + w, 1)\n", R"({"y": [[1, 2], [3, 4]]})"),
            "E0508");
  EXPECT_EQ(codes("dim g = 3\ndim i\ndata a[i] in g\ndata b[i] in g\nk[g] ~ Bernoulli(0.4)\ny[i] ~ Normal(k[a] - k[b], 1)\n",
                  R"({"a": [1, 2], "b": [2, 3], "y": [1, 2]})"),
            "E0509");
  EXPECT_EQ(codes("dim g = 2\ndim i\ndata of[i] in g\nk[g] ~ Bernoulli(0.4)\nm = sum(k[of] over i)\ny[i] ~ Normal(m, 1)\n",
                  R"({"of": [1, 2], "y": [1, 2]})"),
            "E0509");
  EXPECT_EQ(codes("dim i\na[i] ~ DiscreteUniform(1, 100)\nb[i] ~ DiscreteUniform(1, 100)\ny[i] ~ Normal(a + b, 1)\n", R"({"y": [1, 2]})"),
            "E0508");
}

/// One to three hidden variables of two or three values, for each element or for all, with random causes among them.
Enumerated random_model(std::mt19937& random) {
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  const auto number = [&] { return std::to_string(below(2000) / 1000.0 - 1); };
  Enumerated e{"dim i\nu ~ Normal(0, 1)\n", "", {}};
  std::string causes = "0.3 * u";
  const int count = 1 + below(3);
  bool per_element = false;
  for (int h = 0; h < count; ++h) {
    const std::string name = "h" + std::to_string(h);
    per_element = per_element || below(2) == 0;
    const bool ternary = below(3) == 0;
    const std::string mechanism =
        ternary ? "Binomial(2, invlogit(" + causes + "))" : "Bernoulli(invlogit(" + number() + " + " + causes + "))";
    e.model += name + (per_element ? "[i]" : "") + " ~ " + mechanism + "\n";
    e.hidden.push_back({name, per_element ? 2u : 0u, ternary ? std::vector{0, 1, 2} : std::vector{0, 1}});
    if (below(3) > 0) causes += " + " + number() + " * " + name;
  }
  e.model += "y[i] ~ Normal(" + causes + " + h" + std::to_string(count - 1) + ", 0.8)\n";
  if (below(2)) e.model += "n[i] ~ Poisson(exp(" + causes + "))\n", e.data = "\"n\": [0, 2], ";
  e.data += "\"y\": [" + number() + ", " + number() + "]";
  return e;
}

TEST(Elimination, RandomModels) {
  std::mt19937 random(20);
  for (int i = 0; i < 1000 && !HasFailure(); ++i) expect_sum(random_model(random), {0.37});
}

}  // namespace
}  // namespace scmc::testing
