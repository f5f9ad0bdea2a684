/// A small fit in the formats of others, to the letter; their own readers are in tests/cli/formats_test.py.
#include "runtime/store/formats.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <limits>

#include "runtime/data/table.h"
#include "runtime/store/store.h"

namespace {

using namespace scmc::store;
namespace fs = std::filesystem;

/// Two chains of two draws; `y` has one missing cell of the three.
Inference example() {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN(), infinite = std::numeric_limits<double>::infinity();
  Inference fit{.attributes = {{"model_file", Text("a/my model.scm")}, {"seed", std::uint64_t{7}}, {"target_accept", 0.9}}};
  const auto group = [](const std::string& name) {
    Group group{.name = name};
    group.add_dim("chain", std::vector<std::int64_t>{0, 1});
    group.add_dim("draw", std::vector<std::int64_t>{0, 1});
    return group;
  };
  auto posterior = group("posterior"), stats = group("sample_stats"), likelihood = group("log_likelihood");
  posterior.add_dim("town", Texts{"a \"b\"", "c"});
  posterior.add_dim("y.missing", Texts{"3"});
  posterior.arrays.push_back(
      {.name = "mu", .dims = {"chain", "draw", "town"}, .values = std::vector<double>{1, 2, nan, infinite, -infinite, 0.1, 1e300, -0.0}});
  posterior.arrays.push_back({.name = "y", .dims = {"chain", "draw", "y.missing"}, .values = std::vector<std::int64_t>{4, 5, 6, 7}});
  stats.arrays.push_back({.name = "lp", .dims = {"chain", "draw"}, .values = std::vector<double>{-1, -2, -3, -4}});
  stats.arrays.push_back({.name = "diverging", .dims = {"chain", "draw"}, .values = std::vector<bool>{false, true, false, false}});
  stats.add_dim("unconstrained", std::vector<std::int64_t>{1, 2});
  stats.arrays.push_back({.name = "adapted_step_size", .dims = {"chain"}, .values = std::vector<double>{0.5, 0.25}});
  stats.arrays.push_back({.name = "inverse_mass", .dims = {"chain", "unconstrained"}, .values = std::vector<double>{1, 2, 3, 4.5}});
  likelihood.add_dim("y.measured", Texts{"1", "2"});
  likelihood.arrays.push_back(
      {.name = "y", .dims = {"chain", "draw", "y.measured"}, .values = std::vector<double>{-1, -2, -3, -4, -5, -6, -7, -8}});
  Group observed{.name = "observed_data"};
  observed.add_dim("day", std::vector<std::int64_t>{1, 2, 3});
  observed.arrays.push_back({.name = "y", .dims = {"day"}, .values = std::vector<double>{1, 2, nan}});
  fit.groups = {posterior, {.name = "unconstrained_posterior"}, stats, likelihood, observed};
  return fit;
}

TEST(Formats, Csv) {
  EXPECT_EQ(to_csv(example()),
            "chain,draw,divergent,mu[1],mu[2],y[3]\n"
            "1,1,0,1,2,4\n"
            "1,2,1,NA,Inf,5\n"
            "2,1,0,-Inf,0.1,6\n"
            "2,2,0,1e+300,-0.0,7\n");
}

TEST(Formats, CmdStan) {
  const auto text = to_cmdstan(example(), 1);
  const auto header = text.find("lp__,divergent__,mu.1,mu.2,y_missing.1,log_lik.1,log_lik.2\n");
  ASSERT_NE(header, std::string::npos) << text;
  EXPECT_EQ(text.substr(header),
            "lp__,divergent__,mu.1,mu.2,y_missing.1,log_lik.1,log_lik.2\n"
            "# Adaptation terminated\n"
            "# Step size = 0.25\n"
            "# Diagonal elements of inverse mass matrix:\n"
            "# 3, 4.5\n"
            "-3,0,-Inf,0.1,6,-5,-6\n"
            "-4,0,1e+300,-0.0,7,-7,-8\n"
            "# \n"
            "#  Elapsed Time: 0 seconds (Warm-up)\n"
            "#                0 seconds (Sampling)\n"
            "#                0 seconds (Total)\n"
            "# \n");
  for (const char* setting :
       {"# model = my_model_model\n", "# method = sample (Default)\n", "#     num_samples = 2\n", "#   seed = 7\n", "# id = 2\n"})
    EXPECT_NE(text.find(setting), std::string::npos) << setting;
}

TEST(Formats, Json) {
  EXPECT_EQ(to_json(example()), R"({
  "attrs": {
    "model_file": "a/my model.scm",
    "seed": 7,
    "target_accept": 0.9
  },
  "posterior": {
    "mu": [[[1, 2], [NaN, Infinity]], [[-Infinity, 0.1], [1e+300, -0.0]]],
    "y_missing": [[[4], [5]], [[6], [7]]]
  },
  "sample_stats": {
    "lp": [[-1, -2], [-3, -4]],
    "diverging": [[false, true], [false, false]]
  },
  "log_likelihood": {
    "y_measured": [[[-1, -2], [-3, -4]], [[-5, -6], [-7, -8]]]
  },
  "observed_data": {
    "y": [1, 2, NaN]
  },
  "coords": {
    "day": [1, 2, 3],
    "town": ["a \"b\"", "c"],
    "y.measured": ["1", "2"],
    "y.missing": ["3"]
  },
  "dims": {
    "diverging": [],
    "lp": [],
    "mu": ["town"],
    "y": ["day"],
    "y_measured": ["y.measured"],
    "y_missing": ["y.missing"]
  },
  "pred_coords": {},
  "pred_dims": {}
}
)");
}

TEST(Formats, TheEndOfTheNameDecides) {
  const auto folder = fs::temp_directory_path() / ("scmc_formats_" + std::to_string(::getpid()));
  fs::create_directories(folder);
  const auto path = [&](const std::string& name) { return (folder / name).string(); };
  for (const char* name : {"fit.json", "fit.csv", "fit.stan.csv"}) EXPECT_FALSE(write(path(name), example())) << name;
  EXPECT_EQ(*scmc::data::read_file(path("fit.json")), to_json(example()));
  EXPECT_EQ(*scmc::data::read_file(path("fit.csv")), to_csv(example()));
  EXPECT_EQ(*scmc::data::read_file(path("fit_1.stan.csv")), to_cmdstan(example(), 0));
  EXPECT_EQ(*scmc::data::read_file(path("fit_2.stan.csv")), to_cmdstan(example(), 1));
  EXPECT_FALSE(fs::exists(path("fit.stan.csv")));
  for (const char* name : {".json", ".stan.csv", "fit.txt"}) EXPECT_EQ(write(path(name), example())->code, "E0921") << name;
  for (const char* name : {"fit.json", "fit.csv", "fit_1.stan.csv"}) EXPECT_EQ(read(path(name)).problems.front().code, "E0924") << name;
  // One of several files has no place: none changes.
  fs::remove(path("fit_2.stan.csv")), fs::create_directory(path("fit_2.stan.csv"));
  auto other = example();
  other.attributes.clear();
  EXPECT_EQ(write(path("fit.stan.csv"), other)->code, "E0818");
  EXPECT_EQ(*scmc::data::read_file(path("fit_1.stan.csv")), to_cmdstan(example(), 0));
  fs::remove_all(folder);
}

}  // namespace
