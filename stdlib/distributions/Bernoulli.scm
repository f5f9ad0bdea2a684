## 1 with probability p, else 0.
distribution Bernoulli(p: unit) over 0..1 {
  form(p = invlogit(e)) = BernoulliLogit(e)
  log_density(x) = xlogy(x, p) + xlog1py(1 - x, -p)
  cdf(x) = if x < 0 then 0 else if x < 1 then 1 - p else 1
  quantile(u) = if u > 1 - p then 1 else 0
  mean = p
  variance = p * (1 - p)
}
