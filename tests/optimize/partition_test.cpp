/// prepare, then evaluate, is the whole program; what depends on data only is not computed twice.
#include "compiler/optimize/partition.h"

#include <algorithm>

#include "compiler/differentiate/differentiate.h"
#include "compiler/optimize/passes.h"
#include "tests/optimize/keeps.h"
#include "tests/support/random_graph.h"

namespace scmc::ir {
namespace {

std::vector<Array> run_split(const Partitioned& split, const Inputs& inputs) {
  Inputs for_prepare{inputs.sizes, {}, inputs.key0, inputs.key1}, for_evaluate = for_prepare;
  for (auto input : split.data) for_prepare.values.push_back(inputs.values[index(input)]);
  const auto prepared = interpret(split.prepare, for_prepare);
  for (const auto& source : split.sources)
    for_evaluate.values.push_back(source.kind == Source::Original ? inputs.values[source.number] : prepared[source.number]);
  return interpret(split.evaluate, for_evaluate);
}

TEST(Partition, KeepsEveryBit) {
  for (std::uint64_t seed = 1; seed <= 1500 && !HasFatalFailure(); ++seed) {
    const auto random =
        testing::random_case({.seed = seed, .differentiable = true, .recurrences = seed % 3 == 0 ? 2 : 0, .matrices = seed % 3 == 1});
    const auto gradient = differentiate(random.graph, "value");
    const auto split = partition(gradient);
    verify(split.prepare, "partition");
    verify(split.evaluate, "partition");
    for (const auto& input : split.prepare.inputs) EXPECT_EQ(input.kind, InputKind::Data);
    testing::expect_same(interpret(gradient, random.inputs), run_split(split, random.inputs), "seed " + std::to_string(seed), 0);
  }
}

struct Regression {
  Builder build{std::vector<Dim>{{"obs"}}};
  Dims obs{DimId(0)};
  Expression b = input("b", InputKind::Parameter, {}), x = input("x", InputKind::Data, obs), y = input("y", InputKind::Data, obs);

  Expression input(const char* name, InputKind kind, Dims dims) { return {build, build.input(build.declare_input({name, kind, dims}))}; }
  Partitioned split(Expression value) {
    build.output("value", sum(value, obs));
    return partition(factor(simplify(build.graph())));
  }
};

std::vector<std::string> names(const Graph& graph) {
  std::vector<std::string> all;
  for (const auto& input : graph.inputs) all.push_back(input.name + std::to_string(input.dims.size()));
  return all;
}

/// A Poisson row: lgamma(y + 1) becomes one number; y stays, for it multiplies what varies.
TEST(Partition, SumsOfDataAreScalars) {
  Regression r;
  const auto eta = call("sin", r.b * r.x);
  const auto split = r.split(r.y * eta - exp(eta) - call("lgamma", r.y + 1.0));
  EXPECT_EQ(names(split.evaluate), (std::vector<std::string>{"b0", "x1", "y1", "prepared00"}));
}

TEST(Partition, CheapArraysAreComputedWhereTheyAreUsed) {
  Regression r;
  const auto split = r.split(exp(r.b * (r.x - 1.0)));
  EXPECT_EQ(names(split.evaluate), (std::vector<std::string>{"b0", "x1"}));
  EXPECT_TRUE(split.prepare.outputs.empty());
}

TEST(Partition, CostlyArraysArePrepared) {
  Regression r;
  const auto split = r.split(exp(r.b * log(r.x)));
  EXPECT_EQ(names(split.evaluate), (std::vector<std::string>{"b0", "prepared01"}));
}

/// x - mean(x): the mean is a number, the difference costs less than a load.
TEST(Partition, AMeanIsOneNumber) {
  Regression r;
  const Expression count{r.build, r.build.size(DimId(0))};
  const auto split = r.split(exp(r.b * (r.x - sum(r.x, r.obs) / count)));
  EXPECT_EQ(names(split.evaluate), (std::vector<std::string>{"b0", "x1", "prepared00"}));
}

}  // namespace
}  // namespace scmc::ir
