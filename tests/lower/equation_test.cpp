/// Differential equations: closed forms, published values, derivatives against differences, equations of units.
#include <gtest/gtest.h>

#include <cmath>

#include "compiler/differentiate/differentiate.h"
#include "tests/support/differences.h"
#include "tests/support/model_text.h"

namespace scmc::testing {
namespace {

/// The program's value and its gradient by all parameters.
struct Model {
  Front front;
  std::optional<Plan> plan;
  Program program;
  ir::Graph with_gradient;

  Model(const std::string& text, const std::string& json) : plan(front.plan(text, json)) {
    EXPECT_TRUE(plan) << front.messages() << text;
    if (!plan) return;
    program = lower_density(*plan, front.diagnostics);
    EXPECT_FALSE(front.diagnostics.has_errors()) << front.messages();
    with_gradient = ir::differentiate(program.graph, "log_density");
  }

  std::vector<std::vector<double>> at(const std::vector<double>& position) const {
    ir::Inputs inputs{.sizes = plan->dimensions.sizes, .values = program.data};
    auto next = position.begin();
    for (std::size_t i = 0; i < plan->slots.size(); ++i) {
      inputs.values[i].assign(next, next + plan->slots[i].size);
      next += plan->slots[i].size;
    }
    return ir::interpret(with_gradient, inputs);
  }
  double value(const std::vector<double>& position) const { return at(position).front().front(); }
  std::vector<double> gradient(const std::vector<double>& position) const {
    std::vector<double> all;
    const auto outputs = at(position);
    for (std::size_t i = 1; i < outputs.size(); ++i) all.insert(all.end(), outputs[i].begin(), outputs[i].end());
    return all;
  }
};

/// Derivatives by differences of a program whose own error is the solver's tolerance.
void expect_gradient(const Model& model, const std::vector<double>& position, double tolerance) {
  const auto gradient = model.gradient(position);
  ASSERT_EQ(gradient.size(), position.size());
  for (std::size_t i = 0; i < position.size(); ++i) {
    const auto moved = [&](double x) {
      auto p = position;
      p[i] = x;
      return model.value(p);
    };
    const auto difference = differentiate_numerically(moved, position[i], 0.02);
    EXPECT_NEAR(gradient[i], difference.value, tolerance * (1 + std::abs(difference.value))) << "parameter " << i;
  }
}

/// The same model with the equation's closed form in its place has the same density and gradient.
void expect_same(const std::string& model, const std::string& solution, const std::string& closed, const std::string& json,
                 const std::vector<double>& position, double tolerance) {
  const auto with = [&](const std::string& value) {
    auto text = model;
    return text.replace(text.find("SOLUTION"), 8, value);
  };
  const Model solved(with(solution), json), exact(with(closed), json);
  EXPECT_NEAR(solved.value(position), exact.value(position), tolerance * std::abs(exact.value(position))) << solution;
  const auto a = solved.gradient(position), b = exact.gradient(position);
  for (std::size_t i = 0; i < a.size(); ++i) EXPECT_NEAR(a[i], b[i], tolerance * (1 + std::abs(b[i]))) << solution << ", parameter " << i;
}

const std::string settings = "tolerance = 1e-10, absolute_tolerance = 1e-12";

TEST(Equation, OfLogisticGrowthIsItsClosedForm) {
  const std::string model = "fn growth(y, time, r, c) = r * y * (1 - y / c)\ndim t\ndata at[t]\nr ~ LogNormal(0, 1)\nc ~ LogNormal(1, 1)\n"
                            "y0 ~ LogNormal(-1, 1)\ny[t] ~ Normal(SOLUTION, 0.3)\n";
  const std::string json = R"({"at": [0, 0.5, 1.1, 2, 3.5, 5], "y": [0.4, 0.5, 0.9, 1.5, 2.2, 2.6]})";
  const std::string closed = "c / (1 + (c / y0 - 1) * exp(-r * at))";
  for (const std::string stiff : {"0", "1"})
    expect_same(model, "ode(growth, y0, at, r, c, " + settings + ", stiff = " + stiff + " over t)", closed, json, {0.1, 1.1, -0.8}, 1e-6);
}

TEST(Equation, OfAnOscillatorIsItsClosedForm) {
  const std::string model = "fn swing(u, time, w over k) = stack(u[\"x\"] * 0 + u[\"v\"], -w^2 * u[\"x\"] over k)\n"
                            "dim t = 7;  dim k = {\"x\", \"v\"}\nw ~ LogNormal(0, 1)\nx0 ~ Normal(0, 1);  v0 ~ Normal(0, 1)\n"
                            "u = SOLUTION\ny[t] ~ Normal(u[\"x\"] + 0.5 * u[\"v\"], 0.3)\n";
  const std::string json = R"({"y": [0.4, 0.5, 0.9, 1.5, 2.2, 2.6, 0]})";
  const std::string closed =
      "stack(x0 * cos(w * (t - 1)) + v0 / w * sin(w * (t - 1)), -x0 * w * sin(w * (t - 1)) + v0 * cos(w * (t - 1)) over k)";
  expect_same(model, "ode(swing, stack(x0, v0 over k), t, w, " + settings + ", start = 1 over t, k)", closed, json, {0.2, 0.7, -0.4}, 1e-6);
}

/// The rate depends on the time, and changes abruptly.
TEST(Equation, MayDependOnTheTime) {
  const std::string model = "fn driven(y, time, k) = (if time < 1 then 2 else 0) - k * y + sin(time)\ndim t\ndata at[t]\n"
                            "k ~ LogNormal(0, 1)\ny[t] ~ Normal(ode(driven, 0, at, k, " +
                            settings + " over t), 0.3)\n";
  const Model solved(model, R"({"at": [0.5, 1, 2.5], "y": [1, 1, 1]})");
  const double k = 0.7;
  const auto forced = [&](double t) {  // of sin(t) alone, from 0
    return (k * std::sin(t) - std::cos(t) + std::exp(-k * t)) / (1 + k * k);
  };
  double expected = -0.5 * std::log(k) * std::log(k) - 0.5 * std::log(2 * M_PI);
  for (const double t : {0.5, 1.0, 2.5}) {
    const double pulse = t <= 1 ? 2 / k * (1 - std::exp(-k * t)) : 2 / k * (1 - std::exp(-k)) * std::exp(-k * (t - 1));
    const double r = (1 - pulse - forced(t)) / 0.3;
    expected += -0.5 * r * r - std::log(0.3) - 0.5 * std::log(2 * M_PI);
  }
  EXPECT_NEAR(solved.value({std::log(k)}), expected, 1e-6);
}

/// Two species, four parameters, derivatives by where it begins and by every parameter.
TEST(Equation, GradientsMatchDifferences) {
  const Model model("dim year = 8;  dim species = {\"hare\", \"lynx\"}\n"
                    "fn growth(u, time, birth, eaten, death, fed over species) =\n"
                    "  stack(u[\"hare\"] * (birth - eaten * u[\"lynx\"]), u[\"lynx\"] * (fed * u[\"hare\"] - death) over species)\n"
                    "birth ~ LogNormal(-0.6, 0.3);  eaten ~ LogNormal(-3.5, 0.3);  death ~ LogNormal(-0.2, 0.3);  fed ~ LogNormal(-3.7, 0.3)\n"
                    "start[species] ~ LogNormal(3, 0.5)\n"
                    "animals = ode(growth, start, year, birth, eaten, death, fed, " +
                        settings + " over year, species)\ncount[year, species] ~ LogNormal(log(animals), 0.25)\n",
                    R"({"count": [[30, 4], [47, 6], [70, 10], [77, 35], [36, 60], [20, 41], [18, 20], [21, 13]]})");
  expect_gradient(model, {-0.6, -3.5, -0.2, -3.7, 3.4, 1.6}, 1e-5);
}

/// Each unit has an equation of its own, with its own times.
TEST(Equation, OfUnitsAreSolvedOneByOne) {
  const std::string model = "fn decay(y, time, k) = -k * y\ndim patient = 2;  dim t = 3\ndata at[patient, t]\nk[patient] ~ LogNormal(0, 1)\n"
                            "y[patient, t] ~ Normal(SOLUTION, 0.2)\n";
  const std::string json = R"({"at": [[0, 1, 2], [0.5, 0.7, 4]], "y": [[1, 0.5, 0.2], [0.8, 0.7, 0.1]]})";
  expect_same(model, "ode(decay, 1, at, k, " + settings + " over t)", "exp(-k * at)", json, {0.3, -0.5}, 1e-6);
}

/// Robertson's reaction, which explicit methods cannot follow.  [Hairer and Wanner 1996, section IV.1; Mazzia and Magherini 2008, ROBER]
TEST(Equation, OfRobertsonsReactionHasThePublishedValues) {
  const std::string model =
      "fn reaction(y, time, a, b, c over k) = stack(-a * y[1] + b * y[2] * y[3], a * y[1] - b * y[2] * y[3] - c * y[2]^2, c * y[2]^2 over k)\n"
      "dim t = 3;  dim k = 3\ndata at[t]\na ~ Uniform(0, 1)\n"
      "u = ode(reaction, if k == 1 then 1 else 0, at, a, 1e4, 3e7, tolerance = 1e-9, absolute_tolerance = 1e-14, stiff = 1 over t, k)\n"
      "y[t] ~ Normal(u[k = 1], 1e-3)\n";
  // y1 at 0.4, 40 and 4e5, CVODE's documentation (cvRoberts_dns)
  const Model solved(model, R"({"at": [0.4, 40, 400000], "y": [0.98517, 0.71583, 0.0049383]})");
  const double a = 0.04, u = std::log(a / (1 - a)), prior = std::log(a) + std::log(1 - a);
  const double at_mode = 3 * (-std::log(1e-3) - 0.5 * std::log(2 * M_PI)) + prior;
  EXPECT_NEAR(solved.value({u}), at_mode, 1e-3) << "all three within 0.02 standard deviations of 1e-3";
  EXPECT_LT(std::abs(solved.value({u + 0.05}) - at_mode), 1e3);
  EXPECT_GT(std::abs(solved.value({u + 0.05}) - at_mode), 1);
}

TEST(Equation, WithoutASolutionHasNoDensity) {
  const Model explodes("fn f(y, time, a) = a * y^2\ndim t = 3\na ~ HalfNormal(1)\ny[t] ~ Normal(ode(f, 1, t, a over t), 1)\n", R"({"y": [1, 2, 3]})");
  EXPECT_FALSE(std::isfinite(explodes.value({2}))) << "infinite before the last time";
}

std::string codes(const std::string& model) {
  Front front;
  front.check(model);
  return front.codes();
}

TEST(Equation, SaysWhatItCannotRead) {
  const std::string f = "fn f(y, time, a) = -a * y\ndim t = 3;  dim i = 2\na ~ HalfNormal(1)\n";
  EXPECT_EQ(codes(f + "y = ode(f, 1, t, a over t)\n"), "");
  EXPECT_EQ(codes(f + "y = ode(-a, 1, t, a over t)\n"), "E0246");
  EXPECT_EQ(codes(f + "y = ode(f, 1, t over t)\n"), "E0246");
  EXPECT_EQ(codes(f + "y = ode(f, 1, a * t, a over t)\n"), "E0246") << "times that are not data";
  EXPECT_EQ(codes(f + "y = ode(f, 1, t, a, tolerance = a over t)\n"), "E0246");
  EXPECT_EQ(codes(f + "y = ode(f, 1, t, a, precision = 3 over t)\n"), "E0223");
  EXPECT_EQ(codes("fn g(y, time, a over k) = -a * y\n" + f + "b[i] ~ HalfNormal(1)\ny = ode(g, 1, t, b over t, i)\n"), "") << "both begin at 1";
}

}  // namespace
}  // namespace scmc::testing
