## The normal distribution with mean and standard deviation.                              [BDA3, app. A]
distribution Normal(mu: real = 0, sigma: positive = 1) over real {
  log_density(x) = -0.5 * ((x - mu) / sigma)^2 - log(sigma) - 0.5 * log(2 * pi)
  location_scale(e) = mu + sigma * e
  cdf(x) = normal_cdf((x - mu) / sigma)
  quantile(p) = mu + sigma * normal_quantile(p)
  mean = mu
  variance = sigma^2
}
