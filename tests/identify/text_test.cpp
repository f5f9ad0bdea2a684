/// Graphs, effects and independencies as they are typed; what is wrong with them is said once.
#include "compiler/identify/estimand.h"
#include "tests/identify/graphs.h"

namespace scmc::identify {
namespace {

using namespace testing;

TEST(GraphText, EdgesChainsAndLatents) {
  const auto dag = read("a -> b <- c <-> d\n latent: c, e; f");
  const auto& g = dag.graph;
  EXPECT_EQ(g.names, (std::vector<std::string>{"a", "b", "c", "d", "e", "f"}));
  EXPECT_EQ(g.parents[1], set_of(g, "ac"));
  EXPECT_EQ(g.siblings[2], set_of(g, "d"));
  EXPECT_EQ(g.siblings[3], set_of(g, "c"));
  EXPECT_EQ(dag.latent, set_of(g, "ce"));
}

TEST(GraphText, NamesWithLabels) {
  const auto dag = read("spend[ \"tv\" ]->sales; größe -> sales; latent -> sales");
  EXPECT_EQ(dag.graph.names, (std::vector<std::string>{"spend[\"tv\"]", "sales", "größe", "latent"}));
}

std::string code_of_graph(const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  EXPECT_FALSE(parse_graph(sources, sources.add("graph", text), diagnostics)) << text;
  EXPECT_EQ(diagnostics.all().size(), 1U) << text;
  return diagnostics.all().front().code + " " + std::string(sources.text(diagnostics.all().front().primary->where));
}

TEST(GraphText, Mistakes) {
  EXPECT_EQ(code_of_graph(""), "E0901 ");
  EXPECT_EQ(code_of_graph("a->b, b->c"), "E0901 ,");
  EXPECT_EQ(code_of_graph("a -> ; b"), "E0901 ;");
  EXPECT_EQ(code_of_graph("a - b"), "E0901 -");
  EXPECT_EQ(code_of_graph("a b"), "E0901 b");
  EXPECT_EQ(code_of_graph("a -> 3"), "E0901 3");
  EXPECT_EQ(code_of_graph("latent: -> a"), "E0901 ->");
  EXPECT_EQ(code_of_graph("a -> a"), "E0902 a");
  EXPECT_EQ(code_of_graph("a <-> a"), "E0902 a");
  EXPECT_EQ(code_of_graph("a->b; b->c; c->a"), "E0902 a->b");
  std::string large;
  for (int i = 0; i < 300; ++i) large += "v" + std::to_string(i) + ";";
  EXPECT_EQ(code_of_graph(large), "E0903 v256");
}

TEST(EffectText, BothForms) {
  const auto dag = read("a -> b -> c <- d");
  for (const auto* text : {"P(c|do(a),d)", "P( c | d , do( a ) )", "a -> c given d", "a => c given d"}) {
    const auto e = effect_of(dag, text);
    EXPECT_EQ(e.treatments, set_of(dag.graph, "a")) << text;
    EXPECT_EQ(e.outcomes, set_of(dag.graph, "c")) << text;
    EXPECT_EQ(e.given, set_of(dag.graph, "d")) << text;
  }
  EXPECT_EQ(effect_of(dag, "a, b -> c, d").treatments, set_of(dag.graph, "ab"));
  EXPECT_EQ(effect_of(dag, "P(c,d|do(a,b))").outcomes, set_of(dag.graph, "cd"));
}

std::string code_of_effect(const std::string& text) {
  const auto dag = read("a -> b -> c; u -> c; latent: u");
  Sources sources;
  Diagnostics diagnostics;
  const auto parsed = parse_effect(sources, sources.add("effect", text), diagnostics);
  EXPECT_FALSE(parsed && resolve(dag, *parsed, diagnostics)) << text;
  EXPECT_EQ(diagnostics.all().size(), 1U) << text;
  return diagnostics.all().front().code + " " + std::string(sources.text(diagnostics.all().front().primary->where));
}

TEST(EffectText, Mistakes) {
  EXPECT_EQ(code_of_effect(""), "E0904 ");
  EXPECT_EQ(code_of_effect("a"), "E0904 ");
  EXPECT_EQ(code_of_effect("a -> "), "E0904 ");
  EXPECT_EQ(code_of_effect("a -> c b"), "E0904 b");
  EXPECT_EQ(code_of_effect("a -> c given"), "E0904 ");
  EXPECT_EQ(code_of_effect("P(c|do(a)"), "E0904 ");
  EXPECT_EQ(code_of_effect("P(c|do a)"), "E0904 a");
  EXPECT_EQ(code_of_effect("P(c|a)"), "E0904 P(c|a)");
  EXPECT_EQ(code_of_effect("P(c)"), "E0904 P(c)");
  EXPECT_EQ(code_of_effect("a -> d"), "E0906 d");
  EXPECT_EQ(code_of_effect("a -> a"), "E0907 a");
  EXPECT_EQ(code_of_effect("a -> c given c"), "E0907 c");
  EXPECT_EQ(code_of_effect("u -> c"), "E0908 u");
}

TEST(EstimandText, OperatorsAndBrackets) {
  const auto g = read("a; b; c").graph;
  const auto a = probability(set_of(g, "a")), b = probability(set_of(g, "b"), set_of(g, "ac"));
  EXPECT_EQ(print(quotient(product({a, b}), product({b, a})), g), "(P(a)*P(b|a,c))/(P(b|a,c)*P(a))");
  EXPECT_EQ(print(product({quotient(a, b), quotient(b, a)}), g), "P(a)/P(b|a,c)*(P(b|a,c)/P(a))");
  EXPECT_EQ(print(sum(set_of(g, "ac"), quotient(a, quotient(b, a))), g), "sum[a,c](P(a)/(P(b|a,c)/P(a)))");
  EXPECT_EQ(print(product({}), g), "1");
  EXPECT_EQ(free_names(sum(set_of(g, "a"), b)), set_of(g, "bc"));
}

}  // namespace
}  // namespace scmc::identify
