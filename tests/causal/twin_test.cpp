/// Twin models: the texts they are, and what has none.
#include "compiler/causal/twin.h"

#include "tests/causal/models.h"
#include "tests/causal/support.h"

namespace scmc {
namespace {

using namespace scmc::testing;

/// What stands behind the model.
std::string copies(const Checked& model, const Checked& twin) {
  const auto before = text_of(model), after = text_of(twin);
  EXPECT_TRUE(after.starts_with(before)) << "the factual mechanisms stay as they are\n" << after;
  return after.substr(std::min(before.size(), after.size()));
}

std::string twin_of(Desk& desk, const std::string& text, const std::string& cf) {
  const auto model = desk.read(text);
  return copies(model, desk.twin(model, cf));
}

std::string heading(const std::string& cf) { return "\n# as it would have been under cf(" + cf + "): the same noise, other causes\n"; }

TEST(Twin, GoogleAds) {
  Desk desk;
  EXPECT_EQ(twin_of(desk, google_ads, "z = 0"), heading("z = 0") + R"(z_cf[day] = 0
y_mu_cf = beta_y0 + beta_zy * z_cf + beta_cy * c
y_cf[day] = Normal(y_mu_cf, sigma_y).location_scale(noise(y))
)");
}

/// All that is affected, and nothing else: c is a cause of z.
TEST(Twin, OfACauseFollowsThroughADiscreteVariable) {
  Desk desk;
  EXPECT_EQ(twin_of(desk, google_ads, "c = 0.9 * c"), heading("c = 0.9 * c") + R"(c_cf[day] = 0.9 * c
z_cf[day] = Bernoulli(invlogit(beta_z0 + beta_cz * c_cf)).quantile(noise(z))
y_mu_cf = beta_y0 + beta_zy * z_cf + beta_cy * c_cf
y_cf[day] = Normal(y_mu_cf, sigma_y).location_scale(noise(y))
)");
}

const std::string carry_over = R"(dim week
data spend[week]
keep ~ Beta(2, 2);  b ~ Normal(0, 1)
carried[1] = spend
carried[week] = spend + keep * carried[week - 1]
sales[1] ~ Normal(b * carried, 1)
sales[week] ~ Normal(b * carried + 0.3 * sales[week - 1], 1)
)";

TEST(Twin, ARecurrenceWithCarryOver) {
  Desk desk;
  EXPECT_EQ(twin_of(desk, carry_over, "spend[20..30] = 0"), heading("spend[20..30] = 0") + R"(spend_cf[20..30] = 0
spend_cf[week] = spend
carried_cf[1] = spend_cf
carried_cf[week] = spend_cf + keep * carried_cf[week - 1]
sales_cf[1] = Normal(b * carried_cf, 1).location_scale(noise(sales))
sales_cf[week] = Normal(b * carried_cf + 0.3 * sales_cf[week - 1], 1).location_scale(noise(sales))
)");
}

/// The natural value at later positions reads what was set at earlier ones.
TEST(Twin, OfElementsOfARecurrence) {
  Desk desk;
  EXPECT_EQ(twin_of(desk, carry_over, "sales[3] = 0.5 * sales"),
            heading("sales[3] = 0.5 * sales") + R"(sales_natural_cf[1] = Normal(b * carried, 1).location_scale(noise(sales))
sales_natural_cf[week] = Normal(b * carried + 0.3 * sales_cf[week - 1], 1).location_scale(noise(sales))
sales_cf[3] = 0.5 * sales_natural_cf
sales_cf[week] = sales_natural_cf
)");
}

const std::string counts = R"(dim day
data size[day]
a ~ Normal(0, 1);  b ~ Normal(0, 1)
x[day] ~ Normal(0, 1)
visits[day] ~ Poisson(size * exp(a + b * x))
bought[day] ~ Binomial(visits, 0.3)
)";

TEST(Twin, Counts) {
  Desk desk;
  EXPECT_EQ(twin_of(desk, counts, "x = x + 1"), heading("x = x + 1") + R"(x_cf[day] = x + 1
visits_cf[day] = Poisson(size * exp(a + b * x_cf)).quantile(noise(visits))
bought_cf[day] = Binomial(visits_cf, 0.3).quantile(noise(bought))
)");
}

TEST(Twin, TwoVariablesThatAreSetMeetInOneWorld) {
  Desk desk;
  EXPECT_EQ(twin_of(desk, google_ads, "z = 1, c[3] = 0"), heading("z = 1, c[3] = 0") + R"(c_cf[3] = 0
c_cf[day] = c
z_cf[day] = 1
y_mu_cf = beta_y0 + beta_zy * z_cf + beta_cy * c_cf
y_cf[day] = Normal(y_mu_cf, sigma_y).location_scale(noise(y))
)");
}

TEST(Twin, OfPositionsNamesTheirDimension) {
  Desk desk;
  EXPECT_EQ(twin_of(desk, hidden_state, "z[2..4] = \"calm\""), heading("z[2..4] = \"calm\"") + R"(z_cf[2..4] in state = "calm"
z_cf[t] in state = z
y_cf[t] = Normal(mu[z_cf], 1).location_scale(noise(y))
)");
}

TEST(Twin, APolicyDrawsByANoiseOfItsOwn) {
  Desk desk;
  EXPECT_TRUE(twin_of(desk, google_ads, "z ~ Bernoulli(0.3)").starts_with(heading("z ~ Bernoulli(0.3)") + "z_cf[day] ~ Bernoulli(0.3)\n"));
}

TEST(Twin, ASecondOneHasNamesOfItsOwn) {
  Desk desk;
  const auto once = desk.twin(desk.read(google_ads), "z = 0");
  const auto text = copies(once, desk.twin(once, "z = 1"));
  EXPECT_NE(text.find("\ny_cf2[day] = Normal(y_mu_cf2, sigma_y).location_scale(noise(y))\n"), std::string::npos) << text;
  EXPECT_EQ(text.find("y_cf_cf"), std::string::npos) << "noise is not moved by what is set";
}

TEST(Twin, MarksAndCommentsStay) {
  Desk desk;
  const auto observed = desk.observe(desk.read(std::string(google_ads) + "# the end\n"), {"c", "z", "y"});
  const auto text = text_of(desk.twin(observed, "z = 0"));
  EXPECT_NE(text.find("observe y[day] ~ Normal(y_mu, sigma_y)\n"), std::string::npos) << text;
  EXPECT_NE(text.find("# the end\n\n# as it would have been"), std::string::npos) << text;
}

/// Every intervention of every example either has a twin that checks, or is refused by one diagnostic that names the other way.
TEST(Twin, OfAllExamples) {
  Desk desk;
  int twins = 0;
  for (const auto& example : examples) {
    const auto model = desk.read(example.text);
    for (const auto& cf : example.interventions) {
      Diagnostics diagnostics;
      if (const auto result = twin(model, desk.assignments(cf), diagnostics)) desk.sound(*result), ++twins;
      else EXPECT_EQ(diagnostics.all().size(), 1U) << example.name << ": " << cf;
    }
  }
  EXPECT_GT(twins, 35);
}

std::string refusal(const std::string& text, const std::string& cf) {
  Desk desk;
  Diagnostics diagnostics;
  EXPECT_FALSE(twin(desk.read(text), desk.assignments(cf), diagnostics)) << text;
  return desk.rendered(diagnostics);
}

TEST(Twin, RefusesWhatHasNoNumberForItsNoise) {
  const std::string categories = "dim i;  dim k = 3\nx[i] ~ Normal(0, 1)\nz[i] in k ~ Categorical(softmax(x * k over k))\n";
  const std::string vectors =
      "dim i;  dim k = 2;  dim l like k\nx[i] ~ Normal(0, 1)\nL[k, l] ~ LKJCholesky(2)\nv[i, k] ~ MvNormalCholesky(x, L)\n";
  const std::string mixture = "dim i\nx[i] ~ Normal(0, 1)\ny[i] ~ Mixture([0.5, 0.5], [Normal(x, 1), Normal(0, 1)])\n";
  for (const auto& [text, query] :
       {std::pair{categories, "P(z == 1 | cf(x = 0))"}, {vectors, "E[v | cf(x = 0)]"}, {mixture, "E[y | cf(x = 0)]"}}) {
    const auto said = refusal(text, "x = 0");
    EXPECT_NE(said.find("E0299"), std::string::npos) << said;
    EXPECT_NE(said.find("`query q = " + std::string(query) + "`"), std::string::npos) << said;
  }
}

TEST(Twin, RefusesWhatCannotBeMeant) {
  EXPECT_NE(refusal(google_ads, "z = 0.5").find("E06"), std::string::npos);
  EXPECT_NE(refusal(google_ads, "z = y").find("E06"), std::string::npos);
  EXPECT_NE(refusal(media, "base = 0").find("E06"), std::string::npos) << "a factor names it";
}

}  // namespace
}  // namespace scmc
