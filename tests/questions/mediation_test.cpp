/// Direct and indirect effects: the example of the mediation formula [Pearl 2012; Pearl, Glymour and Jewell 2016, section 4.5].
#include "tests/questions/support.h"

namespace scmc::testing {
namespace {

const std::string asked = R"(
y[i] ~ Bernoulli(0.2 + 0.1 * m + 0.2 * x + 0.3 * x * m)
query te = E[y | do(x = 1)] - E[y | do(x = 0)]
query nde = E[y | do(x = 1, m = (m | do(x = 0)))] - E[y | do(x = 0)]
query nie = E[y | do(x = 0, m = (m | do(x = 1)))] - E[y | do(x = 0)]
query nie_reverse = E[y | do(x = 1, m = (m | do(x = 0)))] - E[y | do(x = 1)]
query necessary = 1 - (E[y | do(x = 1, m = (m | do(x = 0)))] - E[y | do(x = 0)]) / (E[y | do(x = 1)] - E[y | do(x = 0)])
query interventional = E[y | do(x = 0, m = new (m | do(x = 1)))] - E[y | do(x = 0, m = new (m | do(x = 0)))]
)";

/// The mediator of every unit by its own measured luck: averages over units are exact.
Queries computed() {
  Rows rows({"luck"});
  for (double luck : even(20)) rows.add({luck});
  return {"dim i\nx[i] ~ Bernoulli(0.5)\nluck[i] ~ Uniform(0, 1)\nm = if luck < (if x == 1 then 0.75 else 0.4) then 1 else 0\n" + asked, rows.json()};
}

constexpr int units = 20;
constexpr std::int64_t replicates = 20000;

/// The mediator is drawn.
Queries drawn() {
  Rows rows({"x", "m"});
  rows.add({0, 0}, units / 2).add({1, 1}, units / 2);
  return {"dim i\nx[i] ~ Bernoulli(0.5)\nm[i] ~ Bernoulli(if x == 1 then 0.75 else 0.4)\n" + asked, rows.json()};
}

/// All of these are averages of numbers between 0 and 0.8.
constexpr double error() { return 0.4 / 632.4555320336759; }  // sqrt(units * replicates)

constexpr double te = (0.75 * 0.8 + 0.25 * 0.4) - (0.4 * 0.3 + 0.6 * 0.2);
constexpr double nde = 0.4 * (0.8 - 0.3) + 0.6 * (0.4 - 0.2);
constexpr double nie = (0.75 - 0.4) * (0.3 - 0.2);
constexpr double nie_reverse = (0.4 - 0.75) * (0.8 - 0.4);

TEST(Mediation, num17_TotalEffect) {
  expect_exact(computed().number("te"), te, 0.4600);
  expect_simulated(drawn().number("te", replicates), te, error());
}

TEST(Mediation, num18_NaturalDirectEffect) {
  expect_exact(computed().number("nde"), nde, 0.3200);
  expect_simulated(drawn().number("nde", replicates), nde, error());
}

TEST(Mediation, num19_NaturalIndirectEffect) {
  expect_exact(computed().number("nie"), nie, 0.0350);
  expect_simulated(drawn().number("nie", replicates), nie, 0.1 * error());
}

TEST(Mediation, num20_TheShareForWhichTheMediatorIsNecessary) {
  expect_exact(computed().number("necessary"), 1 - nde / te, 0.3043);
  expect_simulated(drawn().number("necessary", replicates), 1 - nde / te, error() / te * 2, 5e-3);
}

TEST(Mediation, num22_TotalIsDirectMinusReverseIndirect) {
  expect_exact(nde - nie_reverse, te, 0.4600);
  const auto identity = [](Queries queries, std::int64_t repeated) {
    EXPECT_NEAR(queries.number("te", repeated), queries.number("nde", repeated) - queries.number("nie_reverse", repeated), 1e-12);
  };
  identity(computed(), 1);
  identity(drawn(), 50);  // to the last digits, since all worlds share their noise
  expect_exact(computed().number("nie_reverse"), nie_reverse, -0.14);
}

/// Without a common cause of mediator and outcome, that of another unit does as well on average. Its noise is not the unit's own.
TEST(Mediation, num19_InterventionalIndirectEffect) {
  expect_simulated(drawn().number("interventional", replicates), nie, 0.1 * error());
}

}  // namespace
}  // namespace scmc::testing
