/// Example arguments for everything in the library, and what somebody else says about them. The enumerating tests fail where an entry is
/// missing.
#pragma once
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace scmc::testing {

/// A distribution as Boost.Math or a textbook has it.
struct Reference {
  std::function<double(double)> log_density, cdf;
};

struct Examples {
  std::vector<std::vector<double>> args;                         ///< at least three, one of them extreme
  Reference (*reference)(const std::vector<double>&) = nullptr;  ///< null: improper
};

const std::map<std::string, Examples>& distribution_examples();

/// A distribution made of others, as a model writes it of its parameters: `Truncated(Normal(mu, sigma), lower, upper)`.
struct Composite {
  std::string text;
  std::vector<std::pair<std::string, std::string>> params;  ///< name and constraint
  bool integer = false;
};
/// By a name of letters; their arguments and references are among distribution_examples().
const std::map<std::string, Composite>& composites();
std::map<std::string, Examples> composite_examples();

/// Bounds of each transform.
const std::map<std::string, std::vector<std::vector<double>>>& transform_examples();

/// A model whose `result` is the function's value, with the values it must have; its only dimension `t` has as many positions.
struct FunctionExample {
  std::string model;
  std::vector<double> expected;
};
const std::map<std::string, std::vector<FunctionExample>>& function_examples();

}  // namespace scmc::testing
