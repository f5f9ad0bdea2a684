## The largest of many values with heavy tails.                                            [Stan functions reference, frechet]
distribution Frechet(shape: positive, scale: positive = 1) over positive {
  log_density(x) = log(shape) + shape * log(scale) - (shape + 1) * log(x) - (x / scale)^(-shape)
  cdf(x) = exp(-(x / scale)^(-shape))
  log_cdf(x) = -(x / scale)^(-shape)
  quantile(p) = scale * (-log(p))^(-1 / shape)
  mean = if shape > 1 then scale * exp(lgamma(1 - 1 / shape)) else infinity
  variance = if shape > 2 then scale^2 * (exp(lgamma(1 - 2 / shape)) - exp(2 * lgamma(1 - 1 / shape))) else infinity
}
