/// The summary of one quantity.
#include "runtime/diagnose/summary.h"

#include "runtime/diagnose/ess.h"
#include "runtime/diagnose/mcse.h"
#include "runtime/diagnose/rhat.h"

namespace scmc::diagnose {

Summary summarise(const Sample& sample, double hdi_probability) {
  const Sorted sorted(sample.values());
  return {.mean = mean(sample.values()),
          .sd = standard_deviation(sample.values()),
          .median = sorted.quantile(0.5),
          .hdi = sorted.highest_density(hdi_probability),
          .mcse_mean = mcse_mean(sample),
          .mcse_sd = mcse_sd(sample),
          .ess_bulk = ess_bulk(sample),
          .ess_tail = ess_tail(sample),
          .rhat = rhat(sample)};
}

}  // namespace scmc::diagnose
