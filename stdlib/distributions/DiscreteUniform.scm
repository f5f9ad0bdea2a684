## Equally likely among the integers from lower to upper.
distribution DiscreteUniform(lower: integer, upper: integer) over lower..upper {
  log_density(x) = -log(upper - lower + 1)
  cdf(x) = (floor(x) - lower + 1) / (upper - lower + 1)
  quantile(p) = lower + ceil(p * (upper - lower + 1)) - 1
  mean = (lower + upper) / 2
  variance = ((upper - lower + 1)^2 - 1) / 12
}
