/// Named arrays of numbers: in which order programs hold them, and what their elements are called.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace scmc::emitted {

/// A dimension of a quantity, its positions numbered from `first`.
struct Axis {
  std::int64_t size = 0, first = 1;
};

struct Quantity {
  std::string name;
  std::vector<Axis> axes = {};         ///< as the model declares them; row-major: the last one runs fastest
  std::vector<std::size_t> held = {};  ///< the axes as programs hold them, slowest first; empty: as declared
  bool is_part = false;                ///< only the elements of `cells`, which are numbers in declared order
  std::vector<double> cells = {};
  bool is_noise = false;  ///< of the variable of that name: `noise(beta[2])`

  std::size_t size() const;
  /// For each element as declared, where programs hold it.
  std::vector<std::size_t> places() const;
  /// `beta[2,1]`.
  std::vector<std::string> elements() const;
};

std::size_t total_size(const std::vector<Quantity>& quantities);
std::vector<std::string> elements(const std::vector<Quantity>& quantities);
/// All of them, one after the other: from the order of programs to the declared one, and back.
std::vector<double> declared_order(const std::vector<Quantity>& quantities, const std::vector<double>& held);
std::vector<double> held_order(const std::vector<Quantity>& quantities, const double* declared);

}  // namespace scmc::emitted
