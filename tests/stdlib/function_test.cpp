/// Every function of the library has examples with the values they must have.
#include <iostream>

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

TEST(Functions, AreCounted) {
  std::cout << names_in("functions").size() << " functions\n";
  EXPECT_EQ(names_in("functions").size(), function_examples().size()) << "examples of a function that is not in the library";
}

}  // namespace
}  // namespace scmc::testing
