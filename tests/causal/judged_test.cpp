/// The graph of a model, edge by edge, against what its text says; verdicts that the mechanisms decide.
#include "compiler/causal/judge.h"
#include "tests/causal/support.h"

namespace scmc {
namespace {

using namespace scmc::testing;

class Judged : public ::testing::Test {
 protected:
  /// The edges among what is left after inlining, before latents are projected: `a -> b, a <-> b`, latent names in brackets.
  Names edges(const std::string& text, const std::string& effect, const Names& latent = {}) {
    const auto model = desk_.read(text);
    const auto graph = judged(model, effect, latent);
    const auto& g = graph.dag.graph;
    const auto name = [&](std::size_t v) { return graph.dag.latent[v] ? "(" + g.names[v] + ")" : g.names[v]; };
    Names result;
    for (std::size_t v = 0; v < g.size(); ++v) {
      for (std::size_t p : identify::members(g.parents[v])) result.push_back(name(p) + " -> " + name(v));
      for (std::size_t s : identify::members(g.siblings[v]))
        if (s < v) result.push_back(name(s) + " <-> " + name(v));
    }
    std::ranges::sort(result);
    return result;
  }

  identify::Verdict verdict(const std::string& text, const std::string& effect, const Names& latent = {}) {
    const auto model = desk_.read(text);
    return judge(model, judged(model, effect, latent));
  }

  std::string refusal(const std::string& text, const std::string& effect, const Names& latent = {}) {
    const auto model = desk_.read(text);
    Diagnostics diagnostics;
    const auto asked = asked_of(model, effect, diagnostics);
    if (asked) judged_graph(model, all_but(model, ids(model, latent), asked->outcomes), *asked, diagnostics);
    return diagnostics.all().size() == 1 ? diagnostics.all().front().code : std::to_string(diagnostics.all().size());
  }

 private:
  static std::set<VariableId> ids(const Checked& model, const Names& names) {
    std::set<VariableId> result;
    for (const auto& name : names) result.insert(*model.find(name));
    return result;
  }
  std::optional<AskedEffect> asked_of(const Checked& model, const std::string& effect, Diagnostics& diagnostics) {
    const auto parsed = identify::parse_effect(sources_, sources_.add("--effect", effect), diagnostics);
    return parsed ? resolve_effect(model, *parsed, diagnostics) : std::nullopt;
  }
  JudgedGraph judged(const Checked& model, const std::string& effect, const Names& latent) {
    Diagnostics diagnostics;
    const auto asked = asked_of(model, effect, diagnostics);
    auto graph = asked ? judged_graph(model, all_but(model, ids(model, latent), asked->outcomes), *asked, diagnostics) : std::nullopt;
    if (!graph) throw std::runtime_error(diagnostics.all().front().title);
    return std::move(*graph);
  }

  Desk desk_;
  Sources sources_;
};

const std::string ads = R"(dim day
b ~ Normal(0, 1)
c[day] ~ Normal(0, 1)
z[day] ~ Bernoulli(invlogit(b * c))
mu = b + b * z + c
y[day] ~ Normal(mu, 1)
)";

TEST_F(Judged, ParametersAreGivenAndComputedOnesInlined) {
  EXPECT_EQ(edges(ads, "z -> y"), (Names{"c -> y", "c -> z", "z -> y"}));
  EXPECT_EQ(edges(ads, "z -> y", {"c"}), (Names{"(c) -> y", "(c) -> z", "z -> y"}));
  EXPECT_EQ(edges(ads, "c -> mu"), edges(ads, "c -> y")) << "an outcome that is computed stands for the mean of its reader";
  EXPECT_EQ(edges(ads, "mu -> y"), (Names{"c -> mu", "c -> z", "mu -> y", "z -> mu"})) << "set, it is a vertex";
}

TEST_F(Judged, InputsMayBeCorrelatedAndNoiseIsShared) {
  const std::string model = R"(dim day
data a[day];  data b[day];  data one = 3
x[day] ~ Normal(a, 1)
w = 2 * noise(x)
y[day] ~ Normal(x + b + one + 0.5 * w, 1)
v[day] ~ Normal(y, 1)
)";
  EXPECT_EQ(edges(model, "x -> y"), (Names{"a -> x", "a <-> b", "b -> y", "x -> y", "x <-> y", "y -> v"}));
}

TEST_F(Judged, GroupsGatheredByALabelAreFunctionsOfIt) {
  const std::string model = R"(dim obs;  dim county
data county_of[obs] in county
data county_level[county]
alpha[county] ~ Normal(county_level, 1)
x[obs] ~ Normal(alpha[county_of], 1)
y[obs] ~ Normal(alpha[county_of] + x, 1)
)";
  EXPECT_EQ(edges(model, "x -> y"), (Names{"county_of -> x", "county_of -> y", "x -> y"}));
  EXPECT_EQ(edges(model, "county_level -> y"),
            (Names{"(alpha) -> x", "(alpha) -> y", "county_level -> (alpha)", "county_of -> x", "county_of -> y",
                   "county_of <-> county_level", "x -> y"}))
      << "where the treatment runs over the groups, what the groups have in common is one";
}

TEST_F(Judged, RecurrencesAreUnrolled) {
  const std::string model = R"(dim t
x[t] ~ Normal(0, 1)
level[1] ~ Normal(x, 1)
level[t] ~ Normal(level[t - 1], 1)
y[t] ~ Normal(level + x[t - 1], 1)
)";
  EXPECT_EQ(edges(model, "level -> y"),
            (Names{"level -> y", "level[t - 1] -> level", "level[t - 1] -> y[t - 1]", "level[t - 2] -> level[t - 1]",
                   "level[t - 2] -> y[t - 2]", "x[t - 1] -> y", "x[t - 2] -> y[t - 1]"}))
      << "base cases are the beginning, not the pattern";
}

TEST_F(Judged, LocalsThatLookBackReadAllThatIsEarlier) {
  const std::string model = R"(dim t;  dim k = 2
data x[t]
y[t] ~ Normal(geometric_adstock(x, 0.5 over t), 1)
z[t] ~ Normal(if t > 2 then sum(y[t - k] over k) else 0, 1)
)";
  const auto found = edges(model, "x -> y");
  for (const char* edge : {"x -> y", "x[t - 1] -> y", "x[t - 2] -> y", "x[t - 2] -> y[t - 1]", "y[t - 1] -> z", "y[t - 2] -> z"})
    EXPECT_EQ(std::ranges::count(found, edge), 1) << edge;
  for (const char* edge : {"x -> y[t - 1]", "y -> z", "x -> z"}) EXPECT_EQ(std::ranges::count(found, edge), 0) << edge;
}

TEST_F(Judged, LabelsAreToldApartWhereAskedFor) {
  const std::string model = R"(dim week;  dim channel = {"tv", "search"}
data spend[week, channel]
power[channel] ~ HalfNormal(1)
sales[week] ~ Normal(sum(power * spend over channel), 1)
clicks[week] ~ Normal(spend[channel = "search"], 1)
)";
  EXPECT_EQ(edges(model, "spend[\"tv\"] -> sales"),
            (Names{"spend[\"search\"] -> clicks", "spend[\"search\"] -> sales", "spend[\"tv\"] -> sales",
                   "spend[\"tv\"] <-> spend[\"search\"]"}));
  EXPECT_EQ(edges(model, "spend -> sales"), (Names{"(power) -> sales", "spend -> clicks", "spend -> sales"}));
}

TEST_F(Judged, LabelsWithMechanismsOfTheirOwn) {
  const std::string model = R"(dim week;  dim channel = {"tv", "search"}
demand[week] ~ Normal(0, 1)
spend[week, "search"] ~ Normal(demand, 1)
spend[week, channel] ~ Normal(0, 1)
sales[week] ~ Normal(sum(spend over channel) + demand, 1)
)";
  EXPECT_EQ(edges(model, "spend[\"tv\"] -> sales"),
            (Names{"demand -> sales", "demand -> spend[\"search\"]", "spend[\"search\"] -> sales", "spend[\"tv\"] -> sales"}));
}

TEST_F(Judged, VectorsAreDrawnTogether) {
  const std::string model = R"(dim day;  dim k = {"a", "b"};  dim l like k
data S[k, l]
data m[day]
x[day, k] ~ MvNormal(m, S)
y[day] ~ Normal(x[k = "a"], 1)
)";
  EXPECT_EQ(edges(model, "x[\"b\"] -> y"),
            (Names{"m -> x[\"a\"]", "m -> x[\"b\"]", "x[\"a\"] -> y", "x[\"a\"] <-> x[\"b\"]"}));
  EXPECT_TRUE(verdict(model, "x[\"b\"] -> y").no_effect);
}

TEST_F(Judged, MarksSayWhatIsObserved) {
  std::string marked = ads;
  marked.replace(marked.find("z[day] ~"), 6, "observe z[day]");
  marked.replace(marked.find("y[day] ~"), 6, "observe y[day]");
  EXPECT_EQ(edges(marked, "z -> y"), edges(ads, "z -> y", {"c"}));
}

TEST_F(Judged, Refusals) {
  EXPECT_EQ(refusal(ads, "b -> y"), "E0909");
  EXPECT_EQ(refusal(ads, "zz -> y"), "E0906");
  EXPECT_EQ(refusal(ads, "z -> z"), "E0907");
  EXPECT_EQ(refusal(ads, "z -> y given c", {"c"}), "E0908");
  EXPECT_EQ(refusal(ads, "z[3] -> y"), "E0904");
  EXPECT_EQ(refusal("dim c = {\"tv\"}; dim d\ndata x[d, c]\ny[d] ~ Normal(sum(x over c), 1)\n", "x[\"vt\"] -> y"), "E0906");
}

// ---------------------------------------------------------------- verdicts

using identify::Answer;

TEST_F(Judged, AdsWithAndWithoutTv) {
  const auto with = verdict(ads, "z -> y");
  EXPECT_EQ(with.answer, Answer::Identified);
  EXPECT_EQ(with.adjustment.sets, (std::vector<Names>{{"c"}}));
  EXPECT_EQ(with.units, "days");
  const auto without = verdict(ads, "z -> y", {"c"});
  EXPECT_EQ(without.answer, Answer::NotIdentified);
  EXPECT_EQ(without.confounding->path, "z <- c -> y");
  EXPECT_EQ(without.measure, (std::vector<Names>{{"c"}}));
}

/// u -> x, u -> y unmeasured; z moves x alone. `mean` is y's mean, `x` the treatment's mechanism.
std::string instrument(const std::string& z, const std::string& x, const std::string& y) {
  return "dim i\na ~ Normal(0, 1);  b ~ Normal(0, 1)\nu[i] ~ Normal(0, 1)\nz[i] ~ " + z + "\nx[i] ~ " + x + "\ny[i] ~ " + y + "\n";
}

TEST_F(Judged, LinearMechanismsAndAnInstrument) {
  const auto answer = [&](const std::string& x, const std::string& y) {
    return verdict(instrument("Normal(0, 1)", x, y), "x -> y", {"u"}).answer;
  };
  const std::string x = "Normal(a * z + u, 1)";
  EXPECT_EQ(answer(x, "Normal(b * x + exp(u), 1)"), Answer::ByForm);
  EXPECT_EQ(answer(x, "StudentT(4, a - x / b + u * u, b^2)"), Answer::ByForm);
  EXPECT_EQ(answer("Poisson(exp(z + u))", "Normal(b * x + u, 1)"), Answer::ByForm) << "the treatment may be anything";
  EXPECT_EQ(answer(x, "Normal(b * x * u, 1)"), Answer::NotIdentified) << "the effect differs with u";
  EXPECT_EQ(answer(x, "Normal(b * x^2 + u, 1)"), Answer::NotIdentified);
  EXPECT_EQ(answer(x, "Normal(b * x + u, exp(x))"), Answer::NotIdentified) << "more than the mean moves";
  EXPECT_EQ(answer(x, "LogNormal(b * x + u, 1)"), Answer::NotIdentified);
  EXPECT_EQ(answer(x, "Normal(b * x + z + u, 1)"), Answer::NotIdentified) << "z has a way of its own";
  EXPECT_EQ(answer("Normal(u, 1)", "Normal(b * x + u, 1)"), Answer::NotIdentified) << "z does not move x";
}

TEST_F(Judged, LinearThroughAMediator) {
  const std::string begin = instrument("Normal(0, 1)", "Normal(z + u, 1)", "Normal(b * m + u, 1)");
  const auto with = [&](const std::string& m) {
    std::string text = begin;
    return verdict(text.insert(text.find("y[i]"), m + "\n"), "x -> y", {"u"}).answer;
  };
  EXPECT_EQ(with("m[i] ~ Normal(a * x + u, 1)"), Answer::ByForm);
  EXPECT_EQ(with("m[i] ~ Normal(a * exp(x) + u, 1)"), Answer::NotIdentified);
}

TEST_F(Judged, BinaryInstrumentsBound) {
  const auto answer = [&](const std::string& z, const std::string& x) {
    return verdict(instrument(z, x, "Bernoulli(invlogit(x + u))"), "x -> y", {"u"}).answer;
  };
  EXPECT_EQ(answer("Bernoulli(0.5)", "Bernoulli(invlogit(z + u))"), Answer::Bounded);
  EXPECT_EQ(answer("Normal(0, 1)", "Bernoulli(invlogit(z + u))"), Answer::NotIdentified);
  EXPECT_EQ(answer("Bernoulli(0.5)", "Normal(z + u, 1)"), Answer::NotIdentified);
}

TEST_F(Judged, InputsAreAssumed) {
  const std::string media = R"(dim week
data tv[week];  data price[week]
sales[week] ~ Normal(geometric_adstock(tv, 0.5 over week) - price, 1)
)";
  const auto v = verdict(media, "tv -> sales");
  EXPECT_EQ(v.answer, Answer::ByAssumption);
  EXPECT_EQ(v.inputs, Names{"tv"});
  EXPECT_EQ(v.adjustment.sets.front(), Names{"price"}) << "inputs may be correlated";
  EXPECT_EQ(verdict(ads, "y -> z").no_effect, true);
}

TEST_F(Judged, WeightsWithoutMechanismsAreUnknown) {
  EXPECT_EQ(verdict(ads + "factor -0.1 * sum(z over day)^2\n", "z -> y").answer, Answer::Unknown);
  EXPECT_EQ(verdict(ads + "factor -0.1 * b^2\n", "z -> y").answer, Answer::Identified) << "a weight of parameters is a prior";
}

TEST_F(Judged, PastOutcomesThatMoveTheTreatment) {
  // Time-varying treatment: the g-formula identifies it where the past is measured, [Robins 1986], and nothing does where it is not.
  const std::string model = R"(dim t
need[1] ~ Normal(0, 1)
need[t] ~ Normal(need[t - 1] + z[t - 1], 1)
z[t] ~ Bernoulli(invlogit(need))
y[t] ~ Normal(need + z, 1)
)";
  EXPECT_EQ(verdict(model, "z -> y").answer, Answer::Identified);
  EXPECT_EQ(verdict(model, "z -> y", {"need"}).answer, Answer::NotIdentified);
}

}  // namespace
}  // namespace scmc
