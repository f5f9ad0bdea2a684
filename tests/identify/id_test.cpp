/// ID and IDC on random graphs, by value: truth is the enumeration of random binary models.
#include "compiler/identify/id.h"

#include "compiler/identify/verdict.h"
#include "tests/identify/graphs.h"
#include "tests/identify/models.h"

namespace scmc::identify {
namespace {

using namespace testing;

/// One to two treatments and outcomes, sometimes a condition.
Effect random_effect(std::mt19937& random, std::size_t n, bool conditional) {
  std::vector<std::size_t> order(n);
  for (std::size_t v = 0; v < n; ++v) order[v] = v;
  std::shuffle(order.begin(), order.end(), random);
  Effect e;
  std::size_t at = 0;
  e.treatments.set(order[at++]);
  if (random() % 4 == 0) e.treatments.set(order[at++]);
  e.outcomes.set(order[at++]);
  if (random() % 4 == 0) e.outcomes.set(order[at++]);
  if (conditional && at < n) e.given.set(order[at++]);
  return e;
}

/// Those where the treatment causes the outcome, which are the ones in question.
bool is_causal(const Admg& g, const Effect& e) { return (descendants(g, e.treatments) & e.outcomes).any(); }

struct Counts {
  int identified = 0, refused = 0;
};

Counts check_random(unsigned seed, int graphs, bool conditional) {
  std::mt19937 random(seed);
  Counts counts;
  while (counts.identified + counts.refused < graphs) {
    const std::size_t n = 4 + random() % 3;
    const Admg g = random_graph(random, n, 0.45, 0.25);
    const Effect e = random_effect(random, n, conditional);
    if (!is_causal(g, e)) continue;
    const auto answer = identify_effect(g, e);
    const auto* found = std::get_if<Identified>(&answer);
    ++(found ? counts.identified : counts.refused);
    if (!found) continue;
    for (int m = 0; m < 2; ++m) {
      const BinaryModel model(g, random);
      for (const auto& estimand : {found->readable, found->raw})
        EXPECT_LT(error_of(estimand, model, n, e.outcomes, e.treatments, e.given), 1e-9) << text_of(g) << print(estimand, g);
    }
  }
  return counts;
}

TEST(Id, RandomGraphsByValue) {
  const auto counts = check_random(1, 2000, false);
  EXPECT_GT(counts.identified, 500);
  EXPECT_GT(counts.refused, 500);
}

TEST(Id, ConditionalEffectsByValue) {
  const auto counts = check_random(2, 1000, true);
  EXPECT_GT(counts.identified, 250);
  EXPECT_GT(counts.refused, 250);
}

TEST(Id, WrongFormulasAreFarOff) {
  // The judge can tell: P(y | x) for the front door is not the effect.
  const auto dag = read("x->z; z->y; x<->y");
  std::mt19937 random(3);
  const BinaryModel model(dag.graph, random);
  const auto e = effect_of(dag, "x -> y");
  EXPECT_GT(error_of(probability(e.outcomes, e.treatments), model, 3, e.outcomes, e.treatments, {}), 1e-3);
}

struct Formula {
  const char *graph, *effect, *estimand;
};

/// Formulas as the literature writes them: Pearl 2009, Shpitser-Pearl 2008, Tikka-Karvanen 2017.
TEST(Id, FormulasAreShort) {
  const std::vector<Formula> formulas = {
      {"x->y", "x -> y", "P(y|x)"},
      {"c->z; c->y; z->y", "z -> y", "sum[c](P(y|c,z)*P(c))"},
      {"x->z; z->y; x<->y", "x -> y", "sum[z](P(z|x)*sum[x](P(y|x,z)*P(x)))"},
      {"x->y; x<->z; z<->y", "x -> y", "P(y|x)"},
      {"x->z; z->y; x<->z", "P(y|do(x),z)", "P(y|z)"},
      {"a->b; b->c; c->d; b<->d", "c -> d", "sum[b](P(d|b,c)*P(b))"},
      {"a->b; b->c", "P(c|do(a),b)", "P(c|b)"},
      {"x->y; w->x; w->z; z->y", "x -> y", "sum[w](P(y|x,w)*P(w))"},
  };
  for (const auto& f : formulas) {
    const auto dag = read(f.graph);
    EXPECT_EQ(judge(dag, effect_of(dag, f.effect)).estimand, f.estimand) << f.graph;
  }
}

}  // namespace
}  // namespace scmc::identify
