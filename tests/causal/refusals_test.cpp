/// Every `do` that cannot be meant is refused once, where the mistake stands.
#include "tests/causal/models.h"
#include "tests/causal/support.h"

namespace scmc {
namespace {

using namespace scmc::testing;

struct Refusal {
  const char* intervention;
  const char* code;
  const char* place;       ///< the text under the arrow
  const char* words = "";  ///< in the rendered diagnostic
};

void expect_refusals(const std::string& text, const std::vector<Refusal>& refusals) {
  Desk desk;
  const auto model = desk.read(text);
  for (const auto& refusal : refusals) {
    const auto diagnostics = desk.refusals(model, refusal.intervention);
    ASSERT_EQ(diagnostics.all().size(), 1U) << refusal.intervention << "\n" << desk.rendered(diagnostics);
    const auto& d = diagnostics.all().front();
    EXPECT_EQ(d.code, refusal.code) << refusal.intervention << "\n" << desk.rendered(diagnostics);
    EXPECT_EQ(desk.text_at(d), refusal.place) << refusal.intervention;
    EXPECT_TRUE(d.hint && !d.hint->text.empty()) << refusal.intervention << ": no remedy";
    EXPECT_NE(desk.rendered(diagnostics).find(refusal.words), std::string::npos) << desk.rendered(diagnostics);
  }
}

TEST(Refusals, Names) {
  expect_refusals(google_ads, {{"sigma_x = 1", "E0235", "sigma_x", "did you mean `sigma_y`?"},
                               {"quux = 1", "E0235", "quux"},
                               {"day = 1", "E0602", "day", "is a dimension"},
                               {"ate = 1", "E0602", "ate", "is a query"},
                               {"invlogit = 1", "E0602", "invlogit", "is a function"},
                               {"Normal = 1", "E0602", "Normal", "is a distribution"},
                               {"z = sigma_x > 1", "E0201", "sigma_x", "did you mean `sigma_y`?"},
                               {"z ~ Bernouli(0.3)", "E0203", "Bernouli", "did you mean `Bernoulli`?"},
                               {"z = Bernoulli(0.3)", "E0226", "Bernoulli(0.3)"}});
  expect_refusals(media, {{"squash = 1", "E0602", "squash", "is a function"}, {"effect = 1", "E0602", "effect", "is a function"}});
}

TEST(Refusals, Supports) {
  expect_refusals(google_ads, {{"z = 0.5", "E0604", "0.5", "0 or 1"},
                               {"z = 2", "E0604", "2"},
                               {"z = -1", "E0604", "-1"},
                               {"z[3] = 2", "E0604", "2"},
                               {"z = if day > 5 then 2 else 0", "E0604", "2"},
                               {"sigma_y = -1", "E0604", "-1", "at least 0"},
                               {"sigma_y = -infinity", "E0604", "-infinity"},
                               {"z ~ Normal(0, 1)", "E0604", "Normal(0, 1)", "0 or 1"},
                               {"sigma_y ~ Normal(0, 1)", "E0604", "Normal(0, 1)"},
                               {"sigma_y ~ HalfNormal(-1)", "E0228", "-1"}});
  expect_refusals(hidden_state, {{"z = 3", "E0604", "3"},
                                 {"z = 1.5", "E0604", "1.5"},
                                 {"z = p", "E0239", "p"},
                                 {"z = \"gale\"", "E0607", "\"gale\""},
                                 {"p = 2", "E0604", "2"}});
  expect_refusals("dim d\ndata n[d] : int\ny[d] ~ Binomial(n, 0.5)\n",
                  {{"n = 2.5", "E0604", "2.5", "an integer"}, {"y = -1", "E0604", "-1"}});
}

/// What the support does not forbid is allowed: its bounds, expressions, and integers for a continuous variable.
TEST(Refusals, AreNotOverdone) {
  Desk desk;
  const auto model = desk.read(google_ads);
  for (const char* fair :
       {"sigma_y = 0", "z = 0", "z = c > 0", "c = 3", "c ~ HalfNormal(1)", "sigma_y ~ Exponential(1)", "z ~ Bernoulli(1)", "y_mu = -7"})
    EXPECT_NO_THROW(desk.intervene(model, fair)) << fair;
  EXPECT_NO_THROW(desk.intervene(desk.read("dim d\ndata n[d] : int\ny[d] ~ Binomial(n, 0.5)\n"), "y = 7"));
}

TEST(Refusals, Dimensions) {
  expect_refusals(radon, {{"alpha = floor", "E0605", "floor", "runs over `obs`"},
                          {"mu = alpha", "E0605", "alpha"},
                          {"mu = 2 * floor + 1", "E0605", "floor"},
                          {"tau ~ HalfNormal(exp(floor))", "E0605", "floor"},
                          {"alpha[county_of] = 0", "E0605", "county_of", "position"},
                          {"alpha[obs] = 0", "E0605", "obs", "position"}});
}

TEST(Refusals, Effects) {
  expect_refusals(google_ads, {{"z = y > 0", "E0606", "y", "z -> y_mu -> y"},
                               {"c = z", "E0606", "z", "c -> z"},
                               {"beta_zy = beta_zy + mean(y over day)", "E0606", "y"},
                               {"z[3] = if y > 0 then 1 else 0", "E0606", "y"},
                               {"beta_z0 = beta_cy, beta_cy = beta_z0", "E0606", "beta_cy"}});
  expect_refusals(local_level, {{"level = y", "E0606", "y", "level -> y"}});
}

TEST(Refusals, Elements) {
  expect_refusals(media, {{"price[60] = 0", "E0608", "60", "from 1 to 52"},
                          {"price[0] = 0", "E0608", "0"},
                          {"price[50..60] = 0", "E0608", "60"},
                          {"price[30..20] = 0", "E0609", "30..20"},
                          {"price[2.5] = 0", "E0214", "2.5"},
                          {"spend[3, \"ratio\"] = 0", "E0607", "\"ratio\"", "did you mean \"radio\"?"},
                          {"spend[channel = \"print\"] = 0", "E0607", "\"print\""},
                          {"spend[\"print\"] = 0", "E0212", "\"print\""},
                          {"base[3] = 0", "E0215", "3"},
                          {"price[channel = \"tv\"] = 0", "E0212", "channel = \"tv\""},
                          {"price[nowhere = 3] = 0", "E0212", "nowhere = 3"},
                          {"price[nothing] = 0", "E0201", "nothing"}});
}

TEST(Refusals, TwoAssignmentsOfOneElement) {
  expect_refusals(media, {{"price = 0, price = 1", "E0603", "price = 1"},
                          {"price = 0, price[3] = 1", "E0603", "price[3] = 1"},
                          {"price[3..5] = 0, price[5..9] = 1", "E0603", "price[5..9] = 1"},
                          {"spend[\"tv\"] = 0, spend[3, \"tv\"] = 1", "E0603", "spend[3, \"tv\"] = 1"},
                          {"spend[\"tv\"] = 0, spend[3] = 1", "E0212", "3"},
                          {"spend[\"tv\"] = 0, spend[week = 3] = 1", "E0603", "spend[week = 3] = 1"}});
}

TEST(Refusals, AFactorBelow) {
  expect_refusals(media, {{"base = 0", "E0612", "base = 0", "this weight has no mechanism"}});
  expect_refusals("a ~ Normal(0, 1)\nb = 2 * a\nc ~ Normal(b, 1)\nfactor -c^2\n",
                  {{"a = 1", "E0612", "a = 1"}, {"b = 1", "E0612", "b = 1"}});
}

TEST(Refusals, QuestionsAndWhatIsNotYetCompiled) {
  expect_refusals(google_ads, {{"z = (z | do(c = 0))", "E0219", "(z | do(c = 0))"},
                               {"z[3] ~ Bernoulli(0.5)", "E0299", "z[3]"},
                               {"c ~ Normal(c, 1)", "E0299", "c"}});
}

TEST(Refusals, EachMistakeOfOneDoIsNamed) {
  Desk desk;
  EXPECT_EQ(desk.refusals(desk.read(google_ads), "z = 2, quux = 1, sigma_y = -1").all().size(), 3U);
}

TEST(Refusals, AsTheyArePrinted) {
  Desk desk;
  EXPECT_EQ(desk.rendered(desk.refusals(desk.read(google_ads), "z = y > 0")), R"(error[E0606]: the value set for `z` names its effect `y`
  --> --do:1:5
   |
 1 | z = y > 0
   |     ^ `y` depends on `z`
   |
   = note: what is set must be known before its effects: z -> y_mu -> y
   = hint: name causes of `z`, itself (its natural value), or earlier positions: `y[t - 1]`
)");
}

}  // namespace
}  // namespace scmc
