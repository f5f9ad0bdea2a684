## Weibull with shape and scale.                                                           [BDA3, app. A]
distribution Weibull(shape: positive, scale: positive = 1) over positive {
  log_density(x) = log(shape) - shape * log(scale) + (shape - 1) * log(x) - (x / scale)^shape
  cdf(x) = -expm1(-(x / scale)^shape)
  log_survival(x) = -(x / scale)^shape
  quantile(p) = scale * (-log1p(-p))^(1 / shape)
  mean = scale * exp(lgamma(1 + 1 / shape))
  variance = scale^2 * (exp(lgamma(1 + 2 / shape)) - exp(2 * lgamma(1 + 1 / shape)))
}
