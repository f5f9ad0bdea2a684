/// A binary instrument z for the effect of a binary treatment x on a binary outcome y, where z moves y by x alone and shares no causes
/// with it: what the data say without any model of who complies.
#pragma once
#include <array>

#include "runtime/effects/interval.h"

namespace scmc::effects {

/// P(x, y | z), by [z][x][y].
struct InstrumentTable {
  std::array<std::array<std::array<double, 2>, 2>, 2> p;
};

/// The tightest bounds on P(y_1) - P(y_0)  [Balke, Pearl 1997, JASA 92]. Empty, lower above upper, only if the
/// instrumental inequality fails.
Interval average_effect(const InstrumentTable& table);

/// max_x sum_y max_z P(x, y | z): above 1 z is no instrument, whatever the rest of the world is like  [Pearl 1995, UAI].
double instrumental_inequality(const InstrumentTable& table);

/// The effect among those whose treatment follows z, if nobody does the contrary: the effect of z on y over that on x  [Imbens, Angrist
/// 1994, Econometrica 62]. Infinite or NaN where z does not move x.
double local_effect(const InstrumentTable& table);

}  // namespace scmc::effects
