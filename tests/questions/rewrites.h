/// What tests of rewrites read off a model.
#pragma once
#include "tests/causal/support.h"
#include "tests/questions/support.h"

namespace scmc::testing {

inline const std::string chain = "x ~ Normal(0, 1)\ny ~ Normal(x, 1)\nz ~ Normal(y, 1)\n";

inline double normal(double x, double mean = 0, double sd = 1) {
  return -0.5 * std::pow((x - mean) / sd, 2) - std::log(sd) - 0.5 * std::log(2 * M_PI);
}

inline Names causes_of(const Checked& model, const std::string& name) {
  Names causes;
  for (const auto id : model[*model.find(name)].causes) causes.push_back(model[id].name);
  std::ranges::sort(causes);
  return causes;
}

inline Names names_of(const Checked& model) {
  Names names;
  for (const auto& v : model.variables) names.push_back(v.name);
  std::ranges::sort(names);
  return names;
}

}  // namespace scmc::testing
