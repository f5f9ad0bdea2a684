## The length of a vector of two independent normal variables.                             [Stan functions reference, rayleigh]
distribution Rayleigh(scale: positive = 1) over positive {
  log_density(x) = log(x) - 2 * log(scale) - 0.5 * (x / scale)^2
  cdf(x) = -expm1(-0.5 * (x / scale)^2)
  log_survival(x) = -0.5 * (x / scale)^2
  quantile(p) = scale * sqrt(-2 * log1p(-p))
  mean = 1.2533141373155003 * scale
  variance = 0.42920367320510338 * scale^2
}
