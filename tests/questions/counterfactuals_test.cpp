/// What would have been: couplings of the noise, probabilities of causation, joint posteriors of unmeasured causes.
#include "tests/questions/support.h"

namespace scmc::testing {
namespace {

// ---------------------------------------------------------------- probabilities of causation

std::string necessity(double p1, double p0) {
  std::ostringstream out;
  out.precision(17);
  out << "dim i\nx[i] ~ Bernoulli(0.5)\ny[i] ~ Bernoulli(if x == 1 then " << p1 << " else " << p0 << ")\n"
      << R"(
query pn = P(y == 0 | cf(x = 0), x == 1, y == 1)
query ps = P(y == 1 | cf(x = 1), x == 0, y == 0)
query pns = P(y == 1 and (y | do(x = 0)) == 0 | do(x = 1))
)";
  return out.str();
}

/// As many harmed among the exposed as not harmed among the others.
std::string both_kinds(int each) { return Rows({"x", "y"}).add({1, 1}, each).add({0, 0}, each).json(); }

/// Exposure to fallout and leukemia [Tian and Pearl 2000]. The effect is monotone, as the coupling of a Bernoulli is.
TEST(Causation, num29_Fallout) {
  const double p1 = 30.0 / 69160, p0 = 16.0 / 59026, count = 50 * 20000;
  Queries queries(necessity(p1, p0), both_kinds(50));
  const auto check = [&](const char* name, double exact, double printed, double half_digit) {
    expect_simulated(queries.number(name, 20000), exact, std::sqrt(exact * (1 - exact) / count));
    EXPECT_NEAR(exact, printed, half_digit) << name;
  };
  check("pn", 1 - p0 / p1, 0.37510, 5e-6);
  check("ps", (p1 - p0) / (1 - p0), 0.000163, 5e-7);
  check("pns", p1 - p0, 0.000163, 5e-7);
}

TEST(Causation, num53_OneThresholdForBoth) {
  const std::string text = R"(
dim i
x[i] ~ Bernoulli(0.5)
luck[i] ~ Uniform(0, 1)
y = if luck < (if x == 1 then 0.7 else 0.4) then 1 else 0
query pn = P(y == 0 | cf(x = 0), x == 1, y == 1)
query ps = P(y == 1 | cf(x = 1), x == 0, y == 0)
query pns = P(y == 1 and (y | do(x = 0)) == 0 | do(x = 1))
)";
  Rows rows({"x", "luck"});
  for (double x : {0, 1})
    for (double luck : even(10)) rows.add({x, luck});
  Queries exact(text, rows.json());
  expect_exact(exact.number("pn"), 3.0 / 7, 0.4286);
  expect_exact(exact.number("ps"), 3.0 / 6, 0.5000);
  expect_exact(exact.number("pns"), 0.7 - 0.4, 0.3);

  Queries simulated(necessity(0.7, 0.4), both_kinds(10));
  expect_simulated(simulated.number("pn", 40000), 3.0 / 7, largest_error(10 * 40000));
  expect_simulated(simulated.number("ps", 40000), 3.0 / 6, largest_error(10 * 40000));
  expect_simulated(simulated.number("pns", 40000), 0.7 - 0.4, largest_error(20 * 40000));
}

/// Two categories without an order, by a race: a threshold again, whatever their labels.
TEST(Causation, num54_ARaceOfTwoIsAThreshold) {
  for (const bool swapped : {false, true}) {
    const std::string labels = swapped ? R"({"yes", "no"})" : R"({"no", "yes"})";
    const std::string p = "(if x == 1 then 0.7 else 0.4)", weights = swapped ? "[" + p + ", 1 - " + p + "]" : "[1 - " + p + ", " + p + "]";
    Queries queries("dim i;  dim reply = " + labels + "\nx[i] ~ Bernoulli(0.5)\ny[i] in reply ~ Categorical(stack(" +
                        weights.substr(1, weights.size() - 2) + R"( over reply))
query pn = P(y == "no" | cf(x = 0), x == 1, y == "yes")
query pns = P(y == "yes" and (y | do(x = 0)) == "no" | do(x = 1))
)",
                    Rows({"x", "y"}).add({1, swapped ? 1.0 : 2.0}, 10).add({0, swapped ? 2.0 : 1.0}, 10).json());
    ASSERT_TRUE(queries.is_fine()) << queries.messages();
    expect_simulated(queries.number("pn", 30000), 3.0 / 7, largest_error(10 * 30000));
    expect_simulated(queries.number("pns", 15000), 0.3, largest_error(20 * 15000));
  }
}

// ---------------------------------------------------------------- couplings

/// Three ordered categories: the same quantile of both distributions. `Three` is a distribution of this text.
TEST(Coupling, num56_OrderedCategoriesKeepTheirQuantile) {
  Queries queries(R"(
distribution Three(p: unit, q: unit) over 0..2 {
  log_density(k) = log(if k == 0 then p else if k == 1 then q else 1 - p - q)
  cdf(k) = if k < 0 then 0 else if k < 1 then p else if k < 2 then p + q else 1
  quantile(u) = if u <= p then 0 else if u <= p + q then 1 else 2
}
dim i
x[i] ~ Bernoulli(0.5)
k[i] ~ Three(if x == 1 then 0.2 else 0.5, if x == 1 then 0.5 else 0.3)
query by_unit[i] = P(k == 0 | cf(x = 1))
query by_unit_1[i] = P(k == 1 | cf(x = 1))
query by_unit_2[i] = P(k == 2 | cf(x = 1))
)",
                  Rows({"x", "k"}).add({0, 0}).add({0, 1}).add({0, 2}).json());
  ASSERT_TRUE(queries.is_fine()) << queries.messages();
  const double expected[3][3] = {{0.4, 0.6, 0}, {0, 2.0 / 3, 1.0 / 3}, {0, 0, 1}};
  const char* names[3] = {"by_unit", "by_unit_1", "by_unit_2"};
  for (int would_be = 0; would_be < 3; ++would_be) {
    const auto answer = queries(names[would_be], 400000);
    ASSERT_EQ(answer.size(), 3U);
    for (int was = 0; was < 3; ++was) expect_simulated(answer[static_cast<std::size_t>(was)], expected[was][would_be], largest_error(400000));
  }
}

/// Without an order: P(stays i) = 1 / (1 + sum of p_j (max(1, r_j / r_i) - 1) over the others), r = p' / p [Oberst and Sontag 2019].
TEST(Coupling, CategoriesWithoutAnOrderRace) {
  Queries queries(R"(
dim i;  dim kind = 3
x[i] ~ Bernoulli(0.5)
k[i] in kind ~ Categorical(stack(if x == 1 then 0.2 else 0.5, if x == 1 then 0.6 else 0.3, 0.2 over kind))
query one[i] = P(k == 1 | cf(x = 1))
query two[i] = P(k == 2 | cf(x = 1))
query three[i] = P(k == 3 | cf(x = 1))
)",
                  Rows({"x", "k"}).add({0, 1}).add({0, 2}).add({0, 3}).json());
  ASSERT_TRUE(queries.is_fine()) << queries.messages();
  const double p[3] = {0.5, 0.3, 0.2}, ratio[3] = {0.4, 2, 1};
  const char* names[3] = {"one", "two", "three"};
  for (std::size_t was = 0; was < 3; ++was) {
    double overtaken = 0;
    for (std::size_t j = 0; j < 3; ++j) overtaken += p[j] * (std::max(1.0, ratio[j] / ratio[was]) - 1);
    expect_simulated(queries(names[was], 200000).at(was), 1 / (1 + overtaken), largest_error(200000), 2e-3);
  }
}

/// The ordered ones by noise that is measured, without simulation.
TEST(Coupling, num56_ByMeasuredNoise) {
  Rows rows({"luck"});
  for (double luck : even(10)) rows.add({luck});
  Queries queries(R"(
dim i
x[i] ~ Bernoulli(0.5)
luck[i] ~ Uniform(0, 1)
first = if x == 1 then 0.2 else 0.5
second = if x == 1 then 0.7 else 0.8
k = if luck < first then 1 else if luck < second then 2 else 3
query a[i] = E[k | do(x = 0)]
query b[i] = E[k | do(x = 1)]
)",
                  rows.json());
  const auto a = queries("a"), b = queries("b");
  const double expected[3][3] = {{0.4, 0.6, 0}, {0, 2.0 / 3, 1.0 / 3}, {0, 0, 1}};
  for (int was = 1; was <= 3; ++was)
    for (int would_be = 1; would_be <= 3; ++would_be) {
      double of = 0, both = 0;
      for (std::size_t u = 0; u < 10; ++u) of += a[u] == was, both += a[u] == was && b[u] == would_be;
      EXPECT_NEAR(both / of, expected[was - 1][would_be - 1], 1e-9);
    }
}

TEST(Coupling, num57_AnExponentialKeepsItsQuantile) {
  Queries queries(R"(
dim i
x[i] ~ Bernoulli(0.5)
y[i] ~ Exponential(1 + x)
query faster = E[y | cf(x = 1)]
)",
                  R"({"x": [0], "y": [2]})", {.copies_unchanged = false});
  EXPECT_NEAR(queries.number("faster"), 1.0, 1e-9);
}

// ---------------------------------------------------------------- causes that nobody measured

/// Either cause alone explains the effect: given it, the two depend on one another. Products of marginals would say 1/9 for neither.
TEST(Unmeasured, num61_TwoCausesOfOneEffectAreDrawnTogether) {
  Queries queries(R"(
dim i
u1[i] ~ Bernoulli(0.5)
u2[i] ~ Bernoulli(0.5)
e[i] ~ Bernoulli(if u1 == 1 or u2 == 1 then 1 else 0)
query neither = P(u1 == 0 and u2 == 0)
query one = P(u1 == 1)
query still[i] = P(e == 1 | cf(u1 = 0))
)",
                  Rows({"e"}).add({1}, 20000).json());
  ASSERT_TRUE(queries.is_fine()) << queries.messages();
  EXPECT_EQ(queries.number("neither"), 0);
  expect_simulated(queries.number("one"), 2.0 / 3, largest_error(20000), 5e-3);
  const auto still = queries("still");
  double sum = 0;
  for (double p : still) sum += p / static_cast<double>(still.size());
  expect_simulated(sum, 2.0 / 3, largest_error(20000), 5e-3);
}

/// Cholestyramine [Balke and Pearl 1997]: nobody takes it who was not offered it. Types: never takers and compliers.
TEST(Unmeasured, num34_TheEffectOnCompliers) {
  const double offered_y = 0.073 + 0.473, other_y = 0.081, took = 0.139 + 0.473;
  const double late = (offered_y - other_y) / took;
  const double never = 1 - took, never_y = 0.073 / never, taken_y = 0.473 / took, untaken_y = (other_y - 0.073) / took;
  std::ostringstream text;
  text.precision(17);
  text << "dim i\ncomplies[i] ~ Bernoulli(" << took << ")\nz[i] ~ Bernoulli(0.5)\nx = complies * z\n"
       << "y[i] ~ Bernoulli(if complies == 1 then (if x == 1 then " << taken_y << " else " << untaken_y << ") else " << never_y << ")\n"
       << R"(
query wald = (E[y | do(z = 1)] - E[y | do(z = 0)]) / (E[x | do(z = 1)] - E[x | do(z = 0)])
query late = E[y | do(x = 1), complies == 1] - E[y | do(x = 0), complies == 1]
)";
  Rows rows({"complies", "z"});
  for (double z : {0, 1}) rows.add({0, z}, 388).add({1, z}, 612);
  Queries queries(text.str(), rows.json());
  ASSERT_TRUE(queries.is_fine()) << queries.messages();
  expect_exact(queries.number("wald"), late, 0.7598);
  expect_exact(queries.number("late"), late, 0.7598);
}

}  // namespace
}  // namespace scmc::testing
