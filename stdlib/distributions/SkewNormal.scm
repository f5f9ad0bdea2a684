## A normal distribution, folded over to one side: upwards where alpha is positive.        [Azzalini 1985]
distribution SkewNormal(mu: real = 0, sigma: positive = 1, alpha: real) over real {
  log_density(x) {
    z = (x - mu) / sigma
    return log(2) - log(sigma) - 0.5 * log(2 * pi) - 0.5 * z^2 + normal_log_cdf(alpha * z)
  }
  location_scale(e) = mu + sigma * e
  cdf(x) = skew_normal_cdf((x - mu) / sigma, alpha)
  quantile(p) = mu + sigma * skew_normal_quantile(p, alpha)
  mean = mu + sigma * sqrt(2 / pi) * alpha / sqrt(1 + alpha^2)
  variance = sigma^2 * (1 - 2 / pi * alpha^2 / (1 + alpha^2))
}
