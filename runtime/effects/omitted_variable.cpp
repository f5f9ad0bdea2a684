#include "runtime/effects/omitted_variable.h"

#include <cmath>

#include "runtime/math/special.h"

namespace scmc::effects {
namespace {

/// Cohen's f of the treatment: partial R2 / (1 - partial R2) is its square.
double cohens_f(const Coefficient& c) { return std::abs(c.t()) / std::sqrt(c.degrees_of_freedom); }

/// The share r with r^2 / (1 - r) = f^2.
double equal_share(double f) { return (std::sqrt(std::pow(f, 4) + 4 * f * f) - f * f) / 2; }

}  // namespace

double partial_r2(const Coefficient& c) { return c.t() * c.t() / (c.t() * c.t() + c.degrees_of_freedom); }

double robustness_value(const Coefficient& c, double q) { return equal_share(q * cohens_f(c)); }

double robustness_value(const Coefficient& c, double q, double alpha) {
  const double f = q * cohens_f(c), df = c.degrees_of_freedom - 1;
  const double critical = std::abs(scmc_student_t_quantile(df, alpha / 2)) / std::sqrt(df);
  if (f <= critical) return 0;
  // Beyond that a weaker share of the outcome does more: it leaves the standard error large.
  if (f > 1 / critical) return (f * f - critical * critical) / (1 + f * f);
  return equal_share(f - critical);
}

Coefficient adjusted(const Coefficient& c, const Confounder& confounder) {
  const double d = confounder.share_of_treatment, y = confounder.share_of_outcome, df = c.degrees_of_freedom;
  const double bias = c.standard_error * std::sqrt(df * y * d / (1 - d));
  return {.estimate = c.estimate - std::copysign(bias, c.estimate),
          .standard_error = c.standard_error * std::sqrt((1 - y) / (1 - d) * df / (df - 1)),
          .degrees_of_freedom = df - 1};
}

Confounder as_strong_as(const Confounder& covariate, double times) {
  const double d = covariate.share_of_treatment, y = covariate.share_of_outcome;
  // The share that the confounder and the covariate seem to have in common once the treatment is given: it lies below both.
  const double common = times * d * d / ((1 - times * d) * (1 - d));
  const double eta = (std::sqrt(times) + std::sqrt(common)) / std::sqrt(1 - common);
  return {.share_of_treatment = times * d / (1 - d), .share_of_outcome = eta * eta * y / (1 - y)};
}

}  // namespace scmc::effects
