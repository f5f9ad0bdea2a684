/// What the tests of one distribution are run over: every name in the library, and its example arguments.
#pragma once
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/stdlib/examples.h"
#include "tests/stdlib/family.h"
#include "tests/stdlib/quadrature.h"

namespace scmc::testing {

inline std::string spelled(const std::vector<double>& args) {
  std::string text;
  for (double arg : args) text += (text.empty() ? "" : ", ") + spelled(arg);
  return "(" + text + ")";
}

/// One test for each file of the library; fails where it has no examples.
class EveryDistribution : public ::testing::TestWithParam<std::string> {
 protected:
  /// Calls `test(family, reference)` for each set of arguments; `improper` ones only where they are asked for.
  template <class Test>
  void for_each_example(Test&& test) {
    const auto found = distribution_examples().find(GetParam());
    ASSERT_NE(found, distribution_examples().end()) << GetParam() << " has no example arguments in tests/stdlib/examples.cpp";
    ASSERT_GE(found->second.args.size(), 3u) << "three sets of arguments, one of them extreme";
    for (const auto& args : found->second.args) {
      SCOPED_TRACE(GetParam() + spelled(args));
      const Family family(GetParam(), args);
      if (family.improper()) continue;
      ASSERT_NE(found->second.reference, nullptr) << "a proper distribution has a reference";
      test(family, found->second.reference(args));
    }
  }
};

inline std::string test_name(const ::testing::TestParamInfo<std::string>& info) { return info.param; }

#define SCMC_EVERY_DISTRIBUTION(Suite) INSTANTIATE_TEST_SUITE_P(Library, Suite, ::testing::ValuesIn(numbers_in("distributions")), test_name)

/// Probabilities from deep in one tail to deep in the other.
inline const std::vector<double> tail_to_tail = {1e-12, 1e-6, 1e-3, 0.03, 0.2, 0.45, 0.7, 0.95, 0.999, 1 - 1e-6, 1 - 1e-9};

/// A knot for every power of ten of probability in both tails.
inline Range range_of(const Family& family) {
  std::vector<double> probabilities = {0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95, 0.98};
  for (double tail = 1e-2; tail > 5e-14; tail *= 0.1) probabilities.insert(probabilities.end(), {tail, 1 - tail});
  return {family.lower(), family.upper(), family.at("quantile", probabilities)};
}

/// The density times a weight.
template <class Weight>
Integrand weighted(const Family& family, Weight weight) {
  return [&family, weight](const std::vector<double>& points) {
    auto values = family.at("log_density", points);
    for (std::size_t i = 0; i < points.size(); ++i) values[i] = weight(points[i]) * std::exp(values[i]);
    return values;
  };
}
inline Integrand density_of(const Family& family) {
  return weighted(family, [](double) { return 1.0; });
}

/// Consecutive integers from the lower end of a discrete support to where nothing more can be gained.
inline std::vector<double> support_points(const Family& family) {
  const double last = std::isfinite(family.upper()) ? family.upper() : 2 * family.quantile(1 - 1e-12) + 200;
  std::vector<double> points;
  for (double k = family.lower(); k <= last; ++k) points.push_back(k);
  return points;
}

}  // namespace scmc::testing
