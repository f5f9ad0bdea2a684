/// Autocovariances of chains, averaged over the chains, at as many lags as are asked for.
#pragma once
#include <vector>

#include "runtime/diagnose/sample.h"

namespace scmc::diagnose {

/// Divisor n at every lag. Chains that mix are asked for a few lags only, which are summed directly; after those all come by Fourier
/// transform.
class Autocovariance {
 public:
  explicit Autocovariance(const Sample& sample);
  double operator[](std::size_t lag);

 private:
  double by_sum(std::size_t lag) const;
  void transform();

  std::size_t chains_, draws_;
  std::vector<double> centred_;  ///< chain after chain
  std::vector<double> known_;
};

}  // namespace scmc::diagnose
