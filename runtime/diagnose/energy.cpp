/// E-BFMI.
#include "runtime/diagnose/energy.h"

#include <limits>

#include "runtime/diagnose/sample.h"

namespace scmc::diagnose {

double e_bfmi(std::span<const double> energy) {
  if (energy.size() < 2) return std::numeric_limits<double>::quiet_NaN();
  double steps = 0;
  for (std::size_t i = 1; i < energy.size(); ++i) steps += (energy[i] - energy[i - 1]) * (energy[i] - energy[i - 1]);
  return steps / (variance(energy) * (static_cast<double>(energy.size()) - 1));
}

}  // namespace scmc::diagnose
