/// Ordinary differential equations y' = f(t, y, theta): the solution at given times, with its derivatives by where it begins and by theta.
///
/// The derivatives are solved along with y: S' = (df/dy) S + df/dtheta, exact for the equation and under the same error control.
/// [Hairer, Norsett and Wanner 1993, section I.14]
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "runtime/math/linear.h"

namespace scmc::math {

/// f and its derivatives as a list of scalar operations. Register 0 is t, then come y, theta, and the result of each operation.
struct OdeProgram {
  struct Operation {
    int code = 0;  ///< of `ode_operation`; `ode_constant` stands for its first argument as a number
    double a = 0, b = 0, c = 0;
  };
  std::int64_t states = 0, parameters = 0;
  double start = 0, relative_tolerance = 1e-6, absolute_tolerance = 1e-8;
  bool stiff = false;  ///< by an implicit method, which wants `second`, `by_time` and `slope_by_time`
  std::int64_t max_steps = 100000;
  std::vector<Operation> operations = {};
  std::vector<std::int64_t> value = {};          ///< registers of f[k]
  std::vector<std::int64_t> slope = {};          ///< of df[k] / dz[a], z being y and then theta
  std::vector<std::int64_t> second = {};         ///< of d2f[k] / dz[a] dy[l]
  std::vector<std::int64_t> by_time = {};        ///< of df[k] / dt
  std::vector<std::int64_t> slope_by_time = {};  ///< of d2f[k] / dz[a] dt

  /// All of it as numbers, for compiled models to carry.
  std::vector<double> encode() const;
  static OdeProgram decode(const double* numbers);
};

constexpr int ode_constant = -1;
/// The number of an operation by the name of the primitive; nothing if it cannot stand in f.
std::optional<int> ode_operation(std::string_view primitive);

}  // namespace scmc::math

extern "C" {

/// Result: a row for each time; in it for each y[k] its value and its derivatives by y[0] and theta. From the times (rows, ascending, none
/// before the start), y at the start and theta (columns), and an encoded program. NaN everywhere where there is no solution.
void scmc_ode(std::int64_t rows, std::int64_t columns, const scmc_array* arrays);
/// The adjoint of y[0] and theta (columns), from the result, its adjoint and the program.
void scmc_ode_adjoint(std::int64_t rows, std::int64_t columns, const scmc_array* arrays);

}  // extern "C"
