## Equally likely between two bounds.
distribution Uniform(lower: real = 0, upper: real = 1) over interval(lower, upper) {
  log_density(x) = -log(upper - lower)
  cdf(x) = (x - lower) / (upper - lower)
  quantile(p) = lower + (upper - lower) * p
  mean = (lower + upper) / 2
  variance = (upper - lower)^2 / 12
}
