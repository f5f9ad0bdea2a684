## Poisson by the logarithm of its rate.
distribution PoissonLog(e: real) over count {
  log_density(x) = x * e - exp(e) - lgamma(x + 1)
  cdf(x) = poisson_cdf(x, exp(e))
  quantile(p) = poisson_quantile(p, exp(e))
  mean = exp(e)
  variance = exp(e)
}
