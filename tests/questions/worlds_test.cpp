/// Whose noise is whose, and what a question keeps: small models in which a wrong reading gives another number.
#include "tests/questions/support.h"

namespace scmc::testing {
namespace {

const std::string line = "dim i\nx[i] ~ Normal(0, 1)\ny[i] ~ Normal(2 * x, 1)\n";
const std::string line_data = R"({"x": [0, 1, 2], "y": [5, 5, 5]})";

TEST(Noise, SameKeepsItUnderDo) {
  Queries queries(line + "query kept[i] = E[y | do(x = 1), same y]\nquery drawn[i] = E[y | do(x = 1)]\n", line_data);
  ASSERT_TRUE(queries.is_fine()) << queries.messages();
  EXPECT_EQ(queries("kept"), (std::vector<double>{7, 5, 3}));
  EXPECT_EQ(queries("drawn"), (std::vector<double>{2, 2, 2}));
}

TEST(Noise, NewDrawsItAnewUnderCf) {
  Queries queries(line + "query kept[i] = E[y | cf(x = 1)]\nquery drawn[i] = E[y | cf(x = 1), new y]\nquery x_kept[i] = E[x | cf(x = x), new y]\n",
                  line_data);
  ASSERT_TRUE(queries.is_fine()) << queries.messages();
  EXPECT_EQ(queries("kept"), (std::vector<double>{7, 5, 3}));
  EXPECT_EQ(queries("x_kept"), (std::vector<double>{0, 1, 2})) << "only what is named";
  for (double y : queries("drawn", 10000)) expect_simulated(y, 2, 0.01, 0.011);
}

/// New schools have new pupils; what is data stays.
TEST(Noise, NewUnitsBringThoseThatBelongToThem) {
  Queries queries(R"(
dim pupil;  dim school
data school_of[pupil] in school
data hours[pupil]
level[school] ~ Normal(0, 1)
talent[pupil] ~ Normal(0, 1)
score[pupil] ~ Normal(level[school_of] + talent + hours, 1)
query these = E[talent | do(hours = 0)]
query others = E[talent | do(hours = 0), new school]
query spread = E[score^2 | do(hours = 0), new school]
query at_their_hours = E[score | new school]
)",
                  R"({"school_of": [1, 1, 2, 2], "hours": [10, 20, 30, 40], "talent": [3, 3, 3, 3], "score": [0, 0, 0, 0], "level": [5, 5]})");
  ASSERT_TRUE(queries.is_fine()) << queries.messages();
  EXPECT_EQ(queries.number("these"), 3);
  EXPECT_EQ(queries.number("others"), 0) << "their mean, by formula";
  expect_simulated(queries.number("spread", 40000), 3, std::sqrt(18.0 / 80000), 0.02);
  expect_simulated(queries.number("at_their_hours", 40000), 25, std::sqrt(2.0 / 80000), 0.01);
}

/// `new (m | ...)` is the mediator of another unit: it shares nothing with the causes that m and y have in common.
TEST(Noise, AnotherUnitsMediatorIsIndependent) {
  Queries queries(R"(
dim i
x[i] ~ Normal(0, 1)
l[i] ~ Normal(x, 1)
m[i] ~ Normal(l, 1)
y[i] ~ Normal(m * l, 1)
query own = E[y | do(x = 2, m = (m | do(x = 2)))]
query others = E[y | do(x = 2, m = new (m | do(x = 2)))]
)",
                  R"({"x": [0, 0], "l": [0, 0], "m": [0, 0], "y": [0, 0]})");
  ASSERT_TRUE(queries.is_fine()) << queries.messages();
  const double count = 2 * 40000;
  expect_simulated(queries.number("own", 40000), 4 + 1, std::sqrt(23 / count), 0.02);     // E[l^2]; m l has a variance of 4 * 4 + 4 + 2 + 1
  expect_simulated(queries.number("others", 40000), 2 * 2, std::sqrt(14 / count), 0.02);  // E[m] E[l]; 4 + 8 + 2
}

/// Of both noises of one variable, a policy has its own.
TEST(Noise, APolicyIsDrawnApartFromTheMechanism) {
  Queries queries("dim i\nx[i] ~ Normal(0, 1)\ny[i] ~ Normal(noise(x) * x, 1)\nquery a = E[y | do(x ~ Normal(0, 1))]\nquery b = E[y | do(x = x)]\n"
                  "query c = E[y | do(x ~ Normal(0, 1)), new x]\n",
                  R"({"x": [3, -1], "y": [0, 0]})");
  ASSERT_TRUE(queries.is_fine()) << queries.messages();
  EXPECT_EQ(queries.number("b"), 5);
  expect_simulated(queries.number("a", 40000), 0, std::sqrt(5.0 / 2 / 40000), 0.01);
  expect_simulated(queries.number("c", 40000), 0, std::sqrt(1.0 / 2 / 40000), 0.01);
}

TEST(Formula, AProductOfWhatIsDrawnIsNoProductOfMeans) {
  Queries queries(line + "query square = E[y * y | do(x = 1)]\nquery twice = E[(y + y) * x | do(x = 1)]\n", line_data);
  ASSERT_TRUE(queries.is_fine()) << queries.messages();
  expect_simulated(queries.number("square", 40000), 5, std::sqrt(18.0 / 120000), 0.02);  // (2 + e)^2: variance 16 + 2
  EXPECT_EQ(queries.number("twice"), 4);
}

TEST(Formula, ProbabilitiesOfEvents) {
  Queries queries(line + R"(
n[i] ~ Bernoulli(0.3)
query below = P(y < 2.5 | do(x = 1))
query above = P(y >= 2.5 | do(x = 1))
query yes = P(n == 1)
query no = P(n == 0)
query not_yes = P(n != 1)
query itself = P(n)
query of_each[i] = P(y > 2 * i | do(x = 1))
)",
                  R"({"x": [0, 1, 2], "y": [5, 5, 5], "n": [1, 1, 1]})");
  ASSERT_TRUE(queries.is_fine()) << queries.messages();
  const auto above = [](double z) { return 0.5 * std::erfc(z / std::sqrt(2.0)); };
  EXPECT_NEAR(queries.number("below"), 1 - above(0.5), 1e-12);
  EXPECT_NEAR(queries.number("above"), above(0.5), 1e-12);
  for (const auto& [name, p] : {std::pair{"yes", 0.3}, {"no", 0.7}, {"not_yes", 0.7}, {"itself", 0.3}}) EXPECT_NEAR(queries.number(name), p, 1e-12) << name;
  const auto each = queries("of_each");
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(each.at(i), above(2.0 * static_cast<double>(i)), 1e-12);
}

TEST(Left, ConditionsAndInterventionsAreReadAtItsPosition) {
  Queries queries(line + R"(
query of_each[i] = E[y | cf(x = 1), x > 0]
query own_day[i] = E[sum(y over i) | cf(x[i] = 10)]
)",
                  line_data);
  ASSERT_TRUE(queries.is_fine()) << queries.messages();
  const auto each = queries("of_each");
  EXPECT_TRUE(std::isnan(each.at(0))) << "0 is not above 0: the condition is not met there";
  EXPECT_EQ(each.at(1), 5);
  EXPECT_EQ(each.at(2), 3);
  EXPECT_EQ(queries("own_day"), (std::vector<double>{15 + 20, 15 + 18, 15 + 16})) << "a world per position";
}

/// Weeks before the first that is set are data; those behind it are recomputed for as long as something carries over.
TEST(Series, NothingMovesBeforeTheFirstChange) {
  const std::string model = R"(
dim week
data tv[week]
carried[1] = tv
carried[week] = tv + 0.5 * carried[week - 1]
sales[week] ~ Normal(carried, 1)
query by_week[week] = E[sales | do(tv[3] = 0)]
query contribution[week] = E[sales] - E[sales | do(tv[3] = 0)]
query against_data[week] = E[sales] - E[sales | cf(tv[3] = 0)]
)";
  Queries queries(model, R"({"tv": [8, 8, 8, 8, 8], "sales": [7, 13, 11, 15, 20]})");
  ASSERT_TRUE(queries.is_fine()) << queries.messages();
  EXPECT_EQ(queries("by_week"), (std::vector<double>{7, 13, 6, 11, 13.5}));
  for (const char* name : {"contribution", "against_data"}) {
    const auto c = queries(name);
    for (std::size_t week = 0; week < 2; ++week) EXPECT_EQ(c.at(week), 0) << name << " " << week;
    for (std::size_t week = 2; week < 5; ++week) EXPECT_NEAR(c.at(week), 8 * std::pow(0.5, week - 2.0), 1e-12) << name << " " << week;
  }
}

/// A computed series that is asked about itself, of what is measured and of what is drawn.
TEST(Series, WhatReadsItselfIsAskedAbout) {
  Queries queries(R"(
dim week
tv[week] ~ Normal(3, 1)
wish[week] ~ Normal(tv, 1)
carried[1] = wish
carried[week] = wish + 0.5 * carried[week - 1]
seen[1] = tv
seen[week] = tv + 0.5 * seen[week - 1]
query of_set[week] = E[seen | do(tv[2] = 0)]
query of_drawn[week] = E[carried | do(tv = 2)]
query of_product = E[sum(carried * wish over week) | do(tv = 2)]
)",
                  R"({"tv": [4, 4, 4], "wish": [0, 0, 0]})");
  ASSERT_TRUE(queries.is_fine()) << queries.messages();
  EXPECT_EQ(queries("of_set"), (std::vector<double>{4, 2, 5}));
  const auto drawn = queries("of_drawn", 40000);
  const double mean[3] = {2, 3, 3.5};
  for (std::size_t week = 0; week < 3; ++week) expect_simulated(drawn.at(week), mean[week], std::sqrt(1.3125 / 40000), 0.01);
  // Of each week 1, which is the variance of its own noise, and the product of the means; standard deviations below 12.
  expect_simulated(queries.number("of_product", 40000), 3 + 2 * (2 + 3 + 3.5), 12 / std::sqrt(40000.0), 0.07);
}

/// What is read a week later is reached there and nowhere else.
TEST(Series, ALookBackReachesOneWeek) {
  Queries queries(R"(
dim week
data tv[week]
sales[week] ~ Normal(if week > 1 then tv[week - 1] else 0, 1)
query by_week[week] = E[sales | do(tv[3] = 0)]
query risen[week] = P(sales > 7.5 | do(tv[3] = 0))
query square[week] = E[sales^2 | do(tv[3] = 0)]
)",
                  R"({"tv": [8, 8, 8, 8, 8], "sales": [7, 13, 11, 15, 20]})");
  ASSERT_TRUE(queries.is_fine()) << queries.messages();
  EXPECT_EQ(queries("by_week"), (std::vector<double>{7, 13, 11, 0, 20}));
  const auto risen = queries("risen");
  for (std::size_t week : {0U, 1U, 2U, 4U}) EXPECT_EQ(risen.at(week), week > 0) << "above 7.5, or not";
  EXPECT_NEAR(risen.at(3), 0.5 * std::erfc(7.5 / std::sqrt(2.0)), 1e-15);
  const double simulated = queries("square", 40000).at(3);
  expect_simulated(simulated, 1, std::sqrt(2.0 / 40000), 0.01);
}

/// A function that recurs, in a world per channel, and read by what is drawn.
TEST(Series, AWorldPerChannelOfWhatIsCarriedOver) {
  Queries queries(R"(
dim week;  dim channel = 2
data spend[week, channel]
wish[week] ~ Normal(spend[channel = 1], 1)
carried = geometric_adstock(spend, 0.5 over week)
felt = geometric_adstock(wish, 0.5 over week)
sales[week] ~ Normal(sum(carried over channel) + felt, 1)
query without[channel, week] = E[sales] - E[sales | do(spend[channel] = 0)]
query by_week[week] = E[sum(felt over week)^2 | do(spend = 0)]
)",
                  R"({"spend": [[8, 1], [8, 1], [8, 1]], "wish": [8, 8, 8], "sales": [0, 0, 0]})");
  ASSERT_TRUE(queries.is_fine()) << queries.messages();
  const double share[3] = {1, 1.5, 1.75};
  const auto without = queries("without");
  ASSERT_EQ(without.size(), 6U);
  std::size_t at = 0;
  for (double gone : {16.0, 1.0})
    for (std::size_t week = 0; week < 3; ++week) EXPECT_NEAR(without.at(at++), gone * share[week], 1e-12);
  const double variance = 1 + 1.5 * 1.5 + 1.75 * 1.75;
  expect_simulated(queries("by_week", 40000).at(0), variance, variance * std::sqrt(2.0 / 40000), 0.05);
}

}  // namespace
}  // namespace scmc::testing
