## The absolute value of a normal variable of mean 0 and standard deviation sigma.
distribution HalfNormal(sigma: positive = 1) over positive {
  log_density(x) = -0.5 * (x / sigma)^2 - log(sigma) + 0.5 * log(2 / pi)
  location_scale(e) = sigma * e
  cdf(x) = erf(x / (sigma * sqrt(2)))
  log_survival(x) = log(2) + normal_log_cdf(-x / sigma)
  quantile(p) = sigma * sqrt(2) * erf_inverse(p)
  mean = sigma * sqrt(2 / pi)
  variance = sigma^2 * (1 - 2 / pi)
}
