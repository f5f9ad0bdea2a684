/// `do` on every kind of variable: the text it gives, the graph that the text means, idempotence and commutation.
#include "tests/causal/models.h"
#include "tests/causal/support.h"

namespace scmc {
namespace {

using namespace scmc::testing;

bool has_line(const Checked& model, const std::string& line) {
  return ("\n" + text_of(model)).find("\n" + line + "\n") != std::string::npos;
}

Names causes_of(const Checked& model, const std::string& name) {
  Names causes;
  for (const auto id : model[*model.find(name)].causes) causes.push_back(model[id].name);
  std::ranges::sort(causes);
  return causes;
}

TEST(Do, ReplacesTheMechanismInPlace) {
  Desk desk;
  const auto model = desk.read(google_ads);
  std::string expected = google_ads;
  const std::string mechanism = "z[day] ~ Bernoulli(invlogit(beta_z0 + beta_cz * c))";
  expected.replace(expected.find(mechanism), mechanism.size(), "do z[day] = 1");
  const auto set = desk.intervene(model, "z = 1");
  EXPECT_EQ(text_of(set), expected);
  EXPECT_EQ(causes_of(set, "z"), Names{});
  EXPECT_EQ(causes_of(set, "y"), causes_of(model, "y")) << "a child keeps its mechanism";
  EXPECT_EQ(causes_of(set, "c"), causes_of(model, "c")) << "a cause is not changed";
  EXPECT_EQ(text_of(model), google_ads) << "the original is untouched";
}

TEST(Do, ANewStatementHasTheSpanOfTheArgumentAndOthersKeepTheirs) {
  Desk desk;
  const auto model = desk.read(google_ads);
  Diagnostics diagnostics;
  const auto given = desk.assignments("beta_zy = 0, z = 1");
  const auto result = intervene(model, given, diagnostics);
  ASSERT_TRUE(result);
  for (std::size_t i = 0; i < result->statements.size(); ++i) {
    const auto name = ast::declared_name(result->statements[i]);
    const Span expected = name->name == "z" ? given[1].span : name->name == "beta_zy" ? given[0].span : model.model->statements[i].span;
    EXPECT_EQ(result->statements[i].span, expected) << name->name;
  }
}

TEST(Do, AStochasticPolicy) {
  Desk desk;
  const auto set = desk.intervene(desk.read(google_ads), "z ~ Bernoulli(0.3)");
  EXPECT_TRUE(has_line(set, "do z[day] ~ Bernoulli(0.3)  # bought or not")) << text_of(set);
  EXPECT_EQ(set[*set.find("z")].kind, VariableKind::Random);
  EXPECT_EQ(set[*set.find("z")].type.kind, ScalarKind::Integer);
}

TEST(Do, ADeterministicVariableKeepsItsDimensions) {
  Desk desk;
  const auto set = desk.intervene(desk.read(google_ads), "y_mu = 2");
  EXPECT_TRUE(has_line(set, "do y_mu[day] = 2"));
  EXPECT_EQ(set[*set.find("y_mu")].dims.size(), 1U);
  EXPECT_EQ(causes_of(set, "y_mu"), Names{});
}

TEST(Do, OfItselfKeepsTheNaturalValueBeside) {
  Desk desk;
  const auto set = desk.intervene(desk.read(media), "price = 0.9 * price");
  EXPECT_TRUE(has_line(set, "data spend[week, channel];  data price[week]")) << text_of(set);
  EXPECT_TRUE(has_line(set, "do price[week] = 0.9 * price"));
  EXPECT_EQ(causes_of(set, "price"), Names{"natural price"});
  const auto causes = causes_of(set, "sales");
  EXPECT_TRUE(std::ranges::count(causes, "price") && !std::ranges::count(causes, "natural price"));
}

TEST(Do, ASliceKeepsTheRest) {
  Desk desk;
  const auto set = desk.intervene(desk.read(google_ads), "c[20..30] = 0");
  EXPECT_TRUE(has_line(set, "c[day] ~ Normal(0, 1)\ndo c[20..30] = 0")) << text_of(set);
  EXPECT_EQ(set[*set.find("c")].mechanisms.size(), 2U);
}

TEST(Do, AWholeVariableReplacesAllItsSlices) {
  Desk desk;
  const auto set = desk.intervene(desk.read(local_level), "level = 0");
  EXPECT_TRUE(has_line(set, "do level[t] = 0\ny[t] ~ Normal(level + promotion, s_obs)")) << text_of(set);
  EXPECT_EQ(text_of(set).find("level[1]"), std::string::npos);
  EXPECT_FALSE(set[*set.find("level")].recurrent);
}

/// In a recurrence the natural value is what the mechanism gives after the earlier interventions.
TEST(Do, InARecurrenceTheMechanismReadsWhatWasSet) {
  Desk desk;
  const auto set = desk.intervene(desk.read(local_level), "level[20..30] = 0");
  EXPECT_EQ(causes_of(set, "natural level"), (Names{"level", "s_level"})) << text_of(set);
  EXPECT_EQ(causes_of(set, "level"), Names{"natural level"});
}

TEST(Do, OnDataKeepsDimensionsAndTheDimensionOfItsPositions) {
  Desk desk;
  const auto set = desk.intervene(desk.read(radon), "county_of = 3, floor = 0");
  EXPECT_TRUE(has_line(set, "do county_of[obs] in county from \"county\" = 3")) << text_of(set);
  EXPECT_TRUE(has_line(set, "do floor[obs] = 0"));
  EXPECT_EQ(set[*set.find("county_of")].type.kind, ScalarKind::Index);
  EXPECT_EQ(set[*set.find("county_of")].type.carries, set.find_dim("county"));
}

/// `top` is computed once from the data, so the data line stays for it; everybody else reads what was set.
TEST(Do, WhatIsComputedFromDataIsNotMoved) {
  Desk desk;
  const auto model = desk.read(media);
  for (const char* intervention : {"spend = 0", "spend = top", "spend = 2 * spend", "spend[\"tv\"] = 0", "spend ~ LogNormal(0, 1)"}) {
    const auto set = desk.intervene(model, intervention);
    EXPECT_EQ(causes_of(set, "top"), Names{"natural spend"}) << intervention;
    EXPECT_EQ(causes_of(set, "lift"), (Names{"b", "spend", "top"})) << intervention;
    EXPECT_NE(text_of(set).find("data spend[week, channel];  do spend["), std::string::npos) << text_of(set);
  }
  EXPECT_EQ(text_of(desk.intervene(desk.intervene(model, "spend = 0"), "top = 1")).find("data spend"), std::string::npos)
      << "nothing reads it any more";
}

TEST(Do, AnIndexCanBeSetToALabel) {
  Desk desk;
  const auto model = desk.read(hidden_state);
  EXPECT_TRUE(has_line(desk.intervene(model, "z = \"storm\""), "do z[t] in state from \"regime\" = \"storm\""));
  EXPECT_TRUE(has_line(desk.intervene(model, "z[2..4] = \"calm\""), "do z[2..4] = \"calm\""));
}

TEST(Do, ALaterOneOnTheSameElementsReplacesTheFormer) {
  Desk desk;
  const auto model = desk.read(media);
  const auto twice = [&](const std::string& a, const std::string& b) { return text_of(desk.intervene(desk.intervene(model, a), b)); };
  const auto once = [&](const std::string& a) { return text_of(desk.intervene(model, a)); };
  EXPECT_EQ(twice("price = 1", "price = 2"), once("price = 2"));
  EXPECT_EQ(twice("price = 0.9 * price", "price = 0.8 * price"), once("price = 0.8 * price"));
  EXPECT_EQ(twice("price[20..30] = 1", "price[20..30] = 2"), once("price[20..30] = 2"));
  EXPECT_EQ(twice("price[20..30] = 1", "price[10..40] = 2"), once("price[10..40] = 2"));
  EXPECT_EQ(twice("price[20..30] = 1", "price = price + 1"), once("price = price + 1"));
  EXPECT_EQ(twice("price = price + 1", "price = 3"), once("price = 3"));
  EXPECT_EQ(twice("spend[\"tv\"] = 1", "spend[channel = \"tv\"] = 2"), once("spend[channel = \"tv\"] = 2"));
  const auto part = twice("price[20..30] = 1", "price[25..40] = 2");
  EXPECT_LT(part.find("do price[20..30] = 1"), part.find("do price[25..40] = 2"));
  EXPECT_EQ(twice("price = 1", "price[3] = 2").find("data price"), std::string::npos);
}

TEST(Do, SlicesWithoutACommonElementCommute) {
  Desk desk;
  const auto model = desk.read(media);
  for (const auto& [a, b] : {std::pair{"price[20..30] = 0", "price[40] = 1"},
                             {"spend[\"tv\"] = 0", "spend[\"radio\"] = price"},
                             {"spend[3, \"tv\"] = 0", "spend[4, \"tv\"] = 1"}}) {
    const auto expected = text_of(desk.intervene(model, std::string(a) + ", " + b));
    EXPECT_EQ(text_of(desk.intervene(desk.intervene(model, a), b)), expected);
    EXPECT_EQ(text_of(desk.intervene(desk.intervene(model, b), a)), expected);
  }
}

// ---------------------------------------------------------------- observed models

TEST(DoOnObserved, OpensWhatLiesDownstreamAndSaysSo) {
  Desk desk;
  const auto observed = desk.observe(desk.read(google_ads), {"c", "z", "y"});
  const auto set = desk.intervene(observed, "z = 1");
  EXPECT_TRUE(text_of(set).starts_with("# prediction under do(z = 1)\n# Google Ads")) << text_of(set);
  EXPECT_TRUE(has_line(set, "observe c[day] ~ Normal(0, 1)")) << "not downstream";
  EXPECT_TRUE(has_line(set, "y[day] ~ Normal(y_mu, sigma_y)"));
  EXPECT_TRUE(has_line(set, "do z[day] = 1  # bought or not"));
}

TEST(DoOnObserved, HeadingsMerge) {
  Desk desk;
  const auto observed = desk.observe(desk.read(google_ads), {"z", "y"});
  const auto both = desk.intervene(desk.intervene(observed, "z = 1"), "c = 0.9 * c");
  EXPECT_TRUE(text_of(both).starts_with("# prediction under do(c = 0.9 * c, z = 1)\n# Google")) << text_of(both);
  EXPECT_EQ(text_of(both), text_of(desk.intervene(desk.intervene(observed, "c = 0.9 * c"), "z = 1")));
  EXPECT_EQ(text_of(both), text_of(desk.intervene(observed, "z = 1, c = 0.9 * c")));
  const auto printed = desk.read(text_of(both));
  EXPECT_TRUE(text_of(desk.intervene(printed, "z = 0")).starts_with("# prediction under do(c = 0.9 * c, z = 0)\n# Google"));
}

TEST(DoOnObserved, ANaturalValueThatNothingReachesStaysMeasured) {
  Desk desk;
  const auto observed = desk.observe(desk.read(google_ads), {"z", "y"});
  EXPECT_TRUE(
      has_line(desk.intervene(observed, "z = 1 - z"), "observe z[day] ~ Bernoulli(invlogit(beta_z0 + beta_cz * c))  # bought or not"));
  EXPECT_TRUE(
      has_line(desk.intervene(observed, "c = 0, z = 1 - z"), "z[day] ~ Bernoulli(invlogit(beta_z0 + beta_cz * c))  # bought or not"));
  const auto series = desk.observe(desk.read(local_level), {"level", "y"});
  EXPECT_TRUE(has_line(desk.intervene(series, "level[5] = 0"), "level[t] ~ Normal(level[t - 1], s_level)"))
      << "a recurrence reaches itself";
}

TEST(DoOnObserved, WithoutMarksThereIsNoHeading) {
  Desk desk;
  for (const auto& example : examples)
    EXPECT_EQ(text_of(desk.intervene(desk.read(example.text), example.interventions.front())).find("# prediction"), std::string::npos);
}

// ---------------------------------------------------------------- all examples

class DoOnExamples : public ::testing::TestWithParam<Example> {};

TEST_P(DoOnExamples, TwiceIsOnce) {
  Desk desk;
  const auto model = desk.read(GetParam().text);
  for (const auto& start : {model, desk.observe(model, GetParam().observed)})
    for (const auto& intervention : GetParam().interventions) {
      const auto once = desk.intervene(start, intervention);
      EXPECT_EQ(text_of(desk.intervene(once, intervention)), text_of(once)) << intervention;
    }
}

/// Does one name a variable that the other sets?
bool interfere(const std::vector<ast::Assignment>& a, const std::vector<ast::Assignment>& b) {
  const auto names = [](const auto& from, const auto& to) {
    for (const auto& x : from)
      for (const auto& y : to)
        if (x.target.name == y.target.name || names_variable(x.value, y.target.name)) return true;
    return false;
  };
  return names(a, b) || names(b, a);
}

TEST_P(DoOnExamples, TwoCommute) {
  Desk desk;
  const auto model = desk.read(GetParam().text);
  int pairs = 0;
  for (const auto& start : {model, desk.observe(model, GetParam().observed)})
    for (const auto& a : GetParam().interventions)
      for (const auto& b : GetParam().interventions) {
        if (a >= b || interfere(desk.assignments(a), desk.assignments(b))) continue;
        const auto expected = text_of(desk.intervene(start, a + ", " + b));
        EXPECT_EQ(text_of(desk.intervene(desk.intervene(start, a), b)), expected) << a << " then " << b;
        EXPECT_EQ(text_of(desk.intervene(desk.intervene(start, b), a)), expected) << b << " then " << a;
        ++pairs;
      }
  EXPECT_GT(pairs, 5);
}

INSTANTIATE_TEST_SUITE_P(All, DoOnExamples, ::testing::ValuesIn(examples), [](const auto& info) {
  std::string name = info.param.name;
  std::ranges::replace_if(name, [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); }, '_');
  return name;
});

TEST(Describe, AsWritten) {
  Desk desk;
  for (const char* text : {"z = 1, price = 0.9 * price", "tv[20..30] = 0", "z ~ Bernoulli(0.3)", "spend[\"tv\"] = -1"})
    EXPECT_EQ(describe(desk.assignments(text)), text);
}

}  // namespace
}  // namespace scmc
