/// Instruments: what moves the treatment and has no other way to the outcome.
#pragma once
#include <vector>

#include "compiler/identify/admg.h"

namespace scmc::identify {

struct Instrument {
  std::size_t vertex;
  Vertices given;
};

/// W holds nothing that Y or a causal path leads to; Z and Y are separated by W once the first edges of the causal paths are cut; Z and X
/// are not.  [vdZ15, for the total effect]
bool is_instrument(const Admg& graph, std::size_t x, std::size_t y, std::size_t z, const Vertices& w);

struct Instruments {
  std::vector<Instrument> list;
  bool complete = true;
};

/// Every vertex that is an instrument given some set, with a smallest such set; none where X does not cause Y. Beyond `budget` sets tried
/// for one the search ends.
Instruments instruments(const Admg& graph, std::size_t x, std::size_t y, std::size_t budget = 2000);

}  // namespace scmc::identify
