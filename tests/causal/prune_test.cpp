/// Pruning keeps what an answer is computed from, and the declarations that this needs.
#include "tests/causal/models.h"
#include "tests/causal/support.h"

namespace scmc {
namespace {

using namespace scmc::testing;

Names variables(const Checked& model) {
  Names names;
  for (const auto& v : model.variables) names.push_back(v.name);
  std::ranges::sort(names);
  return names;
}

/// The model whose fit and prediction need different parts.
const std::string chain = R"(dim n
data x0[n];  data x1[n]
y[n] ~ Normal(0, 1)
yd = y + x0
z[n] ~ Normal(yd, 1)
obs[n] ~ Normal(z + x1, 1)
)";

TEST(Prune, ForAFitAfterAnIntervention) {
  Desk desk;
  const auto model = desk.observe(desk.intervene(desk.read(chain), "yd = x0 + 5"), {"obs"});
  EXPECT_EQ(text_of(desk.prune_for_fit(model)), R"(dim n
data x0[n];  data x1[n]
do yd[n] = x0 + 5
z[n] ~ Normal(yd, 1)
observe obs[n] ~ Normal(z + x1, 1)
)");
}

TEST(Prune, ForAPrediction) {
  Desk desk;
  const auto model = desk.read(chain);
  EXPECT_EQ(variables(desk.prune(model, {"z"})), (Names{"x0", "y", "yd", "z"}));
  EXPECT_EQ(variables(desk.prune(model, {"y"})), Names{"y"});
  EXPECT_EQ(variables(desk.prune(desk.intervene(model, "yd = 5"), {"z"})), (Names{"yd", "z"})) << "the edges into what is set are cut";
  EXPECT_EQ(variables(desk.prune(desk.intervene(model, "yd = 2 * yd"), {"z"})), (Names{"natural yd", "x0", "y", "yd", "z"}));
}

TEST(Prune, DeclarationsStayWhereTheyAreUsed) {
  Desk desk;
  const auto pruned = text_of(desk.prune(desk.read(media), {"sales"}));
  for (const char* stays : {"use shapes\n", "dim week = 52;  dim channel = {\"tv\", \"radio\"}\n", "fn effect(",
                            "data spend[week, channel];  data price[week]\n", "# a scale\n", "query roas = ", "query searched = "})
    EXPECT_NE(pruned.find(stays), std::string::npos) << stays << "in\n" << pruned;
  for (const char* leaves : {"unneeded", "unrelated", "elsewhere", "other", "factor"})
    EXPECT_EQ(pruned.find(leaves), std::string::npos) << leaves << " in\n" << pruned;
}

TEST(Prune, AQueryCanBeTheTarget) {
  Desk desk;
  const auto pruned = desk.prune(desk.read(media), {"searched"});
  EXPECT_EQ(text_of(pruned),
            "dim week = 52\ndemand[week] ~ Normal(0, 1)\nsearch[week] ~ LogNormal(0.3 * demand, 1)\nquery searched = E[search]\n");
}

TEST(Prune, FactorsAreKeptForAFitOnly) {
  Desk desk;
  const auto model = desk.observe(desk.read(media), {"search"});
  EXPECT_EQ(variables(desk.prune_for_fit(model)), (Names{"base", "demand", "search"}));
  EXPECT_NE(text_of(desk.prune_for_fit(model)).find("factor"), std::string::npos);
}

TEST(Prune, WithoutMarksAFitNeedsEverything) {
  Desk desk;
  const auto model = desk.read(media);
  EXPECT_EQ(text_of(desk.prune_for_fit(model)), text_of(model));
}

TEST(Prune, ALineThatLosesItsFirstStatementKeepsItsComment) {
  Desk desk;
  const auto model = desk.read("# priors\na ~ Normal(0, 1);  b ~ Normal(0, 1);  c ~ Normal(0, 1)\n# data\ny ~ Normal(b + c, 1)\n");
  EXPECT_EQ(text_of(desk.prune(model, {"y"})), "# priors\nb ~ Normal(0, 1);  c ~ Normal(0, 1)\n# data\ny ~ Normal(b + c, 1)\n");
  EXPECT_EQ(text_of(desk.prune(model, {"a"})), "# priors\na ~ Normal(0, 1)\n");
}

TEST(Prune, APredictionKeepsItsHeading) {
  Desk desk;
  const auto prediction = desk.intervene(desk.observe(desk.read(chain), {"obs"}), "z = 1");
  EXPECT_TRUE(text_of(desk.prune(prediction, {"obs"})).starts_with("# prediction under do(z = 1)\ndim n\ndata x1[n]\ndo z[n] = 1\n"))
      << text_of(desk.prune(prediction, {"obs"}));
}

/// `c` is named without effect: the line that names it would not check without it.
TEST(Prune, WhatIsNamedStaysEvenWithoutEffect) {
  Desk desk;
  const auto model = desk.read("fn first_of(u, v) = u\na ~ Normal(0, 1)\nc ~ Normal(0, 1)\ny ~ Normal(first_of(a, c), 1)\n");
  EXPECT_EQ(text_of(desk.prune(model, {"y"})), text_of(model));
}

TEST(Prune, ParametersOfFunctionsAreNoVariables) {
  Desk desk;
  const auto model = desk.read("fn twice(a) = 2 * a\na ~ Normal(0, 1)\nb ~ Normal(0, 1)\ny ~ Normal(twice(b), 1)\n");
  EXPECT_EQ(text_of(desk.prune(model, {"y"})), "fn twice(a) = 2 * a\nb ~ Normal(0, 1)\ny ~ Normal(twice(b), 1)\n");
}

TEST(Prune, TwiceIsOnce) {
  Desk desk;
  for (const auto& example : examples) {
    const auto model = desk.read(example.text);
    for (const auto& intervention : example.interventions) {
      const auto set = desk.intervene(model, intervention);
      const auto pruned = desk.prune(set, example.targets);
      EXPECT_EQ(text_of(desk.prune(pruned, example.targets)), text_of(pruned));
      EXPECT_EQ(text_of(desk.prune_for_fit(desk.prune_for_fit(model))), text_of(desk.prune_for_fit(model)));
    }
    const auto fit = desk.prune_for_fit(desk.observe(model, example.observed));
    EXPECT_EQ(text_of(desk.prune_for_fit(fit)), text_of(fit));
  }
}

TEST(Prune, TargetsThatAreNotThere) {
  Desk desk;
  const auto model = desk.read(media);
  const auto refused = [&](const std::string& name) {
    Diagnostics diagnostics;
    EXPECT_FALSE(prune(model, {name}, diagnostics).has_value());
    return diagnostics.all().front();
  };
  EXPECT_EQ(refused("saels").code, "E0601");
  EXPECT_EQ(refused("saels").hint->text, "did you mean `sales`?");
  EXPECT_EQ(refused("week").code, "E0602");
}

}  // namespace
}  // namespace scmc
