## invlogit of a normal variable: mu and sigma are the mean and standard deviation of its logit.
distribution LogitNormal(mu: real = 0, sigma: positive = 1) over unit {
  log_density(x) = -0.5 * ((logit(x) - mu) / sigma)^2 - log(sigma) - 0.91893853320467274 - log(x) - log1p(-x)
  cdf(x) = normal_cdf((logit(x) - mu) / sigma)
  quantile(p) = invlogit(mu + sigma * normal_quantile(p))
}
