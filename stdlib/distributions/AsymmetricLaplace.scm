## Two exponentials that meet at mu, the quantile of probability tau.                      [Stan functions reference, skew_double_exponential]
distribution AsymmetricLaplace(mu: real, scale: positive, tau: unit) over real {
  log_density(x) = log(2) + log(tau) + log1p(-tau) - log(scale) - 2 / scale * (if x < mu then (1 - tau) * (mu - x) else tau * (x - mu))
  cdf(x) = if x < mu then tau * exp(2 * (1 - tau) * (x - mu) / scale) else 1 - (1 - tau) * exp(-2 * tau * (x - mu) / scale)
  quantile(p) = if p < tau then mu + scale / (2 * (1 - tau)) * log(p / tau) else mu - scale / (2 * tau) * (log1p(-p) - log1p(-tau))
  mean = mu + scale * (1 - 2 * tau) / (2 * tau * (1 - tau))
  variance = scale^2 * (1 - 2 * tau + 2 * tau^2) / (2 * tau * (1 - tau))^2
}
