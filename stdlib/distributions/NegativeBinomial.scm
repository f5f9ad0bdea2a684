## A Poisson variable whose rate is gamma distributed with this shape and rate.            [BDA3, app. A]
distribution NegativeBinomial(shape: positive, rate: positive) over count {
  log_density(x) = -log(x + shape) - lbeta(x + 1, shape) - shape * log1p(1 / rate) - x * log1p(rate)
  cdf(x) = negative_binomial_cdf(x, shape, rate / (1 + rate))
  quantile(p) = negative_binomial_quantile(p, shape, rate / (1 + rate))
  mean = shape / rate
  variance = shape * (1 + rate) / rate^2
}
