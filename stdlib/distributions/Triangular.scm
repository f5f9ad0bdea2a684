## A density that rises to its mode and falls, both in a straight line.
distribution Triangular(lower: real, mode: real, upper: real) over interval(lower, upper) {
  log_density(x) = log(2) - log(upper - lower) + (if x < mode then log(x - lower) - log(mode - lower) else log(upper - x) - log(upper - mode))
  cdf(x) = if x < mode then (x - lower)^2 / ((upper - lower) * (mode - lower)) else 1 - (upper - x)^2 / ((upper - lower) * (upper - mode))
  quantile(p) = if p * (upper - lower) < mode - lower then lower + sqrt(p * (upper - lower) * (mode - lower)) else upper - sqrt((1 - p) * (upper - lower) * (upper - mode))
  mean = (lower + mode + upper) / 3
  variance = ((lower - mode)^2 + (mode - upper)^2 + (upper - lower)^2) / 36
}
