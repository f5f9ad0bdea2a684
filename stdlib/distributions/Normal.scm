## The normal distribution with mean and standard deviation.                              [BDA3, app. A]
distribution Normal(mu: real = 0, sigma: positive = 1) over real {
  log_density(x) = -0.5 * ((x - mu) / sigma)^2 - log(sigma) - 0.5 * log(2 * pi)
  location_scale(e) = mu + sigma * e
  cdf(x) = normal_cdf((x - mu) / sigma)
  log_cdf(x) = normal_log_cdf((x - mu) / sigma)
  log_survival(x) = normal_log_cdf(-(x - mu) / sigma)
  log_mass(a, b) {  # of a < X <= b, on the side where the tail is small
    is_above = a > mu
    low = if is_above then -(b - mu) / sigma else (a - mu) / sigma
    high = if is_above then -(a - mu) / sigma else (b - mu) / sigma
    inside = normal_log_cdf(high) + log1m_exp(normal_log_cdf(low) - normal_log_cdf(high))
    from_below = normal_log_cdf((b - mu) / sigma)
    return if b == infinity then (if a == -infinity then 0 else normal_log_cdf(-(a - mu) / sigma)) else if a == -infinity then from_below else inside
  }
  quantile(p) = mu + sigma * normal_quantile(p)
  mean = mu
  variance = sigma^2
}
