/// `observe` marks mechanisms, all slices of them, and nothing else.
#include "tests/causal/models.h"
#include "tests/causal/support.h"

namespace scmc {
namespace {

using namespace scmc::testing;

TEST(Observe, MarksAllSlices) {
  Desk desk;
  const auto observed = desk.observe(desk.read(local_level), {"level"});
  std::string expected = local_level;
  for (const char* mechanism : {"level[1] ~", "level[t] ~"}) expected.insert(expected.find(mechanism), "observe ");
  EXPECT_EQ(text_of(observed), expected);
  EXPECT_TRUE(observed[*observed.find("level")].marked_observed);
  EXPECT_FALSE(observed[*observed.find("y")].marked_observed);
}

TEST(Observe, TwiceIsOnceAndNamesAddUp) {
  Desk desk;
  for (const auto& example : examples) {
    const auto model = desk.read(example.text);
    const auto observed = desk.observe(model, example.observed);
    EXPECT_EQ(text_of(desk.observe(observed, example.observed)), text_of(observed));
    auto one_by_one = model;
    for (const auto& name : example.observed) one_by_one = desk.observe(one_by_one, {name});
    EXPECT_EQ(text_of(one_by_one), text_of(observed));
    EXPECT_EQ(text_of(model), ast::print(desk.parse(example.text))) << "the original is untouched";
  }
}

TEST(Observe, ObservingAPredictionMakesItAModelToFit) {
  Desk desk;
  const auto prediction = desk.intervene(desk.observe(desk.read(google_ads), {"c", "z", "y"}), "z = 1");
  EXPECT_EQ(text_of(desk.observe(prediction, {"c"})), text_of(prediction)) << "marked already";
  EXPECT_EQ(text_of(desk.observe(prediction, {"y"})).find("# prediction"), std::string::npos);
}

Diagnostics refused(const Checked& model, const Names& names) {
  Diagnostics diagnostics;
  EXPECT_FALSE(observe(model, names, diagnostics).has_value());
  return diagnostics;
}

TEST(Observe, WhatIsSetCannotBeMeasured) {
  Desk desk;
  const auto model = desk.read(google_ads);
  for (const char* intervention : {"z = 1", "z = 1 - z", "z[3] = 0", "z ~ Bernoulli(0.3)"}) {
    const auto diagnostics = refused(desk.intervene(model, intervention), {"y", "z"});
    ASSERT_EQ(diagnostics.all().size(), 1U);
    const auto& d = diagnostics.all().front();
    EXPECT_EQ(d.code, "E0610");
    EXPECT_NE(d.notes.front().find("`do` then fit: the data were collected under the intervention"), std::string::npos);
    EXPECT_NE(d.notes.front().find("Fit then `do`: the question what would happen"), std::string::npos);
  }
}

TEST(Observe, NamesThatAreNoVariables) {
  Desk desk;
  const auto model = desk.read(media);
  const auto code = [&](const std::string& name) { return refused(model, {name}).all().front().code; };
  EXPECT_EQ(code("saels"), "E0601");
  EXPECT_EQ(refused(model, {"saels"}).all().front().hint->text, "did you mean `sales`?");
  EXPECT_EQ(code("week"), "E0602");
  EXPECT_EQ(code("squash"), "E0602");
  EXPECT_EQ(code("roas"), "E0602");
  EXPECT_EQ(code("Normal"), "E0602");
  EXPECT_EQ(code("spend"), "E0611");
  EXPECT_EQ(refused(model, {"saels", "week"}).all().size(), 2U) << "each mistake is named";
}

}  // namespace
}  // namespace scmc
