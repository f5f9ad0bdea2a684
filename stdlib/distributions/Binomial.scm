## The number of successes among n independent trials of probability p.                    [BDA3, app. A]
distribution Binomial(n: count, p: unit) over 0..n {
  form(p = invlogit(e)) = BinomialLogit(n, e)
  log_density(x) = lchoose(n, x) + xlogy(x, p) + xlog1py(n - x, -p)
  cdf(x) = binomial_cdf(x, n, p)
  quantile(u) = binomial_quantile(u, n, p)
  mean = n * p
  variance = n * p * (1 - p)
}
