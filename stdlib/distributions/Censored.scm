## D, recorded as the bound where it lies beyond: `Censored(D, upper = followup)`. Bounds may differ from unit to unit.      [PyMC, Censored]
distribution Censored(D: distribution, lower: real = -infinity, upper: real = infinity) over within(D.support, lower, upper) {
  atoms = 1
  log_density(x) {
    at_lower = D.log_cdf(lower)
    at_upper = D.log_survival(upper - D.discrete)
    return if x < lower or x > upper then -infinity
           else if x == lower and lower > -infinity then at_lower
           else if x == upper and upper < infinity then at_upper
           else D.log_density(x)
  }
  cdf(x) = if x < lower then 0 else if x >= upper then 1 else D.cdf(x)
  quantile(p) = min(max(D.quantile(p), lower), upper)
}
