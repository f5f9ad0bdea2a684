/// What other packages test of their `do`, and what their users reported: the rewritten text, and what it means.
#include "compiler/lower/worlds.h"
#include "tests/questions/rewrites.h"

namespace scmc::testing {
namespace {

TEST(Set, ast06_ARandomVariableBecomesComputed) {
  const std::string model = "x ~ Normal(0, 1e-3)\ny ~ Normal(x, 1e-3)\nz ~ Normal(y + x, 1e-3)\n";
  Desk desk;
  const auto set = desk.intervene(desk.read(model), "y = x + 100");
  EXPECT_EQ(set[*set.find("y")].kind, VariableKind::Deterministic);
  EXPECT_EQ(causes_of(set, "y"), Names{"x"});
  for (const char* free : {"x", "z"}) EXPECT_EQ(set[*set.find(free)].kind, VariableKind::Random);
  Queries queries(model + "query inside = P(z > 95 and z < 105 | do(y = x + 100))\n", "");
  ASSERT_TRUE(queries.is_fine()) << queries.messages();
  EXPECT_EQ(queries.number("inside", 1000, 1, {0, 0, 0}), 1);
}

/// What is set to numbers is an argument of the program: another scenario needs no other one.
TEST(Set, ast07_AnotherScenarioIsNoOtherProgram) {
  Front front;
  const auto plan = front.plan("x ~ Normal(0, 1e-3)\ny ~ Normal(x, 1e-3)\nz ~ Normal(y + x, 1e-3)\nw ~ Normal(z, 1)\n", R"({"w": 0})");
  ASSERT_TRUE(plan) << front.messages();
  std::vector<Scenario> scenarios;
  for (const char* text : {"x = 100, y = 100", "x = 0, y = 0"}) {
    const auto assignments = parse_intervention(text, front.sources, front.diagnostics);
    scenarios.push_back({text, *check_assignments(*plan->bound.model, *assignments, front.diagnostics)});
  }
  auto worlds = lower_worlds(*plan, scenarios, front.diagnostics);
  ASSERT_EQ(worlds.programs.size(), 1U);
  auto& world = worlds.programs.front();
  const auto z = std::ranges::find(worlds.reported, *plan->bound.model->find("z")) - worlds.reported.begin();
  for (const auto& [scenario, value] : {std::pair{0U, 200.0}, {1U, 0.0}, {0U, 200.0}}) {
    world.set(scenario);
    ir::Inputs inputs{.sizes = plan->dimensions.sizes, .values = world.program.data};
    for (std::size_t s = 0; s < plan->slots.size(); ++s) inputs.values[s] = {0.3};
    EXPECT_NEAR(ir::interpret(world.program.graph, inputs)[static_cast<std::size_t>(z)].front(), value, 5);
  }
}

TEST(Set, ast11_DimensionsStay) {
  Desk desk;
  const auto model = desk.read("dim d = 10\nx[d] ~ Normal(0, 1)\ny[d] ~ Normal(x, 1)\n");
  const auto set = desk.intervene(model, "x = 0");
  EXPECT_EQ(text_of(set), "dim d = 10\ndo x[d] = 0\ny[d] ~ Normal(x, 1)\n");
  EXPECT_EQ(set[*set.find("x")].dims, model[*model.find("x")].dims);
}

const std::string two_inputs = R"(dim n
data x0[n];  data x1[n]
y[n] ~ Normal(0, 1)
yd = y + x0
z[n] ~ Normal(yd, 1)
obs[n] ~ Normal(z + x1, 1)
)";

TEST(Set, ast12_PrunedAfterSettingByAnExpression) {
  Desk desk;
  const auto set = desk.observe(desk.intervene(desk.read(two_inputs), "yd = x0 + 5"), {"obs"});
  EXPECT_EQ(names_of(desk.prune_for_fit(set)), (Names{"obs", "x0", "x1", "yd", "z"}));
}

TEST(Set, ast13_PrunedAfterSettingToANumber) {
  Desk desk;
  const auto set = desk.observe(desk.intervene(desk.read(two_inputs), "z = 0.5"), {"obs"});
  EXPECT_EQ(names_of(desk.prune_for_fit(set)), (Names{"obs", "x1", "z"}));
}

TEST(Set, ast15_OfItselfTheNaturalValueStays) {
  Desk desk;
  const auto set = desk.intervene(desk.read("x ~ Normal(0, 1)\ny ~ Normal(x, 1)\n"), "x = x + 100");
  EXPECT_EQ(causes_of(set, "x"), Names{"natural x"});
  Queries queries("x ~ Normal(0, 1)\ny ~ Normal(x, 1)\nquery natural = x\nquery set = E[x | do(x = x + 100)]\nquery below = E[y | do(x = x + 100)]\n",
                  R"({"y": 0})");
  for (double x : {-1.3, 0.2, 2.7}) {
    EXPECT_EQ(queries.number("natural", 1, 1, {x}), x);
    EXPECT_EQ(queries.number("set", 1, 1, {x}), x + 100) << "draw by draw";
    EXPECT_EQ(queries.number("below", 1, 1, {x}), x + 100);
  }
}

TEST(Set, ast16_AValueFromDataHasTheSizeOfTheData) {
  const std::string model = R"(
dim obs
data planned[obs]
x[obs] ~ Normal(0, 1)
y[obs] ~ Normal(x, 1e-3)
query answer[obs] = E[y | do(x = planned)]
)";
  EXPECT_EQ(Queries(model, R"({"planned": [0.5], "x": [0]})")("answer"), (std::vector<double>{0.5}));
  EXPECT_EQ(Queries(model, R"({"planned": [0.6, 0.9], "x": [0, 0]})")("answer"), (std::vector<double>{0.6, 0.9}));
}

TEST(Set, ast17_NothingBelowComesFromTheFit) {
  Queries queries(R"(
a ~ Normal(0, 1)
b = 2 * a
c ~ Normal(b / 2, 1)
d ~ Normal(c, 1)
query fitted_b = b
query fitted_c = c
query b_set = E[b | do(a = 1000)]
query c_set = E[c | do(a = 1000)]
query far = P(c > 500 | do(a = 1000))
)",
                  R"({"d": 1})");
  ASSERT_TRUE(queries.is_fine()) << queries.messages();
  const std::vector<double> position{1, 1};  // a, c
  const auto at = [&](const char* name) { return queries.number(name, 1, 1, position); };
  EXPECT_EQ(at("fitted_b"), 2);
  EXPECT_EQ(at("fitted_c"), 1);
  EXPECT_EQ(at("b_set"), 2000);
  EXPECT_EQ(at("c_set"), 1000);
  EXPECT_EQ(at("far"), 1);
}

TEST(Set, ast18_ComputedVariablesAreComputedAnew) {
  Queries queries(R"(
a ~ Normal(0, 1)
b = a + 10
c = 3 * b
d ~ Normal(c, 1)
query alone = E[c | do(a = -100)]
query beside_b = E[b | do(a = -100)] + 0 * b + E[c | do(a = -100)]
)",
                  R"({"d": 0})");
  EXPECT_EQ(queries.number("alone", 1, 1, {1.2}), -270);
  EXPECT_EQ(queries.number("beside_b", 1, 1, {1.2}), -90 - 270);
}

TEST(Set, ast21_NothingIsDrawnAgainThatTheFitKnows) {
  Queries queries(R"(
x ~ Normal(0, 1);  y ~ Normal(0, 1)
det = x + y^2
z ~ Normal(det, 1)
dz = exp(z)
w ~ Normal(z, 1)
query of_det = det
query of_z = z
query of_dz = dz
)",
                  R"({"w": 0})");
  ASSERT_TRUE(queries.is_fine()) << queries.messages();
  const std::vector<double> position{0.3, -0.5, 1.25};  // x, y, z
  for (std::uint64_t seed : {1U, 2U}) {
    EXPECT_NEAR(queries.number("of_det", 1, seed, position), 0.3 + 0.25, 1e-15);
    EXPECT_NEAR(queries.number("of_z", 1, seed, position), 1.25, 1e-15);
    EXPECT_NEAR(queries.number("of_dz", 1, seed, position), std::exp(1.25), 1e-14);
  }
}

TEST(Set, ast22_SetAndMeasuredIsRefused) {
  Desk desk;
  const auto set = desk.intervene(desk.read(chain), "y = 1");
  Diagnostics diagnostics;
  EXPECT_FALSE(scmc::observe(set, {"y"}, diagnostics));
  ASSERT_EQ(diagnostics.all().size(), 1U);
  EXPECT_EQ(diagnostics.all().front().code, "E0610");
  EXPECT_FALSE(diagnostics.all().front().notes.empty()) << "it says both meanings";
}

const std::string confounded = R"(dim i
a ~ Normal(0, 1);  b ~ Normal(0, 1)
c[i] ~ Normal(0, 1)
z[i] ~ Bernoulli(invlogit(a + b * c))
y[i] ~ Normal(z + c, 1)
)";

TEST(Set, ast23_TheMechanismThatIsCutLeavesTheDensity) {
  Desk desk;
  const auto set = text_of(desk.intervene(desk.read(confounded), "z = 1"));
  const std::string data = R"({"c": [0.5, -1], "y": [1, 0.2]})";
  const double rest = normal(0.5) + normal(-1) + normal(1, 1.5) + normal(0.2, 0);
  for (const auto& [a, b] : {std::pair{0.3, 0.9}, {-2.0, 0.1}, {4.0, -3.0}})
    EXPECT_NEAR(log_density(set, data, {a, b}), normal(a) + normal(b) + rest, 1e-12) << "a and b keep their priors alone";
}

TEST(Set, ast24_TheEdgeIntoWhatIsSetIsCut) {
  Desk desk;
  const auto model = desk.read(confounded), set = desk.intervene(model, "z = 1");
  EXPECT_EQ(causes_of(model, "z"), (Names{"a", "b", "c"}));
  EXPECT_EQ(causes_of(set, "z"), Names{});
  EXPECT_EQ(causes_of(set, "y"), (Names{"c", "z"}));
}

TEST(Set, ast25_ANumberSetsEveryUnit) {
  Queries queries(confounded + "query by_unit[i] = E[y | do(z = 1)]\n", R"({"c": [0.5, -1, 2], "z": [0, 1, 0], "y": [1, 0.2, 0]})");
  EXPECT_EQ(queries("by_unit", 1, 1, {0, 0}), (std::vector<double>{1.5, 0, 3}));
}

TEST(Set, ast26_APartOfAVectorIsSetAndTheRestIsNot) {
  Queries queries(R"(
dim d = 2;  dim e like d
S[d, e] = if d == e then 1 else 0.8
x[d] ~ MvNormal(stack(1, 2 over d), S)
y[d] ~ Normal(10 * x, 1)
query x_set[d] = E[x | do(x[1] = 7)]
query y_set[d] = E[y | do(x[1] = 7)]
)",
                  R"({"x": [1.5, 2.5], "y": [0, 0]})");
  ASSERT_TRUE(queries.is_fine()) << queries.messages();
  EXPECT_EQ(queries("x_set"), (std::vector<double>{7, 2.5}));
  EXPECT_EQ(queries("y_set"), (std::vector<double>{70, 0})) << "the second is not below what is set: it keeps its datum";
}

TEST(Set, ast28_NoiseIsDrawnAnew) {
  Queries queries("dim i\nx[i] ~ Normal(0, 1)\ny[i] ~ Normal(x, 1)\nquery square[i] = E[y^2 | do(x = 1)]\n", R"({"x": [0, 0], "y": [0, 0]})");
  const auto first = queries("square", 1, 1), second = queries("square", 1, 2);
  EXPECT_NE(first[0], second[0]);
  EXPECT_NE(first[0], first[1]);
  const auto many = queries("square", 40000, 1);
  for (double mean : many) expect_simulated(mean, 2, std::sqrt(6.0 / 40000), 0.02);  // of (1 + e)^2: mean 2, variance 6
}

TEST(Set, ast29_AValueThatItCanNeverHave) {
  Desk desk;
  const auto diagnostics = desk.refusals(desk.read(confounded), "z = 0.5");
  ASSERT_EQ(diagnostics.all().size(), 1U);
  EXPECT_EQ(diagnostics.all().front().code, "E0604");
  EXPECT_EQ(desk.text_at(diagnostics.all().front()), "0.5");
}

TEST(Set, ast32_TheOrderOfTwoDoesNotMatter) {
  Desk desk;
  const auto model = desk.read("dim i\na[i] ~ Normal(0, 1)\nb[i] ~ Normal(a, 1)\ny[i] ~ Normal(a + b, 1)\n");
  EXPECT_EQ(text_of(desk.intervene(desk.intervene(model, "a = 1"), "b = 2")), text_of(desk.intervene(desk.intervene(model, "b = 2"), "a = 1")));
  Queries queries(text_of(model) + "query ab = E[y | do(a = 1), do(b = 2)]\nquery ba = E[y | do(b = 2), do(a = 1)]\n"
                                   "query named = E[y | do(a = 1, b = 3 * a)]\nquery named_first = E[y | do(b = 3 * a, a = 1)]\n",
                  R"({"a": [0], "b": [0], "y": [0]})");
  ASSERT_TRUE(queries.is_fine()) << queries.messages();
  EXPECT_EQ(queries.number("ab"), 3);
  EXPECT_EQ(queries.number("ba"), 3);
  EXPECT_EQ(queries.number("named"), 4) << "of two that are set together, an expression reads what the other is set to";
  EXPECT_EQ(queries.number("named_first"), 4);
}

}  // namespace
}  // namespace scmc::testing
