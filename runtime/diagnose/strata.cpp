#include "runtime/diagnose/strata.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "runtime/diagnose/rank.h"

namespace scmc::diagnose {
namespace {

/// Halves cells as long as both halves keep enough rows.
class Halving {
 public:
  Halving(const std::vector<Measured>& given, std::size_t least) : least_(least) {
    for (const auto& column : given)
      if (!column.levels) ranks_.push_back(average_ranks(column.values));
  }

  void add(Rows rows) {
    const auto* widest = rows.size() < 2 * least_ ? nullptr : widest_of(rows);
    if (!widest) return cells.push_back(std::move(rows));
    const auto middle = rows.begin() + static_cast<std::ptrdiff_t>(rows.size() / 2);
    // Rows of equal rank are told apart by their place, so that the result does not depend on the library's sort.
    std::ranges::sort(rows, {}, [&](std::size_t row) { return std::pair((*widest)[row], row); });
    add(Rows(rows.begin(), middle)), add(Rows(middle, rows.end()));
  }

  std::vector<Rows> cells;

 private:
  const std::vector<double>* widest_of(const Rows& rows) const {
    const std::vector<double>* widest = nullptr;
    double most = 0;
    for (const auto& ranks : ranks_) {
      const auto [low, high] = std::ranges::minmax(rows, {}, [&](std::size_t row) { return ranks[row]; });
      if (ranks[high] - ranks[low] > most) most = ranks[high] - ranks[low], widest = &ranks;
    }
    return widest;
  }

  std::size_t least_;
  std::vector<std::vector<double>> ranks_;
};

}  // namespace

std::vector<Rows> strata(const std::vector<Measured>& given, std::size_t rows, std::size_t least) {
  std::map<std::vector<double>, Rows> by_levels;
  for (std::size_t row = 0; row < rows; ++row) {
    std::vector<double> levels;
    for (const auto& column : given)
      if (column.levels) levels.push_back(column.values[row]);
    by_levels[levels].push_back(row);
  }
  Halving halving(given, least);
  for (auto& [levels, members] : by_levels) halving.add(std::move(members));
  return std::move(halving.cells);
}

std::vector<std::size_t> groups(const Measured& column, std::size_t of_numbers) {
  std::vector<std::size_t> result;
  if (column.levels) {
    std::map<double, std::size_t> names;
    for (const double x : column.values) names.emplace(x, 0);
    std::size_t next = 0;
    for (auto& [level, name] : names) name = next++;
    for (const double x : column.values) result.push_back(names.at(x));
    return result;
  }
  const auto n = static_cast<double>(column.values.size());
  for (const double rank : average_ranks(column.values))
    result.push_back(std::min(of_numbers - 1, static_cast<std::size_t>((rank - 0.5) / n * static_cast<double>(of_numbers))));
  return result;
}

}  // namespace scmc::diagnose
