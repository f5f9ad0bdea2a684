## The sum of nu squared standard normal variables.                                        [BDA3, app. A]
distribution ChiSquared(nu: positive) over positive {
  log_density(x) = -nu / 2 * log(2) - lgamma(nu / 2) + (nu / 2 - 1) * log(x) - x / 2
  cdf(x) = gamma_p(nu / 2, x / 2)
  quantile(p) = 2 * gamma_p_inverse(nu / 2, p)
  mean = nu
  variance = 2 * nu
}
