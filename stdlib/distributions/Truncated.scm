## D, given that it lies between two bounds (of counts, both inclusive).                   [Stan reference manual, truncation]
distribution Truncated(D: distribution, lower: real = -infinity, upper: real = infinity) over within(D.support, lower, upper) {
  log_density(x) = if x < lower or x > upper then -infinity else D.log_density(x) - D.log_mass(lower - D.discrete, upper)
  cdf(x) {
    inside = exp(D.log_mass(lower - D.discrete, min(x, upper)) - D.log_mass(lower - D.discrete, upper))
    return if x < lower then 0 else if x >= upper then 1 else inside
  }
  quantile(p) {
    below = if lower == -infinity then 0 else D.cdf(lower - D.discrete)
    above = if upper == infinity then 1 else D.cdf(upper)
    return min(max(D.quantile(below + p * (above - below)), lower), upper)
  }
}
