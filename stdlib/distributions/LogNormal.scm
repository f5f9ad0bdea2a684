## exp of a normal variable: mu and sigma are the mean and standard deviation of its logarithm.   [BDA3, app. A]
distribution LogNormal(mu: real = 0, sigma: positive = 1) over positive {
  log_density(x) = -0.5 * ((log(x) - mu) / sigma)^2 - log(sigma) - 0.5 * log(2 * pi) - log(x)
  cdf(x) = normal_cdf((log(x) - mu) / sigma)
  log_cdf(x) = normal_log_cdf((log(x) - mu) / sigma)
  log_survival(x) = normal_log_cdf(-(log(x) - mu) / sigma)
  quantile(p) = exp(mu + sigma * normal_quantile(p))
  mean = exp(mu + sigma^2 / 2)
  variance = expm1(sigma^2) * exp(2 * mu + sigma^2)
}
