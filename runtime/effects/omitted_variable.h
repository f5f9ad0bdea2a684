/// What an omitted variable can do to a coefficient of a linear regression, in shares of variance.
/// [CH20: Cinelli, Hazlett 2020, JRSS-B 82]
#pragma once

namespace scmc::effects {

/// A coefficient with its standard error and the residual degrees of freedom of its regression.
struct Coefficient {
  double estimate, standard_error, degrees_of_freedom;
  double t() const { return estimate / standard_error; }
};

/// Of the variance that the other regressors leave: the confounder's share in the treatment, and in the outcome beside the treatment.
struct Confounder {
  double share_of_treatment, share_of_outcome;
};

/// The treatment's share of the outcome's variance: t^2 / (t^2 + df).
double partial_r2(const Coefficient& coefficient);

/// The share that a confounder must have in both treatment and outcome to reduce the estimate by the fraction q.
double robustness_value(const Coefficient& coefficient, double q = 1);

/// ... or to such an extent that the interval of level 1 - alpha reaches the estimate reduced by q.
double robustness_value(const Coefficient& coefficient, double q, double alpha);

/// The estimate that the regression with the confounder could have shown, where it reduces the one at hand. Its
/// degrees of freedom are one fewer.
Coefficient adjusted(const Coefficient& coefficient, const Confounder& confounder);

/// A confounder `times` as strong as an observed covariate with these shares, of which that of the outcome is conditional on the
/// treatment. Shares above 1 say that no confounder can be so strong.
Confounder as_strong_as(const Confounder& covariate, double times = 1);

}  // namespace scmc::effects
