/// Derivatives by differences that know how wrong they are.
#pragma once
#include <algorithm>
#include <cmath>

namespace scmc::testing {

struct Difference {
  double value = 0;
  double error = 0;  ///< an estimate: how much the last refinement changed, and rounding
};

/// f'(x) by Ridders' extrapolation of central differences  [Ridders82]; the best entry of the tableau.
template <class F>
Difference differentiate_numerically(F f, double x, double step) {
  constexpr int rows = 6;
  constexpr double shrink = 1.6;
  double tableau[rows][rows];
  Difference best{NAN, HUGE_VAL};
  for (int i = 0; i < rows; ++i, step /= shrink) {
    tableau[i][0] = (f(x + step) - f(x - step)) / (2 * step);
    double factor = 1;
    for (int j = 1; j <= i; ++j) {
      factor *= shrink * shrink;
      tableau[i][j] = tableau[i][j - 1] + (tableau[i][j - 1] - tableau[i - 1][j - 1]) / (factor - 1);
      const double error = std::max(std::abs(tableau[i][j] - tableau[i][j - 1]), std::abs(tableau[i][j] - tableau[i - 1][j - 1]));
      if (error <= best.error) best = {tableau[i][j], error};
    }
  }
  best.error += 1e-15 * std::abs(f(x)) / step;
  return best;
}

}  // namespace scmc::testing
