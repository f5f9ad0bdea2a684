/// Every diagnostic against R's package posterior: a stored reference, and one made anew where R has the package.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "runtime/diagnose/ess.h"
#include "runtime/diagnose/mcse.h"
#include "runtime/diagnose/quantile.h"
#include "runtime/diagnose/rhat.h"
#include "runtime/diagnose/summary.h"

namespace scmc::diagnose {
namespace {

const std::string folder = SCMC_SOURCE_DIR "/tests/diagnose/";

double number(const nlohmann::json& value) {
  if (value.is_null()) return std::nan("");
  return value.is_string() ? INFINITY : value.get<double>();
}

Sample sample_of(const nlohmann::json& chains) {
  std::vector<std::vector<double>> values;
  for (const auto& chain : chains) {
    values.emplace_back();
    for (const auto& x : chain) values.back().push_back(number(x));
  }
  return Sample::of(values);
}

std::map<std::string, double> ours(const Sample& sample) {
  const Sorted sorted(sample.values());
  return {{"mean", mean(sample.values())},
          {"sd", standard_deviation(sample.values())},
          {"rhat", rhat(sample)},
          {"rhat_basic", rhat_basic(sample)},
          {"ess_mean", ess_mean(sample)},
          {"ess_bulk", ess_bulk(sample)},
          {"ess_tail", ess_tail(sample)},
          {"ess_q05", ess_quantile(sample, 0.05)},
          {"ess_q50", ess_quantile(sample, 0.5)},
          {"ess_q100", ess_quantile(sample, 1)},
          {"mcse_mean", mcse_mean(sample)},
          {"mcse_sd", mcse_sd(sample)},
          {"mcse_q05", mcse_quantile(sample, 0.05)},
          {"mcse_q50", mcse_quantile(sample, 0.5)},
          {"mcse_q90", mcse_quantile(sample, 0.9)},
          {"q00", sorted.quantile(0)},
          {"q05", sorted.quantile(0.05)},
          {"q50", sorted.quantile(0.5)},
          {"q93", sorted.quantile(0.93)},
          {"q100", sorted.quantile(1)}};
}

/// Where all chains are constant but differ, R-hat is infinite, or whatever rounding makes of a division by zero.
bool agree(double value, double expected) {
  if (std::isnan(expected)) return std::isnan(value);
  if (std::abs(expected) > 1e12) return value > 1e12;
  return std::abs(value - expected) <= 1e-6 * std::abs(expected) + 1e-300;
}

void compare(const std::string& path) {
  std::ifstream file(path);
  ASSERT_TRUE(file) << path;
  const auto cases = nlohmann::json::parse(file);
  EXPECT_GE(cases.size(), 30u);
  for (const auto& item : cases) {
    const auto values = ours(sample_of(item["chains"]));
    ASSERT_EQ(values.size(), item["expected"].size());
    for (const auto& [name, expected] : item["expected"].items())
      EXPECT_TRUE(agree(values.at(name), number(expected)))
          << item["name"] << ' ' << name << ": " << values.at(name) << ", posterior says " << expected;
  }
}

TEST(Posterior, AgreesWithStoredReference) { compare(folder + "reference.json"); }

TEST(Posterior, AgreesWithFreshReference) {
  if (std::system("Rscript -e 'library(posterior)' >/dev/null 2>&1") != 0) GTEST_SKIP() << "no R with the package posterior";
  for (const std::string seed : {"2", "3", "4"}) {
    const std::string path = ::testing::TempDir() + "scmc_posterior_" + seed + ".json";
    ASSERT_EQ(std::system(("Rscript " + folder + "reference.R " + seed + " " + path).c_str()), 0);
    compare(path);
  }
}

}  // namespace
}  // namespace scmc::diagnose
