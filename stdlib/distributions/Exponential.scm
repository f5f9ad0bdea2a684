## The waiting time at a constant rate (the inverse of its mean).                          [BDA3, app. A]
distribution Exponential(rate: positive = 1) over positive {
  log_density(x) = log(rate) - rate * x
  location_scale(e) = e / rate
  cdf(x) = -expm1(-rate * x)
  log_survival(x) = -rate * x
  quantile(p) = -log1p(-p) / rate
  mean = 1 / rate
  variance = 1 / rate^2
}
