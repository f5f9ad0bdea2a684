## The double exponential distribution with location and scale.                            [BDA3, app. A]
distribution Laplace(mu: real = 0, scale: positive = 1) over real {
  log_density(x) = -abs(x - mu) / scale - log(2 * scale)
  location_scale(e) = mu + scale * e
  cdf(x) = if x < mu then 0.5 * exp((x - mu) / scale) else 1 - 0.5 * exp(-(x - mu) / scale)
  log_cdf(x) = if x < mu then (x - mu) / scale - log(2) else log1p(-0.5 * exp(-(x - mu) / scale))
  log_survival(x) = if x > mu then -(x - mu) / scale - log(2) else log1p(-0.5 * exp((x - mu) / scale))
  quantile(p) = if p < 0.5 then mu + scale * log(2 * p) else mu - scale * log(2 * (1 - p))
  mean = mu
  variance = 2 * scale^2
}
