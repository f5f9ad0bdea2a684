/// Whose noise is whose, for every distribution: nothing changes where nothing is changed, to the last bit under `do`, and to rounding
/// where the value is taken apart and put together again.
#include "tests/stdlib/cases.h"
#include "tests/support/query_text.h"

namespace scmc::testing {
namespace {

class Counterfactual : public EveryDistribution {};
SCMC_EVERY_DISTRIBUTION(Counterfactual);

/// Eight standard deviations on either side of a bell, and the tails of the others.
std::vector<double> values_of(const Family& family) {
  std::vector<double> values;
  for (double p : {1e-12, 1e-6, 1e-3, 0.03, 0.2, 0.45, 0.7, 0.95, 0.999, 1 - 1e-5}) values.push_back(family.quantile(p));
  if (!family.has("location_scale")) return values;
  const double centre = family.quantile(0.5), sd = std::abs(family.quantile(0.8413447460685429) - centre);
  for (double k : {-8.0, -5.0, 5.0, 8.0})
    if (family.inside(centre + k * sd)) values.push_back(centre + k * sd);
  return values;
}

/// The first argument also reads z, which changes nothing.
std::string text_of(const Family& family) {
  std::string literal = family.literal();
  const auto end = literal.find_first_of(",)", literal.find('('));
  literal.insert(end, " + 0 * z");
  return "dim u\nz[u] ~ Normal(0, 1)\ny[u] ~ " + literal +
         "\nquery same = E[y] - E[y | do(z = z)]\n"
         "query contribution = E[y] - E[y | do(z = 0)]\n"
         "query kept[u] = E[y | cf(z = 1)]\n"
         "query shift = E[y] - E[y | cf(z = 1)]\n";
}

std::string data_of(const std::vector<double>& y) {
  std::vector<double> z;
  for (std::size_t i = 0; i < y.size(); ++i) z.push_back(0.25 * static_cast<double>(i) - 1);
  return "{\"z\": " + json_array(z) + ", \"y\": " + json_array(y) + "}";
}

bool takes_no_number(const Family& family) { return family.literal().find_first_of(",)", 0) == std::string::npos || family.literal().ends_with("()"); }

TEST_P(Counterfactual, NothingChangesWhereNothingIsChanged) {
  for_each_example([](const Family& family, const Reference&) {
    if (takes_no_number(family)) return;
    const auto y = values_of(family);
    Queries queries(text_of(family), data_of(y));
    ASSERT_TRUE(queries.is_fine()) << queries.messages() << text_of(family);
    const bool has_expectation = !family.has("mean") || std::isfinite(family.value("mean"));
    for (const char* zero : {"same", "contribution"}) {
      if (has_expectation) EXPECT_EQ(queries.number(zero, 3), 0);
      else EXPECT_TRUE(std::isnan(queries.number(zero, 3)));
    }
    EXPECT_EQ(queries("kept", 2), y);
    EXPECT_EQ(queries.number("shift", 2), 0);
    EXPECT_EQ(queries.codes(), "");
  });
}

/// Taken apart into noise and put together again. The rounding of a probability moves a value by as much as the quantile is steep there.
TEST_P(Counterfactual, NoiseGivesTheValueBack) {
  for_each_example([](const Family& family, const Reference&) {
    if (takes_no_number(family)) return;
    const auto y = values_of(family);
    Queries queries(text_of(family), data_of(y), {.copies_unchanged = false});
    ASSERT_TRUE(queries.is_fine()) << queries.messages() << text_of(family);
    const auto again = queries("kept", 1, 7);
    ASSERT_EQ(again.size(), y.size()) << queries.messages();
    for (std::size_t i = 0; i < y.size(); ++i) {
      if (family.discrete()) {
        EXPECT_EQ(again[i], y[i]);
        continue;
      }
      const bool exact = family.has("location_scale");
      const double steepness = exact ? 0 : 4 * std::numeric_limits<double>::epsilon() / family.density(y[i]);
      EXPECT_NEAR(again[i], y[i], 1e-10 * std::max(std::abs(y[i]), exact ? std::abs(family.quantile(0.9)) : 0.0) + steepness) << "at " << i;
    }
  });
}

}  // namespace
}  // namespace scmc::testing
