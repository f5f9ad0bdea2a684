/// Between what and what a quantity lies.
#pragma once

namespace scmc::effects {

struct Interval {
  double lower, upper;
};

}  // namespace scmc::effects
