/// The graph as it is drawn: which variables are nodes, what an intervention cuts, plates, lags, twins.
#include "compiler/causal/picture.h"

#include <set>

#include "tests/causal/models.h"
#include "tests/causal/support.h"

namespace scmc {
namespace {

using namespace scmc::testing;
using Texts = std::set<std::string>;

/// `c -> z`, `level -[t - 1]-> level`, `x <-> y`, `u(y) ..> y`, `x -- x over t`.
Texts edges(const Picture& picture) {
  Texts texts;
  for (const auto& edge : picture.edges) {
    const auto &from = picture.nodes[edge.from].id, &to = picture.nodes[edge.to].id;
    switch (edge.link) {
      case Picture::Link::Cause: texts.insert(from + (edge.lag.empty() ? " -> " : " -[" + edge.lag + "]-> ") + to); break;
      case Picture::Link::Noise: texts.insert(from + " ..> " + to); break;
      case Picture::Link::SharedNoise: texts.insert(from + " <-> " + to); break;
      case Picture::Link::Joint: texts.insert(from + " -- " + to + " over " + edge.lag); break;
    }
  }
  EXPECT_EQ(texts.size(), picture.edges.size()) << "an edge stands there once";
  return texts;
}

Texts nodes(const Picture& picture) {
  Texts texts;
  for (const auto& node : picture.nodes) texts.insert(node.id);
  EXPECT_EQ(texts.size(), picture.nodes.size()) << "ids are names";
  return texts;
}

const Picture::Node& at(const Picture& picture, const std::string& id) { return picture.nodes.at(picture.find(id).value()); }

/// `market(8)/store`, outermost first.
std::string plates(const Picture& picture, const std::string& id) {
  std::string text;
  for (auto plate = at(picture, id).plate; plate; plate = picture.plates[*plate].parent) {
    const auto& p = picture.plates[*plate];
    text = p.dim + (p.size ? "(" + std::to_string(*p.size) + ")" : "") + (text.empty() ? "" : "/") + text;
  }
  return text;
}

const std::string chain = "c ~ Normal(0, 1)\nz ~ Normal(c, 1)\ny ~ Normal(z, 1)\n";

TEST(Picture, ShowsCausesAndNotTheComputation) {
  Desk desk;
  const auto picture = draw(desk.read(google_ads));
  EXPECT_EQ(nodes(picture), (Texts{"c", "z", "y"}));
  EXPECT_EQ(edges(picture), (Texts{"c -> z", "c -> y", "z -> y"}));
}

TEST(Picture, ParametersAndComputedVariablesAreShownIfAskedFor) {
  Desk desk;
  const auto model = desk.read(google_ads);
  const auto all = draw(model, {.parameters = true, .computed = true});
  EXPECT_EQ(nodes(all), (Texts{"c", "z", "y", "y_mu", "beta_z0", "beta_cz", "beta_y0", "beta_cy", "beta_zy", "sigma_y"}));
  EXPECT_EQ(at(all, "beta_zy").kind, Picture::Kind::Parameter);
  EXPECT_EQ(at(all, "y_mu").kind, Picture::Kind::Computed);
  EXPECT_EQ(plates(all, "y_mu"), "day");
  EXPECT_EQ(plates(all, "sigma_y"), "");
  EXPECT_FALSE(edges(all).contains("z -> y")) << "it leads through y_mu";
  EXPECT_TRUE(edges(draw(model, {.parameters = true})).contains("beta_zy -> y")) << "y_mu is looked through";
}

// numpyro issue 1716
TEST(Picture, AnInterventionCutsWhatLedIntoIt) {
  Desk desk;
  const auto picture = draw(desk.intervene(desk.read(chain), "z = 1"));
  EXPECT_EQ(edges(picture), Texts{"z -> y"});
  EXPECT_EQ(at(picture, "z").set, "z = 1");
  EXPECT_EQ(at(picture, "c").set + at(picture, "y").set, "");
}

TEST(Picture, MeasuredNodesAreMarkedUnlessAnInterventionReachesThem) {
  Desk desk;
  const auto measured = desk.observe(desk.read(google_ads), {"c", "z", "y"});
  for (const auto& node : draw(measured).nodes) EXPECT_TRUE(node.observed) << node.id;
  const auto set = draw(desk.intervene(measured, "z = 1"));
  EXPECT_TRUE(at(set, "c").observed);
  EXPECT_FALSE(at(set, "z").observed);
  EXPECT_FALSE(at(set, "y").observed) << "it is drawn anew";
}

TEST(Picture, APolicyKeepsTheEdgesThatItReads) {
  Desk desk;
  const auto picture = draw(desk.intervene(desk.read(google_ads), "z = if c > 0 then 1 else 0"));
  EXPECT_TRUE(edges(picture).contains("c -> z"));
}

TEST(Picture, ANaturalValueIsAHalfOfItsOwn) {
  Desk desk;
  const auto picture = draw(desk.intervene(desk.observe(desk.read(google_ads), {"z"}), "z = 1 - z"));
  EXPECT_EQ(edges(picture), (Texts{"c -> natural z", "c -> y", "z -> y"}));
  EXPECT_EQ(at(picture, "z").natural, picture.find("natural z"));
  EXPECT_TRUE(at(picture, "natural z").observed);
  EXPECT_EQ(at(picture, "natural z").label, "z");
  EXPECT_EQ(at(picture, "natural z").set, "");
}

TEST(Picture, WhatIsSetIsDrawnWhateverItIs) {
  Desk desk;
  const auto picture = draw(desk.intervene(desk.read(google_ads), "beta_zy = 0, y_mu = 2"));
  EXPECT_EQ(at(picture, "beta_zy").set, "beta_zy = 0");
  EXPECT_EQ(at(picture, "y_mu").set, "y_mu = 2");
  EXPECT_EQ(edges(picture), (Texts{"c -> z", "y_mu -> y"}));
}

TEST(Picture, ALagLabelsItsEdge) {
  Desk desk;
  EXPECT_EQ(edges(draw(desk.read(local_level))), (Texts{"level -[t - 1]-> level", "level -> y", "promotion -> y", "y -> bought"}));
  const std::string longer =
      "dim t = 9;  dim lag = 3\ndata a[t]\nphi[lag] ~ Normal(0, 1)\nd = a + 1\n"
      "y[1..3] ~ Normal(0, 1)\ny[t] ~ Normal(sum(phi * y[t - lag] over lag) + d[t - 2], 1)\n";
  EXPECT_EQ(edges(draw(desk.read(longer))), (Texts{"a -> d", "y -[t - lag]-> y", "d -[t - 2]-> y"})) << "d is read later on";
}

TEST(Picture, ComputedVariablesThatRememberAreDrawnOthersPassTheirLagOn) {
  Desk desk;
  const std::string carry =
      "dim w\ndata tv[w]\nk ~ Beta(2, 2)\n"
      "h[w] = if w > 1 then s[w - 1] else 0\ns[w] = tv + k * h\ny[w] ~ Normal(s, 1)\n";
  EXPECT_EQ(edges(draw(desk.read(carry))), (Texts{"tv -> s", "s -[w - 1]-> s", "s -> y"}));
  const std::string before = "dim w\nx[w] ~ Normal(0, 1)\nm = x + 1\ny[w] ~ Normal(lag(2 * m, 1, fill = 0 over w), 1)\n";
  EXPECT_EQ(edges(draw(desk.read(before))), Texts{"x -[w - 1]-> y"});
}

TEST(Picture, SharedNoiseIsAnEdgeOfItsOwn) {
  Desk desk;
  const std::string instrument = "dim u\nrho ~ Uniform(-1, 1)\nx[u] ~ Normal(0, 1)\nm = rho * noise(x)\ny[u] ~ Normal(x + m, 1)\n";
  EXPECT_EQ(edges(draw(desk.read(instrument))), (Texts{"x -> y", "x <-> y"}));
}

TEST(Picture, UnitsThatAreDrawnTogetherSaySo) {
  Desk desk;
  const auto picture = draw(desk.read("dim t\ns ~ HalfNormal(1)\nlevel[t] ~ RandomWalk(s)\ny[t] ~ Normal(level, 1)\n"));
  EXPECT_EQ(edges(picture), (Texts{"level -- level over t", "level -> y"}));
}

TEST(Picture, GroupsFrameTheirUnits) {
  Desk desk;
  const auto picture = draw(desk.read(radon), {.sizes = {{"county", 85}, {"obs", 919}}});
  EXPECT_EQ(nodes(picture), (Texts{"floor", "alpha", "log_radon"})) << "the nesting says what county_of says";
  EXPECT_EQ(plates(picture, "alpha"), "county(85)");
  EXPECT_EQ(plates(picture, "floor"), "county(85)/obs(919)");
  EXPECT_EQ(plates(picture, "log_radon"), "county(85)/obs(919)");
}

TEST(Picture, GroupsThatCrossStandBesideTheirUnits) {
  Desk desk;
  const auto picture = draw(desk.read("dim r;  dim p;  dim q\ndata p_of[r] in p\ndata q_of[r] in q\n"
                                      "a[p] ~ Normal(0, 1)\nb[q] ~ Normal(0, 1)\ny[r] ~ Normal(a[p_of] - b[q_of], 1)\n"));
  EXPECT_EQ(nodes(picture), (Texts{"p_of", "q_of", "a", "b", "y"}));
  EXPECT_EQ(plates(picture, "y"), "r");
  EXPECT_EQ(plates(picture, "a"), "p");
}

TEST(Picture, DimensionsNestByHowManyVariablesTheyHold) {
  Desk desk;
  const auto picture = draw(desk.read("dim shop;  dim week\nweather[week] ~ Normal(0, 1)\nrain[week] ~ Normal(weather, 1)\n"
                                      "sales[shop, week] ~ Normal(rain, 1)\n"));
  EXPECT_EQ(plates(picture, "sales"), "week/shop");
  EXPECT_EQ(plates(picture, "rain"), "week");
}

TEST(Picture, ComponentsAreNoUnits) {
  Desk desk;
  const auto slopes = draw(desk.read("dim o;  dim g;  dim k = {\"a\", \"b\"};  dim l like k\n"
                                     "data g_of[o] in g\ndata x[o]\nmu[k] ~ Normal(0, 1)\nL[k, l] ~ LKJCholesky(2)\nbeta[g, k] ~ MvNormalCholesky(mu, L)\n"
                                     "y[o] ~ Normal(beta[g_of, \"a\"] + beta[g_of, \"b\"] * x, 1)\n"));
  EXPECT_EQ(nodes(slopes), (Texts{"x", "beta", "y"}));
  EXPECT_EQ(at(slopes, "beta").label, "beta[k]");
  EXPECT_EQ(plates(slopes, "beta"), "g");
  EXPECT_EQ(plates(slopes, "y"), "g/o");
}

TEST(Picture, AStatedSizeIsShown) {
  Desk desk;
  EXPECT_EQ(plates(draw(desk.read("dim year = 1990..2020\nx[year] ~ Normal(0, 1)\n")), "x"), "year(31)");
}

// Balke, Pearl 1994: c is shared, y has a twin with the same noise.
TEST(Twin, SharesWhatNoInterventionReaches) {
  Desk desk;
  const auto model = desk.observe(desk.read(google_ads), {"c", "z", "y"});
  const auto picture = draw_twin(model, desk.intervene(model, "z = 0"));
  EXPECT_EQ(nodes(picture), (Texts{"c", "z", "y", "z*", "y*", "noise(y)"}));
  EXPECT_EQ(edges(picture), (Texts{"c -> z", "c -> y", "z -> y", "c -> y*", "z* -> y*", "noise(y) ..> y", "noise(y) ..> y*"}));
  EXPECT_TRUE(at(picture, "y").observed && at(picture, "z").observed);
  EXPECT_FALSE(at(picture, "y*").observed || at(picture, "z*").observed);
  EXPECT_EQ(at(picture, "z*").set, "z = 0");
  EXPECT_EQ(plates(picture, "noise(y)"), "day");
}

TEST(Twin, ANaturalValueIsThatOfTheFactualWorld) {
  Desk desk;
  const auto model = desk.read(google_ads);
  const auto picture = draw_twin(model, desk.intervene(model, "z = 1 - z"));
  EXPECT_TRUE(edges(picture).contains("z -> z*"));
  EXPECT_FALSE(at(picture, "z*").natural);
}

TEST(Twin, InARecurrenceTheNaturalValueIsAnotherOne) {
  Desk desk;
  const auto model = desk.read(local_level);
  const auto picture = draw_twin(model, desk.intervene(model, "level[3..5] = 0"));
  EXPECT_EQ(at(picture, "level*").natural, picture.find("natural level*"));
  EXPECT_TRUE(edges(picture).contains("level* -[t - 1]-> natural level*"));
  EXPECT_TRUE(edges(picture).contains("noise(level) ..> natural level*"));
  EXPECT_TRUE(edges(picture).contains("promotion -> y*"));
}

TEST(Twin, OfAMutilatedModelKeepsItsInterventions) {
  Desk desk;
  const auto model = desk.intervene(desk.read(google_ads), "c = 0");
  const auto picture = draw_twin(model, desk.intervene(model, "z = 0"));
  EXPECT_EQ(nodes(picture), (Texts{"c", "z", "y", "z*", "y*", "noise(y)"}));
  EXPECT_EQ(at(picture, "c").set, "c = 0");
}

// What holds of every model and intervention: causes of what is set are named by its value, everything else keeps its own.
TEST(Picture, PropertiesOfAllExamples) {
  Desk desk;
  for (const auto& example : examples) {
    const auto model = desk.read(example.text);
    const auto before = draw(model, {.parameters = true, .computed = true});
    for (const auto& text : example.interventions) {
      const auto set = desk.intervene(model, text);
      const auto after = draw(set, {.parameters = true, .computed = true});
      edges(after), nodes(after);
      for (const auto& node : after.nodes) {
        if (node.set.empty()) continue;
        const auto& v = set[*set.find(node.id)];
        for (const auto& edge : after.edges)
          if (after.nodes[edge.to].id == node.id) {
            const auto cause = set.find(after.nodes[edge.from].id);
            EXPECT_TRUE(cause && std::ranges::count(v.causes, *cause)) << example.name << ": " << text;
          }
      }
      for (const auto& edge : edges(before)) {
        const auto target = edge.substr(edge.rfind(' ') + 1);
        const bool is_kept = after.find(target) && at(after, target).set.empty();
        // What is computed from data once reads the value before the intervention.
        EXPECT_TRUE(!is_kept || edges(after).contains(edge) || edges(after).contains("natural " + edge))
            << example.name << ": " << text << " loses " << edge;
      }
      draw_twin(model, set);
    }
  }
}

}  // namespace
}  // namespace scmc
