## The absolute value of a Cauchy variable of location 0.                                  [Gelman 2006]
distribution HalfCauchy(scale: positive = 1) over positive {
  log_density(x) = -log1p((x / scale)^2) - log(scale) + log(2 / pi)
  location_scale(e) = scale * e
  cdf(x) = 2 * atan(x / scale) / pi
  quantile(p) = if p < 0.5 then scale * tan(pi * p / 2) else scale / tan(pi * (1 - p) / 2)
}
