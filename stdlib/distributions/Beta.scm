## Beta with the two prior counts.                                                         [BDA3, app. A]
distribution Beta(a: positive, b: positive) over unit {
  log_density(x) = (a - 1) * log(x) + (b - 1) * log1p(-x) - lbeta(a, b)
  cdf(x) = beta_cdf(a, b, x)
  quantile(p) = beta_cdf_inverse(a, b, p)
  mean = a / (a + b)
  variance = a * b / ((a + b)^2 * (a + b + 1))
}
