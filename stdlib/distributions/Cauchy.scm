## The Cauchy distribution with location (median) and scale; it has no mean.               [BDA3, app. A]
distribution Cauchy(location: real = 0, scale: positive = 1) over real {
  log_density(x) = -log1p(((x - location) / scale)^2) - log(scale) - log(pi)
  location_scale(e) = location + scale * e
  cdf(x) = 0.5 + atan((x - location) / scale) / pi
  quantile(p) = location + scale * tan(pi * (p - 0.5))
}
