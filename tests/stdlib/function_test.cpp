/// Every function of the library has examples with the values they must have.
#include <iostream>

#include "compiler/differentiate/differentiate.h"
#include "tests/stdlib/examples.h"
#include "tests/stdlib/family.h"
#include "tests/support/model_text.h"

namespace scmc::testing {
namespace {

class EveryFunction : public ::testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Library, EveryFunction, ::testing::ValuesIn(names_in("functions")), [](const auto& info) { return info.param; });

std::vector<double> result_of(const std::string& model) {
  Front front;
  const auto plan = front.plan(model);
  EXPECT_TRUE(plan) << front.messages();
  if (!plan) return {};
  const auto constrain = lower_constrain(*plan, true, front.diagnostics);
  ir::Inputs inputs{.sizes = plan->dimensions.sizes, .values = constrain.program.data};
  const auto values = ir::interpret(constrain.program.graph, inputs);
  EXPECT_FALSE(ir::find_out_of_range(constrain.program.graph, inputs));
  for (std::size_t i = 0; i < values.size(); ++i)
    if (constrain.program.graph.outputs[i].name == "result") return values[i];
  ADD_FAILURE() << "no output `result`";
  return {};
}

TEST_P(EveryFunction, GivesItsExamples) {
  const auto examples = function_examples().find(GetParam());
  ASSERT_NE(examples, function_examples().end()) << GetParam() << " has no examples in tests/stdlib/examples.cpp";
  ASSERT_FALSE(examples->second.empty());
  for (const auto& example : examples->second) {
    const auto result = result_of(example.model);
    ASSERT_EQ(result.size(), example.expected.size()) << example.model;
    for (std::size_t i = 0; i < result.size(); ++i)
      EXPECT_DOUBLE_EQ(result[i], example.expected[i]) << example.model << ", position " << i + 1;
  }
}

/// The derivative of an expression of `x`, at 0.
double derivative(const std::string& expression) {
  Front front;
  const auto plan = front.plan("x ~ Flat()\nfactor " + expression);
  EXPECT_TRUE(plan) << front.messages();
  const auto density = lower_density(*plan, front.diagnostics);
  const auto gradient = ir::differentiate(density.graph, "log_density");
  ir::Inputs inputs{.sizes = plan->dimensions.sizes, .values = density.data};
  inputs.values.at(0) = {0};
  const auto values = ir::interpret(gradient, inputs);
  for (std::size_t i = 0; i < values.size(); ++i)
    if (gradient.outputs[i].name == ir::gradient_name("x")) return values[i].front();
  ADD_FAILURE() << "no gradient of " << expression;
  return 0;
}

/// Where two inputs meet, and where nothing was spent, roots and logarithms have no derivative; the functions have.
TEST(Functions, HaveDerivativesAtTheirEdges) {
  for (const auto* kernel : {"exponentiated_quadratic(x, 0, 1.5, 2)", "matern12(x, 0, 1.5, 2)", "matern32(x, 0, 1.5, 2)",
                             "matern52(x, 0, 1.5, 2)", "rational_quadratic(x, 0, 1.5, 2, 0.5)", "periodic(x, 0, 1.5, 2, 24)",
                             "matern12(1, 1, 1.5, exp(x))", "matern32(1, 1, 1.5, exp(x))", "matern52(1, 1, 1.5, exp(x))",
                             "hill(0, 2, exp(x))", "hill(0, exp(x), 3)", "michaelis_menten(0, 4, exp(x))"})
    EXPECT_EQ(derivative(kernel), 0) << kernel;
  EXPECT_DOUBLE_EQ(derivative("matern12(1, 1, exp(x), 2)"), 2);
  EXPECT_DOUBLE_EQ(derivative("logistic_saturation(x, 3)"), 1.5);
  EXPECT_DOUBLE_EQ(derivative("michaelis_menten(x, 4, 2)"), 2);
}

TEST(Functions, AreCounted) {
  std::cout << names_in("functions").size() << " functions\n";
  EXPECT_EQ(names_in("functions").size(), function_examples().size()) << "examples of a function that is not in the library";
}

}  // namespace
}  // namespace scmc::testing
