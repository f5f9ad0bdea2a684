/// Tests of independence: their numbers against R, their p-values where the claim holds, and where it does not.
#include "runtime/diagnose/independence.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>

#include "runtime/diagnose/strata.h"
#include "runtime/math/random.h"
#include "runtime/math/special.h"

namespace scmc::diagnose {
namespace {

nlohmann::json reference() {
  std::ifstream file(SCMC_SOURCE_DIR "/tests/diagnose/independence.json");
  return nlohmann::json::parse(file);
}

Measured column_of(const nlohmann::json& json) { return {json["values"].get<std::vector<double>>(), json["levels"]}; }

Conditional question_of(const nlohmann::json& json) {
  Conditional question{column_of(json["x"]), column_of(json["y"])};
  for (const auto& column : json["given"]) question.given.push_back(column_of(column));
  return question;
}

void expect_near(double value, double expected, const std::string& what) {
  EXPECT_NEAR(value, expected, 1e-8 * std::abs(expected) + 1e-14) << what;
}

TEST(PartialCorrelation, AgreesWithR) {
  const auto cases = reference()["partial"];
  ASSERT_EQ(cases.size(), 10U);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const auto& c = cases[i];
    const auto got = partial_correlation(question_of(c), {.knots = c["knots"], .products = c["products"]});
    expect_near(got.r, c["r"], "r of case " + std::to_string(i));
    expect_near(got.p_fisher, c["p_fisher"], "p by Fisher of case " + std::to_string(i));
    expect_near(got.p, c["p"], "p of case " + std::to_string(i));
    EXPECT_EQ(got.fitted, c["rank"].get<std::size_t>()) << i;
  }
}

TEST(PartialCorrelation, WhatTheOthersSayWhollyIsIndependent) {
  const Conditional question{{{1, 2, 3, 4, 5, 6, 7, 9}}, {{1, 0, 2, 5, 3, 3, 1, 0}}, {{{1, 2, 3, 4, 5, 6, 7, 9}}}};
  const auto got = partial_correlation(question, {});
  EXPECT_LT(std::abs(got.r), 1) << "rounding is no correlation";
}

TEST(Information, AgreesWithR) {
  const auto cases = reference()["information"];
  ASSERT_EQ(cases.size(), 4U);
  for (const auto& c : cases) {
    auto question = question_of(c);
    expect_near(conditional_information(question, {.most = 1}).nats, c["nats"], "x, y");
    std::swap(question.x, question.y);
    expect_near(conditional_information(question, {.most = 1}).nats, c["nats"], "y, x");
  }
}

TEST(Holm, AgreesWithR) {
  const auto cases = reference()["holm"];
  ASSERT_EQ(cases.size(), 5U);
  for (const auto& c : cases) {
    const auto p = c["p"].get<std::vector<double>>();
    const auto got = holm(p);
    for (std::size_t i = 0; i < p.size(); ++i) expect_near(got[i], c["adjusted"][i], "p-value " + std::to_string(i));
  }
}

/// Of two binary columns the permutations are counted by the hypergeometric distribution.
TEST(Information, PermutationsOfTwoByTwoAreHypergeometric) {
  const int n = 20, of_x = 8, of_y = 9, both = 6;
  Conditional question{{{}, true}, {{}, true}};
  for (int i = 0; i < n; ++i) {
    question.x.values.push_back(i < of_x);
    question.y.values.push_back(i < both || (i >= of_x && i < of_x + of_y - both));
  }
  const auto information = [&](int k) {
    const auto part = [&](double count, double row, double column) {
      return count > 0 ? count * std::log(count * n / (row * column)) : 0.0;
    };
    return part(k, of_x, of_y) + part(of_x - k, of_x, n - of_y) + part(of_y - k, n - of_x, of_y) +
           part(n - of_x - of_y + k, n - of_x, n - of_y);
  };
  double exact = 0;
  for (int k = 0; k <= of_x; ++k)
    if (information(k) >= information(both) * (1 - 1e-12))
      exact += std::exp(scmc_lchoose(of_y, k) + scmc_lchoose(n - of_y, of_x - k) - scmc_lchoose(n, of_x));
  const Permutations many{.most = 40000, .enough = 40000};
  const auto got = conditional_information(question, many);
  EXPECT_NEAR(got.p, exact, 4 * std::sqrt(exact * (1 - exact) / 40000));
  EXPECT_NEAR(got.nats, information(both) / n, 1e-12);
}

TEST(Information, TheSameSeedGivesTheSameP) {
  const auto question = question_of(reference()["information"][1]);
  const Permutations permutations{.seed = 3, .stream = 4};
  const auto once = conditional_information(question, permutations), again = conditional_information(question, permutations);
  EXPECT_EQ(once.p, again.p);
  EXPECT_EQ(once.permutations, again.permutations);
}

TEST(Strata, AgreeInLevelsAndAreSmall) {
  math::Stream stream({.seed = 1});
  Measured level{{}, true}, a, b;
  for (int i = 0; i < 203; ++i) {
    level.values.push_back(std::floor(3 * stream.uniform()));
    a.values.push_back(stream.normal()), b.values.push_back(stream.normal());
  }
  std::vector<int> seen(203, 0);
  for (const auto& cell : strata({level, a, b}, 203, 5)) {
    EXPECT_TRUE(cell.size() >= 5 && cell.size() <= 9) << cell.size();
    for (const auto row : cell) {
      ++seen[row];
      EXPECT_EQ(level.values[row], level.values[cell.front()]);
    }
  }
  EXPECT_EQ(std::ranges::count(seen, 1), 203);
}

// ---------------------------------------------------------------- simulations

/// Rows of a world where x and y are independent given the others, but for `effect`.
struct World {
  std::size_t rows;
  std::function<Conditional(math::Stream&, std::size_t rows, double effect)> draw;
};

std::vector<double> p_values(const World& world, std::size_t sets, double effect) {
  std::vector<double> all;
  for (std::size_t i = 0; i < sets; ++i) {
    math::Stream stream({.seed = 77, .stream = i});
    all.push_back(test_independence(world.draw(stream, world.rows, effect), {.stream = i}).p);
  }
  std::ranges::sort(all);
  return all;
}

/// The largest distance of the p-values' distribution function above that of uniform ones: p-values that are too small too often.
/// Permutations give p-values with gaps, so the other side is left to the power.
double excess(const std::vector<double>& sorted) {
  double most = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i)
    most = std::max(most, static_cast<double>(i + 1) / static_cast<double>(sorted.size()) - sorted[i]);
  return most;
}

double shortfall(const std::vector<double>& sorted) {
  double most = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i)
    most = std::max(most, sorted[i] - static_cast<double>(i) / static_cast<double>(sorted.size()));
  return most;
}

double share_below(const std::vector<double>& sorted, double level) {
  return static_cast<double>(std::ranges::upper_bound(sorted, level) - sorted.begin()) / static_cast<double>(sorted.size());
}

double logistic(double x) { return 1 / (1 + std::exp(-x)); }

template <class Row>
auto rows_of(bool x_levels, bool y_levels, std::vector<bool> given_levels, Row row) {
  return [=](math::Stream& s, std::size_t rows, double effect) {
    Conditional question{{{}, x_levels}, {{}, y_levels}};
    for (const bool levels : given_levels) question.given.push_back({{}, levels});
    for (std::size_t i = 0; i < rows; ++i) {
      std::vector<double> z(given_levels.size());
      const auto [x, y] = row(s, z, effect);
      question.x.values.push_back(x), question.y.values.push_back(y);
      for (std::size_t j = 0; j < z.size(); ++j) question.given[j].values.push_back(z[j]);
    }
    return question;
  };
}

using Values = std::vector<double>;
using Pair = std::pair<double, double>;

const std::vector<std::pair<std::string, World>> worlds = {
    {"linear", {60, rows_of(false, false, {false}, [](math::Stream& s, Values& z, double effect) {
                  z[0] = s.normal();
                  const double x = z[0] + s.normal();
                  return Pair(x, z[0] + effect * x + s.normal());
                })}},
    {"curved", {300, rows_of(false, false, {false}, [](math::Stream& s, Values& z, double effect) {
                  z[0] = s.normal();
                  const double x = z[0] * z[0] + s.normal();
                  return Pair(x, std::sin(2 * z[0]) + z[0] * z[0] + effect * x + s.normal());
                })}},
    {"scales that depend", {300, rows_of(false, false, {false}, [](math::Stream& s, Values& z, double effect) {
                              z[0] = s.normal();
                              const double x = z[0] * s.normal();
                              return Pair(x, effect * x + z[0] * s.normal());
                            })}},
    {"log-normal", {300, rows_of(false, false, {false}, [](math::Stream& s, Values& z, double effect) {
                      z[0] = s.normal();
                      const double x = std::exp(0.5 * z[0] + 0.4 * s.normal());
                      return Pair(x, std::exp(0.4 * z[0] + effect * x + 0.4 * s.normal()));
                    })}},
    {"products", {400, rows_of(false, false, {false, false}, [](math::Stream& s, Values& z, double effect) {
                    z[0] = s.normal(), z[1] = s.normal();
                    const double x = z[0] * z[1] + s.normal();
                    return Pair(x, z[0] * z[1] + effect * x + s.normal());
                  })}},
    {"groups", {200, rows_of(false, false, {true, false}, [](math::Stream& s, Values& z, double effect) {
                  z[0] = std::floor(8 * s.uniform()), z[1] = s.normal();
                  const double x = std::cos(z[0]) + z[1] + s.normal();
                  return Pair(x, std::cos(z[0]) - z[1] + effect * x + s.normal());
                })}},
    {"a treatment and a number", {200, rows_of(true, false, {false}, [](math::Stream& s, Values& z, double effect) {
                                    z[0] = s.normal();
                                    const double x = s.uniform() < logistic(1.5 * z[0]);
                                    return Pair(x, 2 * z[0] + 2.5 * effect * x + s.normal());
                                  })}},
    {"levels only", {150, rows_of(true, true, {true}, [](math::Stream& s, Values& z, double effect) {
                       z[0] = std::floor(3 * s.uniform());
                       const double x = s.uniform() < 0.2 + 0.3 * z[0];
                       return Pair(x, s.uniform() < 0.7 - 0.2 * z[0] + effect * (x - 0.5));
                     })}},
    {"two treatments and a number", {300, rows_of(true, true, {false}, [](math::Stream& s, Values& z, double effect) {
                                       z[0] = s.normal();
                                       const double x = s.uniform() < logistic(z[0]);
                                       return Pair(x, s.uniform() < logistic(z[0] + 4 * effect * (x - 0.5)));
                                     })}},
    {"two treatments that a number nearly settles", {400, rows_of(true, true, {false}, [](math::Stream& s, Values& z, double effect) {
                                                       z[0] = s.normal();
                                                       const double x = s.uniform() < logistic(4 * z[0]);
                                                       return Pair(x, s.uniform() < logistic(4 * z[0] + 8 * effect * (x - 0.5)));
                                                     })}},
    {"nothing given", {100, rows_of(true, false, {}, [](math::Stream& s, Values&, double effect) {
                         const double x = std::floor(3 * s.uniform());
                         return Pair(x, std::exp(s.normal()) + 1.5 * effect * x);
                       })}},
};

TEST(Independence, WhereItHoldsSmallPValuesAreAsRareAsTheySay) {
  constexpr std::size_t sets = 400;
  for (const auto& [name, world] : worlds) {
    const auto p = p_values(world, sets, 0);
    // Kolmogorov and Smirnov, one-sided: exceeded with probability exp(-2 * 2^2) = 3e-4.
    EXPECT_LT(excess(p), 2 / std::sqrt(sets)) << name;
    EXPECT_LT(shortfall(p), 2.5 / std::sqrt(sets)) << name << ": too large too often";
    EXPECT_LT(share_below(p, 0.05), 0.05 + 3 * std::sqrt(0.05 * 0.95 / sets)) << name;
    RecordProperty(name, std::to_string(share_below(p, 0.05)));
  }
}

TEST(Independence, WhereItDoesNotHoldItIsNoticed) {
  for (const auto& [name, world] : worlds) {
    const auto p = p_values(world, 60, 0.5);
    EXPECT_GT(share_below(p, 0.05), 0.8) << name;
    RecordProperty(name, std::to_string(share_below(p, 0.05)));
  }
}

}  // namespace
}  // namespace scmc::diagnose
