/// What a modeller defines: functions are unfolded, distributions and transforms are as good as the library's, files are used.
#include "tests/check/support.h"

namespace scmc::testing {
namespace {

class CheckDefinitions : public Checking {};

TEST_F(CheckDefinitions, FunctionsAreUnfolded) {
  const auto model = checked("dim d;  data x[d]\nfn twice(u) = u + u\nz = twice(x * 3)\n");
  EXPECT_EQ(mechanisms(model, "z"), "add(mul(x, 3), mul(x, 3))");
}

TEST_F(CheckDefinitions, BodiesWithLines) {
  const auto model = checked("fn f(u) {\n  v = u + 1\n  return v * v\n}\ndata x\nz = f(x)\n");
  EXPECT_EQ(mechanisms(model, "z"), "mul(add(x, 1), add(x, 1))");
}

TEST_F(CheckDefinitions, AFunctionsDimensionIsBoundWhereItIsCalled) {
  const auto model = checked(
      "dim obs;  dim day\nfn total(a over g) = sum(a over g)\ndata x[obs];  data y[day]\np = total(x over obs)\nq = total(y over day)\n");
  EXPECT_EQ(mechanisms(model, "p"), "sum(x over obs)");
  EXPECT_EQ(mechanisms(model, "q"), "sum(y over day)");
}

TEST_F(CheckDefinitions, AFileBesideTheModel) {
  const auto model = checked("use shrink\ndim obs;  data x[obs]\nz = shrink(x, x over obs)\n");
  EXPECT_EQ(declaration(model, "z"), "real z[obs]");
  EXPECT_EQ(mechanisms(model, "z"), "sub(x, div(sum(x over obs), size(obs)))");
  EXPECT_EQ(codes("use nowhere\nx ~ Normal(0, 1)\n"), "E0238");
}

TEST_F(CheckDefinitions, ADistribution) {
  const auto model = checked(R"(distribution Tilted(k: positive) over unit {
  log_density(x) = log(k) + (k - 1) * log(x)
  quantile(p) = p^(1 / k)
}
y ~ Tilted(3)
)");
  const auto& v = variable(model, "y");
  EXPECT_EQ(mechanisms(model, "y"), "Tilted(3)");
  EXPECT_EQ(v.support.name, "unit");
  const auto& instance = std::get<RandomMechanism>(v.mechanisms.front().kind).instance;
  EXPECT_EQ(Terms(model)(expand(model, instance, "log_density", {constant_term(0.5)})), "-0.287682") << "log(3) + 2 log(1 / 2)";
  EXPECT_EQ(expand(model, instance, "cdf", {constant_term(0.5)}), nullptr);
}

TEST_F(CheckDefinitions, ADistributionOfTheModelStandsBeforeTheLibrarys) {
  const auto model = checked("distribution Normal(k: real) over real {\n  log_density(x) = -k * x\n}\ny ~ Normal(2)\n");
  EXPECT_EQ(mechanisms(model, "y"), "Normal(2)");
}

TEST_F(CheckDefinitions, Transforms) {
  const auto model = checked(
      "transform Positive over positive {\n  forward(u) = u^2\n  inverse(x) = sqrt(x)\n  log_jacobian(u) = log(2 * u)\n}\nx ~ "
      "HalfNormal(1)\n");
  EXPECT_EQ(Terms(model)(expand_transform(model, "Positive", {}, "forward", constant_term(3))), "9");
  const auto library = checked("x ~ HalfNormal(1)\n");
  EXPECT_EQ(Terms(library)(expand_transform(library, "Positive", {}, "forward", constant_term(0))), "1") << "exp";
}

TEST_F(CheckDefinitions, ArgumentsByPositionByNameAndByDefault) {
  const auto model = checked("a ~ Normal(sigma = 2)\nb ~ Normal(1, sigma = 3)\nc ~ Normal()\n");
  EXPECT_EQ(mechanisms(model, "a"), "Normal(0, 2)");
  EXPECT_EQ(mechanisms(model, "b"), "Normal(1, 3)");
  EXPECT_EQ(mechanisms(model, "c"), "Normal(0, 1)");
}

TEST_F(CheckDefinitions, StableForms) {
  const auto model = checked("dim d;  data x[d];  b ~ Normal(0, 1)\np = invlogit(b * x)\ny[d] ~ Bernoulli(p)\n");
  const auto& instance = std::get<RandomMechanism>(variable(model, "y").mechanisms.front().kind).instance;
  const auto stable = stable_form(model, instance);
  EXPECT_EQ(stable.distribution->name.name, "BernoulliLogit");
  EXPECT_EQ(Terms(model)(stable.args.front()), "mul(b, x)");
}

}  // namespace
}  // namespace scmc::testing
