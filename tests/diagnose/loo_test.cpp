/// Leave-one-out, WAIC, comparison and weights against R's package loo: a stored reference, and one made anew where R has the package.
#include "runtime/diagnose/loo.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "runtime/diagnose/psis.h"

namespace scmc::diagnose {
namespace {

using nlohmann::json;
const std::string folder = SCMC_SOURCE_DIR "/tests/diagnose/";

double number(const json& value) { return value.is_string() ? INFINITY : value.get<double>(); }

void expect_near(const std::string& what, double value, const json& expected, double within = 1e-6) {
  const double wanted = number(expected);
  if (std::isinf(wanted)) EXPECT_EQ(value, wanted) << what;
  else EXPECT_LE(std::abs(value - wanted), within * std::max(std::abs(wanted), 1e-3)) << what << ": " << value << ", loo says " << wanted;
}

Sample sample_of(const json& chains) {
  std::vector<std::vector<double>> values;
  for (const auto& chain : chains) values.push_back(chain.get<std::vector<double>>());
  return Sample::of(values);
}

/// The pointwise elpd of a model.
std::vector<double> compare_model(const json& model) {
  std::vector<double> elpd, p, waic;
  for (std::size_t i = 0; i < model["data"].size(); ++i) {
    const auto sample = sample_of(model["data"][i]);
    const auto said = leave_out(sample), plain = leave_out(sample, 1.0);
    const auto widely = widely_applicable(sample);
    const std::string at = model["name"].get<std::string>() + " " + std::to_string(i);
    expect_near(at + " r_eff", said.relative_efficiency, model["r_eff"][i]);
    expect_near(at + " elpd", said.elpd, model["elpd"][i]);
    expect_near(at + " p", said.p, model["p"][i]);
    expect_near(at + " mcse", said.mcse, model["mcse"][i]);
    expect_near(at + " k", said.pareto_k, model["k"][i]);
    expect_near(at + " elpd by r_eff 1", plain.elpd, model["plain_elpd"][i]);
    expect_near(at + " k by r_eff 1", plain.pareto_k, model["plain_k"][i]);
    expect_near(at + " waic", widely.elpd, model["elpd_waic"][i]);
    expect_near(at + " p of waic", widely.p, model["p_waic"][i]);
    elpd.push_back(said.elpd), p.push_back(said.p), waic.push_back(widely.elpd);
  }
  const std::map<std::string, std::vector<double>*> totals = {{"elpd_total", &elpd}, {"p_total", &p}, {"waic_total", &waic}};
  for (const auto& [name, pointwise] : totals) {
    const auto found = total(*pointwise);
    expect_near(name, found.value, model[name][0]);
    expect_near(name + " se", found.se, model[name][1]);
  }
  return elpd;
}

void compare(const std::string& path) {
  std::ifstream file(path);
  ASSERT_TRUE(file) << path;
  const auto reference = json::parse(file);
  std::map<std::string, std::vector<double>> elpd;
  std::vector<std::vector<double>> compared;
  for (const auto& model : reference["models"]) {
    auto pointwise = compare_model(model);
    if (compared.size() < 3) compared.push_back(pointwise);
    elpd[model["name"]] = std::move(pointwise);
  }
  EXPECT_EQ(elpd.size(), 5U);
  const auto& comparison = reference["comparison"];
  const auto& best = elpd.at(comparison["order"][0]);
  for (const auto& [name, expected] : comparison["differences"].items()) {
    std::vector<double> differences;
    for (std::size_t i = 0; i < best.size(); ++i) differences.push_back(elpd.at(name)[i] - best[i]);
    const auto found = total(differences);
    expect_near(name + " difference", found.value, expected[0]);
    expect_near(name + " se of difference", found.se, expected[1]);
  }
  const auto stacking = stacking_weights(compared), pseudo = pseudo_bma_weights(compared);
  for (std::size_t k = 0; k < compared.size(); ++k) {
    EXPECT_NEAR(stacking[k], comparison["stacking"][k].get<double>(), 1e-4);  // as near as R's optimiser comes
    expect_near("pseudo-BMA", pseudo[k], comparison["pseudo_bma"][k]);
  }
}

TEST(Loo, AgreesWithStoredReference) { compare(folder + "loo.json"); }

TEST(Loo, AgreesWithFreshReference) {
  if (std::system("Rscript -e 'library(loo)' >/dev/null 2>&1") != 0) GTEST_SKIP() << "no R with the package loo";
  for (const std::string seed : {"2", "3", "4"}) {
    const std::string path = ::testing::TempDir() + "scmc_loo_" + seed + ".json";
    ASSERT_EQ(std::system(("Rscript " + folder + "loo.R " + seed + " " + path + " 2>/dev/null").c_str()), 0);
    compare(path);
  }
}

/// Normal data with a known variance and a flat prior: the density of a datum given the others has a closed form.
TEST(Loo, IsTheDensityGivenTheOthers) {
  const std::vector<double> y = {-1.2, 0.3, 0.8, 1.9, -0.4, 0.1};
  const auto n = static_cast<double>(y.size());
  std::vector<double> draws;  // quantiles of the posterior, in an order without autocorrelation
  for (std::size_t i = 0; i < 4000; ++i) {
    const double u = (static_cast<double>(i * 1583 % 4000) + 0.5) / 4000;
    double z = 0;
    for (int step = 0; step < 60; ++step)
      z -= (0.5 * std::erfc(-z / std::sqrt(2.0)) - u) / (std::exp(-z * z / 2) / std::sqrt(2 * M_PI) + 1e-3);
    draws.push_back(mean(y) + z / std::sqrt(n));
  }
  const auto log_normal = [](double x, double centre, double variance) {
    return -0.5 * std::log(2 * M_PI * variance) - (x - centre) * (x - centre) / (2 * variance);
  };
  for (double one : y) {
    std::vector<double> densities;
    for (double centre : draws) densities.push_back(log_normal(one, centre, 1));
    const double others = (n * mean(y) - one) / (n - 1);
    EXPECT_NEAR(leave_out(Sample({4, 1000}, densities), 1.0).elpd, log_normal(one, others, 1 + 1 / (n - 1)), 0.01);
  }
}

TEST(Loo, StackingPrefersWhatPredicts) {
  EXPECT_NEAR(stacking_weights({{-1, -1, -1}, {-2, -2, -2}})[0], 1, 1e-6);
  // Two models, each right half of the time: by symmetry a half each.
  EXPECT_NEAR(stacking_weights({{-1, -3}, {-3, -1}})[0], 0.5, 1e-9);
}

TEST(Loo, ConstantDensitiesAreTold) {
  const auto same = leave_out(Sample({4, 100}, std::vector<double>(400, -1.5)));
  EXPECT_NEAR(same.elpd, -1.5, 1e-12);
  EXPECT_EQ(same.pareto_k, INFINITY);
}

}  // namespace
}  // namespace scmc::diagnose
