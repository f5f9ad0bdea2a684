/// Matrix functions against their definitions, on strided arrays.
#include "runtime/math/linear.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

namespace {

constexpr std::int64_t n = 4, gap = 7;  // rows lie seven doubles apart

struct Case {
  std::vector<double> a = std::vector<double>(n * gap), result = a, vector = std::vector<double>(n), solution = vector;
  scmc_array matrix{a.data(), gap, 1}, out{result.data(), 1, gap};  // the result is stored by columns
  Case() {
    std::mt19937 random(3);
    std::normal_distribution<double> normal;
    std::vector<double> b(n * n);
    for (double& x : b) x = normal(random);
    for (std::int64_t i = 0; i < n; ++i)
      for (std::int64_t j = 0; j < n; ++j) {
        at(i, j) = i == j ? 1 : 0;
        for (std::int64_t k = 0; k < n; ++k) at(i, j) += b[i * n + k] * b[j * n + k];
      }
    for (double& x : vector) x = normal(random);
  }
  double& at(std::int64_t i, std::int64_t j) { return a[i * gap + j]; }
  double found(std::int64_t i, std::int64_t j) const { return result[i + j * gap]; }
};

TEST(Linear, CholeskyTimesItsTransposeIsTheMatrix) {
  Case c;
  const scmc_array arrays[] = {c.out, c.matrix};
  scmc_cholesky(n, n, arrays);
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j) {
      double product = 0;
      for (std::int64_t k = 0; k < n; ++k) product += c.found(i, k) * c.found(j, k);
      EXPECT_NEAR(product, c.at(i, j), 1e-13);
      if (j > i) EXPECT_EQ(c.found(i, j), 0);
    }
}

TEST(Linear, WhatHasNoFactorIsNotANumber) {
  Case c;
  c.at(2, 2) = -1;
  const scmc_array arrays[] = {c.out, c.matrix};
  scmc_cholesky(n, n, arrays);
  EXPECT_TRUE(std::isnan(c.found(0, 0)) && std::isnan(c.found(3, 1)));
}

TEST(Linear, SolutionsSolve) {
  struct Solver {
    scmc_matrix_function function;
    bool transposed, lower;
  };
  for (auto [function, transposed, lower] : {Solver{scmc_solve, false, false}, Solver{scmc_solve_transposed, true, false},
                                             Solver{scmc_solve_lower, false, true}, Solver{scmc_solve_lower_transposed, true, true}}) {
    Case c;
    c.at(0, 3) = 0.7;  // not symmetric
    const scmc_array x{c.solution.data(), transposed ? 1 : 0, transposed ? 0 : 1},
        b{c.vector.data(), transposed ? 0 : 1, transposed ? 1 : 0};
    const scmc_array arrays[] = {x, c.matrix, b};
    function(n, n, arrays);
    for (std::int64_t i = 0; i < n; ++i) {
      double product = 0;
      for (std::int64_t k = 0; k < n; ++k) {
        const auto row = transposed ? k : i, column = transposed ? i : k;
        product += (lower && column > row ? 0 : c.at(row, column)) * c.solution[k];
      }
      EXPECT_NEAR(product, c.vector[i], 1e-12);
    }
  }
}

TEST(Linear, InverseAndDeterminant) {
  Case c;
  c.at(0, 3) = 0.7;
  const scmc_array arrays[] = {c.out, c.matrix};
  scmc_inverse(n, n, arrays);
  for (std::int64_t i = 0; i < n; ++i)
    for (std::int64_t j = 0; j < n; ++j) {
      double product = 0;
      for (std::int64_t k = 0; k < n; ++k) product += c.at(i, k) * c.found(k, j);
      EXPECT_NEAR(product, i == j, 1e-12);
    }
  double two[] = {3, 1, 2, -4}, number = 0;
  const scmc_array of_two[] = {{&number, 0, 0}, {two, 2, 1}};
  scmc_log_det(2, 2, of_two);
  EXPECT_NEAR(number, std::log(14), 1e-14);
}

}  // namespace
