/// The gradient of every log-density by its value and by each real parameter, against differences.
#include "tests/stdlib/cases.h"
#include "tests/support/differences.h"

namespace scmc::testing {
namespace {

class Gradient : public EveryDistribution {};
SCMC_EVERY_DISTRIBUTION(Gradient);

/// The difference's own error is an estimate, so it counts tenfold; digamma functions of some 10 differ by rounding alone. It must be small
/// enough to tell a wrong derivative from a right one.
void expect_derivative(double gradient, const Difference& difference, double step, const std::string& by) {
  EXPECT_NEAR(gradient, difference.value, 1e-7 * std::abs(gradient) + 10 * difference.error + 1e-14) << "by " << by;
  EXPECT_LT(difference.error, 1e-5 * std::abs(gradient) + 1e-6 / step) << "by " << by << ": the difference decides nothing";
}

/// Small enough to stay within the parameter's constraint.
double step_of(const Family::RealParameter& param) {
  if (param.constraint == "positive") return 0.05 * param.value;
  if (param.constraint == "unit") return 0.1 * std::min(param.value, 1 - param.value);
  return 0.01 * (1 + std::abs(param.value));
}

double step_of_value(const Family& family, double x) {
  const double width = family.quantile(0.84) - family.quantile(0.16);
  return 0.1 * std::min({width, x - family.lower(), family.upper() - x});
}

/// A step of a location must be small against the scale, and bounds must stay beyond the value.
double step_of_location(const Family& family, const Family::RealParameter& param, double x) {
  return std::min(step_of(param), family.discrete() ? step_of(param) : step_of_value(family, x));
}

TEST_P(Gradient, MatchesDifferences) {
  for_each_example([](const Family& family, const Reference&) {
    for (double p : {0.01, 0.2, 0.45, 0.8, 0.99}) {
      const double x = family.quantile(p);
      SCOPED_TRACE("x = " + spelled(x));
      if (!family.discrete() && !family.inside(x)) continue;
      const auto gradient = family.gradient("log_density", x);
      if (!family.discrete()) {
        const double step = step_of_value(family, x);
        expect_derivative(gradient.at("x"), differentiate_numerically([&](double t) { return family.at("log_density", t); }, x, step), step,
                          "x");
      }
      for (const auto& param : family.real_parameters()) {
        const double step = param.constraint == "real" ? step_of_location(family, param, x) : step_of(param);
        const auto moved = [&](double value) { return family.with(param.name, value).at("log_density", x); };
        expect_derivative(gradient.at(param.name), differentiate_numerically(moved, param.value, step), step, param.name);
      }
    }
  });
}

}  // namespace
}  // namespace scmc::testing
