/// Searching all subsets, smallest first, within a budget.
#pragma once
#include "compiler/identify/admg.h"

namespace scmc::identify {

/// Calls `visit(set)` for the subsets of `of` by size until it returns false. False where the budget of visits ended before the
/// subsets did.
template <class Visit>
bool for_each_subset(const Vertices& of, std::size_t budget, Visit&& visit) {
  const auto all = members(of);
  for (std::size_t size = 0; size <= all.size(); ++size) {
    std::vector<std::size_t> chosen(size);
    for (std::size_t i = 0; i < size; ++i) chosen[i] = i;
    while (true) {
      if (budget-- == 0) return false;
      Vertices set;
      for (std::size_t i : chosen) set.set(all[i]);
      if (!visit(set)) return true;
      std::size_t last = size;
      while (last > 0 && chosen[last - 1] == all.size() - size + last - 1) --last;
      if (last == 0) break;
      ++chosen[last - 1];
      for (std::size_t i = last; i < size; ++i) chosen[i] = chosen[i - 1] + 1;
    }
  }
  return true;
}

}  // namespace scmc::identify
