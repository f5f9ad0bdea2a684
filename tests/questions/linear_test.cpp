/// Linear models. Where noise is +1 and -1 in all combinations, the units have exactly the moments of independent standard noise.
#include <numeric>

#include "tests/questions/support.h"

namespace scmc::testing {
namespace {

/// All combinations of -1 and +1.
std::vector<std::vector<double>> signs(std::size_t count) {
  std::vector<std::vector<double>> rows;
  for (std::size_t k = 0; k < (std::size_t(1) << count); ++k) {
    rows.emplace_back();
    for (std::size_t i = 0; i < count; ++i) rows.back().push_back((k >> i) & 1 ? 1 : -1);
  }
  return rows;
}

TEST(Linear, num26_SettingWhatWasChangesNothing) {
  const std::string text = R"(
dim i
x[i] ~ Normal(0, 1)
h[i] ~ Normal(0.5 * x, 1)
y[i] ~ Normal(0.7 * x + 0.4 * h, 1)
query same = E[y | cf(h = 1)]
query more = E[y | cf(h = 2)]
query other_x = E[y | cf(x = 1.5)]
)";
  for (const bool copies : {true, false}) {
    Queries queries(text, R"({"x": [0.5], "h": [1], "y": [1.5]})", {.copies_unchanged = copies});
    EXPECT_NEAR(queries.number("same"), 1.5, 1e-12);
    EXPECT_NEAR(queries.number("more"), 1.5 + 0.4, 1e-12);
    EXPECT_NEAR(queries.number("other_x"), 1.5 + 0.7 + 0.4 * 0.5, 1e-12);
  }
}

TEST(Linear, num46_AColliderBetweenTwoCauses) {
  Rows rows({"u1", "u2", "x", "m", "y"});
  for (const auto& e : signs(5)) rows.add({e[0], e[1], e[0] + e[2], e[0] + e[1] + e[3], e[1] + e[4]});
  Queries queries(R"(
dim i
u1[i] ~ Normal(0, 1);  u2[i] ~ Normal(0, 1)
x[i] ~ Normal(u1, 1)
m[i] ~ Normal(u1 + u2, 1)
y[i] ~ Normal(0 * x + u2, 1)
xx = mean(x * x over i);  xm = mean(x * m over i);  mm = mean(m * m over i)
xy = mean(x * y over i);  my = mean(m * y over i)
query alone = xy / xx
query beside_m = (xy * mm - my * xm) / (xx * mm - xm^2)
query effect = E[y | do(x = 1)] - E[y | do(x = 0)]
)",
                  rows.json());
  ASSERT_TRUE(queries.is_fine()) << queries.messages();
  EXPECT_NEAR(queries.number("alone"), 0, 1e-9);
  EXPECT_NEAR(queries.number("beside_m"), -0.2, 1e-9);
  EXPECT_EQ(queries.number("effect"), 0);
}

TEST(Linear, num47_AnInstrument) {
  Rows rows({"z", "u", "x", "y"});
  for (const auto& e : signs(4)) {
    const double x = e[0] + e[1] + e[2];
    rows.add({e[0], e[1], x, 0.5 * x + 2 * e[1] + e[3]});
  }
  Queries queries(R"(
dim i
z[i] ~ Normal(0, 1);  u[i] ~ Normal(0, 1)
x[i] ~ Normal(z + u, 1)
y[i] ~ Normal(0.5 * x + 2 * u, 1)
query wald = mean(y * z over i) / mean(x * z over i)
query least_squares = mean(x * y over i) / mean(x * x over i)
query by_experiment = (E[y | do(z = 1)] - E[y | do(z = 0)]) / (E[x | do(z = 1)] - E[x | do(z = 0)])
query effect = E[y | do(x = 1)] - E[y | do(x = 0)]
query of_each[i] = E[y | cf(x = x + 1)] - E[y | cf(x = x)]
)",
                  rows.json());
  ASSERT_TRUE(queries.is_fine()) << queries.messages();
  EXPECT_NEAR(queries.number("wald"), 0.5, 1e-9);
  expect_exact(queries.number("least_squares"), 0.5 + 2.0 / 3, 1.1667);
  EXPECT_NEAR(queries.number("by_experiment"), 0.5, 1e-9);
  EXPECT_NEAR(queries.number("effect"), 0.5, 1e-9);
  for (double effect : queries("of_each")) EXPECT_NEAR(effect, 0.5, 1e-9);
}

/// What the noise of each variable adds to the variance of the last one: by setting the later ones to what their causes say.
TEST(Linear, num50_ContributionsToAVariance) {
  Rows rows({"a", "b", "c"});
  for (const auto& e : signs(3)) rows.add({e[0], 2 * e[0] + e[1], 3 * (2 * e[0] + e[1]) + e[2]});
  Queries queries(R"(
dim i
a[i] ~ Normal(0, 1)
b[i] ~ Normal(2 * a, 1)
c[i] ~ Normal(3 * b, 1)
query of_a = E[c^2 | cf(b = 2 * a, c = 3 * b)]
query of_b = E[c^2 | cf(c = 3 * b)] - E[c^2 | cf(b = 2 * a, c = 3 * b)]
query of_c = E[c^2 | cf(a = a)] - E[c^2 | cf(c = 3 * b)]
query all = E[c^2 | do(a = a)]
)",
                  rows.json());
  ASSERT_TRUE(queries.is_fine()) << queries.messages();
  EXPECT_NEAR(queries.number("of_a"), 36, 1e-9);
  EXPECT_NEAR(queries.number("of_b"), 9, 1e-9);
  EXPECT_NEAR(queries.number("of_c"), 1, 1e-9);
  // Given a: the variance of (3 * 6a * 2) e, squared.
  expect_simulated(queries.number("all", 20000), 46, std::sqrt((4 * 36 * 10 + 2 * 100) / (8.0 * 20000)), 0.11);
}

/// The integral of f(c) over a standard normal c, by the trapezoidal rule, which is exact here to rounding.
template <class F>
double over_normal(F&& f) {
  double sum = 0;
  for (int k = -800; k <= 800; ++k) {
    const double c = k * 0.0125;
    sum += f(c) * std::exp(-c * c / 2) / std::sqrt(2 * M_PI) * 0.0125;
  }
  return sum;
}

double invlogit(double x) { return 1 / (1 + std::exp(-x)); }

TEST(Seed, num51_AdsThatDoNothing) {
  Queries queries(R"(
dim day
c[day] ~ Normal(0, 1)
z[day] ~ Bernoulli(invlogit(0 + 1.5 * c))
y[day] ~ Normal(0 + 0 * z + 1 * c, 0.2)
query ate = E[y | do(z = 1), new day] - E[y | do(z = 0), new day]
query naive = E[y | z == 1, new day] - E[y | z == 0, new day]
query covariance = E[y * z | new day] - E[y | new day] * E[z | new day]
)",
                  Rows({"c", "z", "y"}).add({0, 0, 0}, 20).json());
  ASSERT_TRUE(queries.is_fine()) << queries.messages();
  EXPECT_EQ(queries.number("ate", 10), 0);
  const double count = 20 * 20000, covariance = over_normal([](double c) { return c * invlogit(1.5 * c); });
  EXPECT_NEAR(4 * covariance, 1.0604, 5e-5);
  EXPECT_NEAR(covariance, 0.2651, 5e-5);
  const double within = 1.04 - 0.25 * std::pow(4 * covariance, 2);  // the variance of y given z
  expect_simulated(queries.number("naive", 20000), 4 * covariance, 2 * std::sqrt(within / count), 3e-3);
  expect_simulated(queries.number("covariance", 20000), covariance, std::sqrt(1.04 / count), 2e-3);
}

TEST(Collapse, num52_OddsRatiosDoNotAverage) {
  const std::string model = R"(
dim i
c[i] ~ Normal(0, 1)
z[i] ~ Bernoulli(0.5)
y[i] ~ Bernoulli(invlogit(z + c))
query difference = E[y | do(z = 1), new i] - E[y | do(z = 0), new i]
query marginal = logit(P(y == 1 | do(z = 1), new i)) - logit(P(y == 1 | do(z = 0), new i))
query conditional[i] = logit(P(y == 1 | do(z = 1))) - logit(P(y == 1 | do(z = 0)))
)";
  Queries queries(model, Rows({"c"}).add({-2}).add({0.3}).add({1.7}).json());
  ASSERT_TRUE(queries.is_fine()) << queries.messages();
  const double p1 = over_normal([](double c) { return invlogit(1 + c); }), p0 = over_normal([](double c) { return invlogit(c); });
  const double odds = std::log(p1 / (1 - p1)) - std::log(p0 / (1 - p0));
  EXPECT_NEAR(p1 - p0, 0.1967, 5e-5);
  EXPECT_NEAR(odds, 0.8318, 5e-5);
  const double spread = std::sqrt(over_normal([&](double c) { return std::pow(invlogit(1 + c) - invlogit(c) - (p1 - p0), 2); }));
  expect_simulated(queries.number("difference", 100000), p1 - p0, spread / std::sqrt(3e5), 2e-4);
  expect_simulated(queries.number("marginal", 100000), odds, 0.25 / 0.2 / std::sqrt(3e5), 3e-3);
  for (double one : queries("conditional")) EXPECT_NEAR(one, 1, 1e-9);
}

TEST(Linear, num59_AShiftKeepsTheCausesOfWhatIsShifted) {
  Queries queries(R"(
dim i
w[i] ~ Normal(0, 1)
x[i] ~ Normal(w, 1)
y[i] ~ Normal(2 * x, 1)
query shift = E[y | do(x = x + 1)] - E[y | do(x = x)]
query after_w = E[x | do(w = w + 3, x = x + 1)] - E[x | do(x = x)]
query shift_of_each[i] = E[y | cf(x = x + 1)]
)",
                  R"({"w": [0, 1], "x": [0.5, -1], "y": [0, 4]})");
  ASSERT_TRUE(queries.is_fine()) << queries.messages();
  EXPECT_NEAR(queries.number("shift"), 2, 1e-9);
  EXPECT_NEAR(queries.number("after_w", 20000), 4, 1e-9) << "its own noise is the same in both";
  const auto each = queries("shift_of_each");
  EXPECT_NEAR(each.at(0), 2, 1e-12);
  EXPECT_NEAR(each.at(1), 6, 1e-12);
}

/// The National Supported Work demonstration: only the means are published there, so the rows hold them [Dehejia and Wahba 1999].
TEST(Experiment, num62_EarningsAfterTraining) {
  Rows rows({"trained", "earned"});
  for (int sign : {-1, 1}) rows.add({1, 6349.14 + sign * 5000}, 92).add({0, 4554.80 + sign * 5000}, 130);
  rows.add({1, 6349.14});
  Queries queries(R"(
dim person
base ~ Flat();  gain ~ Flat();  spread ~ HalfFlat()
trained[person] ~ Bernoulli(185 / 445)
earned[person] ~ Normal(base + gain * trained, spread)
query raw = E[earned | cf(trained = 1), trained == 1]
query att = E[earned | cf(trained = 1), trained == 1] - E[earned | cf(trained = 0), trained == 1]
)",
                  rows.json());
  ASSERT_TRUE(queries.is_fine()) << queries.messages();
  const std::vector<double> most_likely{4554.80, 1794.34, std::log(5000)};
  EXPECT_NEAR(queries.number("raw", 1, 1, most_likely), 6349.14, 1e-9) << "the mean of the data, whatever the parameters";
  EXPECT_NEAR(queries.number("raw", 1, 1, {0, 0, 0}), 6349.14, 1e-9);
  EXPECT_NEAR(queries.number("att", 1, 1, most_likely), 1794.34, 1e-9);
}

}  // namespace
}  // namespace scmc::testing
