## The largest of many values with light tails.                                            [Stan functions reference, gumbel]
distribution Gumbel(mu: real = 0, scale: positive = 1) over real {
  log_density(x) = -(x - mu) / scale - exp(-(x - mu) / scale) - log(scale)
  location_scale(e) = mu + scale * e
  cdf(x) = exp(-exp(-(x - mu) / scale))
  log_cdf(x) = -exp(-(x - mu) / scale)
  quantile(p) = mu - scale * log(-log(p))
  mean = mu + 0.57721566490153286 * scale
  variance = 1.6449340668482264 * scale^2
}
