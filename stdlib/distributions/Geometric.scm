## The number of failures before the first success; each trial succeeds with probability p.
distribution Geometric(p: unit) over count {
  log_density(x) = log(p) + xlog1py(x, -p)
  cdf(x) = -expm1((floor(x) + 1) * log1p(-p))
  log_survival(x) = (floor(x) + 1) * log1p(-p)
  quantile(u) = max(0, ceil(log1p(-u) / log1p(-p) - 1))
  mean = (1 - p) / p
  variance = (1 - p) / p^2
}
