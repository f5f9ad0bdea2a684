/// What a graph forbids: independencies that data can contradict.
#pragma once
#include <vector>

#include "compiler/identify/admg.h"

namespace scmc::identify {

struct Independence {
  std::size_t x, y;
  Vertices given;
};

struct Independencies {
  std::vector<Independence> list;
  bool complete = true;
};

/// For every pair of vertices among `of`, the minimal sets of such that separate it; `limit` for a pair.
Independencies implied_independencies(const Admg& graph, const Vertices& of, std::size_t limit = 100);

}  // namespace scmc::identify
