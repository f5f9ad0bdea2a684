/// What a cell's text is: a number, a truth value, a date, a label, or missing.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace scmc::data {

enum class CellKind : std::uint8_t {
  Missing,      ///< empty, NA, NaN
  Logical,      ///< true, false
  Integer,      ///< digits, or any number whose value is an integer
  HugeInteger,  ///< digits that name an integer beyond 2^53
  Real,         ///< any other number, infinities included
  Grouped,      ///< a number with thousands separators: 1,234
  Date,         ///< ISO 8601: 2024-05, 2024-05-31, 2024-05-31T12:00
  Text,
};
constexpr std::size_t cell_kinds = 8;

struct Cell {
  CellKind kind;
  double value;  ///< NaN where the kind has none
};

Cell classify(std::string_view text);

/// A number that is an integer, exactly held or not.
Cell number_cell(double value);

/// How often each kind occurs in a column, and where first.
struct Census {
  std::array<std::size_t, cell_kinds> counts{};
  std::array<std::size_t, cell_kinds> first{};

  void add(CellKind kind, std::size_t cell) {
    const auto k = static_cast<std::size_t>(kind);
    if (counts[k]++ == 0) first[k] = cell;
  }
  std::size_t operator[](CellKind kind) const { return counts[static_cast<std::size_t>(kind)]; }
  std::size_t first_of(CellKind kind) const { return first[static_cast<std::size_t>(kind)]; }
  std::size_t numbers() const;
  std::size_t texts() const;
};

}  // namespace scmc::data
