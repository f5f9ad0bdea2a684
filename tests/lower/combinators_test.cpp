/// Computed variables that are measured, distributions with atoms, shared noise, recurrences in functions: densities against arithmetic of
/// their own, draws by their law.
#include <gtest/gtest.h>

#include <boost/math/distributions.hpp>
#include <cmath>
#include <random>

#include "compiler/lower/worlds.h"
#include "tests/support/differences.h"
#include "tests/support/model_text.h"

namespace scmc::testing {
namespace {

namespace bm = boost::math;
const bm::normal normal(0.3, 1.2);
const bm::gamma_distribution<> gamma(2.5, 1 / 1.5);
const bm::poisson poisson(2.2);

std::string codes(const std::string& model, const std::string& json) {
  Front front;
  const auto plan = front.plan(model, json);
  if (!plan) return front.codes();
  const auto density = lower_density(*plan, front.diagnostics);
  if (!front.diagnostics.has_errors()) validate(*plan, density, front.diagnostics);
  return front.codes();
}

std::string measured(const std::string& name, double value) {
  std::ostringstream out;
  out.precision(17);
  out << "{\"" << name << "\": " << value << "}";
  return out.str();
}

// ---- change of variables: the density of y is the derivative of the probability that f(x) is at most y

struct Map {
  std::string text;
  double (*f)(double);
  bool rises = true;
};

/// The probability that f(x) <= v, f inverted by halving.
template <class D>
double probability(const D& d, const Map& map, double v, double from, double to) {
  for (int i = 0; i < 200; ++i) {
    const double middle = 0.5 * (from + to);
    ((map.f(middle) <= v) == map.rises ? from : to) = middle;
  }
  return map.rises ? bm::cdf(d, from) : bm::cdf(complement(d, from));
}

template <class D>
void expect_change_of_variables(const D& d, const std::string& distribution, const Map& map, double lowest, double highest) {
  for (double p : {0.05, 0.3, 0.6, 0.95}) {
    const double v = map.f(bm::quantile(d, p)), step = 0.05 * std::abs(map.f(bm::quantile(d, p + 0.02)) - v);
    const auto slope = differentiate_numerically([&](double t) { return probability(d, map, t, lowest, highest); }, v, step);
    const double found = log_density("x ~ " + distribution + "\ny = " + map.text + "\n", measured("y", v));
    EXPECT_NEAR(std::exp(found), slope.value, 1e-6 * slope.value + 10 * slope.error) << map.text << " at " << v;
  }
}

TEST(Preimage, OfRealNumbersIsAChangeOfVariables) {
  for (const Map& map : {Map{"2 * x + 1", [](double x) { return 2 * x + 1; }}, Map{"exp(x)", [](double x) { return std::exp(x); }},
                         Map{"3 - x / 4", [](double x) { return 3 - x / 4; }, false},
                         Map{"invlogit(-2 * x)", [](double x) { return 1 / (1 + std::exp(2 * x)); }, false},
                         Map{"tanh(x) * 5", [](double x) { return 5 * std::tanh(x); }}, Map{"expm1(x - 2)", [](double x) { return std::expm1(x - 2); }},
                         Map{"exp(-exp(x))", [](double x) { return std::exp(-std::exp(x)); }, false}})
    expect_change_of_variables(normal, "Normal(0.3, 1.2)", map, -30, 30);
}

TEST(Preimage, OfPositiveNumbersIsAChangeOfVariables) {
  for (const Map& map :
       {Map{"log(x)", [](double x) { return std::log(x); }}, Map{"sqrt(x) - 1", [](double x) { return std::sqrt(x) - 1; }},
        Map{"1 / x", [](double x) { return 1 / x; }, false}, Map{"x^3", [](double x) { return x * x * x; }},
        Map{"(x / 2 + 1)^2", [](double x) { return (x / 2 + 1) * (x / 2 + 1); }},
        Map{"exp(-x)^2", [](double x) { return std::exp(-2 * x); }, false},
        Map{"log1p(x^0.5)", [](double x) { return std::log1p(std::sqrt(x)); }}, Map{"-log(x / 3)", [](double x) { return -std::log(x / 3); }, false}})
    expect_change_of_variables(gamma, "Gamma(2.5, 1.5)", map, 0, 200);
}

/// A distribution with random parameters and one to four random functions around it, each monotone where the last one has its values.
class RandomChain {
 public:
  explicit RandomChain(std::uint64_t seed) : random_(seed) {
    start();
    const std::size_t length = 1 + random_() % 4;
    for (int tries = 0; functions_.size() < length && tries < 200; ++tries) add();
  }

  double f(double x) const {
    for (const auto& function : functions_) x = function(x);
    return x;
  }
  bool rises() const { return f(quantile(0.6)) > f(quantile(0.4)); }

  /// That f(x) <= v, f inverted by halving; or that it is above.
  double probability(double v, bool above = false) const {
    double from = quantile(1e-7), to = quantile(1 - 1e-7);
    const bool up = rises();
    for (int i = 0; i < 200; ++i) {
      const double middle = 0.5 * (from + to);
      ((f(middle) <= v) == up ? from : to) = middle;
    }
    return up == above ? survival(from) : cdf(from);
  }

  static std::string written(double value) {
    std::ostringstream out;
    out.precision(15);
    out << value;
    return out.str();
  }

  std::string distribution, text = "x";
  std::function<double(double)> cdf, survival, quantile;
  bool has_bounds = true;  ///< are bounds of it inverted, too?

 private:
  double real(double low, double high) {  // short as text
    return std::round(100 * (low + (high - low) * static_cast<double>(random_() >> 11) * 0x1p-53)) / 100;
  }
  template <class D>
  void start(const std::string& name, double a, double b, const D& d, double lowest) {
    distribution = name + "(" + written(a) + (name == "Exponential" ? "" : ", " + written(b)) + ")";
    cdf = [d](double x) { return bm::cdf(d, x); }, survival = [d](double x) { return bm::cdf(complement(d, x)); };
    quantile = [d](double p) { return bm::quantile(d, p); };
    lowest_ = lowest, is_nonnegative_ = lowest == 0;
  }
  void start() {
    const double location = real(-1, 1), scale = real(0.3, 1.2), shape = real(1.2, 6), rate = real(0.4, 3);
    switch (random_() % 4) {
      case 0: return start("Normal", location, scale, bm::normal(location, scale), -INFINITY);
      case 1: return start("Gamma", shape, rate, bm::gamma_distribution<>(shape, 1 / rate), 0);
      case 2: return start("Exponential", rate, 0, bm::exponential(rate), 0);
      default: return start("LogNormal", location, scale, bm::lognormal(location, scale), 0);
    }
  }

  /// One more function, if it is defined there, and its values stay where numbers have digits.
  void add() {
    const double c = real(0.2, 3), signed_c = random_() % 2 ? c : -c, power = std::vector{0.5, 1.5, 2., 3.}[random_() % 4];
    const double inner = std::max(std::abs(f(quantile(0.001))), std::abs(f(quantile(0.999))));
    const bool positive = lowest_ >= 0;
    const auto by = [&](const std::string& before, const std::string& after, std::function<double(double)> function, bool is_nonnegative = false) {
      functions_.push_back(function);
      const double low = f(quantile(0.001)), high = f(quantile(0.999)), largest = std::max(std::abs(low), std::abs(high));
      if (!(std::abs(high - low) > 0.05 * largest) || largest > 1e4) return functions_.pop_back();
      text = before + text + after;
      const double a = function(lowest_), b = function(highest_);
      lowest_ = std::min(a, b), highest_ = std::max(a, b), is_nonnegative_ = is_nonnegative;
    };
    const auto one = [&](const std::string& name, double (*function)(double), bool is_allowed, bool is_nonnegative = false) {
      if (is_allowed) by(name + "(", ")", function, is_nonnegative);
    };
    const auto number = written(signed_c);
    switch (random_() % 14) {
      case 0: return one("exp", [](double x) { return std::exp(x); }, inner < 8, true);
      case 1: return one("expm1", [](double x) { return std::expm1(x); }, inner < 8);
      case 2: return one("log", [](double x) { return std::log(x); }, positive);
      case 3: return one("log1p", [](double x) { return std::log1p(x); }, lowest_ >= -1);
      case 4: return one("sqrt", [](double x) { return std::sqrt(x); }, positive, true);
      case 5: return one("invlogit", [](double x) { return 1 / (1 + std::exp(-x)); }, inner < 6, true);
      case 6: return one("logit", [](double x) { return std::log(x / (1 - x)); }, positive && highest_ <= 1);
      case 7: return one("tanh", [](double x) { return std::tanh(x); }, inner < 3);
      case 8: return by("-(", ")", [](double x) { return -x; });
      case 9: return by("(", ") + " + written(c), [c](double x) { return x + c; });
      case 10: return by(number + " - (", ")", [signed_c](double x) { return signed_c - x; });
      case 11: return by(number + " * (", ")", [signed_c](double x) { return signed_c * x; });
      case 12: return by("(", ") / (" + number + ")", [signed_c](double x) { return x / signed_c; });
      default:
        if (is_nonnegative_ && random_() % 2) return by("(", ")^" + written(power), [power](double x) { return std::pow(x, power); }, true);
        const double at_zero = highest_ <= 0 ? -INFINITY : INFINITY;
        const auto before = functions_.size();
        if (lowest_ >= 0 || highest_ <= 0) by(written(c) + " / (", ")", [=](double x) { return x == 0 ? at_zero : c / x; });
        has_bounds &= functions_.size() == before;
    }
  }

  std::mt19937_64 random_;
  std::vector<std::function<double(double)>> functions_;
  double lowest_ = -INFINITY, highest_ = INFINITY;  ///< between which its values are
  bool is_nonnegative_ = false;                     ///< as the outermost function shows
};

TEST(Preimage, OfRandomChainsIsAChangeOfVariables) {
  std::size_t bounded = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    const RandomChain chain(seed);
    const std::string x = "x ~ " + chain.distribution + "\n";
    SCOPED_TRACE(x + "y = " + chain.text);
    for (double p : {0.1, 0.45, 0.9}) {
      const double v = chain.f(chain.quantile(p)), step = 0.05 * std::abs(chain.f(chain.quantile(p + 0.02)) - v);
      const auto slope = differentiate_numerically([&](double at) { return chain.probability(at); }, v, step);
      const double found = std::exp(log_density(x + "y = " + chain.text + "\n", measured("y", v)));
      EXPECT_LT(slope.error, 1e-6 * std::abs(slope.value)) << "the difference itself is wrong";
      EXPECT_NEAR(found, slope.value, 1e-6 * std::abs(slope.value)) << "at " << v;
    }
    const double bound = std::round(1000 * chain.f(chain.quantile(0.3))) / 1000, below = chain.probability(bound);
    if (!chain.has_bounds || below < 0.01 || below > 0.99) continue;
    ++bounded;
    const auto at_bound = [&](const std::string& function) {
      return log_density(x + "y = " + function + "(" + chain.text + ", " + RandomChain::written(bound) + ")\n", measured("y", bound));
    };
    EXPECT_NEAR(at_bound("min"), std::log(chain.probability(bound, true)), 1e-9);
    EXPECT_NEAR(at_bound("max"), std::log(below), 1e-9);
  }
  EXPECT_GT(bounded, 150);
}

/// Through computed variables that are not measured, with parameters in the map: their slope counts.
TEST(Preimage, ReadsThroughComputedVariablesAndParameters) {
  const std::string model = "b ~ Normal(0, 1)\ndim i\nx[i] ~ Normal(0.3, 1.2)\nu = exp(b) * x\ny = u + b\n";
  const double b = 0.4, expected = std::log(bm::pdf(bm::normal(0, 1), b)) + std::log(bm::pdf(normal, (1.7 - b) / std::exp(b))) - b;
  EXPECT_NEAR(log_density(model, R"({"y": [1.7]})", {b}), expected, 1e-12);
}

// ---- bounds: the probability of what is left open

TEST(Preimage, OfBoundsIsAProbability) {
  const auto of = [](const std::string& text, double v) { return log_density("x ~ Normal(0.3, 1.2)\ny = " + text + "\n", measured("y", v)); };
  const auto point = [](double x) { return std::log(bm::pdf(normal, x)); };
  const auto above = [](double x) { return std::log(bm::cdf(complement(normal, x))); };
  const auto below = [](double x) { return std::log(bm::cdf(normal, x)); };
  const auto between = [](double a, double b) { return std::log(bm::cdf(normal, b) - bm::cdf(normal, a)); };
  EXPECT_NEAR(of("min(x, 1)", 0.2), point(0.2), 1e-12);
  EXPECT_NEAR(of("min(x, 1)", 1), above(1), 1e-12);
  EXPECT_NEAR(of("max(x, -1)", -1), below(-1), 1e-12);
  EXPECT_NEAR(of("max(x, -1)", 0.5), point(0.5), 1e-12);
  EXPECT_NEAR(of("clip(x, -1, 2)", -1), below(-1), 1e-12);
  EXPECT_NEAR(of("clip(x, -1, 2)", 2), above(2), 1e-12);
  EXPECT_NEAR(of("clip(x, -1, 2)", 0), point(0), 1e-12);
  EXPECT_NEAR(of("round(x)", 1), between(0.5, 1.5), 1e-12);
  EXPECT_NEAR(of("floor(x)", 1), between(1, 2), 1e-12);
  EXPECT_NEAR(of("ceil(x)", 1), between(0, 1), 1e-12);
  EXPECT_NEAR(of("round(10 * x) / 10", 0.4), between(0.35, 0.45), 1e-11);
  EXPECT_NEAR(of("min(round(x), 2)", 2), above(1.5), 1e-12);
  EXPECT_NEAR(of("min(round(x), 2)", 0), between(-0.5, 0.5), 1e-12);
  EXPECT_NEAR(of("round(min(x, 2))", 2), above(1.5), 1e-12);
  EXPECT_NEAR(of("x > 1", 1), above(1), 1e-12);
  EXPECT_NEAR(of("x > 1", 0), below(1), 1e-12);
  EXPECT_NEAR(of("1 > x", 1), below(1), 1e-12);
  EXPECT_NEAR(of("if x < 1 then 5 else 7", 5), below(1), 1e-12);
  EXPECT_NEAR(of("if x < 1 then 5 else 7", 7), above(1), 1e-12);
  EXPECT_NEAR(of("not (x > 1)", 1), below(1), 1e-12);
  EXPECT_NEAR(of("exp(min(x, 1))", std::exp(1)), above(1), 1e-12);
  EXPECT_NEAR(of("-min(x, 1)", -1), above(1), 1e-12);
  EXPECT_NEAR(of("max(-2 * x, 3)", 3), above(-1.5), 1e-12);
  EXPECT_NEAR(of("min(exp(x), 2)", 2), above(std::log(2)), 1e-12);
  EXPECT_NEAR(of("max(exp(x), -2)", 0.7), point(std::log(0.7)) - std::log(0.7), 1e-12);
}

TEST(Preimage, OfCountsHasInclusiveBounds) {
  const auto of = [](const std::string& text, double v) { return log_density("n ~ Poisson(2.2)\ny = " + text + "\n", measured("y", v)); };
  EXPECT_NEAR(of("min(n, 3)", 2), std::log(bm::pdf(poisson, 2)), 1e-12);
  EXPECT_NEAR(of("min(n, 3)", 3), std::log(bm::cdf(complement(poisson, 2))), 1e-12);
  EXPECT_NEAR(of("max(n, 2)", 2), std::log(bm::cdf(poisson, 2)), 1e-12);
  EXPECT_NEAR(of("n > 0", 1), std::log(bm::cdf(complement(poisson, 0))), 1e-12);
  EXPECT_NEAR(of("n >= 2", 1), std::log(bm::cdf(complement(poisson, 1))), 1e-12);
  EXPECT_NEAR(of("n >= 2", 0), std::log(bm::cdf(poisson, 1)), 1e-12);
  EXPECT_NEAR(of("n < 2", 1), std::log(bm::cdf(poisson, 1)), 1e-12);
  EXPECT_NEAR(of("2 <= n", 1), std::log(bm::cdf(complement(poisson, 1))), 1e-12);
}

/// Far out, where a cdf is 1 to all digits.
TEST(Preimage, KeepsTheTails) {
  EXPECT_NEAR(log_density("x ~ Normal(0, 1)\ny = min(x, 20)\n", R"({"y": 20})"), -203.91715537109726, 1e-9);  // SciPy: norm.logsf(20)
  EXPECT_NEAR(log_density("x ~ Normal(0, 1)\ny = round(x)\n", R"({"y": 12})"), -69.4937147881375, 1e-10);  // Python: math.erfc
  EXPECT_NEAR(log_density("x ~ Weibull(1)\ny = round(x)\n", R"({"y": 50})"), -49.5 + std::log1p(-std::exp(-1)), 1e-12);
  EXPECT_EQ(log_density("x ~ Gamma(2.5, 1.5)\ny = min(x, -1)\n", R"({"y": -1})"), 0) << "below the support, all lies above";
  const bm::normal other(-2, 0.5);
  EXPECT_NEAR(log_density("x ~ Mixture([0.3, 0.7], [Normal(0.3, 1.2), Normal(-2, 0.5)])\ny = min(x, 1)\n", R"({"y": 1})"),
              std::log(0.3 * bm::cdf(complement(normal, 1)) + 0.7 * bm::cdf(complement(other, 1))), 1e-12);
}

/// Cells that nobody measured say nothing.
TEST(Preimage, OfMissingCellsIsEverything) {
  const std::string model = "dim i\nx[i] ~ Normal(0.3, 1.2)\ny = min(x, 1)\n";
  EXPECT_NEAR(log_density(model, R"({"y": [0.2, null, 1]})"), std::log(bm::pdf(normal, 0.2)) + std::log(bm::cdf(complement(normal, 1))), 1e-12);
}

/// Where a parameter decides, and data cannot tell beforehand.
TEST(Preimage, OfWhatCannotBeIsNothing) {
  const std::string least = "c ~ Normal(0, 1)\ndim i\nx[i] ~ Normal(0.3, 1.2)\ny = min(x, c)\n";
  EXPECT_EQ(log_density(least, R"({"y": [0.2, 0.1]})", {0.15}), -INFINITY);
  EXPECT_NEAR(log_density(least, R"({"y": [0.2, null]})", {0.3}), std::log(bm::pdf(bm::normal(0, 1), 0.3) * bm::pdf(normal, 0.2)), 1e-12);
  const std::string shifted = "c ~ Normal(0, 1)\ndim i\nx[i] ~ Gamma(2.5, 1.5)\ny = x + c\n";
  EXPECT_EQ(log_density(shifted, R"({"y": [2, 0.5]})", {0.75}), -INFINITY);
  EXPECT_NEAR(log_density(shifted, R"({"y": [2]})", {0.75}), std::log(bm::pdf(bm::normal(0, 1), 0.75) * bm::pdf(gamma, 1.25)), 1e-12);
}

TEST(Preimage, SaysWhatItCannotInvert) {
  const std::string x = "dim i\nx[i] ~ Normal(0, 1)\n", data = R"({"y": [1, 1]})";
  EXPECT_EQ(codes(x + "y = abs(x)\n", data), "E0421");
  EXPECT_EQ(codes(x + "y = x + x^2\n", data), "E0421");
  for (const char* base : {"(g - 1)", "(-g)", "log(g)", "(3 * -g)", "(1 / -g)", "min(g, -1)"})
    EXPECT_EQ(codes("dim i\ng[i] ~ Gamma(2, 1)\ny = " + std::string(base) + "^2\n", data), "E0421") << base << " falls below 0";
  EXPECT_EQ(codes(x + "w[i] ~ Normal(0, 1)\ny = x + w\n", data), "E0421");
  EXPECT_EQ(codes(x + "y[i] = mean(x over i)\n", data), "E0421");
  EXPECT_EQ(codes("dim i\nm ~ Normal(0, 1)\ny[i] = m + i\n", data), "E0421") << "nothing random in the element";
  EXPECT_EQ(codes(x + "y = exp(x)\nw = 2 * x\n", R"({"y": [1, 1], "w": [0, 0]})"), "E0421") << "told twice";
  EXPECT_EQ(codes(x + "y = exp(x)\n", R"({"y": [1, -1]})"), "E0430");
  EXPECT_EQ(codes(x + "y = 1 / x\n", R"({"y": [1, 0]})"), "E0430");
  EXPECT_EQ(codes(x + "y = 1 / log(2 / exp(x))\n", R"({"y": [1, 0]})"), "E0430");
  EXPECT_EQ(codes(x + "y = min(x, 0.5)\n", R"({"y": [0.2, 0.7]})"), "E0430");
  EXPECT_EQ(codes(x + "y = min(x, 2)\nz[i] ~ Normal(x, 1)\n", R"({"y": [1, 2], "z": [0, 0]})"), "E0511");
  EXPECT_EQ(codes(x + "y = exp(x)\nz[i] ~ Normal(x, 1)\n", R"({"y": [1, 2], "z": [0, 0]})"), "") << "known everywhere";
}

// ---- distributions with atoms

TEST(Atoms, HaveProbabilities) {
  const auto of = [](const std::string& d, double v) { return log_density("y ~ " + d + "\n", measured("y", v)); };
  const std::string d = "Normal(0.3, 1.2)", g = "Gamma(2.5, 1.5)";
  EXPECT_NEAR(of("Censored(" + d + ", lower = -1, upper = 2)", -1), std::log(bm::cdf(normal, -1)), 1e-12);
  EXPECT_NEAR(of("Censored(" + d + ", lower = -1, upper = 2)", 2), std::log(bm::cdf(complement(normal, 2))), 1e-12);
  EXPECT_NEAR(of("Censored(" + d + ", lower = -1, upper = 2)", 0.1), std::log(bm::pdf(normal, 0.1)), 1e-12);
  EXPECT_NEAR(of("Censored(Poisson(2.2), upper = 3)", 3), std::log(bm::cdf(complement(poisson, 2))), 1e-12);
  EXPECT_NEAR(of("Rounded(" + d + ", 0.5)", 1.5), std::log(bm::cdf(normal, 1.75) - bm::cdf(normal, 1.25)), 1e-12);
  EXPECT_NEAR(of("Rounded(" + g + ")", 0), std::log(bm::cdf(gamma, 0.5)), 1e-12) << "half of the step lies outside of the support";
  EXPECT_NEAR(of("IntervalCensored(" + d + ", 2)", 0.5), std::log(bm::cdf(normal, 2) - bm::cdf(normal, 0.5)), 1e-12);
  EXPECT_NEAR(of("Hurdle(0.7, " + g + ")", 0), std::log(0.3), 1e-12);
  EXPECT_NEAR(of("Hurdle(0.7, " + g + ")", 1.3), std::log(0.7 * bm::pdf(gamma, 1.3)), 1e-12);
}

/// 0 stands beside what has no 0, for counts as for what lies below.
TEST(ZeroInflated, AddsZeroToTheSupport) {
  const auto of = [](const std::string& d, double v) { return log_density("y ~ " + d + "\n", measured("y", v)); };
  const std::string positive = "ZeroInflated(0.7, Truncated(Poisson(2.2), lower = 1))", uniform = "ZeroInflated(0.7, DiscreteUniform(2, 5))";
  EXPECT_NEAR(of(positive, 0), std::log(0.3), 1e-12);
  EXPECT_NEAR(of(positive, 2), std::log(0.7 * bm::pdf(poisson, 2) / bm::cdf(complement(poisson, 0))), 1e-12);
  EXPECT_NEAR(of(uniform, 0), std::log(0.3), 1e-12);
  EXPECT_EQ(of(uniform, 1), -INFINITY);
  EXPECT_NEAR(of(uniform, 5), std::log(0.7 / 4), 1e-12);
  EXPECT_EQ(codes("y ~ " + positive + "\n", R"({"y": -1})"), "E0414");
  EXPECT_EQ(codes("y ~ " + uniform + "\n", R"({"y": 6})"), "E0414");
  const std::string negative = "ZeroInflated(0.7, DiscreteUniform(-5, -2))";
  EXPECT_NEAR(of(negative, 0), std::log(0.3), 1e-12);
  EXPECT_NEAR(of(negative, -2), std::log(0.7 / 4), 1e-12);
  EXPECT_EQ(of(negative, -1), -INFINITY);
  EXPECT_NEAR(log_density("x ~ " + negative + "\ny = min(x, -3)\n", R"({"y": -3})"), std::log(0.3 + 0.7 / 2), 1e-12);
  EXPECT_NEAR(of("Rounded(Truncated(Normal(0.3, 1.2), upper = -1), 4)", 0),
              std::log((bm::cdf(normal, -1) - bm::cdf(normal, -2)) / bm::cdf(normal, -1)), 1e-12);
  // What is not measured is summed over all of it.
  const auto y = [](double x) { return bm::pdf(bm::normal(x, 1), 0.8); };
  EXPECT_NEAR(log_density("x ~ ZeroInflated(0.7, DiscreteUniform(2, 3))\nobserve y ~ Normal(x, 1)\n", R"({"y": 0.8})"),
              std::log(0.3 * y(0) + 0.35 * (y(2) + y(3))), 1e-12);
}

/// What is not measured is sampled between the nearer bounds: at u = 0 halfway, or 1 above.
TEST(Truncated, KeepsTheBoundsOfWhatItTruncates) {
  const auto at_0 = [](const std::string& d) { return log_density("x ~ " + d + "\nobserve y ~ Normal(x, 1)\n", R"({"y": 0})", {0}); };
  const auto y = [](double x) { return std::log(bm::pdf(bm::normal(x, 1), 0)); };
  const bm::beta_distribution<> beta(2, 3);
  EXPECT_NEAR(at_0("Truncated(Beta(2, 3), upper = 0.5)"), std::log(bm::pdf(beta, 0.25) / bm::cdf(beta, 0.5) * 0.5 / 4) + y(0.25), 1e-12);
  EXPECT_NEAR(at_0("Truncated(Beta(2, 3), -1, 2)"), std::log(bm::pdf(beta, 0.5) / 4) + y(0.5), 1e-12);
  EXPECT_NEAR(at_0("Truncated(Gamma(2.5, 1.5), lower = 1)"), std::log(bm::pdf(gamma, 2) / bm::cdf(complement(gamma, 1))) + y(2), 1e-12);
}

TEST(Atoms, CannotBeUnmeasured) {
  const std::string y = "dim i\ny[i] ~ Normal(x, 1)\n", data = R"({"y": [1, 2]})";
  EXPECT_EQ(codes("dim j = 2\nx ~ Censored(Normal(0, 1), upper = 1)\n" + y, data), "E0510");
  EXPECT_EQ(codes("x ~ Hurdle(0.5, Gamma(2, 1))\n" + y, data), "E0510");
  EXPECT_EQ(codes("x ~ Truncated(Normal(0, 1), upper = 1)\n" + y, data), "");
}

/// Weights and means over a dimension, vectors as components, a list with weights over a dimension.
TEST(Mixtures, AreSumsOfTheirParts) {
  const auto n = [](double x, double m, double s) { return bm::pdf(bm::normal(m, s), x); };
  const std::string data = R"({"w": [0.2, 0.3, 0.5], "mu": [-1, 0, 2], "y": [0.4, 1.9]})";
  double expected = 0;
  for (double y : {0.4, 1.9}) expected += std::log(0.2 * n(y, -1, 0.7) + 0.3 * n(y, 0, 0.7) + 0.5 * n(y, 2, 0.7));
  EXPECT_NEAR(log_density("dim k;  dim i\ndata w[k];  data mu[k]\ny[i] ~ Mixture(w, Normal(mu, 0.7))\n", data), expected, 1e-12);
  EXPECT_NEAR(log_density("dim k;  dim i\ndata w[k]\ny[i] ~ Mixture(w, [Normal(-1, 0.7), Normal(0, 0.7), Normal(2, 0.7)])\n",
                          R"({"w": [0.2, 0.3, 0.5], "y": [0.4, 1.9]})"),
              expected, 1e-12);
  const std::string vectors = "dim a = 2;  dim b like a\ny[a] ~ Mixture([0.25, 0.75], [MvNormal(0), MvNormal(3, if a == b then 4 else 1)])\n";
  const double first = n(0.4, 0, 1) * n(1.9, 0, 1), q = (4 * 2.6 * 2.6 - 2 * 2.6 * 1.1 + 4 * 1.1 * 1.1) / 15;
  const double second = std::exp(-0.5 * q) / (2 * M_PI * std::sqrt(15));
  EXPECT_NEAR(log_density(vectors, R"({"y": [0.4, 1.9]})"), std::log(0.25 * first + 0.75 * second), 1e-12);
}

/// Where a part cannot have a value, it adds nothing; the whole has the values of all parts.
TEST(Mixtures, HaveTheSupportsOfAllParts) {
  const auto of = [](const std::string& d, double v) { return log_density("y ~ " + d + "\n", measured("y", v)); };
  const std::string unlike = "Mixture([0.25, 0.75], [Normal(0.3, 1.2), Exponential(2)])";
  EXPECT_NEAR(of(unlike, -1), std::log(0.25 * bm::pdf(normal, -1)), 1e-12);
  EXPECT_NEAR(of(unlike, 1), std::log(0.25 * bm::pdf(normal, 1) + 1.5 * std::exp(-2)), 1e-12);
  EXPECT_NEAR(of("Mixture([0.25, 0.75], [Pareto(1, 2), Pareto(3, 2)])", 2), std::log(0.25 * 2 / 8), 1e-12);
  EXPECT_NEAR(of("Mixture([0.25, 0.75], [Uniform(0, 1), Uniform(2, 4)])", 3), std::log(0.375), 1e-12);
  EXPECT_NEAR(of("Mixture([0.25, 0.75], [Poisson(2.2), Truncated(Poisson(2.2), lower = 2)])", 1), std::log(0.25 * bm::pdf(poisson, 1)), 1e-12);
  EXPECT_EQ(of("Hurdle(0.5, Pareto(3, 2))", 2), -INFINITY);
  const std::string over_k = "dim k\ndata w[k];  data a[k]\ny ~ Mixture(w, Uniform(a, a + 2))\n";
  EXPECT_NEAR(log_density(over_k, R"({"w": [0.25, 0.75], "a": [5, 1], "y": 6})"), std::log(0.125), 1e-12);
  EXPECT_NEAR(log_density(over_k, R"({"w": [0.25, 0.75], "a": [5, 1], "y": 2})"), std::log(0.375), 1e-12);
  EXPECT_EQ(codes(over_k, R"({"w": [0.25, 0.75], "a": [5, 1], "y": 8})"), "E0414");
  // What is not measured is sampled between the outermost bounds: at u = 0 halfway.
  const std::string unmeasured = "x ~ Mixture([0.25, 0.75], [Uniform(0, 3), Uniform(1, 4)])\nobserve y ~ Normal(x, 1)\n";
  EXPECT_NEAR(log_density(unmeasured, R"({"y": 2})", {0}), std::log(1.0 / 3) - 0.5 * std::log(2 * M_PI), 1e-12);  // the slope is 4 / 4
}

TEST(Ordered, HasADensityForEachOrder) {
  const double expected = std::log(bm::pdf(normal, -1)) + std::log(bm::pdf(normal, 0)) + std::log(bm::pdf(normal, 2)) + std::log(6.0);
  EXPECT_NEAR(log_density("dim d = 3\nx[d] ~ Ordered(Normal(0.3, 1.2))\n", R"({"x": [-1, 0, 2]})"), expected, 1e-12);
  EXPECT_EQ(codes("dim d = 3\nx[d] ~ Ordered(Beta(1, 1))\n", R"({"x": [0.1, 0.2, 0.3]})"), "E0243");
}

// ---- noise and recurrences

/// The share of y that x explains is known when both are measured: a normal pair with a correlation.
TEST(Noise, IsWhatTheMechanismAdds) {
  const std::string model = "x ~ Normal(1, 2)\ny ~ Normal(3 + 0.8 * noise(x), 0.6)\n";
  const double e = (1.7 - 1) / 2, expected = std::log(bm::pdf(bm::normal(1, 2), 1.7)) + std::log(bm::pdf(bm::normal(3 + 0.8 * e, 0.6), 2.5));
  EXPECT_NEAR(log_density(model, R"({"x": 1.7, "y": 2.5})"), expected, 1e-12);
  const std::string of_gamma = "x ~ Gamma(2.5, 1.5)\ny ~ Normal(noise(x), 0.6)\n";
  EXPECT_NEAR(log_density(of_gamma, R"({"x": 1.7, "y": 0.5})"),
              std::log(bm::pdf(gamma, 1.7)) + std::log(bm::pdf(bm::normal(bm::cdf(gamma, 1.7), 0.6), 0.5)), 1e-12);
  EXPECT_EQ(codes("n ~ Poisson(2)\ny ~ Normal(noise(n), 1)\n", R"({"n": 1, "y": 0.5})"), "E0245");
  // Of what is not measured: sampled by its value, or by the noise itself.
  const auto y = [](double mean) { return std::log(bm::pdf(bm::normal(mean, 0.6), 0.5)); };
  const double u = 0.4, value = std::exp(u);
  EXPECT_NEAR(log_density(of_gamma, R"({"y": 0.5})", {u}), std::log(bm::pdf(gamma, value)) + u + y(bm::cdf(gamma, value)), 1e-12);
  const std::string of_normal = "s ~ HalfNormal(1)\nx ~ Normal(1, s)\ny ~ Normal(noise(x), 0.6)\n";
  const bm::normal standard(0, 1);
  EXPECT_NEAR(log_density(of_normal, R"({"y": 0.5})", {0.7, u}),
              std::log(2 * bm::pdf(standard, std::exp(0.7))) + 0.7 + std::log(bm::pdf(standard, u)) + y(u), 1e-12);
}

std::map<std::string, std::vector<double>> simulated(const std::string& model, std::uint64_t key = 1) {
  Front front;
  const auto checked = front.check(model);
  EXPECT_TRUE(checked) << front.messages();
  auto bound = scmc::bind(checked, {.must_observe = false}, front.diagnostics);
  EXPECT_TRUE(bound) << front.messages();
  const auto plan = plan_simulation(std::move(*bound), front.diagnostics);
  const auto program = lower_simulate(plan, {}, front.diagnostics);
  EXPECT_FALSE(front.diagnostics.has_errors()) << front.messages();
  const auto values = ir::interpret(program.program.graph, {.sizes = plan.dimensions.sizes, .values = program.program.data, .key0 = key});
  std::map<std::string, std::vector<double>> result;
  for (std::size_t i = 0; i < program.variables.size(); ++i) result[(*checked)[program.variables[i]].name] = values[i];
  return result;
}

TEST(Recursion, InAFunctionIsARecurrence) {
  const std::string functions =
      "fn damped(x, keep over t) {\n  s[t] = x + (if t > first(t) then keep * s[t - 1] else 0)\n  return s\n}\n"
      "fn fibonacci(n over t) {\n  f[t] = if t <= 2 then 1 else f[t - 1] + f[t - 2]\n  return f * n\n}\n";
  const auto values = simulated(functions + "dim t = 6;  dim k = 2\ny[t, k] = damped(t * k, 0.5 over t)\nf[t] = fibonacci(1 over t)\n");
  EXPECT_EQ(values.at("f"), (std::vector<double>{1, 1, 2, 3, 5, 8}));
  const auto years = simulated("dim year = 2000..2003\ns[year] = cumulative_sum(year - 1999, 0.5 over year)\n");
  EXPECT_EQ(years.at("s"), (std::vector<double>{1, 2.5, 4.25, 6.125}));
  double s = 0;
  for (int t = 1; t <= 6; ++t) {
    s = t + 0.5 * s;
    EXPECT_DOUBLE_EQ(values.at("y")[static_cast<std::size_t>(t - 1)], s) << "k = 1, at " << t;
    EXPECT_DOUBLE_EQ(values.at("y")[static_cast<std::size_t>(6 + t - 1)], 2 * s) << "k = 2, at " << t;
  }
}

/// Kolmogorov's statistic is above 2.69 once in a million samples.
template <class Cdf>
void expect_law(std::vector<double> sample, Cdf cdf) {
  std::ranges::sort(sample);
  double distance = 0;
  const double n = static_cast<double>(sample.size());
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const double p = cdf(sample[i]), rank = static_cast<double>(i);
    distance = std::max({distance, p - rank / n, (rank + 1) / n - p});
  }
  EXPECT_LT(std::sqrt(n) * distance, 2.69);
}

/// What `w = x` is in a draw of the posterior, over as many cells as y has.
std::vector<double> drawn(const std::string& model, const std::string& y, std::size_t cells) {
  std::string column;
  for (std::size_t i = 0; i < cells; ++i) column += (i ? ", " : "") + y;
  Front front;
  const auto plan = front.plan("dim i\n" + model + "w[i] = x\n", "{\"y\": [" + column + "]}");
  EXPECT_TRUE(plan) << front.messages() << model;
  if (!plan) return {};
  const auto program = lower_constrain(*plan, true, front.diagnostics);
  EXPECT_FALSE(front.diagnostics.has_errors()) << front.messages();
  const auto values = ir::interpret(program.program.graph, {.sizes = plan->dimensions.sizes, .values = program.program.data, .key1 = 1});
  for (std::size_t o = 0; o < program.outputs.size(); ++o)
    if ((*plan->bound.model)[program.outputs[o].variable].name == "w") return values[o];
  ADD_FAILURE() << "w is not among the outputs";
  return {};
}

TEST(Preimage, IsDrawnWithinItsBounds) {
  const auto expect = [](const std::string& model, const std::string& y, auto cdf, double low, double high) {
    const auto sample = drawn(model, y, 4000);
    const auto below = [&](double x) { return std::isinf(x) ? (x > 0 ? 1.0 : 0.0) : cdf(x); };
    for (double x : sample) ASSERT_TRUE(low <= x && x <= high) << model << x;
    expect_law(sample, [&](double x) { return (cdf(x) - below(low)) / (below(high) - below(low)); });
  };
  const auto of_normal = [](double x) { return bm::cdf(normal, x); };
  const auto of_gamma = [](double x) { return x <= 0 ? 0 : bm::cdf(gamma, x); };
  const std::string x = "x[i] ~ Normal(0.3, 1.2)\n", g = "x[i] ~ Gamma(2.5, 1.5)\n";
  expect(x + "y = min(x, 1)\n", "1", of_normal, 1, INFINITY);
  expect(x + "y = max(x, 1)\n", "1", of_normal, -INFINITY, 1);
  expect(x + "y = round(x)\n", "-1", of_normal, -1.5, -0.5);
  expect(x + "y = x > 2\n", "0", of_normal, -INFINITY, 2);
  expect(g + "y = floor(x)\n", "1", of_gamma, 1, 2);
  expect(g + "y = round(x)\n", "0", of_gamma, 0, 0.5);
  const std::string mixture = "x[i] ~ Mixture([0.3, 0.7], [Normal(0.3, 1.2), Gamma(2.5, 1.5)])\n";
  expect(mixture + "y = max(x, 2)\n", "2", [&](double v) { return 0.3 * of_normal(v) + 0.7 * of_gamma(v); }, -INFINITY, 2);
  expect(g + "y = min(x, -1)\n", "-1", of_gamma, 0, INFINITY);
  for (double v : drawn(x + "y = min(x, 1)\n", "0.25", 3)) EXPECT_EQ(v, 0.25);
  const auto counts = drawn("x[i] ~ Poisson(2.2)\ny = min(x, 2)\n", "2", 4000);
  for (double n : drawn("x[i] ~ Poisson(2.2)\ny = x < 2\n", "1", 100)) EXPECT_TRUE(n == 0 || n == 1) << n;
  for (double n : drawn("x[i] ~ Poisson(2.2)\ny = x >= 0\n", "1", 100)) EXPECT_GE(n, 0);
  for (double k : {2., 3., 5.}) {
    const double share = static_cast<double>(std::ranges::count(counts, k)) / 4000;
    const double p = bm::pdf(poisson, k) / bm::cdf(complement(poisson, 1));
    EXPECT_NEAR(share, p, 5 * std::sqrt(p * (1 - p) / 4000)) << k;
  }
}

/// Order statistics: all are below x with probability F^3, one at least with 1 - (1 - F)^3. Positions need not start at 1.
TEST(Ordered, DrawsHaveTheirLaw) {
  for (const std::string dim : {"dim d = 3", "dim d = 2000..2002"}) {
    const auto values = simulated(dim + ";  dim i = 3000\nx[i, d] ~ Ordered(Normal(0.3, 1.2))\nlow = x[d = first(d)]\nmiddle = x[d = first(d) + 1]\n"
                                        "high = x[d = first(d) + 2]\n");
    expect_law(values.at("low"), [](double x) { return 1 - std::pow(bm::cdf(complement(normal, x)), 3); });
    expect_law(values.at("middle"), [](double x) {
      const double p = bm::cdf(normal, x);
      return p * p * (3 - 2 * p);
    });
    expect_law(values.at("high"), [](double x) { return std::pow(bm::cdf(normal, x), 3); });
  }
}

/// Quantiles without a formula are found by halving.
TEST(Inversion, GivesTheLaw) {
  const std::string own = "distribution Folded(s: positive) over positive {\n  log_density(x) = -0.5 * (x / s)^2 - log(s) + 0.5 * log(2 / pi)\n"
                          "  cdf(x) = erf(x / (s * sqrt(2)))\n}\n";
  const auto values = simulated(own + "dim i = 4000\nx[i] ~ Mixture([0.3, 0.7], [Normal(-2, 0.5), Normal(1, 2)])\ny[i] ~ Folded(3)\n"
                                      "n[i] ~ Mixture([0.5, 0.5], [Poisson(1), Poisson(20)])\n");
  const bm::normal a(-2, 0.5), b(1, 2), c(0, 3);
  expect_law(values.at("x"), [&](double x) { return 0.3 * bm::cdf(a, x) + 0.7 * bm::cdf(b, x); });
  expect_law(values.at("y"), [&](double x) { return 2 * bm::cdf(c, x) - 1; });
  const auto bounded = simulated("dim i = 4000\na[i] ~ Mixture([0.3, 0.7], [Pareto(2, 3), Pareto(5, 2)])\n"
                                 "b[i] ~ Truncated(Mixture([0.3, 0.7], [Normal(-2, 0.5), Normal(1, 2)]), upper = 0.5)\n"
                                 "c[i] ~ Mixture([0.3, 0.7], [Uniform(2, 4), Uniform(3, 7)])\n");
  const auto ramp = [](double x, double from, double to) { return std::clamp((x - from) / (to - from), 0.0, 1.0); };
  const auto pareto = [](double x, double scale, double shape) { return x < scale ? 0 : 1 - std::pow(scale / x, shape); };
  const auto mixed = [&](double x) { return 0.3 * bm::cdf(a, x) + 0.7 * bm::cdf(b, x); };
  expect_law(bounded.at("a"), [&](double x) { return 0.3 * pareto(x, 2, 3) + 0.7 * pareto(x, 5, 2); });
  expect_law(bounded.at("b"), [&](double x) { return mixed(x) / mixed(0.5); });
  expect_law(bounded.at("c"), [&](double x) { return 0.3 * ramp(x, 2, 4) + 0.7 * ramp(x, 3, 7); });
  const bm::poisson few(1), many(20);
  for (double k : {0., 1., 2., 10., 18., 24.}) {
    const double below = static_cast<double>(std::ranges::count_if(values.at("n"), [&](double n) { return n <= k; })) / 4000;
    const double p = 0.5 * (bm::cdf(few, k) + bm::cdf(many, k));
    EXPECT_NEAR(below, p, 5 * std::sqrt(p * (1 - p) / 4000)) << k;
  }
}

}  // namespace
}  // namespace scmc::testing
