## Counts of independent events at this expected number.                                   [BDA3, app. A]
distribution Poisson(rate: positive) over count {
  form(rate = exp(e)) = PoissonLog(e)
  log_density(x) = xlogy(x, rate) - rate - lgamma(x + 1)
  cdf(x) = poisson_cdf(x, rate)
  quantile(p) = poisson_quantile(p, rate)
  mean = rate
  variance = rate
}
