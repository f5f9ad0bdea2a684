/// `form` alternatives: the same density as the plain form where that is accurate, and finite where it is not.
#include <iostream>

#include "compiler/ast/print.h"
#include "compiler/check/elaborate.h"
#include "tests/stdlib/cases.h"
#include "tests/support/model_text.h"

namespace scmc::testing {
namespace {

/// A distribution whose parameters in the form's pattern are written as the pattern, over data of the names in it.
struct Form {
  std::string distribution, model, call;
  std::string variable;  ///< the one name in the pattern
};

std::string pattern_of(const ast::MemberDefinition& form, const std::string& parameter) {
  for (const auto& param : form.params)
    if (param.name.name == parameter) return ast::print(param.default_value);
  return "";
}

std::string variable_of(const ast::MemberDefinition& form) {
  std::string found;
  ast::for_each_expr(form.params.front().default_value, [&](const ast::ExprPtr& e) {
    if (const auto* name = std::get_if<ast::Name>(&e->node)) found = name->id;
  });
  return found;
}

std::vector<Form> forms() {
  std::vector<Form> all;
  Sources sources;
  Library library(sources);
  Diagnostics diagnostics;
  for (const auto& name : library.names("distributions")) {
    const auto* distribution = library.distribution(name, diagnostics);
    for (const auto& member : distribution->members) {
      if (member.name.name != "form") continue;
      Form form{.distribution = name, .model = "", .call = "", .variable = variable_of(member)};
      for (const auto& param : distribution->params) {
        const auto pattern = pattern_of(member, param.name.name);
        if (pattern.empty()) form.model += "data " + param.name.name + " : int\n";
        form.call += (form.call.empty() ? "" : ", ") + (pattern.empty() ? param.name.name : pattern);
      }
      form.model = "dim at_\ndata point_[at_] : int\ndata " + form.variable + "\n" + form.model + "y ~ " + name + "(" + form.call + ")\n";
      all.push_back(form);
    }
  }
  return all;
}

class EveryForm : public ::testing::TestWithParam<Form> {};
INSTANTIATE_TEST_SUITE_P(Library, EveryForm, ::testing::ValuesIn(forms()),
                         [](const auto& info) { return info.param.distribution + std::to_string(info.index); });

/// Both densities over values 0, 1, ..., `size` with any integer parameter set to `size`.
struct Both {
  std::vector<double> plain, stable;
};

Both evaluate(const Form& form, double at, double size) {
  Front front;
  const auto model = front.check(form.model);
  EXPECT_TRUE(model) << front.messages();
  std::map<std::string, std::vector<double>> values;
  for (const auto& v : model->variables) values[v.name] = {v.name == form.variable ? at : size};
  const Terms terms(model, values, {});
  const auto& instance = std::get<RandomMechanism>((*model)[*model->find("y")].mechanisms.front().kind).instance;
  const auto stable = stable_form(*model, instance);
  EXPECT_NE(stable.distribution, instance.distribution) << "the pattern does not match itself";
  std::vector<double> points;
  for (double k = 0; k <= size; ++k) points.push_back(k);
  return {terms(expand(*model, instance, "log_density", {terms.point()}), points),
          terms(expand(*model, stable, "log_density", {terms.point()}), points)};
}

/// For moderate arguments the plain form keeps 1e-14 of its digits.
TEST_P(EveryForm, AgreesWithThePlainForm) {
  for (double at : {-4.0, -1.5, 0.0, 0.3, 2.0, 4.0}) {
    const auto both = evaluate(GetParam(), at, 1);
    for (std::size_t i = 0; i < both.plain.size(); ++i)
      EXPECT_NEAR(both.stable[i], both.plain[i], 1e-12 * (1 + std::abs(both.plain[i]))) << "at " << at << ", y = " << i;
  }
}

TEST_P(EveryForm, StaysFiniteWhereThePlainOneDoesNot) {
  int rescued = 0;
  for (double at : {-2000.0, -800.0, -40.0, -10.0, 10.0, 40.0, 800.0}) {
    const auto both = evaluate(GetParam(), at, 1);
    for (std::size_t i = 0; i < both.plain.size(); ++i) {
      if (std::isfinite(both.plain[i])) { EXPECT_TRUE(std::isfinite(both.stable[i])) << "at " << at << ", y = " << i; }
      rescued += std::isfinite(both.stable[i]) && !std::isfinite(both.plain[i]);
    }
  }
  EXPECT_GT(rescued, 0) << "a form that is never better serves nothing";
}

TEST(Forms, AreCounted) { std::cout << forms().size() << " stable forms\n"; }

/// log P(y = 0) = -log(1 + exp(e)) = -e - exp(-e) + ... to all digits; a deterministic variable in between is looked through.
TEST(Forms, BernoulliOfALargeLogit) {
  Front front;
  const auto plan = front.plan("data e\np = invlogit(e)\ny ~ Bernoulli(p)\nz ~ Bernoulli(invlogit(e))", R"({"e": 40, "y": 0, "z": 0})");
  ASSERT_TRUE(plan) << front.messages();
  EXPECT_DOUBLE_EQ(LogDensity(*plan, front.diagnostics)({}), -80);
}

}  // namespace
}  // namespace scmc::testing
