/// What rows of data can contradict: independencies that a model implies, and those that it does not once rows are tied together.
#include "compiler/causal/testable.h"

#include <set>

#include "compiler/causal/judged.h"
#include "tests/causal/models.h"
#include "tests/causal/support.h"

namespace scmc {
namespace {

using namespace scmc::testing;
using Texts = std::set<std::string>;

/// `x | y; a, b`: what is given behind the semicolon.
Texts claims(const std::string& text, const Names& measured, const Names& rows = {"i"}) {
  Desk desk;
  const auto model = desk.read(text);
  std::vector<DimId> dims;
  for (const auto& name : rows) dims.push_back(model.find_dim(name).value());
  std::vector<bool> has_column(model.variables.size(), false);
  for (const auto& name : measured) has_column[index(model.find(name).value())] = true;
  Texts texts;
  for (const auto& claim : testable_claims(testable_graph(model, dims, has_column).value())) {
    Texts given;
    for (const auto id : claim.given) given.insert(model[id].name);
    auto [x, y] = std::minmax(model[claim.x].name, model[claim.y].name);
    std::string one = x + " | " + y;
    for (const auto& name : given) one += (name == *given.begin() ? "; " : ", ") + name;
    texts.insert(one);
  }
  return texts;
}

/// `b <- a` as lines of a model.
std::string model_of(const std::vector<std::pair<std::string, Names>>& causes) {
  std::string text = "dim i\nk ~ Normal(0, 1)\n";
  for (const auto& [effect, of] : causes) {
    std::string sum = "k";
    for (const auto& cause : of) sum += " + " + cause;
    text += effect + "[i] ~ Normal(" + sum + ", 1)\n";
  }
  return text;
}

// dagitty test/test: mediat, chain, fork.
TEST(Testable, PublishedGraphs) {
  EXPECT_EQ(claims(model_of({{"Z", {}}, {"X", {"Z"}}, {"I", {"X", "Z"}}, {"Y", {"X", "I"}}}), {"Z", "X", "I", "Y"}), Texts{"Y | Z; I, X"});
  EXPECT_EQ(claims(model_of({{"A", {}}, {"B", {"A"}}, {"C", {"B"}}}), {"A", "B", "C"}), Texts{"A | C; B"});
  EXPECT_EQ(claims(model_of({{"B", {}}, {"A", {"B"}}, {"C", {"B"}}}), {"A", "B", "C"}), Texts{"A | C; B"});
  EXPECT_EQ(claims(model_of({{"A", {}}, {"C", {}}, {"B", {"A", "C"}}}), {"A", "B", "C"}), Texts{"A | C"});
}

TEST(Testable, AnUnmeasuredCauseLeavesNothingToTest) {
  const auto text = model_of({{"u", {}}, {"x", {"u"}}, {"y", {"u"}}, {"w", {"x"}}});
  EXPECT_EQ(claims(text, {"u", "x", "y", "w"}), (Texts{"x | y; u", "u | w; x", "w | y; u"}));
  EXPECT_EQ(claims(text, {"x", "y", "w"}), Texts{"w | y; x"});
  EXPECT_EQ(claims(text, {"x", "y"}), Texts{});
}

TEST(Testable, ComputedVariablesAreLookedThroughUnlessMeasured) {
  const std::string text = "dim i\nx[i] ~ Normal(0, 1)\nm = 2 * x\ny[i] ~ Normal(m, 1)\nz[i] ~ Normal(y, 1)\n";
  EXPECT_EQ(claims(text, {"x", "y", "z"}), Texts{"x | z; y"});
  EXPECT_TRUE(claims(text, {"x", "m", "y", "z"}).contains("x | y; m"));
}

TEST(Testable, SharedNoiseIsACommonCause) {
  const std::string text = "dim i\nz[i] ~ Normal(0, 1)\nx[i] ~ Normal(z, 1)\nn = 0.5 * noise(x)\ny[i] ~ Normal(x + n, 1)\n";
  EXPECT_EQ(claims(text, {"z", "x", "y"}), Texts{}) << "an instrument: z is not independent of y given x";
}

TEST(Testable, InputsMayBeCorrelated) {
  const std::string text = "dim i\ndata a[i]\ndata b[i]\nx[i] ~ Normal(a, 1)\ny[i] ~ Normal(b, 1)\n";
  EXPECT_EQ(claims(text, {"a", "b", "x", "y"}), (Texts{"b | x; a", "a | y; b", "x | y; a"}));
}

// Two random walks that have nothing to do with each other are correlated in most samples.
TEST(Testable, SeriesThatRememberAreNotHeldAgainstEachOther) {
  const std::string walks =
      "dim i\nx[1] ~ Normal(0, 1)\nx[i] ~ Normal(x[i - 1], 1)\ny[1] ~ Normal(0, 1)\ny[i] ~ Normal(y[i - 1], 1)\nz[i] ~ Normal(y, 1)\n"
      "w[i] ~ Normal(0, 1)\n";
  EXPECT_EQ(claims(walks, {"x", "y", "z", "w"}), (Texts{"x | z; y", "w | x", "w | y", "w | z"}));
  EXPECT_EQ(claims("dim i\ns ~ HalfNormal(1)\nx[i] ~ RandomWalk(s)\ny[i] ~ RandomWalk(s)\n", {"x", "y"}), Texts{});
  const std::string carried =
      "dim i\ndata a[i]\nc[i] = a + (if i > 1 then 0.5 * c[i - 1] else 0)\ny[i] ~ Normal(c, 1)\nx[i] ~ Normal(0, 1)\n";
  EXPECT_EQ(claims(carried, {"a", "x", "y"}), (Texts{"a | x", "x | y"}));
}

TEST(Testable, OtherUnitsTieRowsTogether) {
  const std::string mean = "dim i\nx[i] ~ Normal(0, 1)\nm = mean(x over i)\ny[i] ~ Normal(m, 1)\nz[i] ~ Normal(m, 1)\n";
  EXPECT_EQ(claims(mean, {"x", "y", "z"}), (Texts{"x | y", "x | z"})) << "y and z share the mean of all rows";
  const std::string partner = "dim i\ndata partner_of[i] in i\nx[i] ~ Normal(0, 1)\ny[i] ~ Normal(x[partner_of], 1)\n";
  EXPECT_FALSE(claims(partner, {"partner_of", "x", "y"}).contains("partner_of | y"));
}

TEST(Testable, GroupsAreKnownByTheirLabels) {
  const std::string text =
      "dim i;  dim g\ndata g_of[i] in g\na[g] ~ Normal(0, 1)\nx[i] ~ Normal(a[g_of], 1)\ny[i] ~ Normal(a[g_of], 1)\nw[i] ~ Normal(0, 1)\n";
  EXPECT_EQ(claims(text, {"g_of", "x", "y", "w"}), (Texts{"x | y; g_of", "w | x", "w | y", "g_of | w"}));
}

TEST(Testable, UnmeasuredVariablesOverFewerDimensionsAreShared) {
  const std::string text =
      "dim s;  dim i\nd[i] ~ Normal(0, 1)\ne[i] ~ Normal(0, 1)\nx[s, i] ~ Normal(d, 1)\ny[s, i] ~ Normal(e, 1)\nw[s, i] ~ Normal(0, 1)\n";
  EXPECT_EQ(claims(text, {"x", "y", "w"}, {"s", "i"}), (Texts{"w | x", "w | y"})) << "x and y come in clusters";
}

TEST(Testable, AnInterventionCutsWhatItReplaces) {
  EXPECT_EQ(claims("dim i\nx[i] ~ Normal(0, 1)\ndo z[i] ~ Bernoulli(0.5)\ny[i] ~ Normal(z + x, 1)\n", {"x", "z", "y"}), Texts{"x | z"});
}

// The graph that effects are judged on is built by other means, with lags unrolled: what is claimed here is separated there.
TEST(Testable, ClaimsHoldInTheJudgedGraph) {
  Desk desk;
  std::size_t checked = 0;
  for (const auto& text : {google_ads, radon, local_level, model_of({{"a", {}}, {"b", {"a"}}, {"c", {"a"}}, {"d", {"b", "c"}}, {"e", {"d"}}}),
                           std::string("dim i\nz[i] ~ Normal(0, 1)\nw[i] ~ Normal(0, 1)\nx[i] ~ Normal(z, 1)\n"
                                       "y[i] ~ Normal(x + noise(x) + w, 1)\nv[i] ~ Normal(y, 1)\n"),
                           std::string("dim i\ndata p[i]\nu[i] ~ Normal(p, 1)\nx[i] ~ Normal(u, 1)\ny[1] ~ Normal(0, 1)\n"
                                       "y[i] ~ Normal(y[i - 1] + u, 1)\nw[i] ~ Normal(x, 1)\n")}) {
    const auto model = desk.read(text);
    const auto observed = all_but(model, {});
    std::vector<bool> measured;
    for (std::size_t i = 0; i < model.variables.size(); ++i)
      measured.push_back(observed.contains(VariableId(i)) || model.variables[i].kind == VariableKind::Data);
    const auto widest = std::ranges::max_element(observed, {}, [&](VariableId id) { return std::pair(model[id].dims.size(), index(id)); });
    Diagnostics diagnostics;
    const auto judged = judged_graph(model, observed, diagnostics);
    ASSERT_TRUE(judged);
    const auto vertex = [&](VariableId id) {
      identify::Vertices one;
      for (std::size_t v = 0; v < judged->elements.size(); ++v) one[v] = judged->elements[v].variable == id && judged->elements[v].lag == 0;
      return one;
    };
    for (const auto& claim : testable_claims(testable_graph(model, model[*widest].dims, measured).value())) {
      identify::Vertices given;
      for (const auto id : claim.given) given |= vertex(id);
      EXPECT_TRUE(identify::separated(judged->dag.graph, vertex(claim.x), vertex(claim.y), given))
          << model[claim.x].name << " and " << model[claim.y].name << " in\n" << text;
      ++checked;
    }
  }
  EXPECT_GE(checked, 10U);
}

}  // namespace
}  // namespace scmc
