## How many of n things drawn at once from a of one kind and b of another are of the first.  [Stan functions reference, hypergeometric]
distribution Hypergeometric(n: count, a: count, b: count) over max(0, n - b)..min(a, n) {
  log_density(x) = lchoose(a, x) + lchoose(b, n - x) - lchoose(a + b, n)
  cdf(x) = hypergeometric_cdf(x, n, a, b)
  quantile(u) = hypergeometric_quantile(u, n, a, b)
  mean = n * a / (a + b)
  variance = n * a * b * (a + b - n) / ((a + b)^2 * (a + b - 1))
}
