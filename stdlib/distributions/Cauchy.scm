## The Cauchy distribution with location (median) and scale; it has no mean.               [BDA3, app. A]
distribution Cauchy(location: real = 0, scale: positive = 1) over real {
  log_density(x) = -log1p(((x - location) / scale)^2) - log(scale) - log(pi)
  location_scale(e) = location + scale * e
  cdf(x) {
    z = (x - location) / scale
    return if z < 0 then atan(-1 / z) / pi else 0.5 + atan(z) / pi
  }
  quantile(p) = location + (if p < 0.5 then -scale / tan(pi * p) else scale / tan(pi * (1 - p)))
}
