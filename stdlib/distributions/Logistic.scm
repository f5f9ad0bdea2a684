## The logistic distribution with location and scale.
distribution Logistic(mu: real = 0, scale: positive = 1) over real {
  log_density(x) = -(x - mu) / scale - log(scale) - 2 * log1p_exp(-(x - mu) / scale)
  location_scale(e) = mu + scale * e
  cdf(x) = invlogit((x - mu) / scale)
  log_cdf(x) = log_invlogit((x - mu) / scale)
  log_survival(x) = log_invlogit(-(x - mu) / scale)
  quantile(p) = mu + scale * logit(p)
  mean = mu
  variance = (pi * scale)^2 / 3
}
