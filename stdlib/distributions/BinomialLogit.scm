## Binomial by the logit of its probability.
distribution BinomialLogit(n: count, e: real) over 0..n {
  log_density(x) = lchoose(n, x) + x * e - n * log1p_exp(e)
  cdf(x) = binomial_cdf(x, n, invlogit(e))
  quantile(u) = binomial_quantile(u, n, invlogit(e))
  mean = n * invlogit(e)
  variance = n * invlogit(e) * invlogit(-e)
}
