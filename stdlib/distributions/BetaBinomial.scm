## A binomial count whose probability is Beta(a, b).                                       [BDA3, app. A]
distribution BetaBinomial(n: count, a: positive, b: positive) over 0..n {
  log_density(x) = lchoose(n, x) + lbeta(x + a, n - x + b) - lbeta(a, b)
  cdf(x) = beta_binomial_cdf(x, n, a, b)
  quantile(u) = beta_binomial_quantile(u, n, a, b)
  mean = n * a / (a + b)
  variance = n * a * b * (a + b + n) / ((a + b)^2 * (a + b + 1))
}
