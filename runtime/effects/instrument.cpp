#include "runtime/effects/instrument.h"

#include <algorithm>

namespace scmc::effects {

Interval average_effect(const InstrumentTable& table) {
  // pyx_z is P(y, x | z), in the order of the paper.
  const auto& p = table.p;
  const double p00_0 = p[0][0][0], p10_0 = p[0][0][1], p01_0 = p[0][1][0], p11_0 = p[0][1][1];
  const double p00_1 = p[1][0][0], p10_1 = p[1][0][1], p01_1 = p[1][1][0], p11_1 = p[1][1][1];
  const double lower = std::max({p11_1 + p00_0 - 1,                             //
                                 p11_0 + p00_1 - 1,                             //
                                 p11_0 - p11_1 - p10_1 - p01_0 - p10_0,         //
                                 p11_1 - p11_0 - p10_0 - p01_1 - p10_1,         //
                                 -p01_1 - p10_1,                                //
                                 -p01_0 - p10_0,                                //
                                 p00_1 - p01_1 - p10_1 - p01_0 - p00_0,         //
                                 p00_0 - p01_0 - p10_0 - p01_1 - p00_1});
  const double upper = std::min({1 - p01_1 - p10_0,                             //
                                 1 - p01_0 - p10_1,                             //
                                 -p01_0 + p01_1 + p00_1 + p11_0 + p00_0,        //
                                 -p01_1 + p11_1 + p00_1 + p01_0 + p00_0,        //
                                 p11_1 + p00_1,                                 //
                                 p11_0 + p00_0,                                 //
                                 -p10_1 + p11_1 + p00_1 + p11_0 + p10_0,        //
                                 -p10_0 + p11_0 + p00_0 + p11_1 + p10_1});
  return {lower, upper};
}

double instrumental_inequality(const InstrumentTable& table) {
  const auto largest = [&](int x, int y) { return std::max(table.p[0][x][y], table.p[1][x][y]); };
  return std::max(largest(0, 0) + largest(0, 1), largest(1, 0) + largest(1, 1));
}

double local_effect(const InstrumentTable& table) {
  const auto& p = table.p;
  const auto outcome = [&](int z) { return p[z][0][1] + p[z][1][1]; };
  const auto treated = [&](int z) { return p[z][1][0] + p[z][1][1]; };
  return (outcome(1) - outcome(0)) / (treated(1) - treated(0));
}

}  // namespace scmc::effects
