/// Tables of counts and of probabilities: confounding, Simpson's reversals, adjustment, the front door.
#include "tests/questions/support.h"

namespace scmc::testing {
namespace {

// ---------------------------------------------------------------- kidney stones [Charig et al. 1986]

/// Treatment A (1) or B (0) of small and large stones, and how often it helped. `wish` is what was chosen, `treatment` what was done.
const std::string stones = R"(
dim patient
large[patient] ~ Bernoulli(343 / 700)
wish[patient] ~ Bernoulli(if large == 1 then 263 / 343 else 87 / 357)
treatment = wish
small_rate = if treatment == 1 then 81 / 87 else 234 / 270
large_rate = if treatment == 1 then 192 / 263 else 55 / 80
well[patient] ~ Bernoulli(if large == 1 then large_rate else small_rate)

query naive = P(well == 1 | treatment == 1) - P(well == 1 | treatment == 0)
query well_by_a = P(well == 1 | do(treatment = 1))
query ate = E[well | do(treatment = 1)] - E[well | do(treatment = 0)]
query att = E[well | do(treatment = 1), wish == 1] - E[well | do(treatment = 0), wish == 1]
query atu = E[well | do(treatment = 1), wish == 0] - E[well | do(treatment = 0), wish == 0]
query att_by_cf = E[well | cf(treatment = 1), treatment == 1] - E[well | cf(treatment = 0), treatment == 1]
query atu_by_cf = E[well | cf(treatment = 1), treatment == 0] - E[well | cf(treatment = 0), treatment == 0]
query treated = E[well | cf(treatment = 1), treatment == 1]
)";

std::string stone_rows() {
  Rows rows({"large", "treatment", "well"});
  rows.add({0, 1, 1}, 81).add({0, 1, 0}, 87 - 81).add({0, 0, 1}, 234).add({0, 0, 0}, 270 - 234);
  rows.add({1, 1, 1}, 192).add({1, 1, 0}, 263 - 192).add({1, 0, 1}, 55).add({1, 0, 0}, 80 - 55);
  return rows.json();
}

constexpr double gain_small = 81.0 / 87 - 234.0 / 270, gain_large = 192.0 / 263 - 55.0 / 80;

TEST(KidneyStones, num01_TheDifferenceOfRates) {
  Queries queries(stones, stone_rows());
  expect_exact(queries.number("naive"), (273.0 - 289.0) / 350, -0.0457);
}

TEST(KidneyStones, num02_HadAllBeenTreatedByA) {
  Queries queries(stones, stone_rows());
  expect_exact(queries.number("well_by_a"), (357 * 81.0 / 87 + 343 * 192.0 / 263) / 700, 0.8325);
}

TEST(KidneyStones, num04_TheEffectOnAverage) {
  Queries queries(stones, stone_rows());
  expect_exact(queries.number("ate"), (357 * gain_small + 343 * gain_large) / 700, 0.0537);
}

TEST(KidneyStones, num06_TheEffectOnThoseWhoGotA) {
  Queries queries(stones, stone_rows());
  const double att = (87 * gain_small + 263 * gain_large) / 350;
  expect_exact(queries.number("att"), att, 0.0480);
  EXPECT_NEAR(queries.number("treated"), 273.0 / 350, 1e-12) << "nothing changes for them: the mean of the data";
  expect_simulated(queries.number("att_by_cf", 2000), att, largest_error(350.0 * 2000));
}

TEST(KidneyStones, num07_TheEffectOnThoseWhoGotB) {
  Queries queries(stones, stone_rows());
  const double atu = (270 * gain_small + 80 * gain_large) / 350;
  expect_exact(queries.number("atu"), atu, 0.0594);
  expect_simulated(queries.number("atu_by_cf", 2000), atu, largest_error(350.0 * 2000));
}

// ---------------------------------------------------------------- smoking and tar [Pearl, Glymour and Jewell 2016, table 3.1]

/// What makes a person smoke also moves the cancer, here all of it: `taste`. Of 400 000 smokers 95 % have tar, of the others 5 %.
const std::string tar = R"(
dim person
taste[person] ~ Bernoulli(0.5)
smokes = taste
luck[person] ~ Uniform(0, 1)
tar = if luck < (if smokes == 1 then 0.95 else 0.05) then 1 else 0
of_smokers = if tar == 1 then 57 / 380 else 2 / 20
of_others = if tar == 1 then 19 / 20 else 342 / 380
cancer[person] ~ Bernoulli(if taste == 1 then of_smokers else of_others)
query if_seen = P(cancer == 1 | smokes == 1)
query if_not_seen = P(cancer == 1 | smokes == 0)
query if_made = P(cancer == 1 | do(smokes = 1))
)";

/// The same with a mechanism for tar that is drawn, not computed.
std::string drawn_tar() {
  std::string text = tar;
  const std::string luck = "luck[person] ~ Uniform(0, 1)\n", computed = "tar = if luck < (if smokes == 1 then 0.95 else 0.05) then 1 else 0";
  text.erase(text.find(luck), luck.size());
  return text.replace(text.find(computed), computed.size(), "tar[person] ~ Bernoulli(if smokes == 1 then 0.95 else 0.05)");
}

std::string tar_rows() {
  Rows rows({"smokes", "luck"});
  for (double smokes : {0, 1})
    for (double luck : even(20)) rows.add({smokes, luck});
  return rows.json();
}

/// The front-door formula, of the printed table.
constexpr double made = 0.95 * (0.5 * 57 / 380 + 0.5 * 19 / 20) + 0.05 * (0.5 * 2 / 20 + 0.5 * 342 / 380);

TEST(SmokingAndTar, num08_CancersOfSmokers) { expect_exact(Queries(tar, tar_rows()).number("if_seen"), 59.0 / 400, 0.1475); }

TEST(SmokingAndTar, num09_CancersOfOthers) { expect_exact(Queries(tar, tar_rows()).number("if_not_seen"), 361.0 / 400, 0.9025); }

TEST(SmokingAndTar, num11_CancersIfAllSmoked) {
  expect_exact(Queries(tar, tar_rows()).number("if_made"), made, 0.5475);
  Rows rows({"smokes", "tar"});
  for (double smokes : {0, 1}) rows.add({smokes, smokes}, 19).add({smokes, 1 - smokes}, 1);
  expect_simulated(Queries(drawn_tar(), rows.json()).number("if_made", 20000), made, largest_error(40.0 * 20000));
}

// ---------------------------------------------------------------- admissions to Berkeley [Bickel et al. 1975]

/// Admitted and rejected men and women, departments A to F.
constexpr double admissions[6][4] = {{512, 313, 89, 19}, {353, 207, 17, 8},   {120, 205, 202, 391},
                                     {138, 279, 131, 244}, {53, 138, 94, 299}, {22, 351, 24, 317}};

struct Berkeley {
  std::vector<double> rate, share;  ///< sex by department
  double admitted[2] = {0, 0}, applied[2] = {0, 0};
  Rows rows{{"sex", "dept", "admitted"}};

  Berkeley() {
    for (int sex : {0, 1})
      for (const auto& d : admissions) applied[sex] += d[2 * sex] + d[2 * sex + 1], admitted[sex] += d[2 * sex];
    for (int sex : {0, 1})
      for (int d = 0; d < 6; ++d) {
        const double in = admissions[d][2 * sex], out = admissions[d][2 * sex + 1];
        rate.push_back(in / (in + out)), share.push_back((in + out) / applied[sex]);
        rows.add({sex + 1.0, d + 1.0, 1}, static_cast<int>(in)).add({sex + 1.0, d + 1.0, 0}, static_cast<int>(out));
      }
  }
  /// Of the applicants of both sexes: as this one is treated.
  double standardised(std::size_t sex) const {
    double sum = 0;
    for (std::size_t d = 0; d < 6; ++d) sum += (admissions[d][0] + admissions[d][1] + admissions[d][2] + admissions[d][3]) * rate[6 * sex + d];
    return sum / 4526;
  }
  /// How the chance of admission differs among those of one sex.
  double variance(std::size_t sex) const {
    double sum = 0;
    for (std::size_t d = 6 * sex; d < 6 * sex + 6; ++d) sum += share[d] * std::pow(rate[d] - admitted[sex] / applied[sex], 2);
    return sum;
  }
  std::string text() const {
    const auto table = [](const std::vector<double>& x, std::size_t sex) { return json_array({&x[6 * sex], &x[6 * sex] + 6}); };
    std::string text = "dim applicant;  dim gender = {\"male\", \"female\"};  dim department = 6\n";
    for (const auto& [name, x] : {std::pair{"share", &share}, {"rate", &rate}})
      text += std::string(name) + " = stack(stack(" + table(*x, 0).substr(1, table(*x, 0).size() - 2) + " over department), stack(" +
              table(*x, 1).substr(1, table(*x, 1).size() - 2) + " over department) over gender)\n";
    return text + R"(
sex[applicant] in gender ~ Categorical(0.5)
dept[applicant] in department ~ Categorical(share[sex])
perceived[applicant] in gender = sex
admitted[applicant] ~ Bernoulli(rate[perceived, dept])
query men = P(admitted == 1 | sex == "male")
query women = P(admitted == 1 | sex == "female")
query total = E[admitted | do(sex = "female")] - E[admitted | do(sex = "male")]
query as_men = P(admitted == 1 | do(perceived = "male"))
query as_women = P(admitted == 1 | do(perceived = "female"))
)";
  }
};

TEST(Berkeley, num13_RatesAndTheTotalEffect) {
  const Berkeley data;
  Queries queries(data.text(), data.rows.json());
  ASSERT_TRUE(queries.is_fine()) << queries.messages() << data.text();
  ASSERT_EQ(data.rows.count(), 4526U);
  expect_exact(queries.number("men"), 1198.0 / 2691, 0.4452);
  expect_exact(queries.number("women"), 557.0 / 1835, 0.3035);
  const double error = std::sqrt((data.variance(0) + data.variance(1)) / (4526 * 100));
  expect_simulated(queries.number("total", 100), 557.0 / 1835 - 1198.0 / 2691, error);
  EXPECT_NEAR(557.0 / 1835 - 1198.0 / 2691, -0.1416, 5e-5);
}

TEST(Berkeley, num16_AsOneSexIsTreatedInTheDepartmentsOfAll) {
  const Berkeley data;
  Queries queries(data.text(), data.rows.json());
  expect_exact(queries.number("as_men"), data.standardised(0), 0.3873);
  expect_exact(queries.number("as_women"), data.standardised(1), 0.4300);
}

// ---------------------------------------------------------------- networks of other packages' tests

TEST(Networks, num38_AReversal) {
  Rows rows({"man", "treated"});
  rows.add({1, 1}, 3).add({1, 0}, 1).add({0, 1}, 1).add({0, 0}, 3);
  Queries queries(R"(
dim person
man[person] ~ Bernoulli(0.5)
treated[person] ~ Bernoulli(if man == 1 then 0.75 else 0.25)
cured[person] ~ Bernoulli(if man == 1 then (if treated == 1 then 0.6 else 0.7) else (if treated == 1 then 0.2 else 0.3))
query do_1 = P(cured == 1 | do(treated = 1))
query do_0 = P(cured == 1 | do(treated = 0))
query see_1 = P(cured == 1 | treated == 1)
query see_0 = P(cured == 1 | treated == 0)
)",
                  rows.json());
  for (const auto& [name, value] : {std::pair{"do_1", 0.4}, {"do_0", 0.5}, {"see_1", 0.5}, {"see_0", 0.4}})
    EXPECT_NEAR(queries.number(name), value, 1e-9) << name;
}

TEST(Networks, num40_ABackDoorThroughTwo) {
  Rows rows({"z", "w"});
  rows.add({0, 0}, 2).add({0, 1}, 8).add({1, 0}, 36).add({1, 1}, 4);  // P(z = 1) = 0.8, P(w = 0 | z) = 0.2, 0.9
  Queries queries(R"(
dim i
z[i] ~ Bernoulli(0.8)
x[i] ~ Bernoulli(if z == 1 then 0.7 else 0.9)
w[i] ~ Bernoulli(if z == 1 then 0.1 else 0.8)
y[i] ~ Bernoulli(1 - (if x == 1 then (if w == 1 then 0.8 else 0.7) else (if w == 1 then 0.4 else 0.3)))
query answer = P(y == 0 | do(x = 1))
)",
                  rows.json());
  expect_exact(queries.number("answer"), 0.76 * 0.7 + 0.24 * 0.8, 0.7240);
}

TEST(Networks, num41_ACauseThatIsAlsoAModerator) {
  Rows rows({"w"});
  rows.add({1}, 3).add({0}, 7);
  Queries queries(R"(
dim i
w[i] ~ Bernoulli(0.3)
x[i] ~ Bernoulli(if w == 1 then 0.6 else 0.3)
y[i] ~ Bernoulli(if w == 1 then (if x == 1 then 0.9 else 0.5) else 0.3)
query y_1 = P(y == 1 | do(x = 1))
query y_0 = P(y == 1 | do(x = 0))
query ate = E[y | do(x = 1)] - E[y | do(x = 0)]
)",
                  rows.json());
  expect_exact(queries.number("y_1"), 0.7 * 0.3 + 0.3 * 0.9, 0.48);
  expect_exact(queries.number("y_0"), 0.7 * 0.3 + 0.3 * 0.5, 0.36);
  expect_exact(queries.number("ate"), 0.3 * 0.4, 0.12);
}

TEST(Networks, num43_BothParentsAreSet) {
  Rows rows({"a"});
  rows.add({1}, 2).add({0}, 3);
  Queries queries(R"(
dim i
a[i] ~ Bernoulli(0.4)
b[i] ~ Bernoulli(if a == 1 then 0.8 else 0.3)
c[i] ~ Bernoulli(if a == 1 and b == 1 then 1 else 0.5)
query answer = P(c == 1 | do(a = 1, b = 1))
)",
                  rows.json());
  EXPECT_NEAR(queries.number("answer"), 1, 1e-9);
}

TEST(Networks, num44_WhatIsSetTellsNothingOfItsCauses) {
  Rows rows({"a", "b"});
  for (double a : {0, 1})
    for (double b : {0, 1}) rows.add({a, b}, a == 1 ? 3 : 7);
  Queries queries(R"(
dim i
a[i] ~ Bernoulli(0.3)
b[i] ~ Bernoulli(0.5)
c[i] ~ Bernoulli(if a == 1 and b == 1 then 0.9 else 0.2)
query of_these = P(a == 1 | do(c = 1))
query of_others = P(a == 1 | do(c = 1), new i)
query had_it_been_seen = P(a == 1 | c == 1)
)",
                  rows.json());
  EXPECT_NEAR(queries.number("of_these"), 0.3, 1e-9);
  EXPECT_NEAR(queries.number("of_others"), 0.3, 1e-9);
  const double seen = 0.3 * 0.55 + 0.7 * 0.2;
  expect_simulated(queries.number("had_it_been_seen", 50000), 0.3 * 0.55 / seen, largest_error(20 * 50000 * seen));
}

TEST(Networks, num45_SeeingAnEffectAfterSetting) {
  const std::string text = R"(
dim i
x[i] ~ Bernoulli(0.4)
luck_y[i] ~ Uniform(0, 1)
luck_z[i] ~ Uniform(0, 1)
y = if luck_y < 0.2 + 0.5 * x then 1 else 0
z = if luck_z < 0.1 + 0.3 * x + 0.4 * y then 1 else 0
query answer = P(y == 1 | do(x = 1), z == 1)
)";
  Rows rows({"luck_y", "luck_z"});
  for (double y : even(10))
    for (double z : even(10)) rows.add({y, z});
  const double exact = 0.7 * 0.8 / (0.7 * 0.8 + 0.3 * 0.4);
  EXPECT_NEAR(Queries(text, rows.json()).number("answer"), exact, 1e-9);

  const std::string drawn = R"(
dim i
x[i] ~ Bernoulli(0.4)
y[i] ~ Bernoulli(0.2 + 0.5 * x)
z[i] ~ Bernoulli(0.1 + 0.3 * x + 0.4 * y)
query answer = P(y == 1 | do(x = 1), z == 1)
)";
  Rows measured({"x", "y", "z"});
  measured.add({0, 0, 1}, 40);
  expect_simulated(Queries(drawn, measured.json()).number("answer", 20000), exact, largest_error(40 * 20000 * 0.68));
}

}  // namespace
}  // namespace scmc::testing
